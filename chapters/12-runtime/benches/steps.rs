//! The four steps, and Tokio beside them: what a spawned and joined task, a turn, a wake and an idle task cost.
//! `cargo bench -p ch12-runtime --bench steps`; with `RECORD=1` it writes measured/steps.txt.

#[allow(dead_code, reason = "not every benchmark needs everything")]
mod common;

use std::fmt::Write as _;

use common::{Trial, cpu, each, median};

/// In a spawned task, because `block_on`'s own future is polled differently in some. A macro: whether the work is `Send` is
/// between it and `spawn`.
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

/// The same work for each contender: its names differ, nothing else.
macro_rules! contender {
    ($name:ident, $block_on:path, $spawn:path, $yield_now:path) => {
        mod $name {
            use super::{common, cpu, each};
            use std::future::{pending, poll_fn};
            use std::hint::black_box;
            use std::sync::{Arc, Mutex};
            use std::task::{Poll, Waker};

            async fn spawn_and_join(at_a_time: usize, times: usize) -> f64 {
                let mut handles = Vec::with_capacity(at_a_time);
                let start = cpu();
                for _ in 0..times {
                    handles.extend((0..at_a_time).map(|number| $spawn(async move { number })));
                    for handle in handles.drain(..) {
                        let _ = black_box(handle.await);
                    }
                }
                each(start, at_a_time * times)
            }

            pub fn thousand() -> f64 {
                run!($block_on, $spawn, spawn_and_join(1000, 2000))
            }

            pub fn hundred_thousand() -> f64 {
                run!($block_on, $spawn, spawn_and_join(100_000, 20))
            }

            /// A hundred tasks: one that yields alone sends Tokio to the kernel every time, which would flatter us.
            pub fn yields() -> f64 {
                run!($block_on, $spawn, async {
                    let (tasks, turns) = (100, 30_000);
                    let start = cpu();
                    let tasks = Vec::from_iter((0..tasks).map(|_| $spawn(yielding(turns))));
                    let count = tasks.len() * turns;
                    for task in tasks {
                        let _ = task.await;
                    }
                    each(start, count)
                })
            }

            async fn yielding(turns: usize) {
                for _ in 0..turns {
                    $yield_now().await;
                }
            }

            /// Whose turn it is, and who waits for it.
            type Mailbox = Arc<Mutex<(usize, Option<Waker>)>>;

            async fn player(me: usize, mailbox: Mailbox, count: usize) {
                for _ in 0..count {
                    poll_fn(|cx| {
                        let mut mailbox = mailbox.lock().unwrap();
                        if mailbox.0 != me {
                            mailbox.1 = Some(cx.waker().clone());
                            return Poll::Pending;
                        }
                        mailbox.0 = 1 - me;
                        let other = mailbox.1.take();
                        drop(mailbox);
                        other.into_iter().for_each(Waker::wake);
                        Poll::Ready(())
                    })
                    .await;
                }
            }

            pub fn ping_pong() -> f64 {
                run!($block_on, $spawn, async {
                    let count = 1_000_000;
                    let mailbox = Mailbox::default();
                    let start = cpu();
                    let players = [0, 1].map(|me| $spawn(player(me, Arc::clone(&mailbox), count)));
                    for player in players {
                        let _ = player.await;
                    }
                    each(start, 2 * count)
                })
            }

            pub fn idle_bytes() -> f64 {
                run!($block_on, $spawn, async {
                    let count = 100_000;
                    let before = common::resident();
                    let mut handles = Vec::with_capacity(count);
                    for _ in 0..count {
                        handles.push($spawn(async { pending::<()>().await }));
                    }
                    $yield_now().await; // all have had their turn
                    let bytes = common::resident() - before;
                    bytes as f64 / count as f64
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
    s1,
    ch12_runtime::s1_textbook::block_on,
    ch12_runtime::s1_textbook::spawn,
    ch12_runtime::yield_now
);
contender!(
    s2,
    ch12_runtime::s2_local::block_on,
    ch12_runtime::s2_local::spawn,
    ch12_runtime::yield_now
);
contender!(
    s3,
    ch12_runtime::s3_numbers::block_on,
    ch12_runtime::s3_numbers::spawn,
    ch12_runtime::yield_now
);
contender!(
    s4,
    ch12_runtime::block_on,
    ch12_runtime::spawn,
    ch12_runtime::yield_now
);
contender!(
    tokio_,
    crate::tokio_names::block_on,
    tokio::spawn,
    tokio::task::yield_now
);

const QUANTITIES: [(&str, &str); 5] = [
    ("spawn and join, 1000 at a time", "ns"),
    ("spawn and join, 100000 at a time", "ns"),
    ("yield", "ns"),
    ("wake from task to task", "ns"),
    ("idle task", "bytes"),
];

fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    macro_rules! add {
        ($($contender:literal $name:ident),*) => {$(
            let measures: [fn() -> f64; 5] =
                [$name::thousand, $name::hundred_thousand, $name::yields, $name::ping_pong, $name::idle_bytes];
            for ((quantity, _), measure) in QUANTITIES.into_iter().zip(measures) {
                trials.push(Trial { contender: $contender, quantity, measure });
            }
        )*};
    }
    add!("s1_textbook" s1, "s2_local" s2, "s3_numbers" s3, "s4_one_allocation" s4, "tokio" tokio_);
    trials
}

fn main() {
    let trials = trials();
    let rounds = std::env::var("ROUNDS").map_or(7, |rounds| rounds.parse().expect("a number"));
    let samples = common::run(&trials, rounds);
    let mut text = common::head("cargo bench -p ch12-runtime --bench steps");
    let _ = writeln!(
        text,
        "tokio 1.54, current_thread; medians of {rounds} rounds\n"
    );
    let names = [
        "s1_textbook",
        "s2_local",
        "s3_numbers",
        "s4_one_allocation",
        "tokio",
    ];
    let _ = write!(text, "{:<34}{:>6}", "", "");
    for short in ["s1", "s2", "s3", "s4", "tokio"] {
        let _ = write!(text, "{short:>8}");
    }
    let _ = writeln!(text);
    for (quantity, unit) in QUANTITIES {
        let _ = write!(text, "{quantity:<34}{unit:>6}");
        for name in names {
            let Some(values) = samples.get(&(quantity, name)) else {
                continue;
            };
            let _ = write!(text, "{:>8.1}", median(values));
        }
        let _ = writeln!(text);
    }
    print!("{text}");
    if std::env::var("RECORD").is_ok() {
        common::record("steps", &text, &samples);
    }
}
