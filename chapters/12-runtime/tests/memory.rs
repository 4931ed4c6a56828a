//! What is left behind, in bytes: nothing. A process of its own, because the others allocate, too.

use std::time::Duration;

use ch12_runtime::time::{sleep, timeout};
use ch12_runtime::{block_on, spawn, yield_now};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

/// Ends, panics, cancels, sleeps, and leaves tasks behind.
fn busy() {
    block_on(async {
        let tasks = Vec::from_iter((0..5000_u32).map(|number| {
            spawn(async move {
                let _ = timeout(
                    Duration::from_micros(u64::from(number)),
                    sleep(Duration::from_secs(60)),
                )
                .await;
                vec![number; 10]
            })
        }));
        for (number, task) in tasks.into_iter().enumerate() {
            match number % 4 {
                0 => drop(task),
                1 => {
                    task.cancel();
                    let _ = task.await;
                }
                2 => drop(task.await),
                _ => yield_now().await, // and detached
            }
        }
        for _ in 0..1000 {
            drop(spawn(sleep(Duration::from_secs(60))));
        }
        yield_now().await;
    });
}

#[test]
fn no_byte_is_left() {
    busy(); // what the process allocates once
    let before = judge::live_bytes();
    for _ in 0..3 {
        busy();
    }
    assert_eq!(judge::live_bytes(), before);
}
