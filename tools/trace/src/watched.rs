//! A reader or writer whose calls show on a lane.

use std::io::{self, Read, Write};

use crate::{Lane, State};

/// Wraps a reader or writer: while a call to it has not returned, the lane is [`State::Blocked`].
#[derive(Debug)]
pub struct Watched<T> {
    inner: T,
    lane: Lane,
    why: String,
}

impl Lane {
    /// Wraps `inner` so that every read and write of it shows on this lane; `why` says what is being waited for.
    pub fn watch<T>(&self, why: impl Into<String>, inner: T) -> Watched<T> {
        Watched {
            inner,
            lane: self.clone(),
            why: why.into(),
        }
    }
}

impl<T: Read> Read for Watched<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.lane
            .during(State::Blocked, &self.why, || self.inner.read(buffer))
    }
}

impl<T: Write> Write for Watched<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.lane
            .during(State::Blocked, &self.why, || self.inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
