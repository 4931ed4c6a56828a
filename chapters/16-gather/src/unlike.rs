//! Tasks of unlike types.

use std::fmt::{Debug, Display};

use ch15_tasks::Task;

/// Waits for tasks of unlike types, in the place where it stands, as `join!` does: gives a tuple of their values, or the first error.
/// The errors are of one type.
///
/// What it does to the others is what [`gather()`](crate::gather()) does: after an error they run on, unheard.
///
/// Cancel safety: a future that is dropped in the middle of it asks the tasks that have not ended to stop.
///
/// ```
/// # paused::run(|| async {
/// use ch15_tasks::create_task;
/// let name = create_task(async { Ok::<_, String>("Ada") });
/// let born = create_task(async { Ok(1815) });
/// assert_eq!(ch16_gather::gather_tuple!(name, born), Ok(("Ada", 1815)));
/// # });
/// ```
// ANCHOR: gather_tuple
#[macro_export]
macro_rules! gather_tuple {
    ($($task:expr),+ $(,)?) => {{
        let mut others = $crate::Unlike::default();
        let result = $crate::tokio::try_join!($(others.adopt($task)),+);
        others.leave();
        result
    }};
}
// ANCHOR_END: gather_tuple

/// Handles of tasks whose types differ; behind [`gather_tuple!`]. Dropped, it asks them to stop.
#[derive(Debug, Default)]
pub struct Unlike(Vec<Box<dyn Handle>>);

/// What can be done with a task without knowing what it gives.
trait Handle: Debug + Send {
    fn cancel(&self);
    fn leave(&self);
}

impl<T: Send, E: Display + Send> Handle for Task<T, E> {
    fn cancel(&self) {
        Task::cancel(self);
    }

    fn leave(&self) {
        self.mark_retrieved();
    }
}

impl Unlike {
    /// Keeps a handle of `task`.
    pub fn adopt<T, E>(&mut self, task: Task<T, E>) -> Task<T, E>
    where
        T: Send + 'static,
        E: Display + Send + 'static,
    {
        self.0.push(Box::new(task.clone()));
        task
    }

    /// Lets those that still run go on, unheard.
    pub fn leave(&mut self) {
        for task in std::mem::take(&mut self.0) {
            task.leave();
        }
    }
}

impl Drop for Unlike {
    fn drop(&mut self) {
        for task in &self.0 {
            task.cancel();
        }
        self.leave();
    }
}
