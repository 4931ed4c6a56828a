//! What a group costs per child, from spawn to result, beside what it is made of.
//!
//! Every contender runs in processes of its own, in shuffled rounds, inside a spawned task; the figure is the median of the
//! process's CPU time, in nanoseconds per child.

use std::future::Future;
use std::process::Command;

use ch18_task_groups::{scope, task_group};
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinSet, yield_now};

const CHILDREN: u64 = 1_000;
/// Groups per process: enough for the clock, few enough for many rounds.
const GROUPS: u32 = 300;
const ROUNDS: usize = 15;

type Error = String;

/// A child that awaits nothing, or gives one turn away.
async fn child(n: u64, yields: bool) -> Result<u64, Error> {
    if yields {
        yield_now().await;
    }
    Ok(n)
}

async fn join_set(yields: bool) -> u64 {
    let mut set = JoinSet::new();
    for n in 0..CHILDREN {
        set.spawn(child(n, yields));
    }
    let mut sum = 0;
    while let Some(joined) = set.join_next().await {
        sum += joined.expect("no child panics").expect("no child fails");
    }
    sum
}

async fn group(yields: bool) -> u64 {
    let sum = task_group(|group| async move {
        let mut children = Vec::new();
        for n in 0..CHILDREN {
            children.push(group.spawn(child(n, yields)));
        }
        let mut sum = 0;
        for child in children {
            sum += child.await?;
        }
        Ok(sum)
    });
    sum.await.expect("no child fails")
}

async fn unordered(yields: bool) -> u64 {
    let mut set: FuturesUnordered<_> = (0..CHILDREN).map(|n| child(n, yields)).collect();
    let mut sum = 0;
    while let Some(result) = set.next().await {
        sum += result.expect("no child fails");
    }
    sum
}

async fn boxed(yields: bool) -> u64 {
    let child = |n| -> BoxFuture<'static, _> { Box::pin(child(n, yields)) };
    let mut set: FuturesUnordered<_> = (0..CHILDREN).map(child).collect();
    let mut sum = 0;
    while let Some(result) = set.next().await {
        sum += result.expect("no child fails");
    }
    sum
}

async fn scoped(yields: bool) -> u64 {
    let sum = scope(|scope| async move {
        let mut children = Vec::new();
        for n in 0..CHILDREN {
            children.push(scope.spawn(child(n, yields)));
        }
        let mut sum = 0;
        for child in children {
            sum += child.await?;
        }
        Ok(sum)
    });
    sum.await.expect("no child fails")
}

fn cpu() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

fn time<F: Future<Output = u64> + Send + 'static>(runtime: &Runtime, run: impl Fn() -> F) -> f64 {
    let groups = |times: u32| {
        for _ in 0..times {
            let sum = runtime.block_on(runtime.spawn(run()));
            assert_eq!(sum.ok(), Some(CHILDREN * (CHILDREN - 1) / 2));
        }
    };
    groups(GROUPS / 10); // warm
    let before = cpu();
    groups(GROUPS);
    (cpu() - before) / (f64::from(GROUPS) * CHILDREN as f64)
}

fn measure(contender: &str, threads: &str, yields: bool) -> f64 {
    let mut builder = match threads {
        "one" => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    let runtime = builder.build().expect("a runtime");
    match contender {
        "JoinSet" => time(&runtime, || join_set(yields)),
        "task_group" => time(&runtime, || group(yields)),
        "FuturesUnordered" => time(&runtime, || unordered(yields)),
        "boxed" => time(&runtime, || boxed(yields)),
        _ => time(&runtime, || scoped(yields)),
    }
}

/// The floor of each pair first.
const CONTENDERS: [&str; 5] = [
    "JoinSet",
    "task_group",
    "FuturesUnordered",
    "boxed",
    "scope",
];

struct Case {
    threads: &'static str,
    yields: bool,
    contender: &'static str,
    times: Vec<f64>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for threads in ["one", "two"] {
        for yields in [false, true] {
            for contender in CONTENDERS {
                let times = Vec::new();
                cases.push(Case {
                    threads,
                    yields,
                    contender,
                    times,
                });
            }
        }
    }
    cases
}

/// One round of one case, in a process of its own.
fn round(case: &mut Case) {
    let yields = case.yields.to_string();
    let me = std::env::current_exe().expect("this program has a file");
    let run = Command::new(me)
        .args([case.contender, case.threads, &yields])
        .output();
    let text = String::from_utf8(run.expect("it runs").stdout).expect("a number");
    case.times.push(text.trim().parse().expect("a number"));
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn print(cases: &mut [Case]) {
    println!("measured by cargo bench -p ch18-task-groups");
    println!("{}\n", trace::machine());
    println!(
        "CPU ns per child, from spawn to result, {CHILDREN} at a time, median of {ROUNDS} processes\n"
    );
    for threads in ["one", "two"] {
        for yields in [false, true] {
            let child = if yields {
                "gives a turn away"
            } else {
                "is ready at once"
            };
            println!(
                "{threads} thread{}, a child that {child}",
                if threads == "one" { "" } else { "s" }
            );
            let mut floor = 0.0;
            let these = cases
                .iter_mut()
                .filter(|c| c.threads == threads && c.yields == yields);
            for case in these {
                let time = median(&mut case.times);
                if ["JoinSet", "FuturesUnordered"].contains(&case.contender) {
                    floor = time;
                }
                let ratio = time / floor;
                println!("  {:17} {time:5.0}  {ratio:.2}", case.contender);
            }
        }
    }
}

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    if let [contender, threads, yields] = &args[..] {
        println!("{}", measure(contender, threads, yields == "true"));
        return;
    }
    let mut cases = cases();
    let mut order: Vec<usize> = (0..cases.len()).collect();
    for _ in 0..ROUNDS {
        fastrand::shuffle(&mut order);
        for &n in &order {
            round(&mut cases[n]);
        }
    }
    print(&mut cases);
}
