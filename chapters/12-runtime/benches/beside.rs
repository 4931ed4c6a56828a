//! The whole runtime beside Tokio: sleepers, time limits, and how late three sleeps are.
//! `cargo bench -p ch12-runtime --bench beside`; with `RECORD=1` it writes measured/beside.txt.

#[allow(dead_code, reason = "not every benchmark needs everything")]
mod common;

use std::fmt::Write as _;

use common::{Trial, cpu, each, median};

/// In a spawned task, because `block_on`'s own future is polled differently in some.
macro_rules! run {
    ($block_on:path, $spawn:path, $work:expr) => {{
        let answer = Arc::new(Mutex::new(0.0));
        let place = Arc::clone(&answer);
        $block_on(async move {
            let task = $spawn(async move {
                let measured = $work.await;
                *place.lock().unwrap() = measured;
            });
            let _ = task.await;
        });
        *answer.lock().unwrap()
    }};
}

const SLEEPERS: usize = 1_000_000;

/// The same work for each contender: its names differ, nothing else.
macro_rules! contender {
    ($name:ident, $block_on:path, $spawn:path, $yield_now:path, $sleep:path, $timeout:path) => {
        mod $name {
            use super::{SLEEPERS, common, cpu, each};
            use std::future::{pending, poll_fn};
            use std::pin::pin;
            use std::sync::{Arc, Mutex};
            use std::task::Poll;
            use std::time::{Duration, Instant};

            /// Sleeps of one to two seconds: all are asleep before the first is due, on any machine that is not asleep itself.
            pub fn sleepers() -> f64 {
                run!($block_on, $spawn, async {
                    let start = cpu();
                    let tasks = Vec::from_iter((0..SLEEPERS).map(|number| {
                        $spawn($sleep(Duration::from_micros(1_000_000 + number as u64)))
                    }));
                    for task in tasks {
                        let _ = task.await;
                    }
                    each(start, SLEEPERS)
                })
            }

            /// Their handles are dropped: eight bytes more or less do not count here.
            pub fn sleeper_bytes() -> f64 {
                run!($block_on, $spawn, async {
                    let before = common::resident();
                    for number in 0..SLEEPERS {
                        drop($spawn($sleep(Duration::from_micros(
                            100_000_000 + number as u64,
                        ))));
                    }
                    $yield_now().await; // all have had their turn
                    (common::resident() - before) as f64 / SLEEPERS as f64
                })
            }

            /// Armed by a poll that finds nothing, and cancelled by being dropped.
            pub fn time_limit() -> f64 {
                run!($block_on, $spawn, async {
                    let (times, at_a_time) = (20_000, 50);
                    let start = cpu();
                    for _ in 0..times {
                        for _ in 0..at_a_time {
                            let mut limited =
                                pin!($timeout(Duration::from_secs(10), pending::<()>()));
                            poll_fn(|cx| {
                                assert!(limited.as_mut().poll(cx).is_pending());
                                Poll::Ready(())
                            })
                            .await;
                        }
                        $yield_now().await; // Tokio grants a task so many operations in a turn
                    }
                    each(start, times * at_a_time)
                })
            }

            /// No limit was needed: the future was ready.
            pub fn time_limit_unneeded() -> f64 {
                run!($block_on, $spawn, async {
                    let count = 1_000_000;
                    let start = cpu();
                    for number in 0..count {
                        let ready = std::future::ready(std::hint::black_box(number));
                        let _ = $timeout(Duration::from_secs(10), ready).await;
                    }
                    each(start, count)
                })
            }

            /// Milliseconds on the wall beyond the second that three sleeps of a second take together. The best of three: what the
            /// runtime adds, and not what else the machine does.
            pub fn three_sleeps() -> f64 {
                run!($block_on, $spawn, async {
                    let mut best = f64::INFINITY;
                    for _ in 0..3 {
                        let start = Instant::now();
                        let tasks = [(); 3].map(|()| $spawn($sleep(Duration::from_secs(1))));
                        for task in tasks {
                            let _ = task.await;
                        }
                        best = best.min(start.elapsed().as_secs_f64() * 1000.0 - 1000.0);
                    }
                    best
                })
            }
        }
    };
}

mod tokio_names {
    pub fn block_on<F: Future>(main: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("it builds").block_on(main)
    }
}

contender!(
    ours,
    ch12_runtime::block_on,
    ch12_runtime::spawn,
    ch12_runtime::yield_now,
    ch12_runtime::time::sleep,
    ch12_runtime::time::timeout
);
contender!(
    tokio_,
    crate::tokio_names::block_on,
    tokio::spawn,
    tokio::task::yield_now,
    tokio::time::sleep,
    tokio::time::timeout
);

const QUANTITIES: [(&str, &str); 5] = [
    ("a million sleepers, each", "ns"),
    ("a million sleepers, each", "bytes"),
    ("timeout, armed and cancelled", "ns"),
    ("timeout, not needed", "ns"),
    ("three sleeps of 1 s, beyond 1 s", "ms"),
];

fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    macro_rules! add {
        ($($contender:literal $name:ident),*) => {$(
            let measures: [fn() -> f64; 5] = [
                $name::sleepers, $name::sleeper_bytes, $name::time_limit, $name::time_limit_unneeded, $name::three_sleeps,
            ];
            for ((quantity, unit), measure) in QUANTITIES.into_iter().zip(measures) {
                trials.push(Trial { contender: $contender, quantity: key(quantity, unit), measure });
            }
        )*};
    }
    add!("ours" ours, "tokio" tokio_);
    trials
}

/// Quantity and unit, as one name.
fn key(quantity: &'static str, unit: &str) -> &'static str {
    Box::leak(format!("{quantity} ({unit})").into_boxed_str())
}

fn main() {
    let trials = trials();
    let rounds = std::env::var("ROUNDS").map_or(7, |rounds| rounds.parse().expect("a number"));
    let samples = common::run(&trials, rounds);
    let mut text = common::head("cargo bench -p ch12-runtime --bench beside");
    let _ = writeln!(
        text,
        "tokio 1.54, current_thread; medians of {rounds} rounds\n"
    );
    let _ = writeln!(text, "{:<42}{:>9}{:>9}{:>9}", "", "ours", "tokio", "ratio");
    for (quantity, unit) in QUANTITIES {
        let quantity = format!("{quantity} ({unit})");
        let of = |name: &str| {
            let found = samples
                .iter()
                .find(|((key, contender), _)| *key == quantity && *contender == name);
            found.map(|(_, values)| median(values))
        };
        let (Some(ours), Some(tokio)) = (of("ours"), of("tokio")) else {
            continue;
        };
        let _ = writeln!(
            text,
            "{quantity:<42}{ours:>9.2}{tokio:>9.2}{:>9.2}",
            ours / tokio
        );
    }
    print!("{text}");
    if std::env::var("RECORD").is_ok() {
        common::record("beside", &text, &samples);
    }
}
