// Judge of 03/read_until_blocked.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

use ex03_nonblocking_io::read_until_blocked::{Stopped, read_until_blocked};
use judge::{ReadStep, ScriptedReader, assert_answer, largest_allocation, text, within};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const TEXT: &[u8] = b"three awaits in a row";
/// More than any of these readers has.
const NO_LIMIT: usize = 1 << 20;
const NOTHING_NOW: ReadStep = ReadStep::Fail(ErrorKind::WouldBlock);

/// Why the answer stopped and what is in the buffer then, in a form that can be compared.
fn read(reader: &mut impl Read, buffer: &mut Vec<u8>, limit: usize) -> (String, String) {
    let stopped = match read_until_blocked(reader, buffer, limit) {
        Ok(stopped) => format!("{stopped:?}"),
        Err(error) => format!("error: {}", error.kind()),
    };
    (stopped, text(buffer))
}

fn right(stopped: &str, bytes: &[u8]) -> (String, String) {
    (stopped.to_owned(), text(bytes))
}

#[test]
fn it_takes_all_that_is_there_however_it_is_cut() {
    for size in (1..=TEXT.len()).rev() {
        let mut reader = ScriptedReader::in_pieces(TEXT, size).then(NOTHING_NOW);
        assert_answer(
            format!("fed {size} bytes at a time by a peer that stays"),
            read(&mut reader, &mut Vec::new(), NO_LIMIT),
            right("WouldBlock", TEXT),
        );
    }
}

#[test]
fn it_tells_a_silent_peer_from_one_that_has_closed() {
    let mut silent = ScriptedReader::new([]).then(NOTHING_NOW);
    assert_answer(
        "when the peer has sent nothing",
        read(&mut silent, &mut Vec::new(), NO_LIMIT),
        right("WouldBlock", b""),
    );
    let mut closed = ScriptedReader::new([]);
    assert_answer(
        "when the peer has closed without a word",
        read(&mut closed, &mut Vec::new(), NO_LIMIT),
        right("Closed", b""),
    );
    let mut closed = ScriptedReader::in_pieces(TEXT, 4);
    assert_answer(
        "when the peer has sent all and closed",
        read(&mut closed, &mut Vec::new(), NO_LIMIT),
        right("Closed", TEXT),
    );
}

#[test]
fn it_goes_on_where_it_stopped_and_keeps_what_is_in_the_buffer() {
    let steps = [
        ReadStep::Give(TEXT[..9].to_vec()),
        NOTHING_NOW,
        ReadStep::Give(TEXT[9..].to_vec()),
    ];
    let mut reader = ScriptedReader::new(steps);
    let mut buffer = Vec::new();
    assert_answer(
        "when half has come",
        read(&mut reader, &mut buffer, NO_LIMIT),
        right("WouldBlock", &TEXT[..9]),
    );
    assert_answer(
        "called again with the same buffer, when the rest has come",
        read(&mut reader, &mut buffer, NO_LIMIT),
        right("Closed", TEXT),
    );
}

#[test]
fn it_stops_at_the_limit_and_leaves_the_rest() {
    for limit in [0, 1, 9, TEXT.len()] {
        let mut reader = ScriptedReader::in_pieces(TEXT, 8);
        let case = format!("with a limit of {limit} of {} bytes", TEXT.len());
        assert_answer(
            &case,
            read(&mut reader, &mut Vec::new(), limit),
            right("Limit", &TEXT[..limit]),
        );
        assert_answer(
            format!("{case}, and the rest unread"),
            text(&reader.unread()),
            text(&TEXT[limit..]),
        );
    }
    let mut reader = ScriptedReader::in_pieces(TEXT, 8);
    let mut buffer = b"> ".to_vec();
    assert_answer(
        "with a limit of 9 bytes and 2 in the buffer before",
        read(&mut reader, &mut buffer, 9),
        right("Limit", b"> three awa"),
    );
    let mut reader = ScriptedReader::in_pieces(TEXT, 8);
    assert_answer(
        "with a limit one byte over what comes",
        read(&mut reader, &mut Vec::new(), TEXT.len() + 1),
        right("Closed", TEXT),
    );
}

#[test]
fn an_interruption_is_no_reason_to_stop() {
    let mut reader =
        ScriptedReader::failing_between(TEXT, ErrorKind::Interrupted).then(NOTHING_NOW);
    assert_answer(
        "interrupted before every byte",
        read(&mut reader, &mut Vec::new(), NO_LIMIT),
        right("WouldBlock", TEXT),
    );
}

#[test]
fn a_failure_loses_nothing() {
    let reset = ReadStep::Fail(ErrorKind::ConnectionReset);
    let mut reader = ScriptedReader::new([ReadStep::Give(TEXT.to_vec()), reset]);
    assert_answer(
        "when the connection is reset after some bytes",
        read(&mut reader, &mut Vec::new(), NO_LIMIT),
        right("error: connection reset", TEXT),
    );
}

#[test]
fn much_comes_in_few_calls_and_takes_memory_for_itself_alone() {
    let much = b"0123456789".repeat(2000);
    let mut reader = ScriptedReader::in_pieces(&much, much.len()).then(NOTHING_NOW);
    let mut buffer = Vec::new();
    let (given, largest) =
        largest_allocation(|| read_until_blocked(&mut reader, &mut buffer, 16 << 20));
    assert!(
        given.is_ok_and(|stopped| stopped == Stopped::WouldBlock) && buffer == much,
        "of {} bytes that were there at once, the answer brought {}, or not in order",
        much.len(),
        buffer.len()
    );
    assert!(
        largest < 20 * much.len(),
        "{} bytes came; the answer asked for {largest} bytes of memory at once, because of the limit",
        much.len()
    );
    assert!(
        reader.calls() < 1000,
        "for {} bytes that were there at once, the answer called read {} times",
        much.len(),
        reader.calls()
    );
}

#[test]
fn it_reads_from_a_real_socket_and_does_not_wait() {
    let (first, second) = within(
        Duration::from_secs(2),
        "the answer to come back from a socket whose peer is silent",
        || {
            let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
            let address = listener.local_addr().expect("bound");
            let mut peer = TcpStream::connect(address).expect("it listens");
            let (mut stream, _) = listener.accept().expect("one is waiting");
            peer.write_all(TEXT).expect("sent");
            stream.peek(&mut [0]).expect("it has come");
            stream.set_nonblocking(true).expect("a socket");
            let first = read(&mut stream, &mut Vec::new(), NO_LIMIT);
            peer.shutdown(Shutdown::Write).expect("closed");
            stream.set_nonblocking(false).expect("a socket");
            stream.peek(&mut [0]).expect("the end has come");
            stream.set_nonblocking(true).expect("a socket");
            (first, read(&mut stream, &mut Vec::new(), NO_LIMIT))
        },
    );
    let case = "on a socket whose peer sent 21 bytes and stays";
    assert_answer(case, first, right("WouldBlock", TEXT));
    let case = "on a socket whose peer has closed";
    assert_answer(case, second, right("Closed", b""));
}
