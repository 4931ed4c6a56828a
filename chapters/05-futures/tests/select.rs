//! Select: the first of two, the left one if there are two firsts, and the loser handed out unfinished.

use std::time::Duration;

use ch05_futures::{Either, select};
use judge::{Checker, ScriptedFuture, sleep};
use trace::{Event, LaneId, What, lane, record};

const MS: Duration = Duration::from_millis(1);

#[test]
fn the_first_to_be_ready_wins_whichever_side_it_is_on() {
    let (slow, fast) = (
        || ScriptedFuture::new("slow", 'a').sleeps(300 * MS),
        || ScriptedFuture::new("fast", 'b').sleeps(100 * MS),
    );
    let done = Checker::new().run(select(slow(), fast()));
    assert!(matches!(done.in_time(100 * MS), Either::Right(('b', _))));
    let done = Checker::new().run(select(fast(), slow()));
    assert!(matches!(done.in_time(100 * MS), Either::Left(('b', _))));
}

#[test]
fn it_is_biased_a_tie_goes_to_the_left_and_the_right_is_not_polled() {
    let (a, b) = (ScriptedFuture::new("a", 1), ScriptedFuture::new("b", 2));
    let right = b.seen();
    assert!(matches!(judge::run(select(a, b)), Either::Left((1, _))));
    assert_eq!(right.polls(), 0);
}

#[test]
fn a_loser_that_is_kept_can_go_on() {
    let a = ScriptedFuture::new("a", 1).sleeps(300 * MS);
    let b = ScriptedFuture::new("b", 2).sleeps(100 * MS);
    let loser = a.seen();
    let done = Checker::new().run(async {
        match select(a, b).await {
            Either::Left(_) => unreachable!("b is faster"),
            Either::Right((two, a)) => {
                assert!(!loser.dropped());
                (a.await, two)
            }
        }
    });
    assert_eq!(done.in_time(300 * MS), (1, 2));
}

#[test]
fn a_dropped_loser_is_dropped_once_and_never_finishes() {
    let checker = Checker::new();
    let ((), recording) = record(checker.clock(), || {
        let first = async {
            match select(lane("a", sleep(300 * MS)), lane("b", sleep(100 * MS))).await {
                Either::Left(_) => unreachable!("b is faster"),
                Either::Right(((), loser)) => drop(loser),
            }
            sleep(500 * MS).await; // long enough for a to finish, if it were still there
        };
        checker.run(first).in_time(600 * MS);
    });
    let dropped = |event: &&Event| event.what == What::Drop { finished: false };
    let drops: Vec<_> = recording.events.iter().filter(dropped).collect();
    assert_eq!(drops.len(), 1);
    assert_eq!(drops[0].lane, LaneId::from(0));
    let text = recording.polls_text();
    let lanes: Vec<_> = text.lines().take(3).collect();
    let right = ["   0 s  100 ms", "a  [P....[P..x", "b  ..[P.w..[R"];
    assert_eq!(lanes, right);
}
