// Judge of 11/raw_recv.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch11_reactor::{Interest, Registration, block_on, spawn, yield_now};
use ex11_reactor::raw_recv::{Socket, raw_recv};
use judge::{assert_answer, run, text, within};

/// More calls than any right answer needs for one of these scripts.
const PATIENCE: usize = 50;

/// What one call of `recv` finds.
enum Step {
    /// These bytes. The reactor has told of them before, and will not again.
    Bytes(&'static [u8]),
    /// This error.
    Error(ErrorKind),
    /// This error of the kernel's.
    Errno(i32),
    /// Nothing; news comes after so many milliseconds.
    BlocksFor(u64),
    /// Nothing; but the reactor still counts the socket as readable, until it is asked.
    BlocksReadable,
}

/// A socket that follows a script.
struct Scripted {
    script: RefCell<VecDeque<Step>>,
    /// What the reactor waits for.
    news: RefCell<Option<Pin<Box<judge::Sleep>>>>,
    readable: Cell<bool>,
    calls: Cell<usize>,
    /// Who waits for news that came before.
    in_vain: RefCell<Option<Waker>>,
}

fn scripted(script: impl IntoIterator<Item = Step>) -> Scripted {
    Scripted {
        script: RefCell::new(script.into_iter().collect()),
        news: RefCell::default(),
        readable: Cell::new(false),
        calls: Cell::new(0),
        in_vain: RefCell::default(),
    }
}

impl Socket for Scripted {
    fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.calls.set(self.calls.get() + 1);
        assert!(
            self.calls.get() < PATIENCE,
            "the answer called recv {PATIENCE} times, most of them while there was nothing"
        );
        if self.news.borrow().is_some() {
            return Err(ErrorKind::WouldBlock.into());
        }
        match self.script.borrow_mut().pop_front() {
            Some(Step::Bytes(bytes)) => {
                buffer[..bytes.len()].copy_from_slice(bytes);
                Ok(bytes.len())
            }
            Some(Step::Error(kind)) => Err(kind.into()),
            Some(Step::Errno(number)) => Err(io::Error::from_raw_os_error(number)),
            Some(Step::BlocksFor(millis)) => {
                let news = judge::sleep(Duration::from_millis(millis));
                self.news.replace(Some(Box::pin(news)));
                Err(ErrorKind::WouldBlock.into())
            }
            Some(Step::BlocksReadable) => {
                self.readable.set(true);
                Err(ErrorKind::WouldBlock.into())
            }
            None => panic!("the answer called recv once more after it had what it wanted"),
        }
    }

    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.readable.replace(false) {
            return Poll::Ready(());
        }
        let mut news = self.news.borrow_mut();
        let pending = |sleep: &mut Pin<Box<judge::Sleep>>| sleep.as_mut().poll(cx).is_pending();
        match news.as_mut().map(pending) {
            Some(true) => Poll::Pending,
            Some(false) => {
                *news = None;
                Poll::Ready(())
            }
            None => {
                judge::doing("waits for news of bytes that have been there all the time");
                self.in_vain.replace(Some(cx.waker().clone()));
                Poll::Pending
            }
        }
    }
}

/// A text that is shown as it is: it has quotes already.
#[derive(PartialEq)]
struct Text(String);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn receive(script: impl IntoIterator<Item = Step>) -> Text {
    let socket = scripted(script);
    run(async {
        let mut buffer = [0; 16];
        match raw_recv(&socket, &mut buffer).await {
            Ok(count) => Text(text(&buffer[..count])),
            Err(error) => Text(format!("error: {error}")),
        }
    })
}

fn right(bytes: &str) -> Text {
    Text(text(bytes.as_bytes()))
}

#[test]
fn bytes_that_are_there_are_received_at_once() {
    let given = receive([Step::Bytes(b"hello")]);
    assert_answer(
        "when bytes were there before it came",
        given,
        right("hello"),
    );
}

