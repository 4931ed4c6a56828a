//! Coroutines on the loop: time and sockets resume them.

use std::cell::RefCell;
use std::io::{self, ErrorKind, Write};
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::time::{Duration, Instant};

use ch04_event_loop::{Clock, EventLoop};
use ch08_generators::{Coroutine, Raised, ResumeOf, Step, StepOf, Wait, recv, sleep, spawn};
use judge::{VirtualClock, within};

const SECOND: Duration = Duration::from_secs(1);
const LIMIT: Duration = Duration::from_secs(10);

/// Jumps to the next timer.
struct Jumping(VirtualClock);

impl Clock for Jumping {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn sleep(&self, idle: Duration) -> Duration {
        self.0.advance(idle);
        Duration::ZERO
    }
}

fn virtual_loop() -> EventLoop {
    EventLoop::with_clock(Jumping(VirtualClock::new())).expect("a loop")
}

fn pair() -> (Rc<UnixStream>, UnixStream) {
    let (ours, theirs) = UnixStream::pair().expect("two sockets");
    ours.set_nonblocking(true).expect("a socket");
    (Rc::new(ours), theirs)
}

#[test]
fn sleeping_coroutines_sleep_at_the_same_time() {
    let times = within(LIMIT, "three sleeps", || {
        let mut event_loop = virtual_loop();
        let start = event_loop.time();
        let times = Rc::new(RefCell::new(Vec::new()));
        for seconds in [3, 1, 2] {
            let times = Rc::clone(&times);
            spawn(
                &mut event_loop,
                sleep(SECOND * seconds),
                move |event_loop, outcome| {
                    outcome.expect("a sleep does not fail");
                    times
                        .borrow_mut()
                        .push((event_loop.time() - start).as_secs());
                    if times.borrow().len() == 3 {
                        event_loop.stop();
                    }
                },
            );
        }
        assert!(
            times.borrow().is_empty(),
            "nothing runs before the loop does"
        );
        event_loop.run_forever().expect("the loop runs");
        times.take()
    });
    assert_eq!(times, [1, 2, 3]);
}

#[test]
fn recv_waits_for_bytes_and_leaves_no_reader_behind() {
    let (piece, pending) = within(LIMIT, "five bytes", || {
        let (ours, mut theirs) = pair();
        let mut event_loop = virtual_loop();
        let received = Rc::new(RefCell::new(None));
        let result = Rc::clone(&received);
        spawn(&mut event_loop, recv(&ours), move |event_loop, outcome| {
            *result.borrow_mut() = Some(outcome.expect("bytes"));
            event_loop.stop();
        });
        // Sent only after the coroutine has found nothing and waits.
        event_loop.call_later(SECOND, move |_| theirs.write_all(b"hello").expect("sent"));
        event_loop.run_forever().expect("the loop runs");
        (received.take(), event_loop.pending())
    });
    assert_eq!(piece.as_deref(), Some(&b"hello"[..]));
    assert_eq!(pending, 0);
}

#[test]
fn recv_gives_nothing_at_the_end_of_the_stream() {
    let (ours, theirs) = pair();
    drop(theirs);
    assert!(matches!(recv(&ours).next(), Step::Complete(Ok(piece)) if piece.is_empty()));
}

#[test]
fn recv_gives_what_is_there_without_waiting_and_is_over_then() {
    let (ours, mut theirs) = pair();
    theirs.write_all(b"hello").expect("sent");
    let mut recv = recv(&ours);
    assert!(matches!(recv.next(), Step::Complete(Ok(piece)) if piece == b"hello"));
    assert!(matches!(recv.next(), Step::Complete(Err(Raised::Finished))));
}

/// On Linux a Unix socket is reset when the other end goes and has not read everything.
#[cfg(target_os = "linux")]
#[test]
fn an_error_of_the_socket_comes_out_of_recv() {
    let (ours, theirs) = pair();
    (&*ours).write_all(b"unread").expect("sent");
    drop(theirs);
    let step = recv(&ours).next();
    assert!(
        matches!(&step, Step::Complete(Err(Raised::Error(error))) if error.kind() == ErrorKind::ConnectionReset),
        "{step:?}"
    );
}

#[test]
fn an_error_can_be_thrown_into_a_wait() {
    let (ours, _theirs) = pair();
    let mut recv = recv(&ours);
    assert!(matches!(recv.next(), Step::Yielded(Wait::Readable(_))));
    let step = recv.throw(ErrorKind::TimedOut.into());
    assert!(
        matches!(&step, Step::Complete(Err(Raised::Error(error))) if error.kind() == ErrorKind::TimedOut),
        "{step:?}"
    );
    let mut sleep = sleep(SECOND);
    assert!(matches!(sleep.next(), Step::Yielded(Wait::Sleep(SECOND))));
    assert!(sleep.close().is_ok());
    assert!(matches!(
        sleep.next(),
        Step::Complete(Err(Raised::Finished))
    ));
}

/// Raises at once.
struct Fails;

impl Coroutine for Fails {
    type Input = ();
    type Yield = Wait;
    type Return = ();
    type Error = io::Error;

    fn resume(&mut self, _: ResumeOf<Self>) -> StepOf<Self> {
        Step::Complete(Err(Raised::Error(ErrorKind::Other.into())))
    }
}

#[test]
fn an_error_reaches_whoever_spawned_and_nobody_else() {
    let failed = within(LIMIT, "both ends", || {
        let mut event_loop = virtual_loop();
        let failed = Rc::new(RefCell::new(false));
        let result = Rc::clone(&failed);
        spawn(&mut event_loop, Fails, move |_, outcome| {
            *result.borrow_mut() = matches!(outcome, Err(Raised::Error(_)));
        });
        spawn(&mut event_loop, sleep(SECOND), |event_loop, _| {
            event_loop.stop()
        });
        event_loop.run_forever().expect("the loop runs");
        failed.take()
    });
    assert!(failed);
}

/// The loop has one reader for each source: chapter 04's rule, and asyncio's.
#[test]
fn the_second_who_waits_for_a_socket_replaces_the_first() {
    let ends = within(LIMIT, "one end and a timer", || {
        let (ours, mut theirs) = pair();
        let mut event_loop = virtual_loop();
        let ends = Rc::new(RefCell::new(Vec::new()));
        for name in ["first", "second"] {
            let ends = Rc::clone(&ends);
            spawn(&mut event_loop, recv(&ours), move |_, _| {
                ends.borrow_mut().push(name);
            });
        }
        event_loop.call_later(SECOND, move |_| theirs.write_all(b"hello").expect("sent"));
        event_loop.call_later(2 * SECOND, |event_loop| event_loop.stop());
        event_loop.run_forever().expect("the loop runs");
        assert_eq!(event_loop.pending(), 0, "the first is dropped, not kept");
        ends.take()
    });
    assert_eq!(ends, ["second"]);
}
