// Judge of 13/two_lanes.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use ch05_futures::yield_now;
use ex13_many_threads::two_lanes::{FAIR_TURN, Lane, TwoLanes};
use judge::{assert_answer, within};

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the executor's turn to end", case);
}

/// Who had a turn.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn note(&self, name: char) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(name);
    }

    fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Notes its name in each of `turns` turns.
async fn says(log: Log, name: char, turns: usize) {
    for turn in 1..=turns {
        log.note(name);
        if turn < turns {
            yield_now().await;
        }
    }
}

/// Turns until nobody is ready, at most 200.
fn run(executor: &TwoLanes) -> usize {
    let turns = (0..200).take_while(|_| executor.turn()).count();
    assert!(
        turns < 200,
        "200 turns, and somebody is still ready: a task is polled that nobody woke"
    );
    turns
}

#[test]
fn an_executor_without_tasks_has_no_turn() {
    bounded(|| {
        assert_answer(
            "asked for a turn without tasks",
            TwoLanes::new().turn(),
            false,
        )
    });
}

#[test]
fn urgent_tasks_come_first_and_equals_in_order() {
    bounded(|| {
        let (executor, log) = (TwoLanes::default(), Log::default());
        for name in ['n', 'm'] {
            executor.spawn(Lane::Normal, says(log.clone(), name, 1));
        }
        for name in ['A', 'B'] {
            executor.spawn(Lane::Urgent, says(log.clone(), name, 1));
        }
        assert_answer(
            "for four tasks of one turn each, counting turns",
            run(&executor),
            4,
        );
        assert_answer(
            "for normal n and m, then urgent A and B",
            log.take(),
            "ABnm".to_owned(),
        );
    });
}

#[test]
fn a_task_that_yields_goes_to_the_end_of_its_own_lane() {
    bounded(|| {
        let (executor, log) = (TwoLanes::new(), Log::default());
        executor.spawn(Lane::Normal, says(log.clone(), 'n', 2));
        executor.spawn(Lane::Normal, says(log.clone(), 'm', 1));
        executor.spawn(Lane::Urgent, says(log.clone(), 'A', 2));
        executor.spawn(Lane::Urgent, says(log.clone(), 'B', 1));
        run(&executor);
        assert_answer(
            "for A and n of two turns, B and m of one",
            log.take(),
            "ABAnmn".to_owned(),
        );
    });
}

#[test]
fn every_fourth_turn_is_the_normal_lanes() {
    bounded(|| {
        let (executor, log) = (TwoLanes::new(), Log::default());
        executor.spawn(Lane::Urgent, says(log.clone(), 'A', 9));
        executor.spawn(Lane::Normal, says(log.clone(), 'n', 3));
        run(&executor);
        assert_answer(
            format!(
                "for an urgent task of nine turns and a normal one of three, with FAIR_TURN = {FAIR_TURN}"
            ),
            log.take(),
            "AAAnAAAnAAAn".to_owned(),
        );
    });
}

#[test]
fn the_fair_turn_is_not_wasted_when_nobody_normal_is_ready() {
    bounded(|| {
        let (executor, log) = (TwoLanes::new(), Log::default());
        for _ in 0..10 {
            assert_answer("asked for a turn without tasks", executor.turn(), false);
        }
        executor.spawn(Lane::Urgent, says(log.clone(), 'A', 6));
        assert_answer(
            "for an urgent task of six turns that is alone",
            run(&executor),
            6,
        );
        executor.spawn(Lane::Normal, says(log.clone(), 'n', 1));
        executor.spawn(Lane::Urgent, says(log.clone(), 'B', 2));
        run(&executor);
        assert_answer(
            "for six turns of A, then B of two turns and n, whose turn is the eighth",
            log.take(),
            "AAAAAABn".to_owned() + "B",
        );
    });
}