#[test]
fn bytes_that_come_later_are_waited_for() {
    let given = receive([Step::BlocksFor(10), Step::Bytes(b"hello")]);
    assert_answer("when bytes came after 10 ms", given, right("hello"));
}

#[test]
fn readiness_is_a_hint_and_may_be_wrong_any_number_of_times() {
    let given = receive([
        Step::BlocksFor(10),
        Step::BlocksFor(10),
        Step::BlocksReadable,
        Step::BlocksReadable,
        Step::BlocksFor(10),
        Step::Bytes(b"hello"),
    ]);
    let case = "when somebody else had taken the bytes several times before";
    assert_answer(case, given, right("hello"));
}

#[test]
fn a_signal_is_no_reason_to_stop_or_to_wait() {
    let interrupted = || Step::Error(ErrorKind::Interrupted);
    let given = receive([interrupted(), interrupted(), Step::Bytes(b"hello")]);
    assert_answer("interrupted twice", given, right("hello"));
    let given = receive([Step::BlocksFor(10), interrupted(), Step::Bytes(b"hello")]);
    assert_answer("interrupted after the wait", given, right("hello"));
}

#[test]
fn the_end_is_0_and_errors_go_to_the_caller() {
    let given = receive([Step::BlocksFor(10), Step::Bytes(b"")]);
    assert_answer("when the peer has closed", given, right(""));
    let given = receive([Step::BlocksFor(10), Step::Error(ErrorKind::ConnectionReset)]);
    let reset = Text("error: connection reset".to_owned());
    assert_answer("when the connection is reset", given, reset);
    let unreachable = rustix::io::Errno::HOSTUNREACH.raw_os_error();
    let given = receive([Step::Errno(unreachable)]);
    assert_answer(
        "when the kernel has an error with a number",
        given,
        Text(format!(
            "error: {}",
            io::Error::from_raw_os_error(unreachable)
        )),
    );
}

#[test]
fn dropped_in_the_wait_it_has_received_nothing() {
    let socket = scripted([Step::BlocksFor(10), Step::Bytes(b"hello")]);
    let given = run(async {
        let mut buffer = [0; 16];
        {
            let mut wait = std::pin::pin!(raw_recv(&socket, &mut buffer));
            let polled =
                std::future::poll_fn(|cx| Poll::Ready(wait.as_mut().poll(cx).is_pending()));
            assert!(polled.await, "it gave Ready before there were bytes");
        }
        judge::sleep(Duration::from_millis(20)).await;
        let count = raw_recv(&socket, &mut buffer)
            .await
            .expect("there are bytes");
        Text(text(&buffer[..count]))
    });
    let case = "for the second of two, the first of which was dropped while it waited";
    assert_answer(case, given, right("hello"));
}

/// A real socket, on the chapter's reactor.
struct Real(Registration<UnixStream>);

impl Socket for Real {
    fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let Self(socket) = self;
        socket.try_io(Interest::Readable, |mut socket| socket.read(buffer))
    }

    fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<()> {
        self.0.poll_ready(cx, Interest::Readable)
    }
}

#[test]
fn it_receives_from_a_real_socket() {
    let given = within(
        Duration::from_secs(2),
        "the answer to receive 5 bytes from a real socket",
        || {
            block_on(async {
                let (ours, mut theirs) = UnixStream::pair().expect("descriptors are left");
                ours.set_nonblocking(true).expect("a socket");
                let ours = Real(Registration::new(ours).expect("it can be watched"));
                let received = spawn(async move {
                    let mut buffer = [0; 16];
                    let count = raw_recv(&ours, &mut buffer).await;
                    count
                        .map(|count| Text(text(&buffer[..count])))
                        .map_err(|error| error.kind())
                });
                yield_now().await;
                yield_now().await;
                theirs.write_all(b"hello").expect("there is room");
                received.await.expect("the answer does not panic")
            })
        },
    );
    assert_answer("from a real socket", given, Ok(right("hello")));
}
