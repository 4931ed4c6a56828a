// Judge of 05/race.

use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use ex05_futures::race::{Race, Racer};
use judge::{Checker, CountingWaker, ScriptedFuture, Seen, assert_answer, spawn};

const MS: Duration = Duration::from_millis(1);

/// What becomes of them, and the futures as the race takes them.
fn at_the_start(children: [ScriptedFuture<char>; 3]) -> ([Seen; 3], Vec<Racer<char>>) {
    let seen = children.each_ref().map(ScriptedFuture::seen);
    let racers = children.map(|child| -> Racer<char> { Box::pin(child) });
    (seen, racers.into())
}

fn named(
    script: impl Fn(ScriptedFuture<char>, usize) -> ScriptedFuture<char>,
) -> [ScriptedFuture<char>; 3] {
    [("a", 'a'), ("b", 'b'), ("c", 'c')]
        .map(|(name, value)| (ScriptedFuture::new(name, value), value))
        .map(|(child, value)| script(child, value as usize - 'a' as usize))
}

#[test]
fn the_first_to_be_ready_wins() {
    for (millis, right) in [
        ([300, 100, 200], (1, 'b')),
        ([100, 300, 200], (0, 'a')),
        ([300, 200, 100], (2, 'c')),
    ] {
        let (_, racers) = at_the_start(named(|child, place| child.sleeps(millis[place] * MS)));
        let done = Checker::new().run(Race::new(racers));
        let case = format!("for waits of {millis:?} ms");
        assert_answer(case, done.output, Some(right));
        done.in_time(100 * MS);
    }
}

#[test]
fn a_tie_goes_to_the_first() {
    let (_, racers) = at_the_start(named(|child, _| child.sleeps(100 * MS)));
    let done = Checker::new().run(Race::new(racers));
    assert_answer("for three equal waits", done.output, Some((0, 'a')));
    let (_, racers) = at_the_start(named(|child, place| child.yields([2, 1, 1][place])));
    let done = Checker::new().run(Race::new(racers));
    assert_answer(
        "when b and c are ready in the same poll",
        done.output,
        Some((1, 'b')),
    );
}

#[test]
fn nobody_is_polled_once_there_is_a_winner() {
    let (seen, racers) = at_the_start(named(|child, place| child.yields([5, 0, 5][place])));
    let waker = CountingWaker::new().waker();
    let mut race = pin!(Race::new(racers));
    let poll = race.as_mut().poll(&mut Context::from_waker(&waker));
    assert_answer("when b is ready at once", poll, Poll::Ready(Some((1, 'b'))));
    let polls = seen[2].polls();
    assert!(
        polls == 0,
        "b had won, and the answer polled c all the same"
    );
}

#[test]
fn the_losers_are_dropped_when_the_race_is_over_and_not_before() {
    let (seen, racers) = at_the_start(named(|child, place| {
        if place == 1 {
            child.yields(1)
        } else {
            child.waits()
        }
    }));
    let waker = CountingWaker::new().waker();
    let mut cx = Context::from_waker(&waker);
    let mut race = pin!(Race::new(racers));
    assert_answer(
        "while all three are pending",
        race.as_mut().poll(&mut cx),
        Poll::Pending,
    );
    let dropped = seen.each_ref().map(|seen| seen.dropped());
    assert!(
        dropped == [false; 3],
        "nobody had won yet, and the answer dropped a racer"
    );
    assert_answer(
        "when b is ready",
        race.as_mut().poll(&mut cx),
        Poll::Ready(Some((1, 'b'))),
    );
    let dropped = [seen[0].dropped(), seen[2].dropped()];
    assert!(
        dropped == [true; 2],
        "b had won, and the answer still kept a loser: a dropped is {}, c dropped is {}",
        dropped[0],
        dropped[1]
    );
}

#[test]
fn a_race_of_nobody_is_over() {
    let waker = CountingWaker::new().waker();
    let mut race = pin!(Race::<char>::new(Vec::new()));
    let poll = race.as_mut().poll(&mut Context::from_waker(&waker));
    assert_answer("for no racers", poll, Poll::Ready(None));
}

#[test]
fn each_of_them_can_wake_it() {
    for winner in 0..3 {
        let (seen, racers) = at_the_start(named(|child, _| child.waits()));
        let done = Checker::new().run(async move {
            let seen = seen[winner].clone();
            spawn("somebody who has the value", async move { seen.release() });
            Race::new(racers).await
        });
        let right = Some((winner, ['a', 'b', 'c'][winner]));
        assert_answer("when the others wait for ever", done.output, right);
    }
}
