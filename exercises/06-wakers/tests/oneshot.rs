// Judges 06/oneshot: one value from one end to the other.

use std::pin::Pin;
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use ex06_wakers::oneshot::{Closed, Receiver, Sender, channel};
use judge::{Checker, CountingWaker, assert_answer, within};

const LIMIT: Duration = Duration::from_secs(2);

fn poll<T>(receiver: &mut Receiver<T>, waker: &Waker) -> Poll<Result<T, Closed>> {
    Pin::new(receiver).poll(&mut Context::from_waker(waker))
}

/// A receiver that waits, and the waker it waits with.
fn waiting() -> (Sender<u32>, Receiver<u32>, CountingWaker) {
    let (sender, mut receiver) = channel();
    let waker = CountingWaker::new();
    let polled = poll(&mut receiver, &waker.waker());
    assert_answer("polled before anything was sent", polled, Poll::Pending);
    assert!(
        waker.kept() == 1,
        "the answer returned Pending and kept {} wakers: one is to be kept",
        waker.kept()
    );
    (sender, receiver, waker)
}

#[test]
fn a_value_that_was_sent_before_is_there_at_once() {
    let (sender, receiver) = channel();
    assert_answer("sending", sender.send(5), Ok(()));
    let done = Checker::new().run(receiver);
    assert_answer("polled after the value was sent", done.output, Ok(5));
    assert_answer(
        "the number of polls for a value that is there",
        done.polls,
        1,
    );
}

#[test]
fn a_receiver_that_waits_is_woken_by_the_value() {
    let (sender, mut receiver, waker) = waiting();
    assert_answer("sending", sender.send(5), Ok(()));
    assert!(
        waker.wakes() == 1,
        "the value was sent, and the answer woke the receiver {} times: once is right",
        waker.wakes()
    );
    let polled = poll(&mut receiver, Waker::noop());
    assert_answer("woken and polled again", polled, Poll::Ready(Ok(5)));
}

#[test]
fn only_the_newest_waker_is_woken() {
    let (sender, mut receiver, old) = waiting();
    let new = CountingWaker::new();
    assert_answer(
        "polled again",
        poll(&mut receiver, &new.waker()),
        Poll::Pending,
    );
    assert_answer("sending", sender.send(5), Ok(()));
    assert!(
        new.wakes() == 1 && old.wakes() == 0,
        "polled with two wakers, the answer woke the first {} times and the second {} times: the newest is whoever waits now",
        old.wakes(),
        new.wakes()
    );
}

#[test]
fn a_sender_that_is_dropped_closes_the_channel() {
    let (sender, mut receiver, waker) = waiting();
    drop(sender);
    assert!(
        waker.wakes() == 1,
        "the sender was dropped, and the answer woke the receiver {} times: it waits for a value that never comes",
        waker.wakes()
    );
    let polled = poll(&mut receiver, Waker::noop());
    assert_answer(
        "polled after the sender was dropped",
        polled,
        Poll::Ready(Err(Closed)),
    );
}

#[test]
fn a_channel_closed_before_the_first_poll_is_closed_at_once() {
    let (sender, receiver) = channel::<u32>();
    drop(sender);
    let given = Checker::new().run(receiver).output;
    assert_answer("polled after the sender was dropped", given, Err(Closed));
}

#[test]
fn a_value_for_nobody_comes_back() {
    let (sender, receiver, waker) = waiting();
    drop(receiver);
    assert!(
        waker.kept() == 0,
        "the receiver is gone, and the answer still keeps its waker"
    );
    assert_answer("sending to a receiver that is gone", sender.send(5), Err(5));
    assert_answer("wakes of a receiver that is gone", waker.wakes(), 0);
}

