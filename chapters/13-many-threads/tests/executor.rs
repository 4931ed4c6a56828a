//! What moving adds to the promises of the suite.

use std::collections::BTreeSet;
use std::future::{pending, poll_fn};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use ch06_wakers::Slot;
use ch13_many_threads::{Executor, JoinHandle, spawn, yield_now};
use judge::{Meeting, within};

fn bounded<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    within(Duration::from_secs(20), "the executor", test)
}

/// A task that keeps its worker until it is let go; it has begun when this returns.
fn occupy(executor: &Executor) -> (JoinHandle<()>, mpsc::Sender<()>) {
    let (here, is_here) = mpsc::channel();
    let (let_go, go) = mpsc::channel();
    let task = executor.spawn(async move {
        here.send(()).expect("the test listens");
        let _ = go.recv();
    });
    is_here.recv().expect("a worker is free");
    (task, let_go)
}

#[test]
fn a_task_goes_on_with_whichever_worker_is_free() {
    let (first, second) = bounded(|| {
        let executor = Executor::new(2);
        let (turns, turn) = mpsc::channel();
        let wake = Arc::new(Slot::default());
        let (_blocker, let_go) = occupy(&executor);
        let waits = Arc::clone(&wake);
        let task = executor.spawn(async move {
            turns
                .send(thread::current().id())
                .expect("the test listens");
            poll_fn(|cx| waits.poll_take(cx)).await;
            turns
                .send(thread::current().id())
                .expect("the test listens");
        });
        let first = turn.recv();
        let (_other, _let_other_go) = occupy_when_free(&executor, let_go);
        wake.put(());
        drop(task);
        (first, turn.recv())
    });
    assert_ne!(first, second);
}

/// Occupies the worker that is free, then frees the one that was occupied.
fn occupy_when_free(
    executor: &Executor,
    let_go: mpsc::Sender<()>,
) -> (JoinHandle<()>, mpsc::Sender<()>) {
    let occupied = occupy(executor);
    drop(let_go);
    occupied
}

#[test]
fn what_a_blocked_worker_has_in_its_queue_is_stolen() {
    let met = bounded(|| {
        let meeting = Arc::new(Meeting::of(2, Duration::from_secs(10)));
        Executor::new(2).block_on(async {
            let task = spawn(async move {
                let other = Arc::clone(&meeting);
                drop(spawn(async move { other.attend() })); // into its own queue
                meeting.attend()
            });
            task.await.ok()
        })
    });
    assert_eq!(met, Some(true));
}

#[test]
fn four_workers_are_all_called_for_four_tasks() {
    let met = bounded(|| {
        let meeting = Arc::new(Meeting::of(4, Duration::from_secs(10)));
        Executor::new(4).block_on(async {
            let tasks = [(); 4].map(|()| {
                let meeting = Arc::clone(&meeting);
                spawn(async move { meeting.attend() })
            });
            let mut met = true;
            for task in tasks {
                met &= task.await.unwrap_or(false);
            }
            met
        })
    });
    assert!(met);
}

#[test]
fn a_worker_whose_own_queue_is_never_empty_still_looks_outside() {
    bounded(|| {
        let executor = Executor::new(1);
        let stop = Arc::new(AtomicBool::new(false));
        let stops = Arc::clone(&stop);
        let busy = executor.spawn(async move {
            while !stops.load(SeqCst) {
                yield_now().await;
            }
        });
        let outside = executor.spawn(async { 5 });
        assert_eq!(ch06_wakers::block_on(outside).ok(), Some(5));
        stop.store(true, SeqCst);
        assert!(ch06_wakers::block_on(busy).is_ok());
    });
}

#[test]
fn a_task_is_never_on_two_workers_and_loses_no_wake() {
    const WAKES: usize = 2000;
    bounded(|| {
        let inside = Arc::new(AtomicBool::new(false));
        let seen = Arc::new(AtomicUsize::new(0));
        let knocks = Arc::new(AtomicUsize::new(0));
        let (give, given) = mpsc::channel::<Waker>();
        let executor = Executor::new(4);
        let task = executor.spawn({
            let (knocks, seen) = (Arc::clone(&knocks), Arc::clone(&seen));
            poll_fn(move |cx| {
                assert!(!inside.swap(true, SeqCst), "on two workers at once");
                let _ = give.send(cx.waker().clone());
                seen.store(knocks.load(SeqCst), SeqCst);
                inside.store(false, SeqCst);
                if seen.load(SeqCst) == 4 * WAKES {
                    Poll::Ready(())
                } else {
                    Poll::Pending
                }
            })
        });
        let waker = given.recv().expect("it is polled");
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..WAKES {
                        knocks.fetch_add(1, SeqCst);
                        waker.wake_by_ref();
                    }
                });
            }
        });
        assert!(ch06_wakers::block_on(task).is_ok());
        assert_eq!(seen.load(SeqCst), 4 * WAKES);
    });
}

#[test]
fn a_finished_task_is_joined_without_waiting() {
    bounded(|| {
        let executor = Executor::new(2);
        for number in 0..200 {
            let mut task = executor.spawn(async move { number });
            while !task.is_finished() {
                thread::yield_now();
            }
            let mut cx = std::task::Context::from_waker(Waker::noop());
            let poll = std::pin::Pin::new(&mut task).poll(&mut cx);
            assert!(matches!(poll, Poll::Ready(Ok(result)) if result == number));
            assert!(!task.cancel());
        }
    });
}

#[test]
fn main_need_not_be_send_and_may_borrow() {
    let text = String::from("main's own");
    let length = std::rc::Rc::new(std::cell::Cell::new(0));
    Executor::new(2).block_on(async {
        let task = spawn(async { 5 });
        length.set(text.len() + task.await.expect("it does not panic"));
    });
    assert_eq!(length.get(), 15);
}

#[test]
#[should_panic(expected = "spawn called outside block_on")]
fn spawn_outside_of_everything_says_so() {
    drop(spawn(async {}));
}

#[test]
#[should_panic(expected = "an executor without workers polls nobody")]
fn no_workers_are_refused() {
    drop(Executor::new(0));
}

#[test]
fn a_task_may_be_cancelled_from_another_thread() {
    bounded(|| {
        let executor = Executor::new(2);
        for _ in 0..100 {
            let task = executor.spawn(pending::<()>());
            let task = thread::spawn(move || {
                task.cancel();
                task
            });
            let task = task.join().expect("it does not panic");
            assert!(ch06_wakers::block_on(task).is_err());
        }
    });
}

#[test]
fn every_task_of_a_crowd_runs_once_wherever_it_is_spawned() {
    const TASKS: usize = 200;
    let (ran, threads) = bounded(|| {
        let ran = Arc::new(AtomicUsize::new(0));
        let (note, notes) = mpsc::channel();
        Executor::new(4).block_on(async {
            let outer = Vec::from_iter((0..TASKS).map(|_| {
                let (ran, note) = (Arc::clone(&ran), note.clone());
                spawn(async move {
                    let inner = [(); 10].map(|()| {
                        let ran = Arc::clone(&ran);
                        spawn(async move {
                            yield_now().await;
                            ran.fetch_add(1, SeqCst);
                        })
                    });
                    for task in inner {
                        let _ = task.await;
                    }
                    let _ = note.send(format!("{:?}", thread::current().id()));
                })
            }));
            for task in outer {
                assert!(task.await.is_ok());
            }
        });
        drop(note);
        (
            ran.load(SeqCst),
            notes.into_iter().collect::<BTreeSet<_>>().len(),
        )
    });
    assert_eq!(ran, 10 * TASKS);
    assert!((1..=4).contains(&threads));
}
