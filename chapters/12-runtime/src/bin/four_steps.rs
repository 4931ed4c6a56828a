//! The same hundred tasks on the four runtimes of this chapter: what does one turn cost?

use std::hint::black_box;
use std::time::Duration;

use ch12_runtime::{s1_textbook, s2_local, s3_numbers, yield_now};
use rustix::time::{ClockId, clock_gettime};

const TASKS: usize = 100;
const TURNS: usize = 2_000;

// ANCHOR: work
/// A task that has nothing to do but to give its turn away.
async fn turns() {
    for _ in 0..TURNS {
        yield_now().await;
    }
}
// ANCHOR_END: work

fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn measure(name: &str, run: impl FnOnce()) {
    let start = cpu();
    run();
    let each = (cpu() - start).as_nanos() as f64 / (TASKS * TURNS) as f64;
    println!("{name:<20}{each:>6.0} ns a turn");
}

// ANCHOR: main
macro_rules! all_of_them {
    ($block_on:path, $spawn:path) => {
        $block_on(async {
            let tasks = [(); TASKS].map(|()| $spawn(turns()));
            for task in tasks {
                let _ = black_box(task.await);
            }
        })
    };
}

fn main() {
    measure("s1_textbook", || {
        all_of_them!(s1_textbook::block_on, s1_textbook::spawn)
    });
    measure("s2_local", || {
        all_of_them!(s2_local::block_on, s2_local::spawn)
    });
    measure("s3_numbers", || {
        all_of_them!(s3_numbers::block_on, s3_numbers::spawn)
    });
    measure("s4_one_allocation", || {
        all_of_them!(ch12_runtime::block_on, ch12_runtime::spawn)
    });
}
// ANCHOR_END: main
