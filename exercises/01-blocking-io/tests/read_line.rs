// Judge of 01/read_line.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use ex01_blocking_io::read_line::{LineError, LineReader, TimedRead};
use judge::{assert_answer, text, within};

const MS: Duration = Duration::from_millis(1);
/// No line needs more reads than this; an answer that makes more goes in circles.
const PATIENCE: usize = 1000;

/// A stream on which time passes only while somebody reads: piece after piece comes, each so long after the last.
struct Paced {
    now: Instant,
    start: Instant,
    pieces: VecDeque<(Duration, &'static [u8])>,
    timeout: Option<Duration>,
    timeout_kind: ErrorKind,
    reads: usize,
}

impl Paced {
    fn new<const N: usize>(pieces: [(u32, &'static [u8]); N]) -> Self {
        let now = Instant::now();
        let pieces = pieces
            .into_iter()
            .map(|(wait, bytes)| (MS * wait, bytes))
            .collect();
        Self {
            now,
            start: now,
            pieces,
            timeout: None,
            timeout_kind: ErrorKind::WouldBlock,
            reads: 0,
        }
    }
}

impl Read for &mut Paced {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reads += 1;
        let elapsed = self.now - self.start;
        assert!(
            self.reads < PATIENCE,
            "the answer has read {PATIENCE} times and is still not back, after {elapsed:?}"
        );
        let Some((wait, bytes)) = self.pieces.pop_front() else {
            return Ok(0);
        };
        if let Some(timeout) = self.timeout.filter(|timeout| *timeout < wait) {
            self.now += timeout;
            self.pieces.push_front((wait - timeout, bytes));
            return Err(self.timeout_kind.into());
        }
        self.now += wait;
        match bytes {
            b"<interrupted>" => return Err(ErrorKind::Interrupted.into()),
            b"<reset>" => return Err(ErrorKind::ConnectionReset.into()),
            _ => {}
        }
        let count = bytes.len().min(buffer.len());
        buffer[..count].copy_from_slice(&bytes[..count]);
        if count < bytes.len() {
            self.pieces.push_front((Duration::ZERO, &bytes[count..]));
        }
        Ok(count)
    }
}

impl TimedRead for &mut Paced {
    fn set_read_timeout(&mut self, limit: Option<Duration>) -> io::Result<()> {
        if limit == Some(Duration::ZERO) {
            return Err(io::Error::new(ErrorKind::InvalidInput, "a timeout of zero"));
        }
        self.timeout = limit;
        Ok(())
    }

    fn now(&self) -> Instant {
        self.now
    }
}

/// Bounds a case: an answer that neither reads nor returns is told so.
fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "read_line to come back", case);
}

/// What the answer gave, in a form that can be compared.
fn read<S: TimedRead>(reader: &mut LineReader<S>, limit: u32) -> Result<String, String> {
    let line = reader.read_line(MS * limit);
    line.map(|line| text(&line)).map_err(|error| match error {
        LineError::TimedOut => "TimedOut".to_owned(),
        LineError::Closed { unfinished } => format!("Closed, {unfinished} unfinished"),
        LineError::Io(error) => format!("Io, {}", error.kind()),
    })
}

fn line(line: &str) -> Result<String, String> {
    Ok(format!("\"{line}\""))
}

fn timed_out() -> Result<String, String> {
    Err("TimedOut".to_owned())
}

#[test]
fn it_reads_line_after_line() {
    bounded(|| {
        let mut stream = Paced::new([(10, b"one\ntw"), (10, b"o\n\nfo"), (10, b"ur\n")]);
        let mut reader = LineReader::new(&mut stream);
        for right in ["one", "two", "", "four"] {
            assert_answer(
                "for lines that come in pieces",
                read(&mut reader, 100),
                line(right),
            );
        }
    });
}

#[test]
fn a_line_that_is_there_needs_no_read() {
    bounded(|| {
        let mut stream = Paced::new([(10, b"one\ntwo\n"), (1000, b"three\n")]);
        let mut reader = LineReader::new(&mut stream);
        assert_answer(
            "for the first of two lines that came at once",
            read(&mut reader, 100),
            line("one"),
        );
        assert_answer(
            "for the second of two lines that came at once",
            read(&mut reader, 100),
            line("two"),
        );
    });
}

