//! What time promises.

/// Tests of sleeps and time limits, by the machine's clock: nothing is ever early; how late is not tested.
#[macro_export]
macro_rules! timers {
    ($runtime:ident) => {
        mod timers {
            use super::$runtime::{block_on, sleep, spawn, timeout, yield_now};
            use std::future::{pending, ready};
            use std::sync::{Arc, Mutex};
            use std::time::{Duration, Instant};
            use $crate::{Owned, bounded};

            const MS: Duration = Duration::from_millis(1);

            #[test]
            fn a_sleep_is_never_early() {
                bounded(|| {
                    block_on(async {
                        for micros in [1, 100, 999, 1000, 1001, 5500] {
                            let wait = Duration::from_micros(micros);
                            let start = Instant::now();
                            sleep(wait).await;
                            assert!(start.elapsed() >= wait, "{micros} microseconds");
                        }
                    });
                });
            }

            #[test]
            fn sleepers_wake_by_their_deadlines() {
                let order = bounded(|| {
                    let order = Arc::new(Mutex::new(Vec::new()));
                    block_on(async {
                        let tasks = [30, 10, 20].map(|wait| {
                            let order = Arc::clone(&order);
                            spawn(async move {
                                sleep(wait * MS).await;
                                order.lock().expect("nobody panics").push(wait);
                            })
                        });
                        for task in tasks {
                            assert!(task.await.is_ok());
                        }
                    });
                    Arc::into_inner(order)
                        .expect("the tasks are gone")
                        .into_inner()
                        .expect("nobody panics")
                });
                assert_eq!(order, [10, 20, 30]);
            }

            #[test]
            fn a_thousand_sleeps_overlap() {
                bounded(|| {
                    let start = Instant::now();
                    block_on(async {
                        let tasks = Vec::from_iter((0..1000).map(|_| spawn(sleep(20 * MS))));
                        for task in tasks {
                            assert!(task.await.is_ok());
                        }
                    });
                    assert!(start.elapsed() < 1000 * 20 * MS, "one after the other");
                });
            }

            #[test]
            fn sl_02_a_sleep_of_nothing_is_a_turn_for_the_others() {
                bounded(|| {
                    block_on(async {
                        let other = spawn(async {});
                        sleep(Duration::ZERO).await;
                        while !other.is_finished() {
                            yield_now().await; // on its way, if it is on another thread
                        }
                    });
                });
            }

            #[test]
            fn a_sleeper_does_not_keep_others_from_their_turns() {
                bounded(|| {
                    block_on(async {
                        let sleeper = spawn(sleep(10 * MS));
                        let mut turns = 0_u64;
                        while !sleeper.is_finished() {
                            yield_now().await;
                            turns += 1;
                        }
                        assert!(
                            turns > 1,
                            "the timer was heard in spite of a task that is always ready"
                        );
                    });
                });
            }

            #[test]
            fn to_01_wf_06_a_limit_drops_what_takes_too_long() {
                bounded(|| {
                    block_on(async {
                        let owned = Owned::default();
                        let inside = owned.clone();
                        let limited = timeout(10 * MS, async move {
                            pending::<()>().await;
                            drop(inside);
                        });
                        let start = Instant::now();
                        assert!(limited.await.is_err());
                        assert!(start.elapsed() >= 10 * MS);
                        assert_eq!(owned.others(), 0);
                    });
                });
            }

            #[test]
            fn to_05_wf_08_a_limit_that_is_not_reached_gives_the_output() {
                bounded(|| {
                    block_on(async {
                        let limited = timeout(Duration::from_secs(60), async {
                            sleep(MS).await;
                            5
                        });
                        assert_eq!(limited.await.ok(), Some(5));
                    });
                });
            }

            #[test]
            fn wf_03_what_is_there_is_not_refused_for_coming_late() {
                bounded(|| {
                    let output = block_on(async { timeout(Duration::ZERO, ready(5)).await });
                    assert_eq!(output.ok(), Some(5));
                });
            }

            #[test]
            fn to_07_a_limit_of_nothing_expires() {
                bounded(|| {
                    let output = block_on(async { timeout(Duration::ZERO, pending::<()>()).await });
                    assert!(output.is_err());
                });
            }

            #[test]
            fn to_09_an_error_inside_is_not_a_time_limit() {
                bounded(|| {
                    let output: Result<Result<(), &str>, _> = block_on(async {
                        timeout(Duration::from_secs(60), ready(Err("its own"))).await
                    });
                    assert_eq!(output.ok(), Some(Err("its own")));
                });
            }

            #[test]
            fn to_12_a_limit_inside_a_task_does_not_cancel_the_task() {
                bounded(|| {
                    block_on(async {
                        let task = spawn(async { timeout(MS, pending::<()>()).await.is_err() });
                        assert_eq!(task.await.ok(), Some(true));
                    });
                });
            }

            #[test]
            fn wf_16_a_limit_on_a_handle_leaves_the_task_alone() {
                bounded(|| {
                    block_on(async {
                        let mut task = spawn(async {
                            sleep(20 * MS).await;
                            5
                        });
                        assert!(timeout(MS, &mut task).await.is_err());
                        assert_eq!(task.await.ok(), Some(5));
                    });
                });
            }

            #[test]
            fn a_cancelled_sleeper_wakes_nobody_later() {
                bounded(|| {
                    block_on(async {
                        let tasks = Vec::from_iter((0..100).map(|_| spawn(sleep(5 * MS))));
                        yield_now().await;
                        tasks.iter().for_each(|task| {
                            task.cancel();
                        });
                        sleep(10 * MS).await;
                        for task in tasks {
                            let _ = task.await; // cancelled, or just in time
                        }
                    });
                });
            }
        }
    };
}
