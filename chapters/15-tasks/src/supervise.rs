//! Main's end is everybody's: the rest is asked to stop, and waited for.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use slab::Slab;
use tokio::sync::Notify;

use crate::shared::Shared;
use crate::{Cancelled, surroundings};

/// Runs `main` on a new runtime with one thread, as `asyncio.run` does; see [`supervise`].
///
/// # Panics
/// With `main`'s own panic; inside of a runtime; if the system gives the runtime nothing to wait with.
pub fn run<F: Future>(main: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().build();
    runtime
        .expect("the system allows a runtime")
        .block_on(supervise(main))
}

/// Runs `main`; then asks the tasks of this library that it has left behind to stop, and waits until they have. What fails
/// from then on is reported. Tasks that are made meanwhile are asked at once; one that refuses to end is waited for.
///
/// Cancel safety: dropped, it drops `main` and asks the tasks to stop, but cannot wait for them.
// ANCHOR: supervise
pub async fn supervise<F: Future>(main: F) -> F::Output {
    let registry = Arc::new(Registry::default());
    let end = Closing(Arc::clone(&registry));
    let main = AssertUnwindSafe(main).catch_unwind();
    let output =
        surroundings::changed(|here| here.registry = Some(Arc::clone(&registry)), main).await;
    drop(end);
    registry.empty().await;
    output.unwrap_or_else(|payload| resume_unwind(payload))
}
// ANCHOR_END: supervise

/// The names of the tasks that [`run`] or [`supervise`] would wait for now, sorted; none outside of them.
pub fn all_tasks() -> Vec<String> {
    let surroundings = surroundings::current();
    let registry = surroundings
        .as_ref()
        .and_then(|here| here.registry.as_ref());
    let tasks = registry.map_or_else(Vec::new, |registry| registry.tasks());
    let mut names: Vec<_> = tasks.iter().map(|task| task.name()).collect();
    names.sort();
    names
}

/// A task of whatever type.
pub(crate) trait AnyTask: Send + Sync {
    fn name(&self) -> String;
    fn cancel(&self) -> bool;
}

impl<T: Send, E: Display + Send> AnyTask for Shared<T, E> {
    fn name(&self) -> String {
        self.name()
    }

    fn cancel(&self) -> bool {
        self.request(Cancelled::default())
    }
}

/// The tasks that have not ended.
#[derive(Default)]
pub(crate) struct Registry {
    state: Mutex<State>,
    emptied: Notify,
}

#[derive(Default)]
struct State {
    /// Main has ended. Never reset.
    closing: bool,
    tasks: Slab<Arc<dyn AnyTask>>,
}

impl Registry {
    /// Gives the task's place. Once main has ended, whoever comes is asked to stop.
    pub fn enter(&self, task: Arc<dyn AnyTask>) -> usize {
        let mut state = self.lock();
        let key = state.tasks.insert(Arc::clone(&task));
        let closing = state.closing;
        drop(state);
        if closing {
            task.cancel();
        }
        key
    }

    pub fn leave(&self, key: usize) {
        let mut state = self.lock();
        let task = state.tasks.remove(key);
        let last = state.tasks.is_empty();
        // The task is dropped without the lock: a report may follow, and that is somebody else's code.
        drop(state);
        drop(task);
        if last {
            self.emptied.notify_one();
        }
    }

    pub fn is_closing(&self) -> bool {
        self.lock().closing
    }

    fn tasks(&self) -> Vec<Arc<dyn AnyTask>> {
        self.lock()
            .tasks
            .iter()
            .map(|(_, task)| Arc::clone(task))
            .collect()
    }

    async fn empty(&self) {
        while !self.lock().tasks.is_empty() {
            self.emptied.notified().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks everybody to stop when main has ended, or is dropped.
struct Closing(Arc<Registry>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.lock().closing = true;
        for task in self.0.tasks() {
            task.cancel();
        }
    }
}
