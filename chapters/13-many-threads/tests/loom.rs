//! Every order in which the threads can run, tried by loom:
//! `RUSTFLAGS="--cfg loom" CARGO_TARGET_DIR=target/loom cargo test -p ch13-many-threads --test loom --release`
//!
//! Leave out the second look, or a fence, or the wake behind the lock, and they fail. The queue itself is `crossbeam-deque`'s,
//! which has models of its own; a lock and a list stand in for it.
#![cfg(loom)]

use std::collections::VecDeque;
use std::future::poll_fn;

use ch06_wakers::{Park, ThreadPark, drive};
use ch13_many_threads::{Handover, Sleepers, State};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use loom::thread;

/// A queue, and how many tasks were ever taken out of it.
struct Work {
    queue: loom::sync::Mutex<VecDeque<usize>>,
    sleepers: Sleepers,
    done: AtomicUsize,
    all: usize,
}

impl Work {
    fn new(workers: usize, all: usize) -> Arc<Self> {
        Arc::new(Self {
            queue: loom::sync::Mutex::default(),
            sleepers: Sleepers::new(workers),
            done: AtomicUsize::new(0),
            all,
        })
    }

    fn push(&self, task: usize) {
        self.queue.lock().expect("nobody panics").push_back(task);
        self.sleepers.call_one();
    }

    /// Takes one task. Says whether there was one.
    fn take(&self) -> bool {
        let task = self.queue.lock().expect("nobody panics").pop_front();
        if task.is_some() && self.done.fetch_add(1, Relaxed) + 1 == self.all {
            self.sleepers.call_all();
        }
        task.is_some()
    }

    /// As a worker of the executor: until all is done.
    fn work(&self, number: usize) {
        let mut park = ThreadPark::new();
        let unparker = park.unparker();
        while self.done.load(Relaxed) < self.all {
            if self.take() {
                continue;
            }
            loop {
                self.sleepers.lie_down(number, &unparker);
                let mut found = self.take();
                if !found {
                    if self.done.load(Relaxed) == self.all {
                        return;
                    }
                    park.park(None);
                    found = self.take();
                }
                if found {
                    self.sleepers.get_up(number);
                    break;
                }
            }
        }
    }
}

/// Workers on threads of their own; this one pushes. (Not the other way round: loom's `join` takes an unpark for its own.)
fn workers_do_all(workers: usize, tasks: usize) {
    let work = Work::new(workers, tasks);
    let workers = Vec::from_iter((0..workers).map(|number| {
        let work = Arc::clone(&work);
        thread::spawn(move || work.work(number))
    }));
    (0..tasks).for_each(|task| work.push(task));
    for worker in workers {
        worker.join().expect("it does not panic");
    }
}

#[test]
fn what_is_pushed_while_the_worker_lies_down_is_found() {
    loom::model(|| workers_do_all(1, 1));
}

#[test]
fn two_pushes_and_perhaps_one_call_are_enough_for_one_worker() {
    loom::model(|| workers_do_all(1, 2));
}

#[test]
fn two_workers_leave_nothing_and_both_go_home() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(2); // every order with at most two interruptions
    model.check(|| workers_do_all(2, 2));
}

/// A lock around the queue would order push and look by itself. `crossbeam-deque` has none, and neither has this flag: the two
/// fences in `Sleepers` are all that there is.
#[test]
fn a_push_that_takes_no_lock_is_found_too() {
    loom::model(|| {
        let work = Arc::new((AtomicBool::new(false), Sleepers::new(1)));
        let worker = thread::spawn({
            let work = Arc::clone(&work);
            move || {
                let mut park = ThreadPark::new();
                let unparker = park.unparker();
                loop {
                    work.1.lie_down(0, &unparker);
                    if work.0.load(Relaxed) {
                        return;
                    }
                    park.park(None);
                }
            }
        });
        work.0.store(true, Relaxed);
        work.1.call_one();
        worker.join().expect("it does not panic");
    });
}

/// One task: it may be in the queue, it counts its polls, and it wants to see `news` after the wake.
struct Task {
    state: State,
    queued: AtomicUsize,
    news: [AtomicBool; 2],
}

impl Task {
    fn wake(&self) {
        if self.state.wake() {
            assert_eq!(self.queued.fetch_add(1, Relaxed), 0, "queued twice");
        }
    }
}

impl Task {
    /// A worker's turn, if the task is queued. Gives how much of the news it saw.
    fn poll(&self) -> Option<usize> {
        if self.queued.load(Relaxed) == 0 {
            return None;
        }
        self.queued.fetch_sub(1, Relaxed);
        self.state.begin();
        let seen = self.news.iter().filter(|it| it.load(Relaxed)).count();
        if self.state.pause() {
            assert_eq!(self.queued.fetch_add(1, Relaxed), 0, "queued twice");
        }
        Some(seen)
    }
}

/// Two wakers bring news, while a worker polls. When all is quiet and nothing is queued, the last poll has seen everything.
#[test]
fn the_poll_after_the_last_wake_sees_what_every_waker_did() {
    loom::model(|| {
        let task = Arc::new(Task {
            state: State::new(),
            queued: AtomicUsize::new(1),
            news: [AtomicBool::new(false), AtomicBool::new(false)],
        });
        let wakers = [0, 1].map(|number| {
            let task = Arc::clone(&task);
            thread::spawn(move || {
                task.news[number].store(true, Relaxed);
                task.wake();
            })
        });
        let mut seen = task.poll();
        seen = task.poll().or(seen);
        for waker in wakers {
            waker.join().expect("it does not panic");
        }
        seen = task.poll().or(seen);
        assert_eq!(seen, Some(2), "a wake was lost");
    });
}

#[test]
fn a_result_reaches_its_handle() {
    loom::model(|| {
        let handover = std::sync::Arc::new(Handover::default());
        let task = std::sync::Arc::clone(&handover);
        let worker = thread::spawn(move || assert_eq!(task.leave(5), None));
        let mut park = ThreadPark::new();
        let result = drive(&mut park, poll_fn(|cx| handover.poll_take(cx)));
        assert_eq!(result, 5);
        worker.join().expect("it does not panic");
    });
}

#[test]
fn a_result_is_left_or_given_back_and_never_both() {
    loom::model(|| {
        let handover = std::sync::Arc::new(Handover::default());
        let task = std::sync::Arc::clone(&handover);
        let worker = thread::spawn(move || task.leave(5));
        let taken = handover.renounce();
        let given_back = worker.join().expect("it does not panic");
        assert_eq!(taken.xor(given_back), Some(5));
    });
}