#[test]
fn nothing_is_left_behind() {
    let value = Arc::new(());
    let (sender, receiver) = channel();
    assert!(
        sender.send(Arc::clone(&value)).is_ok(),
        "the receiver is there, and the answer refused to send"
    );
    drop(receiver);
    assert!(
        Arc::strong_count(&value) == 1,
        "sender and receiver are gone, and the answer still holds the value that was never taken"
    );
    let (sender, receiver, waker) = waiting();
    assert_answer("sending", sender.send(5), Ok(()));
    assert!(
        waker.kept() == 0,
        "the receiver was woken, and the answer still keeps its waker"
    );
    drop(receiver);
}

/// Polls the receiver from inside `wake`, as an executor on another thread may.
struct PollsAtOnce {
    receiver: Mutex<Option<Receiver<u32>>>,
    polled: mpsc::Sender<Poll<Result<u32, Closed>>>,
}

impl Wake for PollsAtOnce {
    fn wake(self: Arc<Self>) {
        let receiver = self.receiver.lock().map(|mut receiver| receiver.take());
        let Ok(Some(mut receiver)) = receiver else {
            return;
        };
        let polled = poll(&mut receiver, Waker::noop());
        // The judge may have given up.
        let _ = self.polled.send(polled);
    }
}

#[test]
fn the_value_is_there_before_the_wake() {
    let work = || {
        let (sender, mut receiver) = channel();
        let (report, polled) = mpsc::channel();
        let eager = Arc::new(PollsAtOnce {
            receiver: Mutex::new(None),
            polled: report,
        });
        let first = poll(&mut receiver, &Waker::from(Arc::clone(&eager)));
        assert_answer("polled before anything was sent", first, Poll::Pending);
        *eager.receiver.lock().expect("nobody panics") = Some(receiver);
        let sent = sender.send(5);
        assert_answer("sending", sent, Ok(()));
        polled.try_recv().ok()
    };
    let polled = within(
        LIMIT,
        "send to return, while its waker polls the receiver at once (is a lock held while waking?)",
        work,
    );
    assert!(
        polled == Some(Poll::Ready(Ok(5))),
        "the receiver was polled from inside the wake, and the answer gave {polled:?}: the value has to be there before anybody is woken"
    );
}

#[test]
fn the_channel_is_closed_before_the_wake() {
    let work = || {
        let (sender, mut receiver) = channel();
        let (report, polled) = mpsc::channel();
        let eager = Arc::new(PollsAtOnce {
            receiver: Mutex::new(None),
            polled: report,
        });
        let first = poll(&mut receiver, &Waker::from(Arc::clone(&eager)));
        assert_answer("polled before anything was sent", first, Poll::Pending);
        *eager.receiver.lock().expect("nobody panics") = Some(receiver);
        drop(sender);
        polled.try_recv().ok()
    };
    let polled = within(
        LIMIT,
        "the sender to be dropped, while its waker polls the receiver at once (is a lock held while waking?)",
        work,
    );
    assert!(
        polled == Some(Poll::Ready(Err(Closed))),
        "the sender was dropped, the receiver was polled from inside the wake, and the answer gave {polled:?}: it has to be closed before anybody is woken"
    );
}

#[test]
fn the_value_crosses_threads() {
    let given = within(LIMIT, "a value from another thread", || {
        let (sender, receiver) = channel();
        let helper = thread::spawn(move || sender.send(5));
        let given = Checker::new().patience(LIMIT / 2).run(receiver).output;
        let sent = helper.join();
        (given, sent.is_ok_and(|sent| sent.is_ok()))
    });
    assert_answer("sent by another thread", given, (Ok(5), true));
}

#[test]
fn tasks_meet_in_any_order() {
    for seed in 1..=5 {
        let given = Checker::new().seed(seed).run(async {
            let (sender, receiver) = channel();
            let receiver = judge::spawn("the receiver", receiver);
            let sender = judge::spawn("the sender", async move {
                judge::sleep(Duration::from_millis(10)).await;
                sender.send("hello")
            });
            (receiver.await, sender.await)
        });
        assert_answer("between two tasks", given.output, (Ok("hello"), Ok(())));
    }
}
