//! The first two steps, and what each leaves to be wished for.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use ch07_executor::{BoxedTask, block_on, run_spinning, run_woken, spawn};
use judge::{ScriptedFuture, within};

const LIMIT: Duration = Duration::from_secs(10);

fn bounded(test: impl FnOnce() + Send + 'static) {
    within(LIMIT, "the tasks to end", test);
}

/// Waits until its neighbour has taken its turns, then one turn more.
fn waiter_and_worker(turns: usize) -> (judge::Seen, Vec<BoxedTask>) {
    let waiter = ScriptedFuture::new("waiter", ()).waits();
    let (seen, release) = (waiter.seen(), waiter.seen());
    let worker = ScriptedFuture::new("worker", ()).yields(turns);
    let worker = async move {
        worker.await;
        release.release();
    };
    (seen, vec![Box::pin(waiter), Box::pin(worker)])
}

#[test]
fn spinning_polls_who_waits_as_often_as_who_works() {
    bounded(|| {
        let (waiter, tasks) = waiter_and_worker(100);
        assert_eq!(run_spinning(tasks), 102 + 101);
        assert_eq!(waiter.polls(), 102);
    });
}

#[test]
fn with_wakers_who_waits_is_polled_twice() {
    bounded(|| {
        let (waiter, tasks) = waiter_and_worker(100);
        let cost = run_woken(tasks);
        assert_eq!((waiter.polls(), cost), (2, (2 + 101, 0)));
    });
}

/// Wakes itself twice in its first poll, and says how often it was polled.
async fn impatient(polls: &mut usize, waits: usize) {
    let mut left = waits;
    poll_fn(|cx| {
        *polls += 1;
        cx.waker().wake_by_ref();
        cx.waker().wake_by_ref();
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        Poll::Pending
    })
    .await;
}

#[test]
fn in_step_two_a_second_wake_is_a_second_poll() {
    bounded(|| {
        let twice_woken = async { impatient(&mut 0, 1).await };
        let waiter = ScriptedFuture::new("waiter", ()).waits();
        let (seen, release) = (waiter.seen(), waiter.seen());
        let late = async move {
            ScriptedFuture::new("late", ()).yields(3).await;
            release.release();
        };
        let cost = run_woken(vec![
            Box::pin(twice_woken),
            Box::pin(waiter),
            Box::pin(late),
        ]);
        // The wakes that came too late cost a look each, and polled nobody: the task had ended.
        assert_eq!((cost.0, seen.polls()), (2 + 2 + 4, 2));
    });
}

#[test]
fn in_the_last_step_a_second_wake_is_nothing() {
    bounded(|| {
        let polls = block_on(async {
            let task = spawn(async {
                let mut polls = 0;
                impatient(&mut polls, 3).await;
                polls
            });
            task.await.expect("it ends")
        });
        assert_eq!(polls, 4);
    });
}

#[test]
fn each_module_of_the_last_step_has_at_most_150_lines() {
    for source in [
        include_str!("../src/executor.rs"),
        include_str!("../src/join_handle.rs"),
    ] {
        let lines = source
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("//"));
        let count = lines.count();
        assert!(count <= 150, "{count} lines of code");
    }
}
