//! A connection keeps what must survive from one call to the next.

use std::cell::RefCell;
use std::io::{self, ErrorKind, Read, Write};
use std::rc::Rc;

use ch03_nonblocking_io::{Connection, LIMIT, READ_SIZE, Turn};
use judge::ReadStep::{Fail, Give};
use judge::WriteStep::{self, Take};
use judge::{ReadStep, ScriptedReader, ScriptedWriter};

const NOTHING: ReadStep = Fail(ErrorKind::WouldBlock);
const FULL: WriteStep = WriteStep::Fail(ErrorKind::WouldBlock);
const GREETING: &[u8] = b"ready\n";

/// Both directions of a stream, each with a script of its own. Clones are the same stream.
#[derive(Clone)]
struct Duplex(Rc<RefCell<(ScriptedReader, ScriptedWriter)>>);

impl Duplex {
    fn new(reads: impl IntoIterator<Item = ReadStep>, writer: ScriptedWriter) -> Self {
        Self(Rc::new(RefCell::new((ScriptedReader::new(reads), writer))))
    }

    /// What came out after the greeting.
    fn echoed(&self) -> Vec<u8> {
        let written = self.0.borrow().1.written().to_vec();
        written
            .strip_prefix(GREETING)
            .expect("a greeting first")
            .to_vec()
    }

    fn unread(&self) -> usize {
        self.0.borrow().0.unread().len()
    }
}

impl Read for Duplex {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().0.read(buffer)
    }
}

impl Write for Duplex {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().1.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn takes_all() -> ScriptedWriter {
    ScriptedWriter::new([])
}

#[test]
fn a_line_in_pieces_comes_back_when_it_is_whole() {
    let stream = Duplex::new(
        [
            Give(b"one\ntw".into()),
            NOTHING,
            Give(b"o\n".into()),
            NOTHING,
        ],
        takes_all(),
    );
    let mut connection = Connection::new(stream.clone());
    for (turn, echoed) in [
        (Turn::Progress, "one\n"),
        (Turn::Idle, "one\n"),
        (Turn::Progress, "one\ntwo\n"),
        (Turn::Idle, "one\ntwo\n"),
        (Turn::Closed, "one\ntwo\n"),
    ] {
        assert_eq!(connection.turn().expect("no error"), turn);
        assert_eq!(stream.echoed(), echoed.as_bytes());
    }
    let tally = connection.tally();
    assert_eq!(
        (tally.calls, tally.in_vain),
        (7, 2),
        "five reads and two writes"
    );
}

#[test]
fn the_last_line_needs_no_line_feed() {
    let stream = Duplex::new([Give(b"one\ntwo".into())], takes_all());
    let mut connection = Connection::new(stream.clone());
    assert_eq!(connection.turn().expect("no error"), Turn::Progress);
    assert_eq!(connection.turn().expect("no error"), Turn::Closed);
    assert_eq!(stream.echoed(), b"one\ntwo");
}

#[test]
fn it_closes_only_when_all_is_written() {
    let writer = ScriptedWriter::new([Take(6), FULL, Take(2), FULL]);
    let stream = Duplex::new([Give(b"three\n".into())], writer);
    let mut connection = Connection::new(stream.clone());
    let turns = [(); 5].map(|()| connection.turn().expect("no error"));
    let right = [
        Turn::Progress, // reads the line, writes the greeting
        Turn::Progress, // reads the end; the stream is full
        Turn::Progress, // writes two bytes
        Turn::Idle,     // full again
        Turn::Closed,
    ];
    assert_eq!(turns, right);
    assert_eq!(stream.echoed(), b"three\n");
}

#[test]
fn a_turn_reads_once_and_a_bounded_piece() {
    let stream = Duplex::new([Give(vec![b'\n'; 3 * READ_SIZE])], takes_all());
    let mut connection = Connection::new(stream.clone());
    for turn in 1..=3 {
        connection.turn().expect("no error");
        assert_eq!(stream.unread(), (3 - turn) * READ_SIZE);
    }
}

#[test]
fn it_stops_reading_while_too_much_is_unwritten() {
    let sent = 10 * LIMIT;
    let reads = [Give(vec![b'\n'; sent])];
    let stream = Duplex::new(
        reads,
        ScriptedWriter::new([Take(6)].into_iter().chain([FULL; 100])),
    );
    let mut connection = Connection::new(stream.clone());
    for _ in 0..100 {
        connection.turn().expect("no error");
    }
    let held = sent - stream.unread();
    assert!(
        held > LIMIT && held <= LIMIT + READ_SIZE,
        "it read {held} bytes ahead"
    );
    let closed = (0..1000).any(|_| connection.turn().expect("no error") == Turn::Closed);
    assert!(closed, "it reads on once it has written");
    assert_eq!(
        stream.echoed().len(),
        sent,
        "it reads on once it has written"
    );
}

#[test]
fn a_line_as_long_as_the_limit_is_held_and_a_longer_one_is_an_error() {
    for (length, fits) in [(LIMIT, true), (LIMIT + 1, false)] {
        let stream = Duplex::new([Give(vec![b'x'; length])], takes_all());
        let mut connection = Connection::new(stream);
        let end = std::iter::repeat_with(|| connection.turn())
            .take(1000)
            .find(|turn| !matches!(turn, Ok(Turn::Progress)));
        match end {
            Some(Ok(Turn::Closed)) => assert!(fits, "{length} bytes were held"),
            Some(Err(error)) => assert!(
                !fits && error.kind() == ErrorKind::InvalidData,
                "{length} bytes: {error}"
            ),
            other => panic!("{length} bytes: {other:?}"),
        }
    }
}

#[test]
fn a_stream_that_takes_nothing_or_breaks_is_an_error() {
    let cases = [
        (Take(0), ErrorKind::WriteZero),
        (
            WriteStep::Fail(ErrorKind::BrokenPipe),
            ErrorKind::BrokenPipe,
        ),
    ];
    for (step, kind) in cases {
        let stream = Duplex::new([NOTHING], ScriptedWriter::new([step]));
        let error = Connection::new(stream).turn().expect_err("an error");
        assert_eq!(error.kind(), kind);
    }
    let stream = Duplex::new([Fail(ErrorKind::ConnectionReset)], takes_all());
    let error = Connection::new(stream).turn().expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
}
