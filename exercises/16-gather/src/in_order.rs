//! Exercise 16/in_order: an ordered gather over unordered completion.

use tokio::task::JoinError;

/// Runs `futures` as tasks of a `JoinSet`, all at once, and gives their ends in the order of `futures`, whatever order they end
/// in. A task that panics stands in its place, and changes nothing for the others.
///
/// Dropped while it waits, it stops the tasks that have not ended.
pub async fn in_order<T, F>(futures: Vec<F>) -> Vec<Result<T, JoinError>>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let _ = futures;
    todo!("a JoinSet gives what ends first; how do you know whose end it is?")
}
