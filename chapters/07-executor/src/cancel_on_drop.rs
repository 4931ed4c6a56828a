//! A handle as smol has it: dropping it cancels the task.

use crate::JoinHandle;

/// Wraps a handle: dropped before the task has finished, it cancels the task. Await what is in it: `(&mut task.0).await`.
///
/// ```
/// use ch07_executor::{CancelOnDrop, block_on, spawn, yield_now};
/// use std::{future::pending, rc::Rc};
/// let owners = block_on(async {
///     let kept = Rc::new(());
///     let task = spawn({
///         let kept = Rc::clone(&kept);
///         async move { pending::<()>().await; drop(kept) }
///     });
///     drop(CancelOnDrop(task));
///     yield_now().await; // the task's turn
///     Rc::strong_count(&kept)
/// });
/// assert_eq!(owners, 1);
/// ```
// ANCHOR: cancel_on_drop
#[derive(Debug)]
pub struct CancelOnDrop<T>(pub JoinHandle<T>);

impl<T> Drop for CancelOnDrop<T> {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
// ANCHOR_END: cancel_on_drop