#[test]
fn however_often_it_is_woken_it_stands_in_line_once() {
    bounded(|| {
        let executor = TwoLanes::new();
        let kept: Arc<Mutex<Option<Waker>>> = Arc::default();
        let keep = Arc::clone(&kept);
        executor.spawn(
            Lane::Normal,
            poll_fn(move |cx| {
                *keep.lock().expect("nobody panics") = Some(cx.waker().clone());
                Poll::Pending
            }),
        );
        assert_answer("for a task that waits, counting turns", run(&executor), 1);
        let waker = kept
            .lock()
            .expect("nobody panics")
            .take()
            .expect("it was polled");
        waker.wake_by_ref();
        waker.wake_by_ref();
        waker.wake();
        assert_answer(
            "for a task that was woken three times, counting turns",
            run(&executor),
            1,
        );
    });
}

#[test]
fn woken_during_its_own_poll_it_is_polled_again() {
    bounded(|| {
        let executor = TwoLanes::new();
        let mut polls = 0;
        executor.spawn(
            Lane::Urgent,
            poll_fn(move |cx| {
                polls += 1;
                cx.waker().wake_by_ref();
                cx.waker().wake_by_ref();
                if polls < 3 {
                    Poll::Pending
                } else {
                    Poll::Ready(())
                }
            }),
        );
        // After its end it may stand in line once more, or not.
        let turns = run(&executor);
        assert!(
            (3..=4).contains(&turns),
            "a task that wakes itself twice in each of three polls had {turns} turns; right is 3"
        );
    });
}

#[test]
fn a_wake_from_another_thread_arrives_in_its_own_lane() {
    bounded(|| {
        let (executor, log) = (TwoLanes::new(), Log::default());
        let kept: Arc<Mutex<Option<Waker>>> = Arc::default();
        let (keep, note) = (Arc::clone(&kept), log.clone());
        let mut woken = false;
        executor.spawn(
            Lane::Urgent,
            poll_fn(move |cx| {
                *keep.lock().expect("nobody panics") = Some(cx.waker().clone());
                if !woken {
                    woken = true;
                    return Poll::Pending;
                }
                note.note('A');
                Poll::Ready(())
            }),
        );
        run(&executor);
        executor.spawn(Lane::Normal, says(log.clone(), 'n', 1));
        let waker = kept
            .lock()
            .expect("nobody panics")
            .take()
            .expect("it was polled");
        let stale = waker.clone();
        thread::spawn(|| waker.wake())
            .join()
            .expect("a wake does not panic");
        run(&executor);
        assert_answer(
            "for a normal task n, and an urgent one A that another thread woke after it",
            log.take(),
            "An".to_owned(),
        );
        stale.wake_by_ref();
        stale.wake();
        assert_answer(
            "after a wake of a task that has ended",
            (executor.turn(), log.take()),
            (false, String::new()),
        );
    });
}

#[test]
fn a_task_may_spawn_and_turn_others_while_it_is_polled() {
    bounded(|| {
        let (executor, log) = (TwoLanes::new(), Log::default());
        let (inner, note) = (executor.clone(), log.clone());
        executor.spawn(Lane::Normal, async move {
            inner.spawn(Lane::Urgent, says(note.clone(), 'A', 1));
            inner.turn();
            note.note('n');
        });
        run(&executor);
        assert_answer(
            "for n, which spawns A and gives it a turn before it notes its own name",
            log.take(),
            "An".to_owned(),
        );
    });
}

#[test]
fn what_a_task_owned_is_dropped_when_it_ends() {
    bounded(|| {
        let (executor, owned) = (TwoLanes::new(), Arc::new(()));
        let kept: Arc<Mutex<Option<Waker>>> = Arc::default();
        let (inside, keep) = (Arc::clone(&owned), Arc::clone(&kept));
        executor.spawn(
            Lane::Normal,
            poll_fn(move |cx| {
                *keep.lock().expect("nobody panics") = Some(cx.waker().clone());
                assert_eq!(Arc::strong_count(&inside), 2);
                Poll::Ready(())
            }),
        );
        run(&executor);
        assert_answer(
            "for the owners of what a task owned that has ended, while a waker of it is kept",
            Arc::strong_count(&owned),
            1,
        );
    });
}
