//! `call_soon`, `stop`, and what becomes of callbacks that are cancelled, slow, or panic.

mod common;

use std::panic::Location;

use ch04_event_loop::{EventLoop, Report};
use common::{Notes, SECOND, bounded, reports, virtual_loop};

#[test]
fn call_soon_is_first_in_first_out() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let notes = Notes::new();
        for name in ["one", "two", "three"] {
            event_loop.call_soon(notes.note(name));
        }
        event_loop.call_soon(EventLoop::stop);
        event_loop.run_forever().expect("a run");
        assert_eq!(notes.read(), ["one", "two", "three"]);
    });
}

#[test]
fn what_a_callback_adds_runs_in_the_next_turn() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let notes = Notes::<u64>::new();
        let adds = notes.clone();
        event_loop.call_soon(move |event_loop| {
            adds.add(event_loop.turns());
            event_loop.call_soon(move |event_loop| adds.add(event_loop.turns()));
        });
        let second = notes.clone();
        event_loop.call_soon(move |event_loop| second.add(event_loop.turns()));
        event_loop.call_later(SECOND, EventLoop::stop);
        event_loop.run_forever().expect("a run");
        assert_eq!(notes.read(), [1, 1, 2]);
    });
}

#[test]
fn stop_finishes_the_turn_and_the_loop_can_run_again() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let notes = Notes::new();
        event_loop.call_soon(EventLoop::stop);
        event_loop.call_soon(notes.note("in the same turn"));
        let late = notes.clone();
        event_loop.call_soon(move |event_loop| {
            event_loop.call_soon(late.note("added after stop"));
        });
        event_loop.run_forever().expect("a run");
        assert_eq!(notes.read(), ["in the same turn"]);
        event_loop.call_soon(|event_loop| {
            event_loop.call_soon(EventLoop::stop);
        });
        event_loop.run_forever().expect("another run");
        assert_eq!(notes.read(), ["in the same turn", "added after stop"]);
        assert_eq!(event_loop.turns(), 3, "one turn, then two");
    });
}

#[test]
fn a_stop_before_the_run_is_a_run_of_one_turn_that_does_not_sleep() {
    bounded(|| {
        let (mut event_loop, clock) = virtual_loop();
        let notes = Notes::new();
        event_loop.call_later(SECOND, notes.note("a second later"));
        event_loop.stop();
        event_loop.run_forever().expect("a run");
        assert_eq!((event_loop.turns(), clock.elapsed().as_secs()), (1, 0));
        assert!(notes.read().is_empty());
    });
}

#[test]
fn a_cancelled_callback_never_runs_and_leaves_nothing_behind() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let notes = Notes::new();
        let soon = event_loop.call_soon(notes.note("soon"));
        let later = event_loop.call_later(SECOND, notes.note("later"));
        assert_eq!((event_loop.pending(), notes.holders()), (2, 2));
        assert!(soon.cancel(&mut event_loop) && later.cancel(&mut event_loop));
        assert_eq!((event_loop.pending(), notes.holders()), (0, 0));
        assert!(!soon.cancel(&mut event_loop), "there is nothing left");
        event_loop.call_later(2 * SECOND, EventLoop::stop);
        event_loop.run_forever().expect("a run");
        assert!(notes.read().is_empty(), "{:?}", notes.read());
    });
}

#[test]
fn a_callback_can_cancel_another_one_in_the_same_turn() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let notes = Notes::new();
        let when = event_loop.time();
        // Timers go first into the line when their turn comes, so both victims stand behind the one who
        // cancels them.
        let victims = Notes::new();
        let cancels = victims.clone();
        event_loop.call_soon(move |event_loop| {
            let handles: Vec<ch04_event_loop::Handle> = cancels.read();
            assert!(handles.iter().all(|handle| handle.cancel(event_loop)));
            event_loop.stop();
        });
        victims.add(event_loop.call_soon(notes.note("soon")));
        victims.add(event_loop.call_at(when, notes.note("a timer that is due")));
        event_loop.run_forever().expect("a run");
        assert_eq!((event_loop.turns(), event_loop.pending()), (1, 0));
        assert!(notes.read().is_empty(), "{:?}", notes.read());
    });
}

#[test]
fn a_panic_is_reported_with_its_place_and_the_loop_goes_on() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let (notes, reports) = (Notes::new(), reports(&mut event_loop));
        let line = line!() + 1;
        event_loop.call_soon(|_| panic!("{} is wrong", "all"));
        event_loop.call_soon(|_| panic!("a literal"));
        event_loop.call_soon(notes.note("after the panics"));
        event_loop.call_soon(EventLoop::stop);
        event_loop.run_forever().expect("a run");
        assert_eq!(notes.read(), ["after the panics"]);
        let told: Vec<_> = reports.read().into_iter().map(place_and_message).collect();
        let right = [(line, "all is wrong"), (line + 1, "a literal")];
        assert_eq!(
            told,
            right.map(|(line, message)| (line, message.to_owned()))
        );
    });
}

fn place_and_message(report: Report) -> (u32, String) {
    match report {
        Report::Panicked(place, message) => {
            assert_eq!(place.file(), Location::caller().file());
            (place.line(), message)
        }
        other => panic!("not a panic: {other}"),
    }
}

#[test]
fn a_callback_at_the_limit_is_reported_as_slow_and_one_below_is_not() {
    bounded(|| {
        let (mut event_loop, clock) = virtual_loop();
        let reports = reports(&mut event_loop);
        let limit = event_loop.slow_callback_duration;
        assert_eq!(limit.as_millis(), 100, "asyncio's default");
        for took in [limit / 2, limit, limit * 5 / 2] {
            let clock = clock.clone();
            event_loop.call_soon(move |_| clock.advance(took));
        }
        event_loop.call_soon(EventLoop::stop);
        event_loop.run_forever().expect("a run");
        let sentences: Vec<_> = reports.read().iter().map(ToString::to_string).collect();
        assert_eq!(sentences.len(), 2);
        assert!(
            sentences[0].ends_with(" took 0.100 seconds"),
            "{sentences:?}"
        );
        assert!(
            sentences[1].starts_with("Executing callback of "),
            "{sentences:?}"
        );
        assert!(
            sentences[1].ends_with(" took 0.250 seconds"),
            "{sentences:?}"
        );
    });
}

#[test]
fn running_a_loop_that_runs_is_refused() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let reports = reports(&mut event_loop);
        event_loop.call_soon(|event_loop| event_loop.run_forever().expect("a run"));
        event_loop.call_soon(EventLoop::stop);
        event_loop.run_forever().expect("a run");
        let reports = reports.read();
        assert!(
            reports[0]
                .to_string()
                .contains("this loop is already running"),
            "{reports:?}"
        );
    });
}
