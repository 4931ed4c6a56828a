//! What tasks and handles promise.
//!
//! Over 300 lines because a macro of tests cannot be cut in two: each of its tests is short.

/// Tests of tasks: they end, are cancelled, panic, are woken from anywhere, and are gone when the runtime is.
#[macro_export]
macro_rules! tasks {
    ($runtime:ident) => {
        mod tasks {
            use super::$runtime::{block_on, spawn, words, yield_now};
            use std::future::{pending, poll_fn};
            use std::panic::{AssertUnwindSafe, catch_unwind};
            use std::pin::Pin;
            use std::sync::atomic::{AtomicUsize, Ordering};
            use std::sync::{Arc, mpsc};
            use std::task::Poll;
            use $crate::{Gate, Grenade, Owned, bounded};

            /// Waits, by turns, until `there` says so.
            async fn until(mut there: impl FnMut() -> bool) {
                while !there() {
                    yield_now().await;
                }
            }

            #[test]
            fn a_task_gives_its_result() {
                bounded(|| {
                    let result = block_on(async { spawn(async { 2 + 3 }).await });
                    assert_eq!(result.ok(), Some(5));
                });
            }

            #[test]
            fn tasks_spawn_and_join_tasks() {
                let sum = bounded(|| {
                    block_on(async {
                        let outer =
                            spawn(async { spawn(async { 1 }).await.map(|one| one + 1).ok() });
                        outer.await.ok().flatten()
                    })
                });
                assert_eq!(sum, Some(2));
            }

            #[test]
            fn a_thousand_tasks_all_end() {
                let sum = bounded(|| {
                    block_on(async {
                        let tasks = Vec::from_iter((0..1000_u64).map(|number| {
                            spawn(async move {
                                yield_now().await;
                                number
                            })
                        }));
                        let mut sum = 0;
                        for task in tasks {
                            sum += task.await.unwrap_or_default();
                        }
                        sum
                    })
                });
                assert_eq!(sum, 1000 * 999 / 2);
            }

            #[test]
            fn a_handle_can_be_awaited_by_another_task() {
                bounded(|| {
                    let gate = Gate::default();
                    let opens = gate.clone();
                    let result = block_on(async {
                        let first = spawn(async move {
                            gate.await;
                            5
                        });
                        let second = spawn(async move { first.await.ok() });
                        opens.open();
                        second.await.ok().flatten()
                    });
                    assert_eq!(result, Some(5));
                });
            }

            #[test]
            fn a_finished_task_says_so_and_its_result_waits() {
                bounded(|| {
                    block_on(async {
                        let gate = Gate::default();
                        let waits = gate.clone();
                        let task = spawn(async move { waits.await });
                        assert!(!task.is_finished());
                        gate.open();
                        until(|| task.is_finished()).await;
                        assert!(!task.cancel(), "there is nothing left to cancel");
                        assert!(task.await.is_ok());
                    });
                });
            }

            #[test]
            fn dropping_the_handle_detaches() {
                bounded(|| {
                    block_on(async {
                        let gate = Gate::default();
                        let seen = gate.clone();
                        drop(spawn(async move {
                            yield_now().await;
                            gate.open();
                        }));
                        seen.await;
                    });
                });
            }

            #[test]
            fn a_result_that_nobody_wants_is_dropped() {
                bounded(|| {
                    let owned = Owned::default();
                    block_on(async {
                        let result = owned.clone();
                        drop(spawn(async move {
                            yield_now().await;
                            result
                        }));
                        let result = owned.clone();
                        let kept = spawn(async move { result });
                        until(|| kept.is_finished()).await;
                        drop(kept);
                        until(|| owned.others() == 0).await;
                    });
                });
            }

            #[test]
            fn what_a_task_owned_is_gone_when_it_is_joined() {
                bounded(|| {
                    block_on(async {
                        let owned = Owned::default();
                        let inside = owned.clone();
                        let task = spawn(async move {
                            yield_now().await;
                            drop(inside);
                        });
                        assert!(task.await.is_ok());
                        assert_eq!(owned.others(), 0);
                    });
                });
            }

            #[test]
            fn a_cancelled_task_is_dropped_and_its_handle_says_so() {
                bounded(|| {
                    block_on(async {
                        let owned = Owned::default();
                        let inside = owned.clone();
                        let gate = Gate::default();
                        let waits = gate.clone();
                        let task = spawn(async move {
                            waits.await;
                            drop(inside);
                        });
                        until(|| gate.polls() == 1).await;
                        assert!(task.cancel());
                        let error = task.await.expect_err("it was cancelled");
                        assert_eq!(words(error), "cancelled");
                        assert_eq!(owned.others(), 0);
                        assert_eq!(gate.polls(), 1, "it was dropped, not polled");
                    });
                });
            }

            #[test]
            fn a_panic_reaches_the_handle_and_nobody_else() {
                bounded(|| {
                    block_on(async {
                        let calm = spawn(async {
                            yield_now().await;
                            5
                        });
                        let number = 1;
                        let wild = spawn(async move { assert_eq!(number, 2, "at turn {number}") });
                        let error = words(wild.await.expect_err("it panicked"));
                        assert!(
                            error.starts_with("panicked: ") && error.contains("at turn 1"),
                            "{error}"
                        );
                        assert_eq!(calm.await.ok(), Some(5));
                    });
                });
            }

            #[test]
            fn a_panic_in_a_destructor_reaches_the_handle() {
                bounded(|| {
                    block_on(async {
                        let gate = Gate::default();
                        let waits = gate.clone();
                        let task = spawn(async move {
                            let _grenade = Grenade;
                            waits.await;
                        });
                        until(|| gate.polls() == 1).await;
                        task.cancel();
                        let error = task.await.expect_err("it panicked");
                        assert_eq!(words(error), "panicked: in the destructor");
                    });
                });
            }

            #[test]
            fn a_task_woken_during_its_own_poll_is_polled_again() {
                bounded(|| {
                    let polls = block_on(async {
                        let mut polls = 0;
                        let task = spawn(async move {
                            poll_fn(|cx| {
                                polls += 1;
                                cx.waker().wake_by_ref();
                                cx.waker().wake_by_ref();
                                if polls < 5 {
                                    Poll::Pending
                                } else {
                                    Poll::Ready(polls)
                                }
                            })
                            .await
                        });
                        task.await.ok()
                    });
                    assert_eq!(polls, Some(5));
                });
            }

            #[test]
            fn wakes_for_nothing_harm_nobody() {
                bounded(|| {
                    block_on(async {
                        let gate = Gate::default();
                        let task = spawn(gate.clone());
                        for knocks in 0..50 {
                            until(|| gate.polls() > knocks).await;
                            gate.knock();
                        }
                        gate.open();
                        assert!(task.await.is_ok());
                    });
                });
            }

            #[test]
            fn a_wake_from_another_thread_ends_the_sleep() {
                bounded(|| {
                    let gate = Gate::default();
                    let opens = gate.clone();
                    let (polled, begins) = mpsc::channel();
                    let helper = std::thread::spawn(move || {
                        begins.recv().expect("the task says so");
                        opens.open();
                    });
                    block_on(async {
                        let task = spawn(async move {
                            let mut gate = gate;
                            poll_fn(|cx| {
                                let poll = Pin::new(&mut gate).poll(cx);
                                let _ = polled.send(());
                                poll
                            })
                            .await
                        });
                        assert!(task.await.is_ok());
                    });
                    helper.join().expect("it does not panic");
                });
            }

            #[test]
            fn no_wake_is_lost_between_threads() {
                const THREADS: usize = 4;
                const ROUNDS: usize = 500;
                bounded(|| {
                    let (send, receive): (Vec<_>, Vec<_>) =
                        (0..THREADS).map(|_| mpsc::channel::<Gate>()).unzip();
                    let helpers = Vec::from_iter(receive.into_iter().map(|gates| {
                        std::thread::spawn(move || gates.into_iter().for_each(|gate| gate.open()))
                    }));
                    let opened = Arc::new(AtomicUsize::new(0));
                    block_on(async {
                        let tasks = Vec::from_iter(send.into_iter().map(|helper| {
                            let opened = Arc::clone(&opened);
                            spawn(async move {
                                for _ in 0..ROUNDS {
                                    let gate = Gate::default();
                                    helper.send(gate.clone()).expect("the helper lives");
                                    gate.await;
                                    opened.fetch_add(1, Ordering::SeqCst);
                                }
                            })
                        }));
                        for task in tasks {
                            assert!(task.await.is_ok());
                        }
                    });
                    assert_eq!(opened.load(Ordering::SeqCst), THREADS * ROUNDS);
                    for helper in helpers {
                        helper.join().expect("it does not panic");
                    }
                });
            }

            #[test]
            fn main_is_woken_from_another_thread_too() {
                bounded(|| {
                    let gate = Gate::default();
                    let opens = gate.clone();
                    let helper = std::thread::spawn(move || {
                        while opens.polls() == 0 {
                            std::thread::yield_now();
                        }
                        opens.open();
                    });
                    block_on(gate);
                    helper.join().expect("it does not panic");
                });
            }

            #[test]
            fn a_waker_outlives_task_runtime_and_thread() {
                let gate = Gate::default();
                let tasks = gate.clone();
                bounded(move || {
                    block_on(async {
                        for _ in 0..10 {
                            drop(spawn(tasks.clone()));
                        }
                        until(|| tasks.polls() == 10).await;
                    });
                });
                let stale = gate.wakers();
                assert_eq!(stale.len(), 10);
                // The runtime is gone, and so is its thread. Now they are used here, elsewhere, and inside another runtime.
                let elsewhere = stale.clone();
                let helper = std::thread::spawn(move || {
                    elsewhere.iter().for_each(|waker| waker.wake_by_ref())
                });
                helper.join().expect("nothing happens");
                bounded(move || {
                    block_on(async move {
                        let task = spawn(async { yield_now().await });
                        for waker in stale {
                            waker.clone().wake();
                            waker.wake_by_ref();
                        }
                        assert!(task.await.is_ok());
                    });
                });
            }

            #[test]
            fn a_wake_after_the_end_is_nobodys() {
                bounded(|| {
                    block_on(async {
                        let gate = Gate::default();
                        let task = spawn(gate.clone());
                        until(|| gate.polls() == 1).await;
                        let stale = gate.wakers();
                        gate.open();
                        assert!(task.await.is_ok());
                        let next = Gate::default();
                        let another = spawn(next.clone());
                        until(|| next.polls() >= 1).await;
                        stale.iter().for_each(|waker| waker.wake_by_ref());
                        next.open();
                        assert!(another.await.is_ok());
                    });
                });
            }

            #[test]
            fn leaving_block_on_drops_what_is_unfinished() {
                bounded(|| {
                    let owned = Owned::default();
                    block_on(async {
                        for _ in 0..10 {
                            let inside = owned.clone();
                            drop(spawn(async move {
                                pending::<()>().await;
                                drop(inside);
                            }));
                        }
                        yield_now().await;
                    });
                    assert_eq!(owned.others(), 0);
                });
            }

            #[test]
            fn a_panic_of_main_comes_through_and_drops_the_tasks() {
                bounded(|| {
                    let owned = Owned::default();
                    let inside = owned.clone();
                    let main = async move {
                        drop(spawn(async move {
                            pending::<()>().await;
                            drop(inside);
                        }));
                        yield_now().await;
                        panic!("main gives up");
                    };
                    let panic = catch_unwind(AssertUnwindSafe(|| block_on(main)))
                        .expect_err("it comes through");
                    assert_eq!(panic.downcast_ref(), Some(&"main gives up"));
                    assert_eq!(owned.others(), 0);
                    assert_eq!(block_on(async { 5 }), 5, "the thread can drive the next");
                });
            }

            #[test]
            #[should_panic(expected = "spawn called outside block_on")]
            fn spawn_outside_says_so() {
                drop(spawn(async {}));
            }

            #[test]
            #[should_panic(expected = "block_on called inside block_on")]
            fn block_on_inside_block_on_says_so() {
                block_on(async { block_on(async {}) });
            }
        }
    };
}

