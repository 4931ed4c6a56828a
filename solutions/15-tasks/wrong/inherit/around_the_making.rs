// WRONG: puts the value around the making of the future, not around its polls.
// JUDGE: called where the value is "Ada", asked in the child, the answer gave Some(None)

//! Exercise 15/inherit: what the parent knew.

use tokio::task::LocalKey;

/// Gives `future` a copy of the value that `key` has where `inherit` is called; where it has none, `future` has none either.
/// What the caller does to its value afterwards does not matter, and what `future` does to its own stays with it.
pub fn inherit<T: Clone + 'static, F: Future>(
    key: &'static LocalKey<T>,
    future: F,
) -> impl Future<Output = F::Output> {
    let value = key.try_with(T::clone).ok();
    match value {
        Some(value) => key.sync_scope(value, || future),
        None => future,
    }
}
