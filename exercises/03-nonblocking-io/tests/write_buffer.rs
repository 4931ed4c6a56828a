// Judge of 03/write_buffer.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use ex03_nonblocking_io::write_buffer::{Flushed, WriteBuffer};
use judge::WriteStep::{Fail, Take};
use judge::{ScriptedWriter, WriteStep, assert_answer, largest_allocation, text, within};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const TEXT: &[u8] = b"three awaits in a row";
const FULL: WriteStep = Fail(ErrorKind::WouldBlock);

fn holding(bytes: &[u8]) -> WriteBuffer {
    let mut buffer = WriteBuffer::new();
    buffer.queue(bytes);
    buffer
}

/// How far the answer came and what it says is still pending, in a form that can be compared.
fn flush(buffer: &mut WriteBuffer, writer: &mut impl Write) -> (String, usize) {
    let flushed = match buffer.flush(writer) {
        Ok(flushed) => format!("{flushed:?}"),
        Err(error) => format!("error: {}", error.kind()),
    };
    (flushed, buffer.pending())
}

fn right(flushed: &str, pending: usize) -> (String, usize) {
    (flushed.to_owned(), pending)
}

fn assert_written(case: &str, writer: &ScriptedWriter, right: &[u8]) {
    assert!(
        writer.written() == right,
        "{case}, the answer wrote {}; right is {}",
        text(writer.written()),
        text(right)
    );
}

#[test]
fn all_of_it_arrives_once_and_in_order() {
    for size in (1..=TEXT.len()).rev() {
        let mut writer = ScriptedWriter::new([]).then(Take(size));
        let case = format!("to a writer that takes {size} bytes at a time");
        assert_answer(
            &case,
            flush(&mut holding(TEXT), &mut writer),
            right("Done", 0),
        );
        assert_written(&case, &writer, TEXT);
    }
}

#[test]
fn a_writer_that_would_block_is_no_failure_and_the_rest_waits() {
    let mut buffer = holding(TEXT);
    let mut writer = ScriptedWriter::new([Take(5), FULL, FULL, Take(8), FULL]);
    for pending in [16, 16, 8] {
        assert_answer(
            "to a writer that takes a part and would then block",
            flush(&mut buffer, &mut writer),
            right("WouldBlock", pending),
        );
    }
    assert_answer(
        "when the writer takes everything again",
        flush(&mut buffer, &mut writer),
        right("Done", 0),
    );
    assert_written("over four flushes", &writer, TEXT);
}

#[test]
fn what_is_queued_later_comes_later() {
    let mut buffer = holding(b"one ");
    buffer.queue(b"two ");
    assert_answer("after queueing 4 and 4 bytes", buffer.pending(), 8);
    // Five bytes in two pieces: a buffer that keeps apart what was queued apart offers four first.
    let mut writer = ScriptedWriter::new([Take(4), Take(1), FULL]);
    assert_answer(
        "when the writer took 5 of 8 bytes",
        flush(&mut buffer, &mut writer),
        right("WouldBlock", 3),
    );
    buffer.queue(b"three ");
    assert_answer("after queueing 6 behind 3 bytes", buffer.pending(), 9);
    buffer.queue(b"four");
    assert_answer(
        "when the writer takes the rest",
        flush(&mut buffer, &mut writer),
        right("Done", 0),
    );
    assert_written("queued between two flushes", &writer, b"one two three four");
}

#[test]
fn nothing_pending_needs_no_call() {
    let mut writer = ScriptedWriter::new([]).then(Take(0));
    let case = "with nothing pending";
    assert_answer(
        case,
        flush(&mut WriteBuffer::new(), &mut writer),
        right("Done", 0),
    );
    assert_answer(
        case,
        flush(&mut holding(b""), &mut writer),
        right("Done", 0),
    );
    assert!(
        writer.calls() == 0,
        "with nothing pending, the answer called write {} times",
        writer.calls()
    );
}

#[test]
fn an_interruption_is_no_reason_to_stop() {
    let interrupted = Fail(ErrorKind::Interrupted);
    let mut writer = ScriptedWriter::new([interrupted, Take(4), interrupted, interrupted]);
    let case = "interrupted three times";
    assert_answer(
        case,
        flush(&mut holding(TEXT), &mut writer),
        right("Done", 0),
    );
    assert_written(case, &writer, TEXT);
}

#[test]
fn a_writer_that_takes_nothing_is_an_error() {
    let mut writer = ScriptedWriter::new([Take(4)]).then(Take(0));
    assert_answer(
        "to a writer that takes 4 bytes and then nothing",
        flush(&mut holding(TEXT), &mut writer),
        right("error: write zero", TEXT.len() - 4),
    );
}

