//! Coroutines on the event loop of chapter 04: what asyncio did before `async`.

use std::cell::Cell;
use std::io;
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::time::Duration;

use ch04_event_loop::EventLoop;

use crate::{Coroutine, OutcomeOf, Resume, ResumeOf, Step};

// ANCHOR: wait
/// What a coroutine yields to the loop: what it waits for.
#[derive(Debug)]
pub enum Wait {
    /// For time to pass.
    Sleep(Duration),
    /// For something to read. One coroutine at a time can wait for a socket: the loop knows one
    /// reader for each.
    Readable(Rc<UnixStream>),
}
// ANCHOR_END: wait

// ANCHOR: spawn
/// Runs `coroutine` on `event_loop`, beginning in its next turn, and calls `done` with how it ends.
///
/// ```
/// use std::time::Duration;
/// use ch04_event_loop::EventLoop;
/// use ch08_generators::{sleep, spawn};
/// let mut event_loop = EventLoop::new()?;
/// spawn(&mut event_loop, sleep(Duration::from_millis(1)), |event_loop, _| event_loop.stop());
/// event_loop.run_forever()?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn spawn<C>(
    event_loop: &mut EventLoop,
    coroutine: C,
    done: impl FnOnce(&mut EventLoop, OutcomeOf<C>) + 'static,
) where
    C: Coroutine<Input = (), Yield = Wait, Error = io::Error> + 'static,
{
    event_loop.call_soon(move |event_loop| step(event_loop, coroutine, Resume::Send(()), done));
}

/// Resumes the coroutine, and sees to it that it is resumed again when what it waits for is there.
fn step<C>(
    event_loop: &mut EventLoop,
    mut coroutine: C,
    resume: ResumeOf<C>,
    done: impl FnOnce(&mut EventLoop, OutcomeOf<C>) + 'static,
) where
    C: Coroutine<Input = (), Yield = Wait, Error = io::Error> + 'static,
{
    let wait = match coroutine.resume(resume) {
        Step::Complete(outcome) => return done(event_loop, outcome),
        Step::Yielded(wait) => wait,
    };
    // The loop gets the coroutine; or, if it refuses the source, the coroutine gets the error.
    let paused = Rc::new(Cell::new(Some((coroutine, done))));
    let go_on = move |event_loop: &mut EventLoop, resume| {
        if let Some((coroutine, done)) = paused.take() {
            step(event_loop, coroutine, resume, done);
        }
    };
    match wait {
        Wait::Sleep(delay) => {
            event_loop.call_later(delay, move |event_loop| {
                go_on(event_loop, Resume::Send(()));
            });
        }
        Wait::Readable(source) => {
            let (refused, reader) = (go_on.clone(), Rc::clone(&source));
            let watched = event_loop.add_reader(&source, move |event_loop| {
                event_loop.remove_reader(&reader);
                go_on(event_loop, Resume::Send(()));
            });
            if let Err(error) = watched {
                refused(event_loop, Resume::Throw(error));
            }
        }
    }
}
// ANCHOR_END: spawn
