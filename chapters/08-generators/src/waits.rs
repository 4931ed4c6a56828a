//! What coroutines on the loop delegate to when they have to wait.

use std::io::{self, ErrorKind, Read};
use std::mem;
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::time::Duration;

use crate::{Coroutine, Raised, Resume, ResumeOf, Step, StepOf, Wait};

/// How much [`recv`] takes at once.
const PIECE: usize = 4096;

// ANCHOR: sleep
/// Waits for time to pass: `yield from sleep(delay)`. Made by [`sleep`].
#[derive(Debug)]
pub enum Sleep {
    /// Has not begun.
    Start(Duration),
    /// The loop has been told.
    Asleep,
    /// Over.
    Done,
}

impl Coroutine for Sleep {
    type Input = ();
    type Yield = Wait;
    type Return = ();
    type Error = io::Error;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        match (mem::replace(self, Self::Done), resume) {
            (Self::Start(delay), Resume::Send(())) => {
                *self = Self::Asleep;
                Step::Yielded(Wait::Sleep(delay))
            }
            (Self::Asleep, Resume::Send(())) => Step::Complete(Ok(())),
            (_, resume) => resume.unhandled(),
        }
    }
}
// ANCHOR_END: sleep

/// Waits until `delay` has passed.
pub fn sleep(delay: Duration) -> Sleep {
    Sleep::Start(delay)
}

// ANCHOR: recv
/// Waits for bytes: `piece = yield from recv(source)`. Made by [`recv`].
#[derive(Debug)]
pub struct Recv(Option<Rc<UnixStream>>);

impl Coroutine for Recv {
    type Input = ();
    type Yield = Wait;
    type Return = Vec<u8>;
    type Error = io::Error;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        let (Some(source), Resume::Send(())) = (self.0.take(), &resume) else {
            return resume.unhandled();
        };
        let mut piece = vec![0; PIECE];
        match (&*source).read(&mut piece) {
            Ok(count) => {
                piece.truncate(count);
                Step::Complete(Ok(piece))
            }
            Err(error)
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) =>
            {
                self.0 = Some(Rc::clone(&source));
                Step::Yielded(Wait::Readable(source))
            }
            Err(error) => Step::Complete(Err(Raised::Error(error))),
        }
    }
}
// ANCHOR_END: recv

/// Waits until something can be read from `source`, which must not block, and returns it: nothing at the end of the stream.
pub fn recv(source: &Rc<UnixStream>) -> Recv {
    Recv(Some(Rc::clone(source)))
}
