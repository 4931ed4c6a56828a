// WRONG: takes the first answer, good or not.
// JUDGE: when the first of three attempts fails, asked for the answer and the time, the answer gave

//! Exercise 17/first_good: the first good answer.

use tokio::task::JoinSet;

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
    let mut running = JoinSet::new();
    for attempt in attempts {
        running.spawn(attempt);
    }
    let Some(ended) = running.join_next().await else {
        return Err(Vec::new());
    };
    running.shutdown().await;
    match ended {
        Ok(Ok(good)) => Ok(good),
        Ok(Err(error)) => Err(vec![Failure::Failed(error)]),
        Err(_) => Err(vec![Failure::Panicked]),
    }
}
