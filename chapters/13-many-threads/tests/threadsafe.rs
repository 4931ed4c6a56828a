//! asyncio's rows TS: a thread that is no worker hands over a task, and blocks on its result.

use std::future::pending;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use ch06_wakers::{block_on, in_thread};
use ch13_many_threads::{Executor, JoinError, JoinHandle, spawn};
use judge::within;

/// `main` runs on this thread and waits for another one, which does `work` with the executor's help.
fn beside_main<T: Send + 'static>(
    work: impl FnOnce(mpsc::Receiver<JoinHandle<T>>) -> T + Send + 'static,
    task: impl Future<Output = T> + Send + 'static,
) -> T {
    within(Duration::from_secs(20), "the thread", || {
        Executor::new(1).block_on(async move {
            let (give, given) = mpsc::channel();
            give.send(spawn(task)).expect("the thread listens");
            in_thread("another thread", move || work(given)).await
        })
    })
}

#[test]
fn ts_01_a_thread_blocks_on_the_result_of_a_task() {
    let sum = beside_main(
        |handles| block_on(handles.recv().expect("one comes")).expect("it does not panic"),
        async {
            ch06_wakers::sleep(Duration::from_millis(5)).await;
            1 + 2
        },
    );
    assert_eq!(sum, 3);
}

#[test]
fn ts_02_a_failure_surfaces_in_the_thread() {
    let result: Result<u32, &str> = beside_main(
        |handles| block_on(handles.recv().expect("one comes")).expect("it does not panic"),
        async { Err("no such page") },
    );
    assert_eq!(result, Err("no such page"));
}

#[test]
fn ts_04_cancelled_surfaces_in_the_thread() {
    let error = within(Duration::from_secs(20), "the thread", || {
        let executor = Executor::new(1);
        let task = executor.spawn(pending::<()>());
        let thread = thread::spawn(move || {
            task.cancel();
            block_on(task)
        });
        thread.join().expect("it does not panic")
    });
    assert!(matches!(error, Err(JoinError::Cancelled)));
}
