// WRONG: asked before the first record, it writes none.
// JUDGE: asked at 0 ms, before its first turn, the answer gave (Ok(0)

//! Exercise 15/answers: finish the record, then stop.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ch15_tasks::{Requests, TaskError, TaskResult};
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
/// that it was given last.
pub async fn write_all(
    requests: Requests,
    journal: Journal,
    records: Vec<String>,
) -> TaskResult<usize, String> {
    let mut complete = 0;
    for record in &records {
        if requests.cancelling() > 0 {
            return Ok(complete);
        }
        let mut write = std::pin::pin!(journal.write(record));
        if let Err(first) = requests.run_until_cancelled(&mut write).await {
            if requests.cancelling() > 1 {
                return Err(TaskError::Cancelled(first));
            }
            return match requests.run_until_cancelled(write).await {
                Ok(()) => Ok(complete + 1),
                Err(second) => Err(TaskError::Cancelled(second)),
            };
        }
        complete += 1;
    }
    Ok(complete)
}
