//! What this runtime promises beyond the common suite (tests/conformance.rs): stale numbers, handles that outlive it, other
//! crates' futures.
#![allow(
    clippy::async_yields_async,
    reason = "what is given out is not to be awaited here"
)]

use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::task::{Poll, Waker};

use ch12_runtime::{JoinError, Word, block_on, spawn, yield_now};
use conformance::{Gate, Owned, bounded};
use futures::stream::{FuturesUnordered, StreamExt};

/// The waker of the task that awaits this.
async fn own_waker() -> Waker {
    poll_fn(|cx| Poll::Ready(cx.waker().clone())).await
}

#[test]
fn a_word_gives_back_what_was_put_into_it() {
    for (runtime, generation, slot) in [
        (0, 0, 0),
        (1, 2, 3),
        (u16::MAX, 0xff_ffff, 0xff_ffff),
        (7, 0xff_ffff, 0),
    ] {
        let word = Word::new(runtime, generation, slot);
        assert_eq!(
            (word.runtime(), word.generation(), word.slot()),
            (runtime, generation, slot)
        );
    }
}

#[test]
fn clones_of_a_waker_are_the_same_and_other_tasks_have_others() {
    bounded(|| {
        block_on(async {
            let (one, two) = (spawn(own_waker()), spawn(own_waker()));
            let (one, two) = (one.await.expect("it ends"), two.await.expect("it ends"));
            assert!(one.will_wake(&one.clone()));
            assert!(!one.will_wake(&two));
        });
    });
}

#[test]
fn a_stale_number_does_not_wake_the_next_task_in_its_slot() {
    bounded(|| {
        block_on(async {
            let stale = spawn(own_waker()).await.expect("it ends");
            let gate = Gate::default();
            let tenant = spawn(gate.clone());
            yield_now().await;
            let fresh = &gate.wakers()[0];
            assert!(
                !stale.will_wake(fresh),
                "the slot is the same, the generation is not"
            );
            for _ in 0..3 {
                stale.wake_by_ref();
                yield_now().await;
            }
            assert_eq!(gate.polls(), 1);
            gate.open();
            tenant.await.expect("it ends");
        });
    });
}

#[test]
fn a_task_that_wakes_itself_in_its_last_poll_leaves_the_line_in_order() {
    bounded(|| {
        block_on(async {
            for _ in 0..3 {
                let last = spawn(async { own_waker().await.wake() });
                last.await.expect("it ends");
                // Its slot may stand in line still. Whoever is there now is polled once, not twice.
                let gate = Gate::default();
                let tenant = spawn(gate.clone());
                yield_now().await;
                yield_now().await;
                assert_eq!(gate.polls(), 1);
                gate.open();
                tenant.await.expect("it ends");
            }
        });
    });
}

#[test]
fn a_slot_is_used_again_and_again() {
    bounded(|| {
        block_on(async {
            for number in 0..100_000_u32 {
                assert_eq!(spawn(async move { number }).await.ok(), Some(number));
            }
            let last = spawn(own_waker()).await.expect("it ends");
            let word = Word::from_bits(last.data().addr());
            assert_eq!(
                (word.slot(), word.generation()),
                (1, 100_000),
                "main has slot 0"
            );
        });
    });
}

#[test]
fn a_handle_that_outlives_the_runtime_says_cancelled() {
    bounded(|| {
        let handle = block_on(async { spawn(pending::<()>()) });
        assert!(handle.is_finished() && !handle.cancel());
        let error = block_on(handle).expect_err("it was dropped");
        assert_eq!(error.to_string(), "the task was cancelled");
    });
}

#[test]
fn a_result_that_was_there_outlives_the_runtime() {
    bounded(|| {
        let handle = block_on(async {
            let task = spawn(async { 5 });
            yield_now().await;
            task
        });
        assert_eq!(block_on(handle).ok(), Some(5));
    });
}

#[test]
fn a_handle_of_another_runtime_cancels_nobody_here() {
    bounded(|| {
        let old = block_on(async {
            let task = spawn(async { 5 });
            yield_now().await;
            task
        });
        block_on(async {
            let gate = Gate::default();
            let task = spawn(gate.clone());
            assert!(!old.cancel());
            yield_now().await;
            gate.open();
            assert!(task.await.is_ok());
        });
    });
}

