// WRONG: reads the value inside of the future, in the child: there it has none.
// JUDGE: called where the value is "Ada", asked in the child, the answer gave Some(None)

//! Exercise 15/inherit: what the parent knew.

use tokio::task::LocalKey;

/// Gives `future` a copy of the value that `key` has where `inherit` is called; where it has none, `future` has none either.
/// What the caller does to its value afterwards does not matter, and what `future` does to its own stays with it.
pub fn inherit<T: Clone + 'static, F: Future>(
    key: &'static LocalKey<T>,
    future: F,
) -> impl Future<Output = F::Output> {
    async move {
        match key.try_with(T::clone) {
            Ok(value) => key.scope(value, future).await,
            Err(_) => future.await,
        }
    }
}
