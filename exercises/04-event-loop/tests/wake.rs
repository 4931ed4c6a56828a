// Judge of 04/wake.

use std::panic::resume_unwind;
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ex04_event_loop::wake::{Bell, Inbox, ThreadBell};
use judge::{assert_answer, within};

/// Long beside anything that a right answer does, short beside a learner's patience.
const LIMIT: Duration = Duration::from_secs(2);
const MS: Duration = Duration::from_millis(1);

type Errand = Box<dyn FnOnce() + Send>;

/// A bell that lets threads meet in the order that a claim is about, and sees who sleeps when he should not.
#[derive(Clone, Default)]
struct Stage(Arc<(Mutex<State>, Condvar)>);

#[derive(Default)]
struct State {
    rung: bool,
    asleep: bool,
    /// The loop has what it waited for, and will not sleep again.
    done: bool,
    sent: usize,
    received: usize,
    /// What another thread does at the moment at which the loop falls asleep.
    meanwhile: Option<Errand>,
}

impl Stage {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.0.1.notify_all();
    }

    /// Waits while `condition` holds, for `limit` at most.
    fn wait_while(
        &self,
        limit: Duration,
        condition: impl Fn(&State) -> bool,
    ) -> MutexGuard<'_, State> {
        let state = self.lock();
        let waited = self
            .0
            .1
            .wait_timeout_while(state, limit, |state| condition(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Bell for Stage {
    fn ring(&self) {
        self.change(|state| state.rung = true);
        // The worst that can happen to a sender: the loop wakes, looks around and sleeps again, all before the sender's
        // next instruction. A sender that keeps the inbox locked meanwhile stops the loop; then the wait ends by itself.
        if self.lock().asleep {
            drop(self.wait_while(50 * MS, |state| {
                !state.done && (state.rung || !state.asleep)
            }));
        }
    }

    fn sleep(&self, limit: Option<Duration>) -> bool {
        let meanwhile = self.lock().meanwhile.take();
        if let Some(errand) = meanwhile {
            errand();
        }
        self.change(|state| state.asleep = true);
        let overslept = |state: &State| !state.rung && state.sent > state.received;
        let limit_or_long = limit.unwrap_or(LIMIT * 10);
        let mut state = self.wait_while(limit_or_long, |state| !state.rung && !overslept(state));
        state.asleep = false;
        assert!(
            limit == Some(Duration::ZERO) || !overslept(&state),
            "the answer slept although a message was already in the inbox: was the bell rung before the message was in, or not at all?"
        );
        std::mem::take(&mut state.rung)
    }
}

/// What a loop does: receives until there is something.
fn receive_something<B: Bell>(inbox: &Inbox<&'static str, B>) -> Vec<&'static str> {
    const PATIENCE: usize = 1000;
    let mut batches = (0..PATIENCE).map(|_| inbox.receive(None));
    batches.find(|batch| !batch.is_empty()).unwrap_or_else(|| {
        panic!("without a limit, the answer's receive came back {PATIENCE} times with nothing: it does not sleep")
    })
}

/// A thread whose panic is the test's.
fn join<T>(thread: thread::JoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

#[test]
fn bell_a_ring_before_the_sleep_is_not_lost() {
    let bell = ThreadBell::default();
    bell.ring();
    let rang = within(
        LIMIT,
        "a sleep to end whose ring had come before it",
        move || bell.sleep(None),
    );
    assert_answer("to a sleep whose ring had come before it", rang, true);
}

#[test]
fn bell_a_ring_ends_one_sleep() {
    let rang = within(LIMIT, "three sleeps with limits to end", || {
        let bell = ThreadBell::default();
        bell.ring();
        bell.ring();
        let first = bell.sleep(Some(LIMIT / 4));
        let second = bell.sleep(Some(MS));
        bell.ring();
        [first, second, bell.sleep(Some(LIMIT / 4))]
    });
    assert_answer("to a sleep after two rings", rang[0], true);
    assert_answer(
        "to a second sleep after two rings, which count as one",
        rang[1],
        false,
    );
    assert_answer("to a sleep after a third ring", rang[2], true);
}

#[test]
fn bell_without_a_ring_the_limit_ends_the_sleep() {
    let rang = within(LIMIT, "a sleep of one millisecond to end", || {
        ThreadBell::default().sleep(Some(MS))
    });
    assert_answer("to a sleep that nobody rings for", rang, false);
}

#[test]
fn bell_a_ring_from_another_thread_ends_a_sleep() {
    // Two threads wake each other in turn: whoever comes too late for one sleep comes too early for the next.
    const ROUNDS: usize = 200;
    let limit_of = |round: usize| round.is_multiple_of(2).then_some(LIMIT * 10);
    let rounds = within(
        LIMIT,
        "two threads to wake each other 200 times",
        move || {
            let here = Arc::new((ThreadBell::default(), ThreadBell::default()));
            let there = Arc::clone(&here);
            let other = thread::spawn(move || {
                for round in 0..ROUNDS {
                    there.1.sleep(limit_of(round));
                    there.0.ring();
                }
            });
            let rang = (0..ROUNDS).filter(|round| {
                here.1.ring();
                here.0.sleep(limit_of(*round))
            });
            let rang = rang.count();
            join(other);
            rang
        },
    );
    assert_answer(
        "to 200 sleeps that another thread rings for, in rings",
        rounds,
        ROUNDS,
    );
}

#[test]
fn inbox_a_loop_that_wakes_at_once_finds_the_message() {
    let batch = within(LIMIT, "a message to reach a loop that sleeps", || {
        let stage = Stage::default();
        let inbox = Arc::new(Inbox::new(stage.clone()));
        let (loops, staged) = (Arc::clone(&inbox), stage.clone());
        let event_loop = thread::spawn(move || {
            let batch = receive_something(&loops);
            staged.change(|state| (state.done, state.received) = (true, batch.len()));
            batch
        });
        drop(stage.wait_while(LIMIT, |state| !state.asleep));
        inbox.send("hello");
        stage.change(|state| state.sent += 1);
        join(event_loop)
    });
    assert_answer(
        "to a loop that slept when the message came",
        batch,
        vec!["hello"],
    );
}

#[test]
fn inbox_a_message_that_comes_while_the_loop_falls_asleep_wakes_it() {
    let batch = within(LIMIT, "a message to reach a loop that falls asleep", || {
        let stage = Stage::default();
        let inbox = Arc::new(Inbox::new(stage.clone()));
        let (sender, staged) = (Arc::clone(&inbox), stage.clone());
        let errand = move || {
            let (tell, sent) = mpsc::channel();
            thread::spawn(move || {
                sender.send("hello");
                let _ = tell.send(());
            });
            assert!(
                sent.recv_timeout(LIMIT / 4).is_ok(),
                "a thread could not leave its message while the loop slept: the answer sleeps with the inbox locked"
            );
            staged.change(|state| state.sent += 1);
        };
        stage.change(|state| state.meanwhile = Some(Box::new(errand)));
        receive_something(&inbox)
    });
    assert_answer(
        "to a loop that was falling asleep when the message came",
        batch,
        vec!["hello"],
    );
}

#[test]
fn inbox_it_takes_all_messages_in_order() {
    let (all, rest) = within(LIMIT, "three messages to be received", || {
        let stage = Stage::default();
        let inbox = Inbox::new(stage.clone());
        for message in ["one", "two", "three"] {
            inbox.send(message);
            stage.change(|state| state.sent += 1);
        }
        let all = inbox.receive(None);
        stage.change(|state| state.received = all.len());
        (all, inbox.receive(Some(Duration::ZERO)))
    });
    assert_answer(
        "after three messages, as the first batch",
        all,
        vec!["one", "two", "three"],
    );
    assert_answer(
        "with all messages received, as the next batch",
        rest,
        vec![],
    );
}

#[test]
fn inbox_the_limit_ends_the_wait() {
    let batch = within(LIMIT, "a receive of one millisecond to end", || {
        Inbox::<&str, _>::new(Stage::default()).receive(Some(MS))
    });
    assert_answer(
        "to a loop that nobody sends to, after its limit",
        batch,
        vec![],
    );
}

#[test]
fn both_rings_that_count_as_one_lose_no_message() {
    const THREADS: usize = 4;
    const EACH: usize = 250;
    let received = within(LIMIT, "a thousand messages of four threads", || {
        let inbox = Arc::new(Inbox::new(ThreadBell::default()));
        for thread in 0..THREADS {
            let inbox = Arc::clone(&inbox);
            thread::spawn(move || (0..EACH).for_each(|number| inbox.send((thread, number))));
        }
        let mut received = Vec::new();
        while received.len() < THREADS * EACH {
            received.extend(inbox.receive(None));
        }
        received
    });
    for thread in 0..THREADS {
        let numbers = received
            .iter()
            .filter(|(from, _)| *from == thread)
            .map(|(_, number)| *number);
        assert!(
            numbers.eq(0..EACH),
            "the answer changed the order of what one thread had sent"
        );
    }
}
