// Judge of 13/two_lanes. Over 300 lines because threads are judged twice: step by step, and in many rounds.

use std::future::poll_fn;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use ch05_futures::yield_now;
use ex13_many_threads::two_lanes::{FAIR_TURN, Lane, TwoLanes};
use judge::stepped::at_every_step;
use judge::{assert_answer, side_by_side, within};

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(1), "the executor's turn to end", case);
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
        assert_answer(
            "for a task that wakes itself twice in each of three polls, the last one included, counting turns",
            run(&executor),
            3,
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
fn a_turn_inside_of_a_poll_does_not_take_the_wake_away() {
    bounded(|| {
        let (executor, log) = (TwoLanes::new(), Log::default());
        let (inner, note) = (executor.clone(), log.clone());
        let mut first = true;
        executor.spawn(
            Lane::Normal,
            poll_fn(move |cx| {
                note.note('n');
                if !std::mem::take(&mut first) {
                    return Poll::Ready(());
                }
                cx.waker().wake_by_ref();
                note.note(if inner.turn() { '+' } else { '-' });
                Poll::Pending
            }),
        );
        run(&executor);
        assert_answer(
            "for a task that wakes itself and gives others a turn in its first poll (+ if there was one, - if nobody was ready)",
            log.take(),
            "n-n".to_owned(),
        );
    });
}

/// A task that waits for ever, noting its turns; and its waker, left in a list when it is polled.
fn waits(
    log: &Log,
    name: char,
    wakers: &Arc<Mutex<Vec<Waker>>>,
) -> impl Future<Output = ()> + use<> {
    let (log, wakers) = (log.clone(), Arc::clone(wakers));
    poll_fn(move |cx| {
        log.note(name);
        wakers
            .lock()
            .expect("nobody panics")
            .push(cx.waker().clone());
        Poll::Pending
    })
}

#[test]
fn who_is_in_line_keeps_its_place() {
    bounded(|| {
        let (executor, log, wakers) = (TwoLanes::new(), Log::default(), Arc::default());
        for name in ['a', 'b'] {
            executor.spawn(Lane::Normal, waits(&log, name, &wakers));
        }
        run(&executor);
        log.take();
        let wakers = wakers.lock().expect("nobody panics").clone();
        for waker in [&wakers[0], &wakers[1], &wakers[0]] {
            waker.wake_by_ref();
        }
        run(&executor);
        assert_answer(
            "for wakes of a, b, and a again",
            log.take(),
            "ab".to_owned(),
        );
    });
}

#[test]
fn who_wakes_itself_is_in_line_when_its_poll_is_over() {
    bounded(|| {
        let (executor, log, wakers) = (TwoLanes::new(), Log::default(), Arc::default());
        executor.spawn(Lane::Normal, waits(&log, 'b', &wakers));
        run(&executor);
        let other = wakers.lock().expect("nobody panics")[0].clone();
        let note = log.clone();
        let mut first = true;
        executor.spawn(
            Lane::Normal,
            poll_fn(move |cx| {
                note.note('a');
                if !std::mem::take(&mut first) {
                    return Poll::Ready(());
                }
                cx.waker().wake_by_ref();
                other.wake_by_ref();
                Poll::Pending
            }),
        );
        run(&executor);
        assert_answer(
            "for b, which waits, and a, which wakes itself and then b in one poll",
            log.take(),
            "baba".to_owned(),
        );
    });
}

#[test]
fn the_turns_of_all_clones_are_counted_together() {
    bounded(|| {
        let (executor, log) = (TwoLanes::new(), Log::default());
        let clone = executor.clone();
        executor.spawn(Lane::Urgent, says(log.clone(), 'A', 9));
        clone.spawn(Lane::Normal, says(log.clone(), 'n', 3));
        for _ in 0..4 {
            executor.turn();
            clone.turn();
        }
        assert_answer(
            "for an urgent task and a normal one, where an executor and its clone have a turn each in turn",
            log.take(),
            "AAAnAAAn".to_owned(),
        );
    });
}

#[test]
fn every_fourth_turn_is_the_normal_lanes_after_hundreds_of_turns_too() {
    bounded(|| {
        let (executor, log) = (TwoLanes::new(), Log::default());
        executor.spawn(Lane::Urgent, says(log.clone(), 'A', 2000));
        executor.spawn(Lane::Normal, says(log.clone(), 'n', 2000));
        for _ in 0..1200 {
            executor.turn();
        }
        let turns = log.take();
        let wrong = (0..)
            .zip(turns.as_bytes().chunks(FAIR_TURN))
            .find(|(_, turns)| *turns != b"AAAn");
        let wrong = wrong.map(|(place, turns)| (FAIR_TURN * place, judge::text(turns)));
        assert_answer(
            "for an urgent task and a normal one that are always ready, asked for the first four turns, after so many others, that are not AAAn",
            wrong,
            None,
        );
    });
}

/// Does something when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

#[test]
fn a_destructor_may_spawn_and_wake_and_turn_others() {
    bounded(|| {
        let (executor, log, wakers) = (TwoLanes::new(), Log::default(), Arc::default());
        let own: Arc<Mutex<Option<Waker>>> = Arc::default();
        executor.spawn(Lane::Normal, waits(&log, 'w', &wakers));
        run(&executor);
        let (inner, note, keep) = (executor.clone(), log.clone(), Arc::clone(&own));
        let bomb = OnDrop(move || {
            note.note('(');
            let own = own.lock().expect("nobody panics").take();
            own.expect("it was polled").wake();
            inner.spawn(Lane::Urgent, says(note.clone(), 'A', 1));
            inner.turn();
            wakers.lock().expect("nobody panics")[0].wake_by_ref();
            note.note(')');
        });
        executor.spawn(
            Lane::Normal,
            poll_fn(move |cx| {
                let _ = &bomb;
                *keep.lock().expect("nobody panics") = Some(cx.waker().clone());
                Poll::Ready(())
            }),
        );
        let turns = run(&executor);
        assert_answer(
            "for w, which waits, and a task whose destructor wakes the task itself, spawns A, gives it a turn, and wakes w; \
             with the turns after that of w",
            (log.take(), turns),
            ("w(A)w".to_owned(), 2),
        );
    });
}

/// An executor with one task, which counts its polls, and its waker. The task wakes itself in its first `yields` polls.
struct One {
    executor: TwoLanes,
    polls: Arc<AtomicUsize>,
    waker: Arc<Mutex<Option<Waker>>>,
}

impl One {
    fn new(yields: usize) -> Self {
        let (executor, polls, waker) = (TwoLanes::new(), Arc::default(), Arc::default());
        let (count, keep) = (Arc::clone(&polls), Arc::clone(&waker));
        executor.spawn(
            Lane::Normal,
            poll_fn(move |cx| {
                *lock(&keep) = Some(cx.waker().clone());
                if AtomicUsize::fetch_add(&count, 1, SeqCst) < yields {
                    cx.waker().wake_by_ref();
                }
                Poll::Pending
            }),
        );
        Self {
            executor,
            polls,
            waker,
        }
    }

    fn waiting() -> Self {
        let one = Self::new(0);
        run(&one.executor);
        one
    }

    fn turn(&self) {
        self.executor.turn();
    }

    /// Wakes it, if it was polled ever. Gives the number of polls before.
    fn wake(&self) -> usize {
        let waker = lock(&self.waker).clone();
        let polls = self.polls.load(SeqCst);
        if let Some(waker) = waker {
            waker.wake();
        }
        polls
    }

    fn polls_in_the_end(&self) -> usize {
        run(&self.executor);
        self.polls.load(SeqCst)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn after_the_last_wake(one: &One, (): (), polls_before: usize) {
    let polls = one.polls_in_the_end();
    assert!(
        polls > polls_before,
        "a task was woken by another thread near its turn, and was not polled again: the wake got lost"
    );
}

fn as_often_as_it_woke_itself(one: &One, (): (), (): ()) {
    assert_answer(
        "for a task that wakes itself in its first two polls, while two threads call `turn`, counting polls",
        one.polls_in_the_end(),
        3,
    );
}

fn once_more(one: &One, _: usize, _: usize) {
    assert_answer(
        "for a task that waits and that two threads wake at once, counting the polls after that",
        one.polls_in_the_end(),
        2,
    );
}

#[test]
fn nothing_is_lost_when_another_thread_comes_in_between() {
    bounded(|| {
        let new = || One::new(0);
        at_every_step(new, One::turn, One::wake, after_the_last_wake);
        let woken = || {
            let one = One::waiting();
            one.wake();
            one
        };
        at_every_step(woken, One::turn, One::wake, after_the_last_wake);
        let wake_and_turn = |one: &One| {
            let polls = one.wake();
            one.turn();
            polls
        };
        at_every_step(woken, One::turn, wake_and_turn, after_the_last_wake);
        at_every_step(One::waiting, One::wake, One::wake, once_more);
        let yields = || One::new(2);
        at_every_step(yields, One::turn, One::turn, as_often_as_it_woke_itself);
    });
}

#[test]
fn in_many_rounds_nothing_is_lost() {
    const ROUNDS: usize = 2000;
    within(Duration::from_secs(3), "the executor's turn to end", || {
        let rounds = Vec::from_iter((0..ROUNDS).map(|_| {
            let one = One::waiting();
            one.wake();
            one
        }));
        let outcomes = side_by_side(&rounds, One::turn, One::wake);
        for (one, (turn, polls)) in rounds.iter().zip(outcomes) {
            after_the_last_wake(one, turn, polls);
        }
        let rounds = Vec::from_iter((0..ROUNDS).map(|_| One::new(2)));
        let outcomes = side_by_side(&rounds, One::turn, One::turn);
        for (one, (turn, other)) in rounds.iter().zip(outcomes) {
            as_often_as_it_woke_itself(one, turn, other);
        }
        let rounds = Vec::from_iter((0..ROUNDS).map(|_| One::waiting()));
        let outcomes = side_by_side(&rounds, One::wake, One::wake);
        for (one, (polls, others)) in rounds.iter().zip(outcomes) {
            once_more(one, polls, others);
        }
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
