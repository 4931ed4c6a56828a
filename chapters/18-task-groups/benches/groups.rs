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

const CONTENDERS: [&str; 5] = [
    "JoinSet",
    "task_group",
    "FuturesUnordered",
    "boxed",
    "scope",
];

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    if let [contender, threads, yields] = &args[..] {
        println!("{}", measure(contender, threads, yields == "true"));
        return;
    }
    let mut cases = Vec::new();
    for threads in ["one", "two"] {
        for yields in [false, true] {
            for contender in CONTENDERS {
                cases.push((threads, yields, contender, Vec::new()));
            }
        }
    }
    let me = std::env::current_exe().expect("this program");
    for _ in 0..ROUNDS {
        fastrand::shuffle(&mut cases);
        for (threads, yields, contender, times) in &mut cases {
            let args = [*contender, *threads, if *yields { "true" } else { "false" }];
            let output = Command::new(&me).args(args).output().expect("it runs");
            let text = String::from_utf8(output.stdout).expect("a number");
            times.push(text.trim().parse::<f64>().expect("a number"));
        }
    }
    cases.sort_by_key(|(threads, yields, contender, _)| {
        (
            *threads,
            *yields,
            CONTENDERS.iter().position(|c| c == contender),
        )
    });
    for (threads, yields, contender, times) in &mut cases {
        times.sort_by(f64::total_cmp);
        println!(
            "{threads} {yields:5} {contender:17} {:6.0} ns  ({:.0}..{:.0})",
            times[ROUNDS / 2],
            times[0],
            times[ROUNDS - 1]
        );
    }
}
