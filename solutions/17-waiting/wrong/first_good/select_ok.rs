// WRONG: lets `select_ok` poll the attempts inside of the caller: no tasks, and a panic is everybody's.
// JUDGE: the answer panicked

//! Exercise 17/first_good: the first good answer.

use futures::future::select_ok;

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
    let attempts: Vec<_> = attempts.into_iter().map(Box::pin).collect();
    if attempts.is_empty() {
        return Err(Vec::new());
    }
    match select_ok(attempts).await {
        Ok((good, _)) => Ok(good),
        Err(error) => Err(vec![Failure::Failed(error)]),
    }
}
