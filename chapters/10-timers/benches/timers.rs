//! What a timer costs, in each of the three queues, with up to a million others in it: nanoseconds of processor time an
//! operation.
//!
//! `cargo bench -p ch10-timers` prints the table; `measured/timers.txt` is such a print. Each number is the median of rounds;
//! each round is a process of its own; in a round of all, the order is shuffled.
//!
//! - `fired`: the first of N timers is handed out, and a new one is set, a random time within the minute later;
//! - `cancelled`: with N timers set, one more is set and taken back;
//! - `all`: N timers are set one after the other, and all are handed out; the time is for one of them.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::pin::pin;
use std::process::Command;
use std::task::{Context, Waker};
use std::time::{Duration, Instant};
use std::{env, fmt::Write};

use ch01_blocking_io::thread_cpu_time;
use ch06_wakers::ThreadPark;
use ch10_timers::{HeapQueue, ListQueue, RealClock, TimerPark, TimerQueue, Timers, sleep};
use fastrand::Rng;

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const COUNTS: [usize; 5] = [100, 1_000, 10_000, 100_000, 1_000_000];
const QUEUES: [&str; 3] = ["list", "heap", "wheel"];
const ROUNDS: usize = 5;
/// Tells a process that it is to measure one number.
const ONE: &str = "POLL_BY_POLL_ONE";
/// Deadlines lie within the next minute: that is what limits on requests are like.
const MINUTE: u64 = 60_000_000_000;
/// Of the list with a million timers: setting them one by one would take a quarter of an hour.
const TOO_SLOW: usize = 1_000_000;

fn main() {
    if let Ok(one) = env::var(ONE) {
        let words: Vec<_> = one.split(' ').collect();
        let count = words[2].parse().expect("a count");
        println!("{}", measure(words[0], words[1], count));
        return;
    }
    let machine = trace::machine();
    println!(
        "measured on {}, by: cargo bench -p ch10-timers",
        machine.date
    );
    println!("processor: {}", machine.processor);
    println!("system: {}, {} cores\n", machine.system, machine.cores);
    let mut cases = Vec::new();
    for what in ["fired", "cancelled", "all"] {
        for queue in QUEUES {
            let counts = counts(what)
                .iter()
                .filter(|count| (what, queue, **count) != ("all", "list", TOO_SLOW));
            cases.extend(counts.map(|count| format!("{what} {queue} {count}")));
        }
    }
    cases.extend(QUEUES.map(|queue| format!("bytes {queue} 1000000")));
    cases.extend(["ours", "tokio"].map(|who| format!("sleep {who} 1")));
    let mut samples: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        fastrand::shuffle(&mut cases);
        for case in &cases {
            samples.entry(case.clone()).or_default().push(apart(case));
        }
    }
    print!("{}", table(&samples));
}

/// How many timers there are. Of few, setting all and handing out all takes no time worth measuring.
fn counts(what: &str) -> &'static [usize] {
    if what == "all" { &COUNTS[3..] } else { &COUNTS }
}

/// Measures in a process of its own: none finds the memory that another has left.
fn apart(case: &str) -> f64 {
    let this = env::current_exe().expect("this program has a path");
    let output = Command::new(this).env(ONE, case).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim()
        .parse()
        .unwrap_or_else(|_| panic!("{case}: {text} {}", String::from_utf8_lossy(&output.stderr)))
}

fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn table(samples: &BTreeMap<String, Vec<f64>>) -> String {
    let mut table = String::from("nanoseconds      timers       list       heap      wheel\n");
    let shown = |case: String| {
        let samples = samples.get(&case);
        samples.map_or("-".to_owned(), |samples| format!("{:.0}", median(samples)))
    };
    let mut row = |name: &str, what: &str, count: usize| {
        let cells = QUEUES.map(|queue| shown(format!("{what} {queue} {count}")));
        let _ = writeln!(
            table,
            "{name:14} {count:8} {:>10} {:>10} {:>10}",
            cells[0], cells[1], cells[2]
        );
    };
    for what in ["fired", "cancelled", "all"] {
        counts(what)
            .iter()
            .for_each(|count| row(what, what, *count));
    }
    row("bytes each", "bytes", 1_000_000);
    let _ = writeln!(
        table,
        "\na Sleep polled once and dropped: {} ns; Tokio's: {} ns",
        shown("sleep ours 1".into()),
        shown("sleep tokio 1".into())
    );
    table
}