#[test]
fn it_gives_up_on_silence_whatever_the_system_calls_it() {
    bounded(|| {
        for kind in [ErrorKind::WouldBlock, ErrorKind::TimedOut] {
            let mut stream = Paced {
                timeout_kind: kind,
                ..Paced::new([(1000, b"late\n")])
            };
            let given = read(&mut LineReader::new(&mut stream), 100);
            assert_answer(
                format!("when a read runs into its timeout and fails with {kind:?}"),
                given,
                timed_out(),
            );
        }
    });
}

#[test]
fn the_limit_is_for_the_line_and_not_for_a_read() {
    bounded(|| {
        let mut stream = Paced::new([(60, b"s"), (60, b"l"), (60, b"o"), (60, b"w"), (60, b"\n")]);
        let given = read(&mut LineReader::new(&mut stream), 100);
        assert_answer(
            "with a limit of 100 ms and a byte every 60 ms",
            given,
            timed_out(),
        );
        let took = stream.now - stream.start;
        assert!(
            took == MS * 100,
            "with a limit of 100 ms, the answer gave up after {took:?}"
        );
    });
}

#[test]
fn when_the_time_is_up_it_does_not_read_again() {
    bounded(|| {
        let mut stream = Paced::new([(100, b"a"), (1, b"\n")]);
        assert_answer(
            "when a byte comes just as the time is up",
            read(&mut LineReader::new(&mut stream), 100),
            timed_out(),
        );
    });
}

#[test]
fn giving_up_loses_nothing() {
    bounded(|| {
        let mut stream = Paced::new([(60, b"half"), (60, b" and half\nnext")]);
        let mut reader = LineReader::new(&mut stream);
        assert_answer(
            "when half a line came in time",
            read(&mut reader, 100),
            timed_out(),
        );
        assert_answer(
            "called again, once the rest has come",
            read(&mut reader, 100),
            line("half and half"),
        );
    });
}

#[test]
fn an_interruption_is_no_end() {
    bounded(|| {
        let mut stream = Paced::new([(10, b"on"), (10, b"<interrupted>"), (10, b"e\n")]);
        assert_answer(
            "interrupted in the middle of a line",
            read(&mut LineReader::new(&mut stream), 100),
            line("one"),
        );
    });
}

#[test]
fn an_unfinished_line_is_no_line() {
    bounded(|| {
        let mut stream = Paced::new([(10, b"one\ntw")]);
        let mut reader = LineReader::new(&mut stream);
        assert_answer(
            "for the whole line before the end",
            read(&mut reader, 100),
            line("one"),
        );
        let closed = Err("Closed, 2 unfinished".to_owned());
        assert_answer(
            "when the stream ends after two bytes of a line",
            read(&mut reader, 100),
            closed,
        );
    });
}

#[test]
fn no_failure_loses_a_byte() {
    bounded(|| {
        let mut stream = Paced::new([(10, b"half"), (10, b"<reset>"), (10, b" and half\n")]);
        let mut reader = LineReader::new(&mut stream);
        let reset = Err("Io, connection reset".to_owned());
        assert_answer(
            "when a read fails in the middle of a line",
            read(&mut reader, 100),
            reset,
        );
        assert_answer(
            "called again after a read that failed",
            read(&mut reader, 100),
            line("half and half"),
        );
    });
    bounded(|| {
        let mut stream = Paced::new([(10, b"tw")]);
        let mut reader = LineReader::new(&mut stream);
        for call in [
            "at the end of the stream",
            "called again at the end of the stream",
        ] {
            let closed = Err("Closed, 2 unfinished".to_owned());
            assert_answer(call, read(&mut reader, 100), closed);
        }
    });
}

#[test]
fn a_silent_socket_does_not_hold_it() {
    let given = within(
        Duration::from_secs(5),
        "read_line to give up on a silent socket after 20 ms",
        || {
            let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
            let _silent =
                TcpStream::connect(listener.local_addr().expect("bound")).expect("it listens");
            let (stream, _) = listener.accept().expect("one is waiting");
            read(&mut LineReader::new(stream), 20)
        },
    );
    assert_answer("on a socket whose peer says nothing", given, timed_out());
}
