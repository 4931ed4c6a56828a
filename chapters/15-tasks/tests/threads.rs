//! A task's handle between threads: nobody who awaits is forgotten, whatever comes at the same time.

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use ch15_tasks::{Requests, Task, TaskError, create_cooperative, create_task, supervise};
use futures::executor::block_on;
use judge::within;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

const ROUNDS: usize = 1_000;
const LIMIT: Duration = Duration::from_secs(30);

fn two_workers() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder
        .worker_threads(2)
        .enable_time()
        .build()
        .expect("a runtime")
}

/// A task that ends when it is told to.
fn told(runtime: &Runtime) -> (oneshot::Sender<u32>, Task<u32, String>) {
    let _here = runtime.enter();
    let (sender, receiver) = oneshot::channel();
    let task = create_task(async { receiver.await.map_err(|error| error.to_string()) });
    (sender, task)
}

#[test]
fn every_thread_that_awaits_is_woken() {
    within(LIMIT, "every waiting thread to be woken", || {
        let runtime = two_workers();
        for round in 0..ROUNDS {
            let (sender, task) = told(&runtime);
            let start = Arc::new(Barrier::new(4));
            let waiting = [(); 3].map(|()| {
                let (start, task) = (start.clone(), task.clone());
                thread::spawn(move || {
                    start.wait();
                    block_on(task)
                })
            });
            start.wait();
            sender.send(round as u32).expect("the task is there");
            for thread in waiting {
                assert_eq!(thread.join().expect("it does not panic"), Ok(round as u32));
            }
        }
    });
}

#[test]
fn a_handle_dropped_while_the_task_ends_takes_nobody_along() {
    within(LIMIT, "the handles that stay", || {
        let runtime = two_workers();
        for _ in 0..ROUNDS {
            let (sender, task) = told(&runtime);
            let leaves = task.clone();
            let gone = runtime.spawn(async {
                tokio::select! {
                    biased;
                    outcome = leaves => drop(outcome),
                    () = tokio::task::yield_now() => (),
                }
            });
            let stays = runtime.spawn(task.clone());
            sender.send(1).expect("the task is there");
            runtime.block_on(async {
                gone.await.expect("it ends");
                assert_eq!(stays.await.expect("it ends"), Ok(1));
                assert_eq!(task.await, Ok(1));
            });
        }
    });
}

#[test]
fn a_cancel_and_the_end_at_once_give_one_of_the_two() {
    let (mut given, mut cancelled) = (0, 0);
    let counts = within(LIMIT, "cancelled tasks to end", move || {
        let runtime = two_workers();
        for _ in 0..ROUNDS {
            let (sender, task) = told(&runtime);
            let asks = task.clone();
            let asked = runtime.spawn(async move { asks.cancel() });
            // The task may be gone by now.
            let _ = sender.send(1);
            let outcome = block_on(task.clone());
            let accepted = block_on(asked).expect("it does not panic");
            match outcome {
                Ok(1) => given += 1,
                Err(TaskError::Cancelled(_)) if accepted => cancelled += 1,
                other => panic!("{other:?}, and the cancel was accepted: {accepted}"),
            }
            assert!(!task.cancel() && task.cancelling() == u32::from(accepted));
        }
        given + cancelled
    });
    assert_eq!(counts, ROUNDS);
}

#[test]
fn no_request_between_the_look_and_the_wait_is_missed() {
    within(LIMIT, "requests to be heard", || {
        let runtime = two_workers();
        for _ in 0..ROUNDS {
            let requests = Requests::new();
            let hears = requests.clone();
            let heard = runtime.spawn(async move { hears.requested().await });
            requests.request(Default::default());
            runtime.block_on(heard).expect("it does not panic");
        }
    });
}

#[test]
fn a_supervisor_on_many_threads_waits_for_everybody() {
    within(LIMIT, "the supervisor", || {
        let runtime = two_workers();
        for _ in 0..ROUNDS / 10 {
            let ended = Arc::new(std::sync::atomic::AtomicUsize::new(0));
            let counts = ended.clone();
            runtime.block_on(supervise(async move {
                for _ in 0..10 {
                    let counts = counts.clone();
                    drop(create_cooperative(|requests| async move {
                        requests.requested().await;
                        tokio::task::yield_now().await;
                        counts.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                        Ok::<(), TaskError<String>>(())
                    }));
                }
            }));
            assert_eq!(ended.load(std::sync::atomic::Ordering::SeqCst), 10);
        }
    });
}