/// Tests for a runtime with one thread, whose queue is in order.
#[macro_export]
macro_rules! one_thread {
    ($runtime:ident) => {
        mod one_thread {
            use super::$runtime::{block_on, spawn, words, yield_now};
            use std::cell::RefCell;
            use std::future::pending;
            use std::rc::Rc;
            use $crate::{Gate, Owned, bounded};

            async fn says(name: char, turns: usize, log: Rc<RefCell<String>>) {
                for _ in 0..turns {
                    log.borrow_mut().push(name);
                    yield_now().await;
                }
            }

            #[test]
            fn turns_go_round_in_order() {
                let log = bounded(|| {
                    let log = Rc::default();
                    block_on(async {
                        let tasks = [('a', 3), ('b', 2), ('c', 4)]
                            .map(|(name, turns)| spawn(says(name, turns, Rc::clone(&log))));
                        for task in tasks {
                            assert!(task.await.is_ok());
                        }
                    });
                    log.take()
                });
                assert_eq!(log, "abcabcacc");
            }

            #[test]
            fn sl_04_who_yields_goes_before_who_is_woken_later() {
                let log = bounded(|| {
                    let log = Rc::new(RefCell::new(String::new()));
                    let gate = Gate::default();
                    block_on(async {
                        let (first, last) = (Rc::clone(&log), Rc::clone(&log));
                        let waits = gate.clone();
                        let c = spawn(async move {
                            waits.await;
                            last.borrow_mut().push('c');
                        });
                        yield_now().await; // c waits
                        let a = spawn(says('a', 2, first));
                        let middle = Rc::clone(&log);
                        let opens = gate.clone();
                        let b = spawn(async move {
                            middle.borrow_mut().push('b');
                            opens.open();
                        });
                        for task in [a, b, c] {
                            assert!(task.await.is_ok());
                        }
                    });
                    log.take()
                });
                assert_eq!(log, "abac");
            }

            #[test]
            fn a_task_need_not_be_send() {
                let owners = bounded(|| {
                    let shared = Rc::new(());
                    let kept = Rc::clone(&shared);
                    block_on(async {
                        let task = spawn(async move {
                            yield_now().await;
                            Rc::strong_count(&kept)
                        });
                        task.await.ok()
                    })
                });
                assert_eq!(owners, Some(2));
            }

            #[test]
            fn cancelled_before_its_first_turn_a_task_never_runs() {
                bounded(|| {
                    let gate = Gate::default();
                    block_on(async {
                        let task = spawn(gate.clone());
                        assert!(task.cancel());
                        assert_eq!(task.await.map_err(words), Err("cancelled".to_string()));
                    });
                    assert_eq!(gate.polls(), 0);
                });
            }

            #[test]
            fn a_task_that_is_woken_is_polled_once_and_nobody_else_is() {
                bounded(|| {
                    block_on(async {
                        let (woken, asleep) = (Gate::default(), Gate::default());
                        drop((spawn(woken.clone()), spawn(asleep.clone())));
                        yield_now().await;
                        for _ in 0..5 {
                            woken.knock();
                        }
                        for _ in 0..10 {
                            yield_now().await;
                        }
                        assert_eq!((woken.polls(), asleep.polls()), (2, 1));
                    });
                });
            }

            #[test]
            fn a_task_that_awaits_itself_waits() {
                bounded(|| {
                    block_on(async {
                        let own = Rc::new(RefCell::new(None));
                        let handle = Rc::clone(&own);
                        let task = spawn(async move {
                            let handle = handle.borrow_mut().take();
                            if let Some(handle) = handle {
                                let _: Result<(), _> = handle.await;
                            }
                        });
                        own.replace(Some(task));
                        yield_now().await;
                        yield_now().await;
                        assert!(own.borrow().is_none(), "it has its own handle");
                    });
                });
            }

            #[test]
            fn when_main_returns_at_once_its_task_never_runs() {
                bounded(|| {
                    let gate = Gate::default();
                    block_on(async { drop(spawn(gate.clone())) });
                    assert_eq!(gate.polls(), 0);
                });
            }
        }
    };
}

/// Tests for a runtime that is still there while the tasks that are left are dropped.
#[macro_export]
macro_rules! orderly_shutdown {
    ($runtime:ident) => {
        mod orderly_shutdown {
            use super::$runtime::{block_on, spawn, yield_now};
            use std::future::pending;
            use $crate::{Owned, bounded};

            /// Spawns when it is dropped.
            struct Heir(Owned);

            impl Drop for Heir {
                fn drop(&mut self) {
                    let inside = self.0.clone();
                    drop(spawn(async move {
                        pending::<()>().await;
                        drop(inside);
                    }));
                }
            }

            #[test]
            fn destructors_may_spawn_while_it_shuts_down_and_nothing_is_left() {
                bounded(|| {
                    let owned = Owned::default();
                    block_on(async {
                        let heir = Heir(owned.clone());
                        drop(spawn(async move {
                            pending::<()>().await;
                            drop(heir);
                        }));
                        yield_now().await;
                    });
                    assert_eq!(owned.others(), 0);
                });
            }
        }
    };
}