#[test]
fn a_result_is_given_once() {
    bounded(|| {
        let panic = catch_unwind(AssertUnwindSafe(|| {
            block_on(async {
                let mut task = spawn(async { 5 });
                assert_eq!((&mut task).await.ok(), Some(5));
                drop(task.await);
            });
        }));
        let panic = panic.expect_err("it says so");
        assert_eq!(
            panic.downcast_ref(),
            Some(&"the task's result was taken before")
        );
    });
}

#[test]
fn a_panic_keeps_what_it_panicked_with() {
    bounded(|| {
        block_on(async {
            let error = spawn(async { panic_any(42) })
                .await
                .expect_err("it panicked");
            assert_eq!(error.to_string(), "the task panicked: (no words)");
            let JoinError::Panicked(panic) = error else {
                panic!("it was no cancelling")
            };
            assert_eq!(panic.downcast_ref(), Some(&42));
            let error = spawn(async { panic!("short") })
                .await
                .expect_err("it panicked");
            assert_eq!(error.to_string(), "the task panicked: short");
        });
    });
}

#[test]
fn a_result_that_panics_when_nobody_wants_it_hurts_nobody() {
    bounded(|| {
        block_on(async {
            drop(spawn(async { conformance::Grenade }));
            yield_now().await;
            assert_eq!(spawn(async { 5 }).await.ok(), Some(5));
        });
    });
}

#[test]
fn destructors_that_panic_do_not_keep_shutdown_from_ending() {
    bounded(|| {
        let owned = Owned::default();
        block_on(async {
            for number in 0..4 {
                let inside = owned.clone();
                drop(spawn(async move {
                    let _inside = inside;
                    let _grenade = (number % 2 == 0).then_some(conformance::Grenade);
                    pending::<()>().await;
                }));
            }
            yield_now().await;
        });
        assert_eq!(owned.others(), 0);
    });
}

#[test]
fn a_joiner_may_have_a_waker_of_its_own() {
    bounded(|| {
        let mut sum = 0;
        block_on(async {
            let mut tasks = FuturesUnordered::from_iter((1..=100).map(|number| {
                spawn(async move {
                    yield_now().await;
                    number
                })
            }));
            while let Some(number) = tasks.next().await {
                sum += number.expect("it ends");
            }
        });
        assert_eq!(sum, 5050);
    });
}

#[test]
fn a_forgotten_handle_keeps_no_waker() {
    bounded(|| {
        let owned = Owned::default();
        struct Counting(#[expect(dead_code, reason = "it counts")] Owned);
        impl std::task::Wake for Counting {
            fn wake(self: std::sync::Arc<Self>) {}
        }
        block_on(async {
            let waker = Waker::from(std::sync::Arc::new(Counting(owned.clone())));
            let mut task = Box::pin(spawn(pending::<()>()));
            let poll = task
                .as_mut()
                .poll(&mut std::task::Context::from_waker(&waker));
            assert!(poll.is_pending());
            drop(waker);
            assert_eq!(owned.others(), 1);
            drop(task);
            assert_eq!(owned.others(), 0);
        });
    });
}

#[test]
fn eight_runtimes_on_eight_threads_wake_each_other() {
    bounded(|| {
        let gates = [(); 8].map(|()| Gate::default());
        let threads = Vec::from_iter((0..8).map(|me| {
            let gates = gates.clone();
            std::thread::spawn(move || {
                block_on(async {
                    let task = spawn(gates[me].clone());
                    if me == 0 {
                        while gates[1..].iter().any(|gate| gate.polls() == 0) {
                            yield_now().await;
                        }
                        gates[0].open();
                    }
                    task.await.expect("it ends");
                    if let Some(next) = gates.get(me + 1) {
                        next.open();
                    }
                });
            })
        }));
        for thread in threads {
            thread.join().expect("it does not panic");
        }
    });
}

#[test]
fn a_handle_shows_whether_its_task_has_finished() {
    bounded(|| {
        block_on(async {
            let task = spawn(async {});
            assert_eq!(format!("{task:?}"), "JoinHandle { finished: false, .. }");
            yield_now().await;
            assert_eq!(format!("{task:?}"), "JoinHandle { finished: true, .. }");
        });
    });
}
