//! Whose turn it is, where tasks come from, and when the executor sleeps.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use ch06_wakers::{Park, ThreadPark, Unparker};
use ch07_executor::{Executor, block_on, spawn, yield_now};
use judge::{ScriptedFuture, Seen, within};

const LIMIT: Duration = Duration::from_secs(10);

fn bounded<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    within(LIMIT, "block_on to return", test)
}

/// A log that tasks write to.
#[derive(Clone, Default)]
struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    fn write(&self, line: impl ToString) {
        self.0.borrow_mut().push(line.to_string());
    }

    fn read(&self) -> String {
        self.0.borrow().join(" ")
    }
}

/// A task that says in each of its turns that it is there.
async fn says(name: &'static str, turns: usize, log: Log) {
    for turn in 1..=turns {
        log.write(format!("{name}{turn}"));
        yield_now().await;
    }
}

#[test]
fn tasks_take_turns_in_the_order_of_their_wakes() {
    let log = bounded(|| {
        let log = Log::default();
        block_on(async {
            let a = spawn(says("a", 3, log.clone()));
            let b = spawn(says("b", 2, log.clone()));
            a.await.expect("a ends");
            b.await.expect("b ends");
        });
        log.read()
    });
    assert_eq!(log, "a1 b1 a2 b2 a3");
}

#[test]
fn nothing_runs_before_block_on_does() {
    bounded(|| {
        let executor = Executor::new(ThreadPark::new());
        let task = ScriptedFuture::new("task", 5);
        let seen = task.seen();
        let handle = executor.spawn(task);
        assert_eq!((seen.polls(), handle.is_finished()), (0, false));
        assert_eq!(executor.block_on(handle).expect("it ends"), 5);
        assert_eq!(seen.polls(), 1);
    });
}

#[test]
fn a_task_can_spawn_tasks() {
    let sum = bounded(|| {
        block_on(async {
            let outer = spawn(async { spawn(async { 1 }).await.expect("inner") + 1 });
            outer.await.expect("outer") + 1
        })
    });
    assert_eq!(sum, 3);
}

#[test]
fn tasks_need_not_be_send() {
    let owners = bounded(|| {
        let shared = Rc::new(());
        let kept = Rc::clone(&shared);
        block_on(async {
            let task = spawn(async move {
                yield_now().await;
                Rc::strong_count(&kept)
            });
            task.await.expect("it ends")
        })
    });
    assert_eq!(owners, 2);
}

#[test]
fn yield_now_lets_everybody_have_a_turn() {
    let log = bounded(|| {
        let log = Log::default();
        block_on(async {
            for name in ["a", "b", "c"] {
                spawn(says(name, 1, log.clone()));
            }
            yield_now().await;
            log.write("main");
        });
        log.read()
    });
    assert_eq!(log, "a1 b1 c1 main");
}

/// Notes how long it was asked to sleep, and releases `wakes` when it is asked to sleep without limit.
struct NotingPark {
    asked: Rc<RefCell<Vec<Option<Duration>>>>,
    wakes: Seen,
}

impl Park for NotingPark {
    fn park(&mut self, timeout: Option<Duration>) {
        self.asked.borrow_mut().push(timeout);
        if timeout.is_none() {
            self.wakes.release();
        }
    }

    fn unparker(&self) -> Unparker {
        Unparker::new(|| ())
    }
}

#[test]
fn it_sleeps_when_nobody_is_ready_and_looks_up_when_somebody_is() {
    bounded(|| {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let task = ScriptedFuture::new("task", ()).yields(2).waits();
        let park = NotingPark {
            asked: Rc::clone(&asked),
            wakes: task.seen(),
        };
        Executor::new(park).block_on(task);
        let (look_up, sleep) = (Some(Duration::ZERO), None);
        assert_eq!(*asked.borrow(), [look_up, look_up, sleep]);
    });
}

#[test]
fn a_round_polls_nobody_twice() {
    let log = bounded(|| {
        let log = Log::default();
        let asked = Rc::new(RefCell::new(Vec::new()));
        let park = NotingPark {
            asked: Rc::clone(&asked),
            wakes: Seen::default(),
        };
        let executor = Executor::new(park);
        executor.spawn(says("a", 9, log.clone()));
        executor.spawn(says("b", 9, log.clone()));
        let noted = log.clone();
        executor.block_on(async move {
            yield_now().await;
            noted.write(format!("parks:{}", asked.borrow().len()));
        });
        log.read()
    });
    assert_eq!(log, "a1 b1 a2 b2 parks:1");
}

#[test]
#[should_panic(expected = "spawn called outside block_on")]
fn spawn_outside_says_so() {
    spawn(async {});
}

#[test]
#[should_panic(expected = "spawn called outside block_on")]
fn spawn_after_block_on_says_so() {
    block_on(async {});
    spawn(async {});
}

#[test]
#[should_panic(expected = "block_on called inside block_on")]
fn block_on_inside_block_on_says_so() {
    block_on(async { block_on(async {}) });
}
