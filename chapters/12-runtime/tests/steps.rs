//! The first three steps keep the promises that they make: results, turns in order, wakes from other threads.

use conformance::{Gate, bounded};

/// The same tests for each step.
macro_rules! step {
    ($step:ident) => {
        mod $step {
            use super::{Gate, bounded};
            use ch12_runtime::yield_now;
            use ch12_runtime::$step::{block_on, spawn};
            use std::sync::{Arc, Mutex};

            #[test]
            fn tasks_take_turns_and_give_results() {
                let log = bounded(|| {
                    let log = Arc::new(Mutex::new(String::new()));
                    let kept = Arc::clone(&log);
                    block_on(async move {
                        let tasks = [('a', 3), ('b', 2)].map(|(name, turns)| {
                            let log = Arc::clone(&kept);
                            spawn(async move {
                                for _ in 0..turns {
                                    log.lock().expect("nobody panics").push(name);
                                    yield_now().await;
                                }
                                turns
                            })
                        });
                        for (task, turns) in tasks.into_iter().zip([3, 2]) {
                            assert_eq!(task.await, turns);
                        }
                    });
                    log.lock().expect("nobody panics").clone()
                });
                assert_eq!(log, "ababa");
            }

            #[test]
            fn a_wake_from_another_thread_ends_the_sleep() {
                bounded(|| {
                    for _ in 0..100 {
                        let gate = Gate::default();
                        let opens = gate.clone();
                        let helper = std::thread::spawn(move || {
                            while opens.polls() == 0 {
                                std::thread::yield_now();
                            }
                            opens.open();
                        });
                        block_on(async move { spawn(gate).await });
                        helper.join().expect("it does not panic");
                    }
                });
            }
        }
    };
}

step!(s1_textbook);
step!(s2_local);
step!(s3_numbers);
