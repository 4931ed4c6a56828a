//! How it ends: tasks are dropped, threads are joined, panics stay where they are.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use ch13_many_threads::{Executor, JoinError, spawn};
use judge::within;

fn bounded<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
    within(Duration::from_secs(20), "the executor", test)
}

#[test]
fn dropping_the_executor_drops_its_tasks_and_joins_its_threads() {
    bounded(|| {
        let owned = Arc::new(());
        let executor = Executor::new(3);
        let tasks = [(); 20].map(|()| {
            let inside = Arc::clone(&owned);
            executor.spawn(async move {
                pending::<()>().await;
                drop(inside);
            })
        });
        drop(executor);
        assert_eq!(Arc::strong_count(&owned), 1);
        for task in tasks {
            let error = ch06_wakers::block_on(task).expect_err("it was dropped");
            assert!(matches!(error, JoinError::Cancelled));
        }
    });
}

#[test]
fn a_thread_of_the_executor_is_gone_when_block_on_returns() {
    struct Leaves(Arc<AtomicUsize>);
    impl Drop for Leaves {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }
    thread_local!(static LEAVES: std::cell::RefCell<Option<Leaves>> = const { std::cell::RefCell::new(None) });
    let gone = bounded(|| {
        let gone = Arc::new(AtomicUsize::new(0));
        Executor::new(2).block_on(async {
            let leaves = Leaves(Arc::clone(&gone));
            let task = spawn(async move { LEAVES.set(Some(leaves)) });
            assert!(task.await.is_ok());
        });
        gone.load(SeqCst)
    });
    assert_eq!(gone, 1);
}

#[test]
fn a_panic_of_a_result_that_nobody_wants_harms_no_worker() {
    struct Grenade;
    impl Drop for Grenade {
        fn drop(&mut self) {
            panic!("in the destructor");
        }
    }
    bounded(|| {
        let executor = Executor::new(1);
        drop(executor.spawn(async { Grenade }));
        let after = executor.spawn(async { 5 });
        assert_eq!(ch06_wakers::block_on(after).ok(), Some(5));
    });
}
