//! A generator out of `async`: an await hands a value out, and the next call goes on behind it.

use std::cell::RefCell;
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

// ANCHOR: yield_
/// The body's end of the cell: what it puts in comes out of the generator's `next`.
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
        match self.value.take() {
            Some(value) => {
                *self.cell.borrow_mut() = Some(value); // and no wake: whoever asks for the next value polls
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    }
}
// ANCHOR_END: yield_

// The value is handed out, never polled: it may be moved, whatever it is.
impl<T> Unpin for Yield<'_, T> {}

// ANCHOR: generator
/// An iterator whose body is an async block; made by [`generator`].
#[must_use = "generators do nothing unless they are asked for values"]
pub struct Generator<T> {
    /// `None` once it has finished.
    body: Option<Pin<Box<dyn Future<Output = ()>>>>,
    cell: Rc<RefCell<Option<T>>>,
}

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
pub fn generator<T: 'static, F>(body: impl FnOnce(Yielder<T>) -> F) -> Generator<T>
where
    F: Future<Output = ()> + 'static,
{
    let cell = Rc::new(RefCell::new(None));
    let body = body(Yielder(Rc::clone(&cell)));
    Generator {
        body: Some(Box::pin(body)),
        cell,
    }
}

impl<T> Iterator for Generator<T> {
    type Item = T;

    /// # Panics
    /// If the body waits for something else than its own values: nobody would wake it.
    fn next(&mut self) -> Option<T> {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        while let Some(body) = &mut self.body {
            if body
                .as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_ready()
            {
                self.body = None;
            } else if let Some(value) = self.cell.take() {
                return Some(value);
            } else {
                let again = woken.0.swap(false, Ordering::Relaxed);
                assert!(
                    again,
                    "the generator waits for something that is not a value, and nobody can wake it"
                );
            }
        }
        None
    }
}
// ANCHOR_END: generator

// ANCHOR: woken
/// The waker of a generator: it notes that the body asked to be polled again, as `yield_now` does.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed); // read on the same thread, right after the poll
    }
}
// ANCHOR_END: woken

impl<T> fmt::Debug for Generator<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finished = self.body.is_none();
        f.debug_struct("Generator")
            .field("finished", &finished)
            .finish_non_exhaustive()
    }
}
