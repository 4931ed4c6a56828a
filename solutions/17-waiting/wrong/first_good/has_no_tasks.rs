// WRONG: polls all attempts itself: they stand still while nobody polls it.
// JUDGE: they are not tasks of their own

//! Exercise 17/first_good: the first good answer.

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
    use futures::{FutureExt, StreamExt};
    let mut set: futures::stream::FuturesUnordered<_> = attempts
        .into_iter()
        .map(|a| std::panic::AssertUnwindSafe(a).catch_unwind())
        .collect();
    let mut failures = Vec::new();
    while let Some(joined) = set.next().await {
        match joined {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => failures.push(Failure::Failed(error)),
            Err(_) => failures.push(Failure::Panicked),
        }
    }
    Err(failures)
}
