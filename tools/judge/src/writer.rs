//! A writer that does what a script says.

use std::collections::VecDeque;
use std::io::{self, Write};

/// After this many writes in a row that took nothing, the answer is going in circles.
const PATIENCE: usize = 1000;

/// No judge has this many bytes to write: an answer that calls more often never comes to an end.
const MOST_CALLS: usize = 100_000;

/// What one write of a [`ScriptedWriter`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteStep {
    /// Takes at most this many bytes. `Take(0)` is what a full fixed-size buffer does: it will never take more.
    Take(usize),
    /// Fails with this kind of error, once, and takes nothing: `Interrupted`, `WouldBlock`, `BrokenPipe`, …
    Fail(io::ErrorKind),
}

/// A writer that follows a script, then does what its last word says for ever (by default: takes everything).
///
/// ```
/// use std::io::Write;
/// use judge::{ScriptedWriter, WriteStep};
/// let mut writer = ScriptedWriter::new([WriteStep::Take(2)]);
/// assert_eq!(writer.write(b"hello").unwrap(), 2); // a partial write
/// assert_eq!(writer.written(), b"he");
/// ```
#[derive(Clone, Debug)]
pub struct ScriptedWriter {
    script: VecDeque<WriteStep>,
    then: WriteStep,
    written: Vec<u8>,
    calls: usize,
    fruitless: usize,
}

impl ScriptedWriter {
    /// A writer that follows `script`, then takes everything.
    pub fn new(script: impl IntoIterator<Item = WriteStep>) -> Self {
        let script = script.into_iter().collect();
        Self {
            script,
            then: WriteStep::Take(usize::MAX),
            written: Vec::new(),
            calls: 0,
            fruitless: 0,
        }
    }

    /// What it does for ever once the script is over.
    #[must_use]
    pub fn then(mut self, step: WriteStep) -> Self {
        self.then = step;
        self
    }

    /// What it has taken so far.
    pub fn written(&self) -> &[u8] {
        &self.written
    }

    /// How often it was written to.
    pub fn calls(&self) -> usize {
        self.calls
    }

    fn took_nothing(&mut self) {
        self.fruitless += 1;
        assert!(
            self.fruitless < PATIENCE,
            "the answer writes again and again ({PATIENCE} times so far) to a writer that takes nothing"
        );
    }
}

impl Write for ScriptedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.calls += 1;
        assert!(
            self.calls <= MOST_CALLS,
            "the answer has called write {MOST_CALLS} times and is still not done: it does not count what was taken"
        );
        match self.script.pop_front().unwrap_or(self.then) {
            WriteStep::Fail(kind) => {
                self.took_nothing();
                Err(kind.into())
            }
            WriteStep::Take(most) => {
                let count = bytes.len().min(most);
                self.written.extend_from_slice(&bytes[..count]);
                if count == 0 {
                    self.took_nothing();
                } else {
                    self.fruitless = 0;
                }
                Ok(count)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
