// Judge of 11/half_close.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{self, Shutdown};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use ch11_reactor::{TcpStream, block_on};
use ex11_reactor::half_close::relay;
use judge::{assert_answer, text, within};

const LIMIT: Duration = Duration::from_secs(2);
/// The kernel's buffers of these sockets.
const BUFFER: usize = 32 << 10;

/// Two peers, `a` and `b`, with the answer between them on a thread of its own; what it gives comes out of the channel.
struct Relayed {
    a: net::TcpStream,
    b: net::TcpStream,
    given: mpsc::Receiver<Result<(u64, u64), String>>,
}

impl Relayed {
    fn new() -> io::Result<Self> {
        let (a, our_a) = connected()?;
        let (b, our_b) = connected()?;
        let (send, given) = mpsc::channel();
        thread::spawn(move || {
            let given = block_on(async {
                let (a, b) = (TcpStream::try_from(our_a)?, TcpStream::try_from(our_b)?);
                relay(&a, &b).await
            });
            send.send(given.map_err(|error| error.kind().to_string()))
        });
        Ok(Self { a, b, given })
    }

    fn given(self) -> Result<(u64, u64), String> {
        let Self { given, .. } = self;
        given.recv().unwrap_or_else(|_| Err("a panic".to_owned()))
    }
}

fn connected() -> io::Result<(net::TcpStream, net::TcpStream)> {
    let listener = net::TcpListener::bind("127.0.0.1:0")?;
    let theirs = net::TcpStream::connect(listener.local_addr()?)?;
    let (ours, _) = listener.accept()?;
    for stream in [&theirs, &ours] {
        rustix::net::sockopt::set_socket_send_buffer_size(stream, BUFFER)?;
        rustix::net::sockopt::set_socket_recv_buffer_size(stream, BUFFER)?;
    }
    Ok((theirs, ours))
}

/// Writes until the kernel has no more room, or all is written. Gives how much was.
fn fill(mut stream: &net::TcpStream, bytes: &[u8]) -> io::Result<usize> {
    stream.set_nonblocking(true)?;
    let mut written = 0;
    while written < bytes.len() {
        match stream.write(&bytes[written..]) {
            Ok(count) => written += count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    stream.set_nonblocking(false)?;
    Ok(written)
}

fn read_all(mut stream: &net::TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(text(&bytes))
}

fn read(mut stream: &net::TcpStream, count: usize) -> io::Result<String> {
    let mut bytes = vec![0; count];
    stream.read_exact(&mut bytes)?;
    Ok(text(&bytes))
}

/// Plays a case against the answer. Errors of the peers' own sockets are the answer's fault, and so is waiting for ever.
fn play<T: Send + 'static>(
    awaited: &str,
    case: impl FnOnce(Relayed) -> io::Result<T> + Send + 'static,
) -> T {
    let played = within(LIMIT, awaited, || case(Relayed::new()?));
    played.unwrap_or_else(|error| {
        panic!(
            "while the judge waited for {awaited}, the answer ended a connection: {}",
            error.kind()
        )
    })
}

#[test]
fn bytes_pass_in_both_directions_whoever_begins() {
    let (at_b, at_a) = play(
        "bytes to pass, first from b to a, then from a to b",
        |mut relayed| {
            relayed.b.write_all(b"welcome")?;
            let at_a = read(&relayed.a, 7)?;
            relayed.a.write_all(b"hello")?;
            Ok((read(&relayed.b, 5)?, at_a))
        },
    );
    assert_answer("of `welcome` from b, at a", at_a, text(b"welcome"));
    assert_answer("of `hello` from a, at b", at_b, text(b"hello"));
}

#[test]
fn the_end_of_one_direction_is_passed_on_and_the_other_goes_on() {
    for (first, case) in [("a", "from a to b"), ("b", "from b to a")] {
        let awaited = format!("the answer to a question {case}, after the question's end");
        let (question, answer, given) = play(&awaited, move |relayed| {
            let (mut asks, mut answers) = (&relayed.a, &relayed.b);
            if first == "b" {
                (asks, answers) = (answers, asks);
            }
            asks.write_all(b"a question")?;
            asks.shutdown(Shutdown::Write)?;
            let question = read_all(answers)?; // returns at the end only
            answers.write_all(b"the answer")?;
            answers.shutdown(Shutdown::Write)?;
            Ok((question, read_all(asks)?, relayed.given()))
        });
        assert_answer(
            format!("{case}, of a question and its end"),
            question,
            text(b"a question"),
        );
        assert_answer(
            format!("of the answer to a question {case}, after the question's end"),
            answer,
            text(b"the answer"),
        );
        assert_answer(
            format!("when both directions have ended, the first {case}"),
            given,
            Ok((10, 10)),
        );
    }
}

#[test]
fn the_numbers_are_of_the_right_directions() {
    let given = play("the relay to end", |mut relayed| {
        relayed.a.write_all(b"12345")?;
        relayed.b.write_all(b"123")?;
        relayed.a.shutdown(Shutdown::Write)?;
        relayed.b.shutdown(Shutdown::Write)?;
        read_all(&relayed.a)?;
        read_all(&relayed.b)?;
        Ok(relayed.given())
    });
    assert_answer(
        "for 5 bytes from a to b and 3 from b to a",
        given,
        Ok((5, 3)),
    );
}

#[test]
fn much_passes_both_ways_at_once() {
    const MUCH: usize = 1 << 20;
    let counts = play("a megabyte to pass in each direction", |relayed| {
        let talk = |mut stream: &net::TcpStream| {
            let mut sends = stream.try_clone()?;
            let sender = thread::spawn(move || {
                sends.write_all(&vec![7; MUCH])?;
                sends.shutdown(Shutdown::Write)
            });
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes)?;
            sender.join().expect("no panic").map(|()| bytes.len())
        };
        let b = relayed.b.try_clone()?;
        let other = thread::spawn(move || talk(&b));
        let at_a = talk(&relayed.a)?;
        Ok((at_a, other.join().expect("no panic")?))
    });
    assert_answer(
        "of a megabyte in each direction at once, the bytes at a and at b",
        counts,
        (MUCH, MUCH),
    );
}

