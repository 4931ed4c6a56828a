// WRONG: puts a fresh copy in place before each poll: what the child sets is gone after an await.
// JUDGE: when the child doubles its 1 three times, with awaits between, the answer gave Some(1)

//! Exercise 15/inherit: what the parent knew.

use tokio::task::LocalKey;

/// Gives `future` a copy of the value that `key` has where `inherit` is called; where it has none, `future` has none either.
/// What the caller does to its value afterwards does not matter, and what `future` does to its own stays with it.
pub fn inherit<T: Clone + 'static, F: Future>(
    key: &'static LocalKey<T>,
    future: F,
) -> impl Future<Output = F::Output> {
    let value = key.try_with(T::clone).ok();
    let mut future = Box::pin(future);
    std::future::poll_fn(move |cx| match value.clone() {
        Some(value) => key.sync_scope(value, || future.as_mut().poll(cx)),
        None => future.as_mut().poll(cx),
    })
}
