//! `call_later` and `call_at`, on a clock that jumps.

mod common;

use ch04_event_loop::EventLoop;
use common::{Notes, SECOND, bounded, virtual_loop};

#[test]
fn timers_run_when_they_are_due_and_not_before() {
    bounded(|| {
        let (mut event_loop, clock) = virtual_loop();
        let notes = Notes::new();
        for seconds in [3, 1, 2] {
            let (notes, clock) = (notes.clone(), clock.clone());
            event_loop.call_later(SECOND * seconds, move |_| {
                notes.add((seconds, clock.elapsed()))
            });
        }
        event_loop.call_later(SECOND * 4, EventLoop::stop);
        event_loop.run_forever().expect("a run");
        assert_eq!(
            notes.read(),
            [1, 2, 3].map(|seconds| (seconds, SECOND * seconds))
        );
        assert_eq!(
            event_loop.turns(),
            4,
            "the loop wakes for a timer, and for nothing else"
        );
    });
}

#[test]
fn timers_due_together_run_in_the_order_in_which_they_were_set() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let notes = Notes::new();
        let when = event_loop.time() + SECOND;
        for name in ["one", "two", "three", "four", "five"] {
            event_loop.call_at(when, notes.note(name));
        }
        event_loop.call_at(when, EventLoop::stop);
        event_loop.run_forever().expect("a run");
        assert_eq!(notes.read(), ["one", "two", "three", "four", "five"]);
    });
}

#[test]
fn a_timer_of_no_delay_runs_behind_what_is_ready() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        let notes = Notes::new();
        let now = event_loop.time();
        event_loop.call_at(now, notes.note("timer"));
        event_loop.call_soon(notes.note("soon"));
        event_loop.call_at(now - SECOND, notes.note("timer of the past"));
        event_loop.call_soon(EventLoop::stop);
        event_loop.run_forever().expect("a run");
        assert_eq!(notes.read(), ["soon", "timer of the past", "timer"]);
    });
}

#[test]
fn ten_thousand_cancelled_timers_leave_nothing_behind() {
    bounded(|| {
        let (mut event_loop, _) = virtual_loop();
        for _ in 0..100 {
            let handles: Vec<_> = (0..100)
                .map(|_| event_loop.call_later(SECOND, |_| {}))
                .collect();
            assert!(handles.iter().all(|handle| handle.cancel(&mut event_loop)));
        }
        assert_eq!(event_loop.pending(), 0);
        event_loop.call_later(2 * SECOND, EventLoop::stop);
        event_loop.run_forever().expect("a run");
        assert_eq!(
            event_loop.turns(),
            1,
            "the loop sleeps past timers that are cancelled"
        );
    });
}
