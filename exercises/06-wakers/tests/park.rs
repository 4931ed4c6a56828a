// Judges 06/park: a token, an alarm that follows a script, and a clock that moves only while the answer sleeps.
// Over 300 lines because the alarm that follows a script is in here, too.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use ex06_wakers::park::{Alarm, Parker, Unparker};
use judge::{assert_answer, within};

const MS: Duration = Duration::from_millis(1);
const LIMIT: Duration = Duration::from_secs(2);

/// What happens during one sleep.
enum Sleep {
    /// It ends after this time for no reason at all.
    ForNothing(Duration),
    /// Somebody unparks after this time.
    UnparkAfter(Duration),
    /// Nobody comes: the sleep lasts as long as its limit.
    Alone,
}

#[derive(Clone)]
struct Scripted(Rc<State>);

struct State {
    script: RefCell<VecDeque<Sleep>>,
    unparker: RefCell<Option<Unparker<Scripted>>>,
    start: Instant,
    now: Cell<Duration>,
    /// How long each sleep was to last at most.
    sleeps: RefCell<Vec<Option<Duration>>>,
    rings: Cell<usize>,
}

impl Scripted {
    fn during_a_sleep<'a>(
        &self,
        token: &'a Mutex<bool>,
        guard: MutexGuard<'a, bool>,
        limit: Option<Duration>,
    ) -> MutexGuard<'a, bool> {
        drop(guard);
        let state = &*self.0;
        state.sleeps.borrow_mut().push(limit);
        let step = state.script.borrow_mut().pop_front();
        let most = limit.unwrap_or(Duration::MAX);
        match (step, limit) {
            (Some(Sleep::ForNothing(after)), _) => self.pass(after.min(most)),
            (Some(Sleep::UnparkAfter(after)), _) => {
                self.pass(after.min(most));
                let rings = state.rings.get();
                let unparker = state.unparker.borrow();
                unparker.as_ref().expect("the judge has set it").unpark();
                assert!(
                    state.rings.get() > rings,
                    "the park was asleep, and the answer's unpark did not ring: it sleeps on"
                );
            }
            (Some(Sleep::Alone), Some(limit)) => self.pass(limit),
            (Some(Sleep::Alone), None) | (None, _) => panic!(
                "the answer goes to sleep, and nobody will ever wake it (sleep {} of this park)",
                state.sleeps.borrow().len()
            ),
        }
        token.lock().expect("nobody panics with the token")
    }

    fn pass(&self, time: Duration) {
        self.0.now.set(self.0.now.get() + time);
    }
}

impl Alarm for Scripted {
    fn sleep<'a>(
        &self,
        token: &'a Mutex<bool>,
        guard: MutexGuard<'a, bool>,
    ) -> MutexGuard<'a, bool> {
        self.during_a_sleep(token, guard, None)
    }

    fn sleep_for<'a>(
        &self,
        token: &'a Mutex<bool>,
        guard: MutexGuard<'a, bool>,
        limit: Duration,
    ) -> MutexGuard<'a, bool> {
        self.during_a_sleep(token, guard, Some(limit))
    }

    fn ring(&self, token: &Mutex<bool>) {
        self.0.rings.set(self.0.rings.get() + 1);
        // Locked means that the answer rings under the lock: then the sleeper cannot look before the answer has let go.
        let there = token.try_lock().map_or(true, |token| *token);
        assert!(
            there,
            "the answer rings before the token is there: the sleeper looks, finds none, and sleeps on"
        );
    }

    fn now(&self) -> Instant {
        self.0.start + self.0.now.get()
    }
}

/// A park whose sleeps follow `script`.
fn parker<const N: usize>(script: [Sleep; N]) -> (Parker<Scripted>, Scripted) {
    let alarm = Scripted(Rc::new(State {
        script: RefCell::new(script.into()),
        unparker: RefCell::new(None),
        start: Instant::now(),
        now: Cell::new(Duration::ZERO),
        sleeps: RefCell::default(),
        rings: Cell::new(0),
    }));
    let parker = Parker::new(alarm.clone());
    *alarm.0.unparker.borrow_mut() = Some(parker.unparker());
    (parker, alarm)
}

/// Bounds an answer that goes in circles without sleeping.
fn promptly(test: impl FnOnce() + Send + 'static) {
    within(
        LIMIT,
        "a park to end (does it go in circles without sleeping?)",
        test,
    );
}

fn sleeps(alarm: &Scripted) -> Vec<Option<Duration>> {
    alarm.0.sleeps.take()
}

#[test]
fn a_park_sleeps_until_it_is_unparked() {
    promptly(|| {
        let (mut parker, alarm) = parker([Sleep::UnparkAfter(5 * MS)]);
        parker.park();
        assert_answer(
            "unparked once, the number of sleeps",
            sleeps(&alarm).len(),
            1,
        );
    });
}

