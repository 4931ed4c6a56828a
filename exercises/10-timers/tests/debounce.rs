// Judge of 10/debounce.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use ex10_timers::debounce::debounce;
use judge::{Checker, assert_answer, now, sleep};

const MS: Duration = Duration::from_millis(1);
const QUIET: Duration = Duration::from_millis(20);

/// What was given, and at how many milliseconds.
type Given = Vec<(char, u128)>;

/// Events that come by themselves, at their times. Whoever asks is told when one is there.
struct Events {
    /// The next one last.
    to_come: Vec<(char, u32)>,
    end: u32,
    ended: bool,
}

impl Events {
    async fn next(&mut self) -> Option<char> {
        assert!(
            !self.ended,
            "the answer asked for another event after it had been told that there are no more"
        );
        let until = async |at: u32| sleep((at * MS).saturating_sub(now())).await;
        let Some((event, at)) = self.to_come.last().copied() else {
            until(self.end).await;
            self.ended = true;
            return None;
        };
        until(at).await;
        self.to_come.pop(); // not before it is handed over: dropped earlier, nothing is lost
        Some(event)
    }
}

/// What is given of `events`, and when it returned. The last event is followed by silence until `end`.
fn debounced(events: &[(char, u32)], end: u32) -> (Given, u128) {
    let run = |seed| {
        let given = RefCell::new(Given::new());
        let mut source = Events {
            to_come: events.iter().copied().rev().collect(),
            end,
            ended: false,
        };
        let ended = Checker::new().seed(seed).run(async {
            let give = |event| given.borrow_mut().push((event, now().as_millis()));
            debounce(QUIET, async || source.next().await, sleep, give).await;
            now().as_millis()
        });
        (given.take(), ended.output)
    };
    run(2);
    run(1)
}

#[test]
fn one_event_is_given_when_it_has_been_quiet() {
    let (given, _) = debounced(&[('a', 10)], 1000);
    assert_answer(
        "for an event a at 10 ms, with 20 ms of quiet",
        given,
        vec![('a', 30)],
    );
}

#[test]
fn of_a_burst_the_last_is_given() {
    let (given, _) = debounced(&[('a', 10), ('b', 25), ('c', 40), ('d', 45)], 1000);
    assert_answer(
        "for events at 10, 25, 40 and 45 ms, with 20 ms of quiet",
        given,
        vec![('d', 65)],
    );
}

#[test]
fn every_burst_gives_one() {
    let (given, _) = debounced(
        &[('a', 10), ('b', 20), ('c', 60), ('d', 100), ('e', 115)],
        1000,
    );
    assert_answer(
        "for bursts at 10 and 20, at 60, and at 100 and 115 ms, with 20 ms of quiet",
        given,
        vec![('b', 40), ('c', 80), ('e', 135)],
    );
}

#[test]
fn a_long_burst_gives_nothing_on_the_way() {
    let burst: Vec<_> = ('a'..='z').zip((10..).step_by(15)).collect();
    let (given, _) = debounced(&burst, 1000);
    assert_answer(
        "for 26 events, one every 15 ms, with 20 ms of quiet",
        given,
        vec![('z', 10 + 25 * 15 + 20)],
    );
}

#[test]
fn events_that_are_there_at_once_are_one_burst() {
    let (given, _) = debounced(&[('a', 0), ('b', 0), ('c', 0)], 1000);
    assert_answer(
        "for three events that are there from the beginning",
        given,
        vec![('c', 20)],
    );
}

#[test]
fn at_the_end_what_is_held_back_is_given_at_once() {
    let (given, ended) = debounced(&[('a', 10), ('b', 12)], 15);
    let case = "for events at 10 and 12 ms and the end at 15 ms";
    assert_answer(case, given, vec![('b', 15)]);
    assert_answer(
        format!("{case}, asked for the time at which it returned"),
        ended,
        15,
    );
}

#[test]
fn at_the_end_nothing_is_given_twice() {
    let (given, ended) = debounced(&[('a', 10)], 50);
    let case = "for an event at 10 ms and the end at 50 ms";
    assert_answer(case, given, vec![('a', 30)]);
    assert_answer(
        format!("{case}, asked for the time at which it returned"),
        ended,
        50,
    );
}

#[test]
fn without_events_nothing_is_given() {
    let (given, ended) = debounced(&[], 15);
    let case = "without events, and with the end at 15 ms";
    assert_answer(case, given, vec![]);
    assert_answer(
        format!("{case}, asked for the time at which it returned"),
        ended,
        15,
    );
}

#[test]
fn no_timer_runs_while_nothing_is_held_back() {
    let sleeps = Cell::new(0);
    let mut source = Events {
        to_come: Vec::new(),
        end: 1000,
        ended: false,
    };
    let counted = |duration| {
        sleeps.set(sleeps.get() + 1);
        sleep(duration)
    };
    let _ = Checker::new().run(async {
        debounce(QUIET, async || source.next().await, counted, |_| ()).await;
    });
    assert_answer(
        "without events for a second, asked for the number of sleeps",
        sleeps.get(),
        0,
    );
}