#[test]
fn a_failure_loses_nothing_and_repeats_nothing() {
    let mut buffer = holding(TEXT);
    let mut writer = ScriptedWriter::new([Take(4), Fail(ErrorKind::ConnectionReset)]);
    assert_answer(
        "to a writer that takes 4 bytes and then breaks",
        flush(&mut buffer, &mut writer),
        right("error: connection reset", TEXT.len() - 4),
    );
    assert_answer(
        "flushed again after the failure",
        flush(&mut buffer, &mut writer),
        right("Done", 0),
    );
    assert_written("flushed again after the failure", &writer, TEXT);
}

#[test]
fn what_waits_is_offered_as_a_whole() {
    let mut writer = ScriptedWriter::new([]);
    let mut buffer = holding(&TEXT.repeat(500));
    assert_answer(
        "for 10500 bytes",
        flush(&mut buffer, &mut writer),
        right("Done", 0),
    );
    assert!(
        writer.calls() <= 10,
        "for 10500 bytes that the writer takes at once, the answer called write {} times",
        writer.calls()
    );
}

/// A writer that takes 64 bytes and would then block. It looks where in memory the bytes lie that it is offered: if they
/// do not begin where the last offer left off, they were moved.
#[derive(Default)]
struct Watchful {
    expected: usize,
    is_full: bool,
    moved: usize,
    written: usize,
}

impl Watchful {
    const TAKES: usize = 64;
}

impl Write for Watchful {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full = !self.is_full;
        let start = bytes.as_ptr().addr();
        if start != self.expected {
            self.moved += bytes.len();
        }
        self.expected = start;
        if !self.is_full {
            return Err(ErrorKind::WouldBlock.into());
        }
        let count = bytes.len().min(Self::TAKES);
        self.expected += count;
        self.written += count;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_waits_is_not_moved_for_every_write() {
    const MUCH: usize = 128 * 1024;
    let mut buffer = holding(&vec![b'x'; MUCH]);
    let mut writer = Watchful::default();
    for _ in 0..MUCH / Watchful::TAKES / 4 {
        let _ = buffer.flush(&mut writer);
    }
    assert!(
        writer.moved <= 4 * MUCH,
        "to write {} bytes in pieces of 64, the answer moved {} bytes to the front",
        writer.written,
        writer.moved
    );
    for _ in 0..MUCH / Watchful::TAKES {
        buffer.queue(&[b'x'; Watchful::TAKES]);
        let _ = buffer.flush(&mut writer);
    }
    assert!(
        writer.moved <= 8 * MUCH,
        "to write {} bytes in pieces of 64, with as many queued in between, the answer moved {} bytes to the front",
        writer.written,
        writer.moved
    );
}

#[test]
fn what_is_written_is_given_back() {
    const TURNS: usize = 10_000;
    let mut buffer = holding(&[b'x'; 1000]);
    let mut writer = Watchful::default();
    let ((), largest) = largest_allocation(|| {
        for _ in 0..TURNS {
            buffer.queue(&[b'x'; Watchful::TAKES]);
            let _ = buffer.flush(&mut writer);
        }
    });
    assert!(
        largest < 50_000,
        "with never more than 1100 bytes pending, the answer asked for {largest} bytes of memory at once"
    );
}

#[test]
fn it_writes_to_a_real_socket_and_does_not_wait() {
    let limit = Duration::from_secs(2);
    within(
        limit,
        "a flush to come back from a full socket, and the rest to arrive",
        || {
            let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
            let mut peer =
                TcpStream::connect(listener.local_addr().expect("bound")).expect("it listens");
            let (mut stream, _) = listener.accept().expect("one is waiting");
            stream.set_nonblocking(true).expect("a socket");
            let mut buffer = WriteBuffer::new();
            let piece: Vec<u8> = (0..=250).cycle().take(251 * 512).collect();
            let queued = (1..1000).find(|_| {
                buffer.queue(&piece);
                buffer.flush(&mut stream).expect("connected") == Flushed::WouldBlock
            });
            let queued = queued.expect("the kernel's buffers are full some time") * piece.len();
            let reader = thread::spawn(move || {
                let mut all = Vec::new();
                peer.read_to_end(&mut all).map(|_| all)
            });
            while buffer.flush(&mut stream).expect("connected") == Flushed::WouldBlock {
                thread::yield_now();
            }
            drop(stream);
            let all = reader.join().expect("no panic").expect("read");
            assert!(
                all.len() == queued && all.chunks(piece.len()).all(|chunk| chunk == piece),
                "of {queued} bytes queued for a socket, {} arrived, or in another order",
                all.len()
            );
        },
    );
}