#[test]
fn an_unpark_before_the_park_is_not_lost() {
    promptly(|| {
        let (mut parker, alarm) = parker([]);
        parker.unparker().unpark();
        parker.park();
        assert_answer(
            "unparked before, the number of sleeps",
            sleeps(&alarm).len(),
            0,
        );
    });
}

#[test]
fn a_park_takes_the_token() {
    promptly(|| {
        let (mut parker, alarm) = parker([Sleep::UnparkAfter(MS), Sleep::UnparkAfter(MS)]);
        for unparks in [1, 3] {
            (0..unparks).for_each(|_| parker.unparker().unpark());
            parker.park();
            assert_answer(
                "with a token, the number of sleeps",
                sleeps(&alarm).len(),
                0,
            );
            parker.park();
            let slept = sleeps(&alarm).len();
            assert!(
                slept == 1,
                "{unparks} unparks and two parks: the second park of the answer slept {slept} times; any number of unparks is one token, and a park takes it"
            );
        }
    });
}

#[test]
fn waking_for_no_reason_is_no_unpark() {
    promptly(|| {
        let script = [
            Sleep::ForNothing(MS),
            Sleep::ForNothing(MS),
            Sleep::UnparkAfter(MS),
        ];
        let (mut parker, alarm) = parker(script);
        parker.park();
        let slept = sleeps(&alarm).len();
        assert!(
            slept == 3,
            "woken twice for no reason and then unparked, the answer was back after {slept} sleeps: it has to look for the token each time"
        );
    });
}

#[test]
fn a_time_limit_ends_the_park() {
    promptly(|| {
        let (mut parker, alarm) = parker([Sleep::Alone]);
        assert_answer("alone for 10 ms, park_for", parker.park_for(10 * MS), false);
        assert_answer(
            "alone, the limits of the sleeps",
            sleeps(&alarm),
            vec![Some(10 * MS)],
        );
    });
}

#[test]
fn a_token_ends_it_earlier_and_is_taken() {
    promptly(|| {
        let (mut parker, alarm) = parker([Sleep::UnparkAfter(3 * MS), Sleep::Alone]);
        assert_answer(
            "unparked after 3 of 10 ms, park_for",
            parker.park_for(10 * MS),
            true,
        );
        assert_answer("the time on the clock", alarm.0.now.get(), 3 * MS);
        assert_answer(
            "with the token taken, park_for",
            parker.park_for(10 * MS),
            false,
        );
    });
}

#[test]
fn the_limit_is_for_the_whole_park() {
    promptly(|| {
        let script = [
            Sleep::ForNothing(4 * MS),
            Sleep::ForNothing(4 * MS),
            Sleep::Alone,
        ];
        let (mut parker, alarm) = parker(script);
        assert_answer(
            "woken twice for no reason, park_for",
            parker.park_for(10 * MS),
            false,
        );
        let right = [10, 6, 2].map(|ms| Some(ms * MS)).to_vec();
        let given = sleeps(&alarm);
        assert!(
            given == right,
            "woken for no reason after 4 and 8 of 10 ms, the answer slept with the limits {given:?}: right is {right:?}"
        );
    });
}

#[test]
fn a_token_that_comes_with_the_last_moment_counts() {
    promptly(|| {
        let (mut parker, _) = parker([Sleep::UnparkAfter(10 * MS)]);
        let given = parker.park_for(10 * MS);
        assert!(
            given,
            "unparked in the moment in which the time is up, the answer says false: the token is there, and belongs to this park"
        );
    });
}

#[test]
fn with_no_time_only_a_token_counts() {
    promptly(|| {
        let (mut parker, alarm) = parker([]);
        assert_answer(
            "park_for(0) without a token",
            parker.park_for(Duration::ZERO),
            false,
        );
        parker.unparker().unpark();
        assert_answer(
            "park_for(0) with a token",
            parker.park_for(Duration::ZERO),
            true,
        );
        assert_answer("the number of sleeps with no time", sleeps(&alarm).len(), 0);
    });
}

#[test]
fn it_works_between_threads() {
    within(
        LIMIT,
        "a hundred parks, each unparked by another thread",
        || {
            let (mut ping, mut pong) = (Parker::new(Condvar::new()), Parker::new(Condvar::new()));
            let (to_ping, to_pong) = (ping.unparker(), pong.unparker());
            let helper = thread::spawn(move || {
                for _ in 0..100 {
                    pong.park();
                    to_ping.unpark();
                }
            });
            for _ in 0..100 {
                to_pong.unpark();
                ping.park();
            }
            assert!(
                helper.join().is_ok(),
                "the answer panicked in another thread"
            );
        },
    );
}
