// WRONG: has a channel for each output; where one stays empty, it takes the first panic that the set has.
// JUDGE: when the last of three panics at 5 ms and the first at 10 ms, the answer gave

//! Exercise 16/in_order: an ordered gather over unordered completion.

use tokio::sync::oneshot;
use tokio::task::{JoinError, JoinSet};

/// Runs `futures` as tasks of a `JoinSet`, all at once, and gives their ends in the order of `futures`, whatever order they end
/// in. A task that panics stands in its place, and changes nothing for the others.
///
/// Dropped while it waits, it stops the tasks that have not ended.
pub async fn in_order<T, F>(futures: Vec<F>) -> Vec<Result<T, JoinError>>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let mut set = JoinSet::new();
    let mut outputs = Vec::new();
    for future in futures {
        let (sender, output) = oneshot::channel();
        outputs.push(output);
        set.spawn(async move {
            let _ = sender.send(future.await);
        });
    }
    let mut ends = Vec::new();
    for output in outputs {
        match output.await {
            Ok(output) => ends.push(Ok(output)),
            Err(_) => {
                while let Some(ended) = set.join_next().await {
                    if let Err(error) = ended {
                        ends.push(Err(error));
                        break;
                    }
                }
            }
        }
    }
    ends
}
