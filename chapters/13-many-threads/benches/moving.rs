//! What moving costs: processor time for a task that is spawned and joined, and for a turn.
//! `cargo bench -p ch13-many-threads`; with `RECORD=1` it writes measured/moving.txt, and every sample beside it.
//!
//! Every sample comes from a process of its own, the rounds are shuffled, and the medians are shown. Processor time is that of
//! all threads together: what the work costs, not how long it takes.

use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

/// The processor time that this process has had so far.
fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Tasks at a time: few enough for chapter 07, which looks through its whole line at every wake.
const TASKS: usize = 100;

/// The same work for each contender: its names differ, nothing else. All of it happens in a spawned task.
macro_rules! contender {
    ($name:ident, $block_on:expr, $spawn:path, $yield_now:path) => {
        mod $name {
            use super::{TASKS, cpu};

            pub fn spawn_and_join(times: usize) -> f64 {
                $block_on(async move {
                    let task = $spawn(async move {
                        let start = cpu();
                        for _ in 0..times {
                            let tasks = [(); TASKS].map(|()| $spawn(async {}));
                            for task in tasks {
                                let _ = task.await;
                            }
                        }
                        (cpu() - start).as_nanos() as f64 / (times * TASKS) as f64
                    });
                    task.await.expect("it does not panic")
                })
            }

            pub fn yields(times: usize) -> f64 {
                $block_on(async move {
                    let task = $spawn(async move {
                        let start = cpu();
                        let tasks = [(); TASKS].map(|()| {
                            $spawn(async move {
                                for _ in 0..times {
                                    $yield_now().await;
                                }
                            })
                        });
                        for task in tasks {
                            let _ = task.await;
                        }
                        (cpu() - start).as_nanos() as f64 / (times * TASKS) as f64
                    });
                    task.await.expect("it does not panic")
                })
            }
        }
    };
}

fn tokio_with<T>(workers: usize, main: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .build();
    runtime.expect("it builds").block_on(main)
}

fn ours_with<T>(workers: usize, main: impl Future<Output = T>) -> T {
    ch13_many_threads::Executor::new(workers).block_on(main)
}

contender!(
    ch07,
    ch07_executor::block_on,
    ch07_executor::spawn,
    ch07_executor::yield_now
);
contender!(
    ours_1,
    (|main| super::ours_with(1, main)),
    ch13_many_threads::spawn,
    ch13_many_threads::yield_now
);
contender!(
    ours_2,
    (|main| super::ours_with(2, main)),
    ch13_many_threads::spawn,
    ch13_many_threads::yield_now
);
contender!(
    tokio_1,
    (|main| super::tokio_with(1, main)),
    tokio::spawn,
    tokio::task::yield_now
);
contender!(
    tokio_2,
    (|main| super::tokio_with(2, main)),
    tokio::spawn,
    tokio::task::yield_now
);

type Measure = fn(usize) -> f64;

const CONTENDERS: [(&str, Measure, Measure); 5] = [
    ("chapter 07, 1 thread", ch07::spawn_and_join, ch07::yields),
    ("ours, 1 worker", ours_1::spawn_and_join, ours_1::yields),
    ("ours, 2 workers", ours_2::spawn_and_join, ours_2::yields),
    ("Tokio, 1 worker", tokio_1::spawn_and_join, tokio_1::yields),
    ("Tokio, 2 workers", tokio_2::spawn_and_join, tokio_2::yields),
];

/// Enough for tenths of a second.
const TIMES: usize = 5000;

/// In a process of its own: nothing is warm that another contender has warmed.
fn sample(contender: usize, quantity: usize) -> f64 {
    let program = std::env::current_exe().expect("a program knows where it is");
    let output = Command::new(program)
        .args(["--one", &contender.to_string(), &quantity.to_string()])
        .output();
    let output = output.expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().expect("it prints a number")
}

fn median(samples: &mut [f64]) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

fn main() {
    let arguments = Vec::from_iter(std::env::args());
    if let [_, one, contender, quantity] = &arguments[..]
        && one == "--one"
    {
        let (_, spawn_and_join, yields) = CONTENDERS[contender.parse::<usize>().expect("a number")];
        let measure = if quantity == "0" {
            spawn_and_join
        } else {
            yields
        };
        println!("{}", measure(TIMES));
        return;
    }
    let rounds = std::env::var("ROUNDS").map_or(9, |rounds| rounds.parse().expect("a number"));
    let mut samples = [const { [const { Vec::new() }; 2] }; CONTENDERS.len()];
    let mut trials = Vec::from_iter((0..CONTENDERS.len()).flat_map(|who| [(who, 0), (who, 1)]));
    for _ in 0..rounds {
        fastrand::shuffle(&mut trials);
        for (who, what) in &trials {
            samples[*who][*what].push(sample(*who, *what));
        }
    }
    let machine = trace::machine();
    let mut text = format!(
        "measured on {} by `cargo bench -p ch13-many-threads`\nprocessor: {}\nsystem: {}, {} cores\n",
        machine.date, machine.processor, machine.system, machine.cores
    );
    let _ = writeln!(
        text,
        "tokio 1.54, multi_thread; {TASKS} tasks at a time; medians of {rounds} rounds"
    );
    let _ = writeln!(
        text,
        "\nnanoseconds of processor time  spawn and join    turn"
    );
    let mut every = String::from("every sample, in order of size\n");
    for ((name, _, _), [joins, yields]) in CONTENDERS.iter().zip(&mut samples) {
        let _ = writeln!(
            text,
            "{name:<31}{:>14.0}{:>8.0}",
            median(joins),
            median(yields)
        );
        for (what, samples) in [("spawn and join", joins), ("turn", yields)] {
            let values = Vec::from_iter(samples.iter().map(|value| format!("{value:.1}")));
            let _ = writeln!(every, "{name} | {what} | {}", values.join(" "));
        }
    }
    print!("{text}");
    if std::env::var("RECORD").is_ok() {
        std::fs::write("measured/moving.txt", &text).expect("the folder is there");
        std::fs::write("measured/moving_samples.txt", every).expect("the folder is there");
    }
}
