//! Exercise 15/answers: finish the record, then stop.

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ch15_tasks::{Requests, TaskResult};
use tokio::time::sleep;

/// What is written. Nothing to do here.
#[derive(Clone, Debug, Default)]
pub struct Journal(Arc<Mutex<String>>);

impl Journal {
    /// Writes one record, in 20 ms: `<` and the record at the beginning, `>` at the end.
    pub async fn write(&self, record: &str) {
        self.push(&format!("<{record}"));
        sleep(Duration::from_millis(20)).await;
        self.push(">");
    }

    /// What it holds.
    pub fn text(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn push(&self, text: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += text;
    }
}

/// Writes `records` one after the other, and gives how many are complete.
///
/// Asked to stop while it writes a record, it finishes that one, writes no more, and gives the count, as a value. Asked a second
/// time before that record is complete (or twice at once), it leaves the record as it is and ends cancelled, with the request
/// that it was given last. A request that comes before the first record counts as one that comes while it is written. It takes
/// no request back: that is for those who asked.
pub async fn write_all(
    requests: Requests,
    journal: Journal,
    records: Vec<String>,
) -> TaskResult<usize, String> {
    for (complete, record) in records.iter().enumerate() {
        let mut write = pin!(journal.write(record));
        let Err(request) = requests.run_until_cancelled(write.as_mut()).await else {
            continue;
        };
        if requests.cancelling() > 1 {
            return Err(request.into());
        }
        requests.run_until_cancelled(write).await?;
        return Ok(complete + 1);
    }
    Ok(records.len())
}
