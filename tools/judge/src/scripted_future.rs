//! A future that does what a script says.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::context::{Sleep, doing, sleep};

/// A future that follows a script, then gives its value; and tells on whoever polls it after that.
///
/// ```
/// use std::time::Duration;
/// let a = judge::ScriptedFuture::new("a", 5).yields(2).sleeps(Duration::from_millis(10));
/// let seen = a.seen();
/// assert_eq!(judge::run(a), 5);
/// assert_eq!((seen.polls(), seen.finished(), seen.dropped()), (4, true, true));
/// ```
#[derive(Debug)]
pub struct ScriptedFuture<T> {
    name: String,
    script: VecDeque<Step>,
    value: Option<T>,
    seen: Seen,
}

#[derive(Debug)]
enum Step {
    /// Pending, and woken at once.
    Yield,
    Sleep(Pin<Box<Sleep>>),
    /// Pending until [`Seen::release`].
    Wait,
}

/// What has become of a [`ScriptedFuture`]; stays readable after the future is gone.
#[derive(Clone, Debug, Default)]
pub struct Seen(Rc<RefCell<State>>);

#[derive(Debug, Default)]
struct State {
    polls: usize,
    finished: bool,
    dropped: bool,
    released: bool,
    waiter: Option<Waker>,
}

impl Seen {
    /// How often it was polled.
    pub fn polls(&self) -> usize {
        self.0.borrow().polls
    }

    /// Whether it has given its value.
    pub fn finished(&self) -> bool {
        self.0.borrow().finished
    }

    /// Whether it was dropped.
    pub fn dropped(&self) -> bool {
        self.0.borrow().dropped
    }

    /// Ends all its waits, and wakes it if it is in one.
    pub fn release(&self) {
        let mut state = self.0.borrow_mut();
        state.released = true;
        let waiter = state.waiter.take();
        drop(state);
        if let Some(waiter) = waiter {
            waiter.wake();
        }
    }
}

impl<T> ScriptedFuture<T> {
    /// One that gives `value` when it is polled first. `name` is what reports call it.
    pub fn new(name: &str, value: T) -> Self {
        Self {
            name: name.to_owned(),
            script: VecDeque::new(),
            value: Some(value),
            seen: Seen::default(),
        }
    }

    /// Adds `times` polls that give Pending and wake at once.
    #[must_use]
    pub fn yields(mut self, times: usize) -> Self {
        self.script.extend((0..times).map(|_| Step::Yield));
        self
    }

    /// Adds a wait for virtual time.
    #[must_use]
    pub fn sleeps(mut self, duration: Duration) -> Self {
        self.script
            .push_back(Step::Sleep(Box::pin(sleep(duration))));
        self
    }

    /// Adds a wait that lasts until [`Seen::release`], perhaps for ever.
    #[must_use]
    pub fn waits(mut self) -> Self {
        self.script.push_back(Step::Wait);
        self
    }

    /// What becomes of it.
    pub fn seen(&self) -> Seen {
        self.seen.clone()
    }
}

// It moves its value out and pins nothing in place but what is boxed.
impl<T> Unpin for ScriptedFuture<T> {}

impl<T> Future for ScriptedFuture<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        self.seen.0.borrow_mut().polls += 1;
        loop {
            match self.script.front_mut() {
                None => break,
                Some(Step::Yield) => {
                    self.script.pop_front();
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Some(Step::Sleep(sleep)) => {
                    if sleep.as_mut().poll(cx).is_pending() {
                        return Poll::Pending;
                    }
                }
                Some(Step::Wait) => {
                    let mut state = self.seen.0.borrow_mut();
                    if !state.released {
                        state.waiter = Some(cx.waker().clone());
                        doing(format!("waits in `{}`", self.name));
                        return Poll::Pending;
                    }
                }
            }
            self.script.pop_front();
        }
        let Some(value) = self.value.take() else {
            panic!(
                "`{}` was polled again after it had given Ready: a future that has finished must not be polled",
                self.name
            )
        };
        self.seen.0.borrow_mut().finished = true;
        Poll::Ready(value)
    }
}

impl<T> Drop for ScriptedFuture<T> {
    fn drop(&mut self) {
        self.seen.0.borrow_mut().dropped = true;
    }
}
