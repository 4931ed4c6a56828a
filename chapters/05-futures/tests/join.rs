//! Join: both, in turns, and never one that has finished.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch05_futures::{Countdown, join, yield_now};
use judge::{Checker, ScriptedFuture, sleep};
use trace::{Recording, lane, record};

const MS: Duration = Duration::from_millis(1);

fn recorded(program: impl Future) -> Recording {
    let checker = Checker::new();
    record(checker.clock(), || drop(checker.run(program))).1
}

/// The lanes of a recording, without the list of wakes.
fn lanes(recording: &Recording) -> String {
    let text = recording.polls_text();
    let lanes = text.lines().take(1 + recording.lanes.len());
    lanes.collect::<Vec<_>>().join("\n")
}

#[test]
fn outputs_come_in_the_order_of_the_arguments() {
    let both = join(Countdown::new(3), async {
        yield_now().await;
        5
    });
    assert_eq!(judge::run(both), ("lift-off", 5));
}

#[test]
fn polls_take_turns() {
    let recording =
        recorded(async { join(lane("a", Countdown::new(1)), lane("b", Countdown::new(1))).await });
    let right = [
        "   0 s",
        "a  [wP...[R",
        "b  ...[wP..[R",
        "   w a, 0 s: by a",
        "   w b, 0 s: by b",
        "",
    ];
    assert_eq!(recording.polls_text(), right.join("\n"));
}

#[test]
fn a_finished_child_is_not_polled_again() {
    for seed in 0..20 {
        let (a, b) = (
            ScriptedFuture::new("a", 1),
            ScriptedFuture::new("b", 2).yields(3).sleeps(5 * MS),
        );
        let seen = (a.seen(), b.seen());
        let done = Checker::new().seed(seed).run(join(a, b));
        assert_eq!(done.output, (1, 2));
        assert_eq!((seen.0.polls(), seen.1.polls()), (1, 5));
    }
}

#[test]
fn a_finished_child_is_dropped_at_once_and_its_output_kept() {
    let (a, b) = (
        ScriptedFuture::new("a", "kept".to_owned()),
        ScriptedFuture::new("b", ()).waits(),
    );
    let (seen, release) = (a.seen(), b.seen());
    let mut both = pin!(join(a, b));
    let mut cx = Context::from_waker(Waker::noop());
    assert_eq!(both.as_mut().poll(&mut cx), Poll::Pending);
    assert!(seen.finished() && seen.dropped());
    assert_eq!(format!("{both:?}"), "Join { a: Done, b: Future }");
    release.release();
    assert_eq!(
        both.as_mut().poll(&mut cx),
        Poll::Ready(("kept".to_owned(), ()))
    );
    assert_eq!(format!("{both:?}"), "Join { a: Gone, b: Gone }");
}

#[test]
fn a_dropped_join_drops_both() {
    let children = ["a", "b"].map(|name| ScriptedFuture::new(name, ()).waits());
    let seen = children.each_ref().map(ScriptedFuture::seen);
    let [a, b] = children;
    let mut both = Box::pin(join(a, b));
    let poll = both.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(poll.is_pending());
    drop(both);
    assert!(seen.iter().all(judge::Seen::dropped));
}

async fn fetch(name: &str) {
    lane(name, sleep(100 * MS)).await;
}

#[test]
fn three_waits_in_a_row_take_the_sum() {
    let recording = recorded(async {
        fetch("a").await;
        fetch("b").await;
        fetch("c").await;
    });
    let right = [
        "   0 s      200 ms",
        "a  [P.w[R",
        "b        [P.w[R",
        "c              [P.w[R",
    ];
    assert_eq!(lanes(&recording), right.join("\n"));
    assert_eq!(
        recording.events.last().map(|event| event.at),
        Some(300 * MS)
    );
}

#[test]
fn made_first_and_awaited_later_they_still_take_the_sum() {
    let done = Checker::new().run(async {
        let (a, b) = (fetch("a"), fetch("b"));
        a.await;
        b.await;
    });
    done.in_time(200 * MS);
}

#[test]
fn joined_they_take_the_longest() {
    let checker = Checker::new();
    let three = join(sleep(100 * MS), join(sleep(60 * MS), sleep(40 * MS)));
    checker.run(three).in_time(100 * MS);
    let recording = recorded(async { join(fetch("a"), join(fetch("b"), fetch("c"))).await });
    let right = [
        "   0 s    100 ms",
        "a  [P.....w[R",
        "b    [P......[R",
        "c      [P......[R",
    ];
    assert_eq!(lanes(&recording), right.join("\n"));
}

#[test]
fn work_inside_a_poll_does_not_overlap() {
    let checker = Checker::new();
    let clock = checker.clock();
    let work = || async { clock.wait(100 * MS) };
    checker.run(join(work(), work())).in_time(200 * MS);
}
