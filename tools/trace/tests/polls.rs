//! Futures on lanes: what is polled, woken and dropped, in words and in a picture.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use trace::{
    Cause, Clock, Event, LaneId, Outcome, Picture, Recording, What, because, lane, record,
};

const MS: Duration = Duration::from_millis(1);
const PICTURE: Picture<'_> = Picture {
    title: "Two",
    description: "Two futures.",
    column: MS,
};

/// Pending `times` times, then ready; what it does with its waker is the caller's choice.
async fn pending(times: usize, mut waker: impl FnMut(&Waker)) {
    let mut left = times;
    poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        waker(cx.waker());
        Poll::Pending
    })
    .await;
}

/// Polls both, every time, until both are done: a join as small as can be.
async fn both(a: impl Future<Output = ()>, b: impl Future<Output = ()>) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let mut done = [false; 2];
    poll_fn(|cx| {
        done[0] = done[0] || a.as_mut().poll(cx).is_ready();
        done[1] = done[1] || b.as_mut().poll(cx).is_ready();
        if done[0] && done[1] {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

fn poll(future: Pin<&mut impl Future<Output = ()>>) -> Poll<()> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// `both` waits for a, which a timer wakes after 100 ms, and for b, which wakes itself.
fn recording() -> Recording {
    let clock = Clock::manual();
    let kept = RefCell::new(None);
    let (_, recording) = record(clock.clone(), || {
        let a = lane(
            "a",
            pending(2, |waker| *kept.borrow_mut() = Some(waker.clone())),
        );
        let b = lane("b", pending(1, Waker::wake_by_ref));
        let mut both = pin!(lane("both", both(a, b)));
        assert!(poll(both.as_mut()).is_pending());
        assert!(poll(both.as_mut()).is_pending());
        clock.advance_to(100 * MS);
        because("timer", || kept.take().expect("a kept its waker").wake());
        assert!(poll(both.as_mut()).is_ready());
    });
    recording
}

#[test]
fn polls_wakes_and_drops_are_recorded_in_order() {
    let (a, b, both) = (LaneId::from(0), LaneId::from(1), LaneId::from(2));
    let events = recording().events;
    let first: Vec<_> = events
        .iter()
        .take(10)
        .map(|Event { lane, what, .. }| (*lane, what.clone()))
        .collect();
    let right = [
        (a, What::Spawn),
        (b, What::Spawn),
        (both, What::Spawn),
        (both, What::PollBegin),
        (a, What::PollBegin),
        (
            a,
            What::PollEnd {
                outcome: Outcome::Pending,
                kept: 1,
            },
        ),
        (b, What::PollBegin),
        (b, What::Wake(Cause::Lane(b))),
        (both, What::Wake(Cause::Lane(b))),
        (
            b,
            What::PollEnd {
                outcome: Outcome::Pending,
                kept: 0,
            },
        ),
    ];
    assert_eq!(first, right);
    let last = events.last().expect("events");
    assert_eq!(last.what, What::Drop { finished: true });
}

#[test]
fn text_shows_polls_by_steps() {
    let lines = [
        "      0 s            100 ms",
        "a     .[P......[P....w..[R",
        "b     ...[w=P....[R",
        "both  [====w=P[====P..w[==R",
        "      w b, 0 s: by b",
        "      w both, 0 s: by b",
        "      w a, 100 ms: by timer",
        "      w both, 100 ms: by timer",
        "",
    ];
    assert_eq!(recording().polls_text(), lines.join("\n"));
}

#[test]
fn a_dropped_future_is_crossed_out() {
    let ((), recording) = record(Clock::manual(), || {
        let mut future = Box::pin(lane("a", pending(1, |_| ())));
        assert!(poll(future.as_mut()).is_pending());
    });
    assert_eq!(recording.polls_text(), "   0 s\na  [Px\n");
    assert!(
        recording
            .polls_svg(&PICTURE)
            .contains("a is dropped unfinished")
    );
}

#[test]
fn a_panic_ends_the_poll_that_it_happened_in() {
    let ((), recording) = record(Clock::manual(), || {
        let mut future = Box::pin(lane("a", async { panic!("on purpose") }));
        catch_unwind(AssertUnwindSafe(|| poll(future.as_mut()).is_ready())).expect_err("it panics");
    });
    assert_eq!(recording.polls_text(), "   0 s\na  [!x\n");
}

#[test]
fn who_is_woken_right_after_a_lane_has_ended_is_woken_by_its_end() {
    let ((), recording) = record(Clock::manual(), || {
        let kept = RefCell::new(None);
        let mut waits = pin!(lane(
            "waits",
            pending(1, |waker| *kept.borrow_mut() = Some(waker.clone())),
        ));
        assert!(poll(waits.as_mut()).is_pending());
        let mut task = Box::pin(lane("task", pending(0, |_| ())));
        assert!(poll(task.as_mut()).is_ready());
        drop(task);
        kept.take().expect("kept").wake(); // as an executor does, with nobody's poll under way
        assert!(poll(waits.as_mut()).is_ready());
    });
    let text = recording.polls_text();
    assert!(text.contains("w waits, 0 s: by task"), "{text}");
}

#[test]
fn another_thread_that_wakes_is_named() {
    let ((), recording) = record(Clock::manual(), || {
        let mut future = pin!(lane(
            "a",
            pending(1, |waker| {
                let waker = waker.clone();
                let helper = thread::Builder::new().name("timer thread".to_owned());
                let helper = helper.spawn(move || waker.wake()).expect("a thread");
                helper.join().expect("no panic");
            })
        ));
        assert!(poll(future.as_mut()).is_pending());
        assert!(poll(future.as_mut()).is_ready());
    });
    let lines = ["   0 s", "a  [wP[R", "   w a, 0 s: by timer thread", ""];
    assert_eq!(recording.polls_text(), lines.join("\n"));
}

#[test]
fn without_a_recording_a_lane_is_the_future_itself() {
    let mut future = pin!(lane("a", pending(1, |_| ())));
    assert!(poll(future.as_mut()).is_pending());
    assert!(poll(future.as_mut()).is_ready());
}

#[test]
fn the_picture_says_everything_in_words_as_well() {
    let svg = recording().polls_svg(&PICTURE);
    for said in [
        "<title>both is polled: Pending</title>",
        "<title>a is polled: Ready</title>",
        "<title>a is woken by timer at 100 ms</title>",
        "<title>b is woken by b at 0 s (itself)</title>",
    ] {
        assert!(svg.contains(said), "{said} is not in {svg}");
    }
    assert!(!svg.contains("\n\n") && !svg.contains("id="), "{svg}");
}

#[test]
fn json_has_lanes_and_events_for_the_player() {
    let json = recording().json(&PICTURE);
    assert!(
        json.starts_with(
            r#"{"description":"Two futures.","events":[{"at":0.0,"lane":0,"what":"spawn","x":2.0}"#
        ),
        "{json}"
    );
    assert!(
        json.contains(r#"{"at":100.0,"by":"timer","lane":0,"what":"wake","x":"#),
        "{json}"
    );
    assert!(json.ends_with("\"title\":\"Two\"}\n"), "{json}");
}

#[test]
fn recordings_of_two_runs_are_equal() {
    assert_eq!(recording(), recording());
}

#[test]
fn a_lane_beside_the_futures_takes_marks_and_is_there_only_while_a_recording_is_made() {
    assert!(trace::beside("nobody").is_none());
    let ((), recording) = trace::record(trace::Clock::manual(), || {
        let kernel = trace::beside("kernel").expect("a recording is being made");
        kernel.mark("recv");
    });
    assert_eq!(recording.lanes, ["kernel"]);
    assert_eq!(recording.events.len(), 1);
}
