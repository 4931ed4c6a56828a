//! A hundred thousand tasks that fail, panic, are cancelled and lose their handles, from a seed: every one is accounted for.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ch15_tasks::{
    Requests, Task, TaskError, TaskResult, create_cooperative, create_task, supervise,
    with_reporter,
};
use fastrand::Rng;
use paused::Paused;
use tokio::time::sleep;

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const TASKS: usize = 100_000;
/// How many are alive at once. Memory is compared after each group.
const GROUP: usize = 10_000;
const MS: Duration = Duration::from_millis(1);

/// What a task was made to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Gives,
    Fails,
    Panics,
    Cancelled,
    Refuses,
    AnswersWithAnError,
    LeftBehind,
}

/// What was made, and what was seen: by awaiting, or in a report.
#[derive(Debug, Default)]
struct Counts {
    made: BTreeMap<Fate, usize>,
    seen: BTreeMap<&'static str, usize>,
}

/// The errors and panics that tasks ended in, counted by the tasks.
static FAILURES: AtomicUsize = AtomicUsize::new(0);

fn failing() -> String {
    FAILURES.fetch_add(1, Ordering::Relaxed);
    "failed".to_owned()
}

fn seed() -> u64 {
    let given = std::env::var("STRESS_SEED").ok();
    given.map_or(15, |seed| seed.parse().expect("STRESS_SEED is a number"))
}

fn fate(random: &mut Rng) -> Fate {
    match random.u32(0..100) {
        0..35 => Fate::Gives,
        35..55 => Fate::Fails,
        55..57 => Fate::Panics,
        57..72 => Fate::Cancelled,
        72..82 => Fate::Refuses,
        82..92 => Fate::AnswersWithAnError,
        _ => Fate::LeftBehind,
    }
}

async fn cooperative(requests: Requests, fate: Fate, ms: u32) -> TaskResult<Fate, String> {
    let request = requests.run_until_cancelled(sleep(ms * MS)).await;
    match fate {
        Fate::AnswersWithAnError if request.is_err() => Err(TaskError::Failed(failing())),
        _ => {
            sleep(MS).await;
            Ok(fate)
        }
    }
}

fn make(fate: Fate, ms: u32) -> Task<Fate, String> {
    match fate {
        Fate::Refuses | Fate::AnswersWithAnError => {
            create_cooperative(move |requests| cooperative(requests, fate, ms))
        }
        _ => create_task(async move {
            sleep(ms * MS).await;
            match fate {
                Fate::Fails => Err(failing()),
                Fate::Panics => std::panic::resume_unwind(Box::new(failing())),
                Fate::Cancelled | Fate::LeftBehind => std::future::pending().await,
                _ => Ok(fate),
            }
        }),
    }
}

fn word(result: &TaskResult<Fate, String>) -> &'static str {
    match result {
        Ok(_) => "value",
        Err(TaskError::Failed(_)) => "error",
        Err(TaskError::Panicked(_)) => "panic",
        Err(TaskError::Cancelled(_)) => "cancelled",
    }
}

/// Makes a group, disturbs it, and awaits those whose handles were kept.
async fn group(mut random: Rng, counts: Arc<Mutex<Counts>>) {
    let count = |word| {
        *counts
            .lock()
            .expect("unpoisoned")
            .seen
            .entry(word)
            .or_default() += 1
    };
    let mut kept = Vec::new();
    for _ in 0..GROUP {
        let fate = fate(&mut random);
        *counts
            .lock()
            .expect("unpoisoned")
            .made
            .entry(fate)
            .or_default() += 1;
        let task = make(fate, random.u32(1..1000));
        let asked = matches!(
            fate,
            Fate::Cancelled | Fate::Refuses | Fate::AnswersWithAnError
        );
        if asked {
            let (asks, after) = (task.clone(), random.u32(0..1000) * MS);
            tokio::spawn(async move {
                sleep(after).await;
                asks.cancel();
            });
        }
        // Some handles are dropped at once, some when they have been polled, some are awaited.
        match random.u32(0..4) {
            _ if fate == Fate::LeftBehind => count("left behind"),
            0 => drop(task),
            1 => kept.push((task, Some(random.u32(0..1000)))),
            _ => kept.push((task, None)),
        }
    }
    for (mut task, impatient) in kept {
        let result = match impatient {
            Some(ms) => tokio::time::timeout(ms * MS, &mut task).await.ok(),
            None => Some(task.await),
        };
        if let Some(result) = result {
            count(word(&result));
        }
    }
    sleep(3000 * MS).await;
}

#[test]
fn nobody_is_lost_among_a_hundred_thousand() {
    let seed = seed();
    let counts = Arc::new(Mutex::new(Counts::default()));
    let reports = Arc::new(Mutex::new(0_usize));
    let mut random = Rng::with_seed(seed);
    let mut live = Vec::new();
    for _ in 0..TASKS / GROUP {
        let (random, counts, heard) = (random.fork(), counts.clone(), reports.clone());
        let report = move |_| *heard.lock().expect("unpoisoned") += 1;
        let program = move || with_reporter(report, supervise(group(random, counts)));
        let done = Paused::new()
            .awaiting("a group of tasks")
            .limit(60_000 * MS)
            .run(program);
        assert_eq!(done.left, 0, "tasks are left (STRESS_SEED={seed})");
        live.push(judge::live_bytes());
    }
    check(
        &counts.lock().expect("unpoisoned"),
        *reports.lock().expect("unpoisoned"),
        seed,
    );
    // Between the second group and the last, 80,000 tasks have come and gone. The slack is for the thread that each run
    // lives on, and for what the test harness writes meanwhile: less than a byte for each task.
    let grown = live[live.len() - 1].saturating_sub(live[1]);
    assert!(
        grown < 64 * 1024,
        "{grown} bytes are left: {live:?} (STRESS_SEED={seed})"
    );
}

fn check(counts: &Counts, reports: usize, seed: u64) {
    let made = |fate| counts.made.get(&fate).copied().unwrap_or_default();
    let seen = |word| counts.seen.get(word).copied().unwrap_or_default();
    assert_eq!(counts.made.values().sum::<usize>(), TASKS);
    assert_eq!(
        seen("left behind"),
        made(Fate::LeftBehind),
        "STRESS_SEED={seed}"
    );
    // An error is either seen or reported: none is lost, and none comes twice.
    let heard = seen("error") + seen("panic") + reports;
    let failures = FAILURES.load(Ordering::Relaxed);
    assert_eq!(
        heard, failures,
        "{counts:?}, {reports} reports (STRESS_SEED={seed})"
    );
    assert!(failures >= made(Fate::Fails) + made(Fate::Panics));
    assert!(seen("panic") <= made(Fate::Panics) && seen("cancelled") <= made(Fate::Cancelled));
    assert!(
        reports > 0 && seen("cancelled") > 0 && seen("panic") > 0,
        "{counts:?}"
    );
    println!("{counts:?}, {reports} reports (STRESS_SEED={seed})");
}
