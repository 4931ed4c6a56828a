// Judge of 13/wake_state. Over 300 lines because threads are judged twice: step by step, and in many rounds.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use ex13_many_threads::wake_state::{Turn, WakeState};
use judge::stepped::at_every_step;
use judge::{assert_answer, side_by_side, within};

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
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Model {
    queued: bool,
    running: bool,
    news: bool,
    cancelled: bool,
    /// The turn is one to drop it in: there is no poll that could pause.
    dropping: bool,
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
            Pause => self.running && !self.dropping,
            End => self.running,
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
                self.dropping = self.cancelled;
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

/// Two threads, of which either may have to wait for a core.
fn many_rounds(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(5), "the state to change", case);
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
    // The shortest complaint comes first.
    bounded(|| (1..=7).for_each(|depth| deeper(&mut Vec::new(), Model::new(), depth)));
}

#[test]
fn however_many_wakes_come_they_are_one() {
    const WAKES: usize = 70_000;
    bounded(|| {
        let state = WakeState::new();
        let told = || (0..WAKES).filter(|_| state.wake()).count();
        let in_line = told();
        let turn = state.begin();
        let while_it_runs = told();
        assert_answer(
            "for 70,000 wakes in a queue and 70,000 in a turn, with how many were told to queue it, and with the turn and its pause",
            (in_line, turn, while_it_runs, state.pause()),
            (0, Turn::Poll, 0, true),
        );
    });
}

/// The shortest ways into all states that a task can be in.
fn ways() -> Vec<(Vec<Step>, Model)> {
    let mut ways = vec![(Vec::new(), Model::new())];
    let mut next = 0;
    while let Some((way, model)) = ways.get(next).cloned() {
        for step in [Wake, Cancel, Begin, Pause, End] {
            let mut after = model;
            if !model.may(step) {
                continue;
            }
            after.step(step);
            if ways.iter().all(|(_, known)| *known != after) {
                let mut way = way.clone();
                way.push(step);
                ways.push((way, after));
            }
        }
        next += 1;
    }
    ways
}

/// What another thread does meanwhile, for as long as it may. Who is told to drop does not pause.
fn visit(state: &WakeState, mut model: Model, steps: &[Step]) -> Vec<(Step, Says)> {
    let mut seen = Vec::new();
    for step in steps {
        let dropping = matches!(seen.last(), Some((_, Says::Turn(Turn::Drop))));
        let step = if *step == Pause && dropping {
            End
        } else {
            *step
        };
        if model.may(step) || dropping {
            model.step(step);
            seen.push((step, take(state, step)));
        }
    }
    seen
}

/// The states in which the task may be, if `one` came somewhere among the steps of the `other`.
fn orders(model: Model, one: (Step, Says), other: &[(Step, Says)]) -> Vec<Model> {
    let mut fitting = Vec::new();
    for place in 0..=other.len() {
        let mut steps = other.to_vec();
        steps.insert(place, one);
        let mut model = model;
        if steps
            .iter()
            .all(|(step, says)| model.may(*step) && model.step(*step) == *says)
        {
            fitting.push(model);
        }
    }
    fitting
}

/// Takes the task on, until everything that it remembers has shown. Gives the first answer that fits none of `models`.
fn told_apart(state: &WakeState, mut models: Vec<Model>) -> Option<(Step, Says)> {
    for _ in 0..4 {
        let model = models[0];
        let next = [Pause, End, Begin, Wake];
        let step = next.into_iter().find(|step| model.may(*step))?;
        let says = take(state, step);
        models.retain_mut(|model| {
            model.may(step) && model.step(step) == says && model.done == state.is_done()
        });
        if models.is_empty() {
            return Some((step, says));
        }
    }
    None
}

/// One thread takes the step `one`; between any two of its operations, another thread takes the steps `other`.
fn interrupt(way: &[Step], model: Model, one: Step, other: &[Step]) {
    let fresh = {
        let way = way.to_vec();
        move || {
            let state = WakeState::new();
            for step in &way {
                take(&state, *step);
            }
            state
        }
    };
    let steps = other.to_vec();
    let check = |state: &WakeState, says: Says, other: Vec<(Step, Says)>| {
        let case = format!(
            "after {way:?}, one thread was asked to {one:?} and gave {says:?}; another one came in between and saw {other:?}"
        );
        let models = orders(model, (one, says), &other);
        assert!(
            !models.is_empty(),
            "{case}; in no order of these steps can that be"
        );
        if let Some((step, says)) = told_apart(state, models) {
            panic!(
                "{case}; asked to {step:?} afterwards, the answer gave {says:?}: a wake or a cancel got lost, or came twice"
            );
        }
    };
    at_every_step(
        fresh,
        |state| take(state, one),
        move |state| visit(state, model, &steps),
        check,
    );
}

