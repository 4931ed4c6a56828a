//! Tasks beside the program, and their handles.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::context::{Core, doing};
use crate::task::Task;

/// Starts another task beside the program. `name` is what reports call it.
///
/// Dropping the handle leaves the task running; what still runs when the program ends is dropped.
///
/// # Panics
/// Outside a run.
#[track_caller]
pub fn spawn<T: 'static>(name: &str, future: impl Future<Output = T> + 'static) -> Handle<T> {
    let core = Core::current("spawn");
    let slot = Rc::new(RefCell::new(Slot {
        result: None,
        waiter: None,
        gone: false,
    }));
    let fill = Fill {
        slot: Rc::clone(&slot),
        name: name.to_owned(),
    };
    let work = Box::pin(async move {
        let result = future.await;
        fill.finish(result);
    });
    core.spawned
        .borrow_mut()
        .push(Task::new(name.to_owned(), work));
    let place = core.tasks.replace(core.tasks.get() + 1);
    Handle {
        slot,
        name: name.to_owned(),
        place,
    }
}

/// A task's result, to be awaited; made by [`spawn`].
#[derive(Debug)]
pub struct Handle<T> {
    slot: Rc<RefCell<Slot<T>>>,
    name: String,
    place: usize,
}

#[derive(Debug)]
struct Slot<T> {
    result: Option<T>,
    waiter: Option<Waker>,
    /// Whether the task was dropped unfinished, so that no result will ever come.
    gone: bool,
}

impl<T> Handle<T> {
    /// Drops the task at the next turn, unless it has finished.
    ///
    /// # Panics
    /// Outside a run.
    #[track_caller]
    pub fn cancel(&self) {
        Core::current("Handle::cancel")
            .cancelled
            .borrow_mut()
            .push(self.place);
    }

    /// Whether the task has given its result.
    pub fn is_finished(&self) -> bool {
        self.slot.borrow().result.is_some()
    }
}

impl<T> Future for Handle<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut slot = self.slot.borrow_mut();
        if let Some(result) = slot.result.take() {
            return Poll::Ready(result);
        }
        assert!(
            !slot.gone,
            "`{}` was dropped before it had finished, and somebody waits for it",
            self.name
        );
        slot.waiter = Some(cx.waker().clone());
        doing(format!("waits for `{}`", self.name));
        Poll::Pending
    }
}

/// The task's end of its slot.
struct Fill<T> {
    slot: Rc<RefCell<Slot<T>>>,
    name: String,
}

impl<T> Fill<T> {
    fn finish(&self, result: T) {
        self.slot.borrow_mut().result = Some(result);
    }
}

impl<T> Drop for Fill<T> {
    fn drop(&mut self) {
        let mut slot = self.slot.borrow_mut();
        slot.gone = slot.result.is_none();
        let waiter = slot.waiter.take();
        drop(slot);
        if let Some(waiter) = waiter {
            trace::because(&format!("the end of {}", self.name), || waiter.wake());
        }
    }
}