fn measure(what: &str, who: &str, count: usize) -> f64 {
    match (what, who) {
        ("sleep", "ours") => ours(),
        ("sleep", _) => tokios(),
        (_, "list") => queue::<ListQueue<Waker>>(what, who, count),
        (_, "heap") => queue::<HeapQueue<Waker>>(what, who, count),
        _ => queue::<TimerQueue<Waker>>(what, who, count),
    }
}

/// Nanoseconds for one of `times`.
fn time(times: usize, work: impl FnOnce()) -> f64 {
    let before = thread_cpu_time();
    work();
    (thread_cpu_time() - before).as_nanos() as f64 / times as f64
}

fn queue<Q: Timers<Waker>>(what: &str, who: &str, count: usize) -> f64 {
    let (start, mut random) = (Instant::now(), Rng::with_seed(10));
    let mut soon = move || Duration::from_nanos(random.u64(..MINUTE));
    let mut queue = Q::new(start);
    let waker = || Waker::noop().clone();
    if what == "all" {
        return time(count, || {
            for _ in 0..count {
                queue.insert(start + soon(), waker());
            }
            hand_out_all(&mut queue, start);
        });
    }
    let before = judge::live_bytes();
    let mut deadlines: Vec<_> = (0..count).map(|_| start + soon()).collect();
    deadlines.sort_unstable(); // the last first: so the list, too, is filled in no time
    for deadline in deadlines.drain(..).rev() {
        queue.insert(deadline, waker());
    }
    drop(deadlines);
    match what {
        "bytes" => (judge::live_bytes() - before) as f64 / count as f64,
        "fired" => {
            let (times, mut now) = (operations(who, count), start);
            time(times, || {
                for _ in 0..times {
                    now = hand_out_one(&mut queue, now);
                    queue.insert(now + soon(), waker());
                }
            })
        }
        _ => {
            let times = operations(who, count);
            time(times, || {
                for _ in 0..times {
                    let key = queue.insert(start + soon(), waker());
                    black_box(queue.remove(key));
                }
            })
        }
    }
}

/// A million, which is the whole minute once over with a million timers; fewer where the list takes so long.
fn operations(queue: &str, count: usize) -> usize {
    match queue {
        "list" => (100_000_000 / count).clamp(500, 1_000_000),
        _ => 1_000_000,
    }
}

/// Looks when the queue says so, until somebody is due; gives the time.
fn hand_out_one<Q: Timers<Waker>>(queue: &mut Q, mut now: Instant) -> Instant {
    loop {
        if let Some(waker) = queue.pop_due(now) {
            black_box(waker);
            return now;
        }
        now = queue.next_deadline().expect("there are timers").max(now);
    }
}

fn hand_out_all<Q: Timers<Waker>>(queue: &mut Q, mut now: Instant) {
    while !queue.is_empty() {
        now = hand_out_one(queue, now);
    }
}

const HOUR: Duration = Duration::from_secs(3600);
const SLEEPS: usize = 1_000_000;

fn ours() -> f64 {
    let _park = TimerPark::new(ThreadPark::new(), RealClock);
    time(SLEEPS, || {
        for _ in 0..SLEEPS {
            let mut sleep = pin!(sleep(HOUR));
            black_box(sleep.as_mut().poll(&mut Context::from_waker(Waker::noop())))
                .is_pending()
                .then_some(())
                .expect("it is pending");
        }
    })
}

fn tokios() -> f64 {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_time().build().expect("a runtime");
    let task = runtime.spawn(async {
        time(SLEEPS, || {
            for _ in 0..SLEEPS {
                let mut sleep = pin!(tokio::time::sleep(HOUR));
                black_box(sleep.as_mut().poll(&mut Context::from_waker(Waker::noop())))
                    .is_pending()
                    .then_some(())
                    .expect("it is pending");
            }
        })
    });
    runtime.block_on(task).expect("it ends")
}
