// Judge of 11/both_ways.

use std::io::{self, Read, Write};
use std::net::{self, Shutdown};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use ch11_reactor::{TcpStream, block_on};
use ex11_reactor::both_ways::exchange;
use judge::{assert_answer, within};

const LIMIT: Duration = Duration::from_secs(2);
/// The kernel's buffers of these sockets, and a question that does not fit into all of them together.
const BUFFER: usize = 32 << 10;
const LONG: usize = 512 << 10;

fn small(stream: &net::TcpStream) {
    rustix::net::sockopt::set_socket_send_buffer_size(stream, BUFFER).expect("a socket");
    rustix::net::sockopt::set_socket_recv_buffer_size(stream, BUFFER).expect("a socket");
}

/// Runs the answer against a peer, which is a thread of its own.
fn ask(
    awaited: &str,
    question: Vec<u8>,
    peer: impl FnOnce(net::TcpStream) -> io::Result<()> + Send + 'static,
) -> Result<Vec<u8>, String> {
    within(LIMIT, awaited, move || {
        let listener = net::TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let ours =
            net::TcpStream::connect(listener.local_addr().expect("bound")).expect("it listens");
        let (theirs, _) = listener.accept().expect("one is waiting");
        small(&ours);
        small(&theirs);
        let peer = thread::spawn(move || peer(theirs));
        let answer = block_on(async {
            let ours = TcpStream::try_from(ours)?;
            exchange(&ours, &question).await
        });
        let _ = peer.join();
        answer.map_err(|error| error.kind().to_string())
    })
}

/// A text that is shown as it is: it has quotes already.
#[derive(PartialEq)]
struct Text(String);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn bytes(count: usize) -> Vec<u8> {
    b"0123456789abcdefg".repeat(count / 17 + 1)[..count].to_vec()
}

/// Sends back what it reads, piece by piece, and closes when the other side has closed.
fn echo(mut stream: net::TcpStream) -> io::Result<()> {
    let mut piece = [0; 16 << 10];
    loop {
        match stream.read(&mut piece)? {
            0 => return Ok(()),
            count => stream.write_all(&piece[..count])?,
        }
    }
}

#[test]
fn a_short_question_has_its_answer() {
    let awaited = "the answer to end, after a question of 5 bytes that the peer sends back";
    let given = ask(awaited, b"hello".to_vec(), echo);
    let given = given.map(|answer| Text(judge::text(&answer)));
    let right = Ok(Text(judge::text(b"hello")));
    assert_answer("for `hello`, sent back", given, right);
}

#[test]
fn a_long_question_is_sent_while_the_answer_is_read() {
    let awaited = "a question of half a megabyte to come back from a peer that stops reading while nobody reads from it";
    let given = ask(awaited, bytes(LONG), echo).map(|answer| (answer.len(), answer == bytes(LONG)));
    let case =
        "for a question of half a megabyte, sent back: its length, and whether it is the same";
    assert_answer(case, given, Ok((LONG, true)));
}

#[test]
fn the_peer_is_told_when_the_question_is_over_and_can_still_answer() {
    let awaited = "the peer to answer, which does so when the question has ended";
    let counts = |mut stream: net::TcpStream| {
        let mut question = Vec::new();
        stream.read_to_end(&mut question)?;
        stream.write_all(format!("{} bytes", question.len()).as_bytes())
    };
    let given = ask(awaited, bytes(100_000), counts);
    assert_answer(
        "from a peer that answers at the end of the question",
        given.map(|answer| Text(judge::text(&answer))),
        Ok(Text(judge::text(b"100000 bytes"))),
    );
}

#[test]
fn an_answer_may_be_longer_than_the_question_and_come_first() {
    let awaited =
        "the answer to read half a megabyte from a peer that speaks first and listens later";
    let speaks_first = |mut stream: net::TcpStream| {
        stream.write_all(&bytes(LONG))?;
        stream.shutdown(Shutdown::Write)?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    };
    let given = ask(awaited, bytes(LONG), speaks_first).map(|answer| answer.len());
    assert_answer("of an answer that came first, the length", given, Ok(LONG));
}

#[test]
fn a_peer_that_is_gone_is_an_error() {
    let awaited = "the answer to end when the peer is gone";
    let goes = |mut stream: net::TcpStream| stream.read_exact(&mut [0; 1000]); // and leaves the rest unread
    let given = ask(awaited, bytes(LONG), goes);
    assert!(
        given.is_err(),
        "the peer was gone after 1000 bytes of half a megabyte, and the answer gave Ok"
    );
}

#[test]
fn the_question_is_sent_to_its_end_though_the_answer_has_ended() {
    let awaited = "a question of half a megabyte to be sent to a peer that has ended its answer";
    let (send, counted) = mpsc::channel();
    let ends_first = move |mut stream: net::TcpStream| {
        stream.write_all(b"hi")?;
        stream.shutdown(Shutdown::Write)?;
        let mut question = Vec::new();
        let _ = stream.read_to_end(&mut question);
        let _ = send.send(question.len());
        Ok(())
    };
    let given = ask(awaited, bytes(LONG), ends_first);
    let given = given.map(|answer| Text(judge::text(&answer)));
    let case = "from a peer that says `hi`, ends its answer, and then listens";
    assert_answer(case, given, Ok(Text(judge::text(b"hi"))));
    assert_answer(
        format!("{case}, asked for the bytes of the question that it was sent"),
        counted.recv().unwrap_or_default(),
        LONG,
    );
}

#[test]
fn an_answer_that_is_cut_off_is_an_error() {
    let awaited =
        "the answer to end when the connection was reset in the middle of what the peer had to say";
    let resets = |mut stream: net::TcpStream| {
        stream.read_to_end(&mut Vec::new())?;
        stream.write_all(b"half an ans")?;
        // Without patience for what is unsent, a close is a reset.
        Ok(rustix::net::sockopt::set_socket_linger(
            &stream,
            Some(Duration::ZERO),
        )?)
    };
    let given = ask(awaited, b"hello".to_vec(), resets);
    assert!(
        given.is_err(),
        "the peer reset the connection in the middle of what it had to say, and the answer gave Ok"
    );
}
