//! A reader that does what a script says.

use std::collections::VecDeque;
use std::io::{self, Read};

/// After this many reads in a row that brought nothing, the answer is going in circles.
const PATIENCE: usize = 1000;

/// What one read of a [`ScriptedReader`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadStep {
    /// Gives these bytes; what does not fit into the caller's buffer comes with the next read.
    Give(Vec<u8>),
    /// Fails with this kind of error, once: `Interrupted`, `WouldBlock`, `ConnectionReset`, …
    Fail(io::ErrorKind),
}

/// A reader that follows a script, then does what its last word says for ever (by default: is at its end).
///
/// ```
/// use std::io::Read;
/// let mut reader = judge::ScriptedReader::in_pieces(b"hello", 2);
/// let mut buffer = [0; 16];
/// assert_eq!(reader.read(&mut buffer).unwrap(), 2); // a short read: "he"
/// ```
#[derive(Clone, Debug)]
pub struct ScriptedReader {
    script: VecDeque<ReadStep>,
    then: Option<ReadStep>,
    calls: usize,
    fruitless: usize,
}

impl ScriptedReader {
    /// A reader that follows `script`, then is at its end.
    pub fn new(script: impl IntoIterator<Item = ReadStep>) -> Self {
        Self {
            script: script.into_iter().collect(),
            then: None,
            calls: 0,
            fruitless: 0,
        }
    }

    /// A reader that gives `bytes`, at most `size` of them a read.
    ///
    /// # Panics
    /// If `size` is zero.
    pub fn in_pieces(bytes: &[u8], size: usize) -> Self {
        Self::new(
            bytes
                .chunks(size)
                .map(|piece| ReadStep::Give(piece.to_vec())),
        )
    }

    /// A reader that gives one byte a read, and fails with `kind` before each of them.
    pub fn failing_between(bytes: &[u8], kind: io::ErrorKind) -> Self {
        Self::new(
            bytes
                .iter()
                .flat_map(|byte| [ReadStep::Fail(kind), ReadStep::Give(vec![*byte])]),
        )
    }

    /// Readers that end too early: after 0 bytes, after 1, … up to all but the last. Each comes with its length.
    pub fn ending_at_every_offset(bytes: &[u8]) -> impl Iterator<Item = (usize, Self)> {
        (0..bytes.len()).map(|end| (end, Self::new([ReadStep::Give(bytes[..end].to_vec())])))
    }

    /// What it does for ever once the script is over. A connection that stays open and has no more to say:
    ///
    /// ```
    /// use std::io::{ErrorKind, Read};
    /// use judge::{ReadStep, ScriptedReader};
    /// let mut reader = ScriptedReader::in_pieces(b"hi", 2).then(ReadStep::Fail(ErrorKind::WouldBlock));
    /// assert_eq!(reader.read(&mut [0; 16]).unwrap(), 2);
    /// assert_eq!(reader.read(&mut [0; 16]).unwrap_err().kind(), ErrorKind::WouldBlock);
    /// ```
    ///
    /// # Panics
    /// If `step` gives no bytes.
    #[must_use]
    pub fn then(mut self, step: ReadStep) -> Self {
        assert!(
            step != ReadStep::Give(Vec::new()),
            "nothing, for ever, is no step"
        );
        self.then = Some(step);
        self
    }

    /// How often it was read from.
    pub fn calls(&self) -> usize {
        self.calls
    }

    /// The bytes that nobody has read yet.
    pub fn unread(&self) -> Vec<u8> {
        let given = self.script.iter().filter_map(|step| match step {
            ReadStep::Give(bytes) => Some(bytes.as_slice()),
            ReadStep::Fail(_) => None,
        });
        given.flatten().copied().collect()
    }

    fn fails_for_ever(&mut self, kind: io::ErrorKind) -> io::Result<usize> {
        self.fruitless += 1;
        assert!(
            self.fruitless < PATIENCE,
            "the answer reads again and again ({PATIENCE} times so far) from a reader that always fails with {kind:?}"
        );
        Err(kind.into())
    }

    fn at_end(&mut self) -> io::Result<usize> {
        self.fruitless += 1;
        assert!(
            self.fruitless < PATIENCE,
            "the answer reads on after the end of the stream ({PATIENCE} times so far): \
             a read that returns 0 says that nothing will ever come again"
        );
        Ok(0)
    }
}

impl Read for ScriptedReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.calls += 1;
        match self.script.pop_front() {
            None => match self.then.clone() {
                None => self.at_end(),
                Some(ReadStep::Fail(kind)) => self.fails_for_ever(kind),
                Some(again) => {
                    self.calls -= 1;
                    self.script.push_front(again);
                    self.read(buffer)
                }
            },
            Some(ReadStep::Fail(kind)) => Err(kind.into()),
            // An empty step is no end of stream, and a read may return 0 only at the end.
            Some(ReadStep::Give(bytes)) if bytes.is_empty() => {
                self.calls -= 1;
                self.read(buffer)
            }
            Some(ReadStep::Give(mut bytes)) => {
                let count = bytes.len().min(buffer.len());
                let rest = bytes.split_off(count);
                buffer[..count].copy_from_slice(&bytes);
                if !rest.is_empty() {
                    self.script.push_front(ReadStep::Give(rest));
                }
                if count == 0 { self.at_end() } else { Ok(count) }
            }
        }
    }
}
