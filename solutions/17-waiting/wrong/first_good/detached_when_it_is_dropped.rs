// WRONG: keeps handles in a set of futures: if it is dropped, all run on.
// JUDGE: was dropped at 50 ms, and

//! Exercise 17/first_good: the first good answer.

use futures::StreamExt;
use futures::stream::FuturesUnordered;

/// Why an attempt gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure<E> {
    /// It failed.
    Failed(E),
    /// It panicked.
    Panicked,
}

/// Makes all attempts at once, each in a task of its own, and gives the first good answer. An attempt that fails or panics
/// before that changes nothing. If none of them is good, all failures are the error, in the order in which they came.
///
/// What happens to the others: they are cancelled, and gone when this returns. If this is dropped, all are cancelled.
pub async fn first_good<T, E, F>(
    attempts: impl IntoIterator<Item = F>,
) -> Result<T, Vec<Failure<E>>>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let mut running: FuturesUnordered<_> = attempts.into_iter().map(tokio::spawn).collect();
    let mut failures = Vec::new();
    while let Some(ended) = running.next().await {
        match ended {
            Ok(Ok(good)) => {
                for loser in &running {
                    loser.abort();
                }
                while running.next().await.is_some() {}
                return Ok(good);
            }
            Ok(Err(error)) => failures.push(Failure::Failed(error)),
            Err(_) => failures.push(Failure::Panicked),
        }
    }
    Err(failures)
}