#[test]
fn a_connection_that_fails_ends_the_relay_though_the_other_peer_is_silent() {
    let awaited = "the relay to end with an error, when a was reset while b was silent";
    let given = play(awaited, |mut relayed| {
        relayed.b.write_all(b"unread")?;
        relayed.a.peek(&mut [0])?;
        let Relayed { a, b: _b, given } = relayed;
        drop(a); // with bytes that nobody has read: the kernel resets the connection
        Ok(given.recv().unwrap_or_else(|_| Err("a panic".to_owned())))
    });
    assert_answer(
        "when a was reset while b was silent",
        given,
        Err("connection reset".to_owned()),
    );
}

#[test]
fn all_bytes_arrive_though_the_reader_is_late() {
    const MUCH: usize = 2 << 20;
    let arrived = play(
        "2 megabytes to pass from a to b, which begins to read when a finds no more room",
        |mut relayed| {
            let bytes: Vec<_> = (0..MUCH).map(|n| (n / 1000) as u8).collect();
            let written = fill(&relayed.a, &bytes)?;
            let b = relayed.b.try_clone()?;
            let reader = thread::spawn(move || {
                let mut bytes = Vec::new();
                (&b).read_to_end(&mut bytes).map(|_| bytes)
            });
            relayed.a.write_all(&bytes[written..])?;
            relayed.a.shutdown(Shutdown::Write)?;
            let arrived = reader.join().expect("no panic")?;
            Ok((arrived.len(), arrived == bytes))
        },
    );
    assert_answer(
        "for 2 megabytes from a to b, which begins to read late, asked how many bytes arrived and whether they are the same",
        arrived,
        (MUCH, true),
    );
}

#[test]
fn a_direction_that_is_stuck_does_not_hold_up_the_other() {
    let awaited = "bytes to pass from b to a, while a sends and b does not read";
    play(awaited, |mut relayed| {
        let bytes = vec![7; 1 << 20];
        for _round in 0..300 {
            fill(&relayed.a, &bytes)?;
            relayed.b.write_all(b"!")?;
            read(&relayed.a, 1)?;
        }
        Ok(())
    });
}

#[test]
fn a_write_that_fails_is_an_error() {
    let awaited = "the relay to end with an error, when a sends and b, which had ended its writing half, is gone";
    let given = play(awaited, |relayed| {
        let Relayed { mut a, b, given } = relayed;
        b.shutdown(Shutdown::Write)?;
        read_all(&a)?; // the relay has passed the end on
        drop(b);
        let piece = vec![7; 1 << 10];
        for _piece in 0..100_000 {
            if a.write_all(&piece).is_err() {
                break; // the relay has ended
            }
        }
        drop(a);
        Ok(given.recv().unwrap_or_else(|_| Err("a panic".to_owned())))
    });
    assert!(
        given.is_err(),
        "b was gone, and a had more for it: the answer gave {given:?}; right is an error"
    );
}
