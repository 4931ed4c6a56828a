// Judge of 13/wake_state.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use ex13_many_threads::wake_state::{Turn, WakeState};
use judge::{assert_answer, within};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Wake,
    Cancel,
    Begin,
    Pause,
    End,
}
use Step::{Begin, Cancel, End, Pause, Wake};

/// What a step answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Queue(bool),
    Turn(Turn),
    Nothing,
}

/// The rules, written down without a thread in sight.
#[derive(Clone, Copy, Default)]
struct Model {
    queued: bool,
    running: bool,
    news: bool,
    cancelled: bool,
    done: bool,
}

impl Model {
    fn new() -> Self {
        Self {
            queued: true,
            ..Self::default()
        }
    }

    fn may(&self, step: Step) -> bool {
        match step {
            Wake | Cancel => true,
            Begin => self.queued,
            Pause | End => self.running,
        }
    }

    fn step(&mut self, step: Step) -> Says {
        match step {
            Wake | Cancel => {
                self.cancelled |= step == Cancel;
                let idle = !self.queued && !self.running && !self.done;
                self.queued |= idle;
                self.news |= self.running;
                Says::Queue(idle)
            }
            Begin => {
                (self.queued, self.running, self.news) = (false, true, false);
                Says::Turn(if self.cancelled {
                    Turn::Drop
                } else {
                    Turn::Poll
                })
            }
            Pause => {
                self.running = false;
                self.queued = self.news;
                Says::Queue(self.news)
            }
            End => {
                (self.running, self.done) = (false, true);
                Says::Nothing
            }
        }
    }
}

fn take(state: &WakeState, step: Step) -> Says {
    match step {
        Wake => Says::Queue(state.wake()),
        Cancel => Says::Queue(state.cancel()),
        Begin => Says::Turn(state.begin()),
        Pause => Says::Queue(state.pause()),
        End => {
            state.end();
            Says::Nothing
        }
    }
}

/// A new task goes through `steps`; its last answer must be the model's.
fn check(steps: &[Step]) {
    let (state, mut model) = (WakeState::new(), Model::new());
    for (place, step) in steps.iter().enumerate() {
        let (given, right) = (take(&state, *step), model.step(*step));
        let before = &steps[..place];
        let case = format!("asked to {step:?} a new task after {before:?}");
        assert_answer(case, given, right);
        let case = format!("asked whether the task is done after {before:?} and {step:?}");
        assert_answer(case, state.is_done(), model.done);
    }
}

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the state to change", case);
}

#[test]
fn a_new_task_is_in_a_queue_already() {
    bounded(|| {
        assert_answer(
            "asked whether a new task is done",
            WakeState::new().is_done(),
            false,
        );
        check(&[Wake, Wake, Begin]);
    });
}

#[test]
fn an_idle_task_is_queued_by_the_first_wake_only() {
    bounded(|| check(&[Begin, Pause, Wake, Wake, Begin, Pause, Wake]));
}

#[test]
fn a_wake_while_it_runs_is_for_the_worker() {
    bounded(|| check(&[Begin, Wake, Wake, Pause, Wake, Begin, Pause, Wake]));
}

#[test]
fn a_task_that_is_done_is_never_queued() {
    bounded(|| check(&[Begin, Wake, End, Wake, Cancel, Wake]));
}

#[test]
fn a_task_that_is_cancelled_is_dropped_at_its_next_turn() {
    bounded(|| {
        check(&[Cancel, Wake, Begin, End]);
        check(&[Begin, Pause, Cancel, Cancel, Wake, Begin, End]);
        check(&[Begin, Cancel, Pause, Wake, Begin, End]);
    });
}

#[test]
fn whatever_comes_in_whatever_order() {
    fn deeper(steps: &mut Vec<Step>, model: Model, depth: usize) {
        if depth == 0 {
            return check(steps);
        }
        for step in [Wake, Cancel, Begin, Pause, End] {
            if model.may(step) {
                let mut after = model;
                after.step(step);
                steps.push(step);
                deeper(steps, after, depth - 1);
                steps.pop();
            }
        }
    }
    bounded(|| deeper(&mut Vec::new(), Model::new(), 7));
}

#[test]
fn threads_that_wake_never_queue_it_twice_and_lose_nothing() {
    const WAKES: usize = 1000;
    bounded(|| {
        let state = WakeState::new();
        let (queued, news) = (AtomicUsize::new(1), AtomicUsize::new(0));
        let queue = || {
            assert_answer(
                "asked how often the task was queued when it was queued again",
                queued.fetch_add(1, SeqCst),
                0,
            )
        };
        let seen = thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    for _ in 0..WAKES {
                        news.fetch_add(1, SeqCst);
                        if state.wake() {
                            queue();
                        }
                    }
                });
            }
            // Bounded: turns are counted, idle looks are not many.
            let mut seen = 0;
            for _ in 0..1_000_000 {
                if queued.load(SeqCst) == 0 {
                    thread::yield_now();
                    continue;
                }
                queued.fetch_sub(1, SeqCst);
                state.begin();
                seen = news.load(SeqCst);
                if seen == 2 * WAKES {
                    break;
                }
                if state.pause() {
                    queue();
                }
            }
            seen
        });
        assert_answer(
            "for 2000 wakes from two threads, asked for the news that the last poll saw",
            seen,
            2 * WAKES,
        );
    });
}
