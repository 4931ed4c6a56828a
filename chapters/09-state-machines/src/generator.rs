//! A generator out of `async`: an await hands a value out, and the next call goes on behind it.

use std::cell::RefCell;
use std::iter;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

// ANCHOR: yield_
/// The body's end of the cell: what it puts in is the generator's next value.
#[derive(Debug)]
pub struct Yielder<T>(Rc<RefCell<Option<T>>>);

/// Pending once, with a value in the cell; made by [`Yielder::yield_`].
#[derive(Debug)]
#[must_use = "a value is handed out by `.await`"]
pub struct Yield<'a, T> {
    cell: &'a RefCell<Option<T>>,
    /// `None` once it was handed out.
    value: Option<T>,
}

impl<T> Yielder<T> {
    /// Hands `value` out; the await is over when the next value is asked for.
    pub fn yield_(&self, value: T) -> Yield<'_, T> {
        Yield {
            cell: &self.0,
            value: Some(value),
        }
    }
}

impl<T> Future for Yield<'_, T> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.value.is_none() {
            return Poll::Ready(());
        }
        self.cell.replace(self.value.take()); // and no wake: whoever wants the next value polls
        Poll::Pending
    }
}
// ANCHOR_END: yield_

// The value is handed out, never polled: it may be moved, whatever it is.
impl<T> Unpin for Yield<'_, T> {}

/// An iterator over what `body` hands out with `yield_(..).await`.
///
/// ```
/// let squares = ch09_state_machines::generator(async |out| {
///     for n in 1..4 {
///         out.yield_(n * n).await;
///     }
/// });
/// assert_eq!(squares.collect::<Vec<u32>>(), [1, 4, 9]);
/// ```
///
/// Dropping it drops the body where it stands.
///
/// # Panics
/// When a value is asked for and the body waits for something else than its own values: nobody would wake it.
// ANCHOR: generator
pub fn generator<T, F: Future<Output = ()>>(
    body: impl FnOnce(Yielder<T>) -> F,
) -> impl Iterator<Item = T> {
    let cell = Rc::default();
    let mut body = Some(Box::pin(body(Yielder(Rc::clone(&cell)))));
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    iter::from_fn(move || {
        loop {
            let polled = body
                .as_mut()?
                .as_mut()
                .poll(&mut Context::from_waker(&waker));
            if polled.is_ready() {
                body = None;
            } else if let Some(value) = cell.take() {
                return Some(value);
            } else if !woken.0.swap(false, Ordering::Relaxed) {
                panic!(
                    "the generator waits for something that is not a value, and nobody can wake it"
                );
            }
        }
    })
}

/// The waker of a generator: it notes that the body asked to be polled again, as `yield_now` does.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed); // read on the same thread, right after the poll
    }
}
// ANCHOR_END: generator
