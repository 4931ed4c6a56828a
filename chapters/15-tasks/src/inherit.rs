//! Task-locals that go along when a task is made.

use futures::future::Either;
use tokio::task::LocalKey;

/// Gives `future` the value that `key` has here and now: a copy, made when this is called. Where `key` has no value, `future` has
/// none either.
///
/// asyncio copies every context variable when a task is made; Tokio copies nothing. A value in a `Cell` is copied, so that
/// what the task sets is its own; a value in an `Arc` is shared.
///
/// Cancel safety: that of `future`.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use ch15_tasks::inherit;
/// tokio::task_local! { static USER: String; }
/// let greet = async { USER.try_with(|user| format!("hello, {user}")).ok() };
/// let task = USER.sync_scope("Ada".to_owned(), || tokio::spawn(inherit(&USER, greet)));
/// assert_eq!(task.await.unwrap().unwrap(), "hello, Ada");
/// # });
/// ```
// ANCHOR: inherit
pub fn inherit<T: Clone + 'static, F: Future>(
    key: &'static LocalKey<T>,
    future: F,
) -> impl Future<Output = F::Output> + use<T, F> {
    match key.try_with(T::clone) {
        Ok(value) => Either::Left(key.scope(value, future)),
        Err(_) => Either::Right(future),
    }
}
// ANCHOR_END: inherit