#[test]
fn nothing_is_lost_when_another_thread_comes_in_between() {
    let wakers: [&[Step]; 5] = [
        &[Wake],
        &[Cancel],
        &[Wake, Wake],
        &[Cancel, Wake],
        &[Wake, Cancel],
    ];
    let workers: [&[Step]; 5] = [
        &[Begin],
        &[Pause],
        &[End],
        &[Begin, Pause],
        &[Pause, Begin, Pause],
    ];
    bounded(move || {
        for (way, model) in ways() {
            for one in [Wake, Cancel, Begin, Pause, End] {
                if !model.may(one) {
                    continue;
                }
                for other in wakers {
                    interrupt(&way, model, one, other);
                }
                if matches!(one, Wake | Cancel) {
                    for other in workers {
                        interrupt(&way, model, one, other);
                    }
                }
            }
        }
    });
}

/// A task, how often it is in a queue, and what there is to know for it.
struct Round {
    state: WakeState,
    queued: AtomicUsize,
    news: AtomicUsize,
}

impl Round {
    fn new() -> Self {
        Self {
            state: WakeState::new(),
            queued: AtomicUsize::new(1),
            news: AtomicUsize::new(0),
        }
    }

    fn queue_if(&self, told: bool) {
        self.queued.fetch_add(usize::from(told), SeqCst);
    }

    /// Out of the queue, one turn; gives the news that the poll saw, or `None` for a drop.
    fn turn(&self) -> Option<usize> {
        self.queued.fetch_sub(1, SeqCst);
        if self.state.begin() == Turn::Drop {
            self.state.end();
            return None;
        }
        let seen = self.news.load(SeqCst);
        self.queue_if(self.state.pause());
        Some(seen)
    }
}

const ROUNDS: usize = 6000;

fn rounds() -> Vec<Round> {
    Vec::from_iter((0..ROUNDS).map(|_| Round::new()))
}

fn in_a_queue_once(round: &Round) {
    let queued = round.queued.load(SeqCst);
    assert!(
        queued <= 1,
        "a task was queued that was in the queue already: two callers were told `true` for one turn"
    );
}

#[test]
fn in_many_rounds_no_wake_is_lost() {
    many_rounds(|| {
        let rounds = rounds();
        let wake = |round: &Round| {
            round.news.fetch_add(1, SeqCst);
            round.queue_if(round.state.wake());
        };
        let turns = side_by_side(&rounds, Round::turn, wake);
        for (round, (mut seen, ())) in rounds.iter().zip(turns) {
            in_a_queue_once(round);
            if round.queued.load(SeqCst) == 1 {
                seen = round.turn();
            }
            assert_answer(
                "for a task that was woken once, in the moment of its turn, asked how many wakes its last poll could see, `None` for a drop",
                seen,
                Some(1),
            );
        }
    });
}

#[test]
fn in_many_rounds_no_cancel_is_lost() {
    many_rounds(|| {
        let rounds = rounds();
        let cancel = |round: &Round| round.queue_if(round.state.cancel());
        let turns = side_by_side(&rounds, Round::turn, cancel);
        for (round, (mut seen, ())) in rounds.iter().zip(turns) {
            in_a_queue_once(round);
            if round.queued.load(SeqCst) == 1 {
                seen = round.turn();
            }
            assert_answer(
                "for a task that was cancelled in the moment of its turn, asked how it ended, `None` for a drop",
                seen,
                None,
            );
        }
    });
}

#[test]
fn in_many_rounds_one_of_two_wakers_is_told_to_queue_it() {
    many_rounds(|| {
        let rounds = rounds();
        for round in &rounds {
            round.turn();
        }
        let wake = |round: &Round| round.state.wake();
        let cancel = |round: &Round| round.state.cancel();
        let mut told = side_by_side(&rounds[..ROUNDS / 2], wake, wake);
        told.extend(side_by_side(&rounds[ROUNDS / 2..], wake, cancel));
        for (one, other) in told {
            assert_answer(
                "for two threads that wake or cancel an idle task, asked how many were told to queue it",
                u8::from(one) + u8::from(other),
                1,
            );
        }
    });
}
