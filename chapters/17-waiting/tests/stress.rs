//! A hundred thousand children for each combinator: random delays, failures, and waits that are dropped half-way. Nothing is lost, nobody
//! is left, the order is as promised, and the memory comes back. `STRESS_SEED` repeats a run.

use std::cell::Cell;
use std::collections::HashMap;
use std::env;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ch15_tasks::{Task, TaskResult, create_task};
use ch17_waiting::{ReturnWhen, as_completed, wait};
use fastrand::Rng;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use paused::{Paused, now};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

/// Memory is the whole process's: one measures at a time.
static ALONE: Mutex<()> = Mutex::new(());

const CHILDREN: usize = 100_000;
/// In one group: enough to be a crowd, and few enough that asking all of them anew does not take minutes.
const GROUP: usize = 250;
const SECOND: u64 = 1000;
/// What the test's own threads and their output may hold: 100,000 children that leaked a byte each would show.
const SLACK: usize = 64 * 1024;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Runs `program` with dice and a number of groups, and checks that no task is left and that the memory is what it was.
fn stress<F>(program: impl Fn(Rng, usize) -> F + Copy + Send + 'static)
where
    F: Future<Output = ()>,
{
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let given = env::var("STRESS_SEED").ok();
    let seed = given.and_then(|seed| seed.parse().ok()).unwrap_or(17);
    println!("STRESS_SEED={seed}"); // shown if the test fails
    let run = |groups| {
        let patient = Paused::new().limit(Duration::from_secs(120));
        patient.run(move || program(Rng::with_seed(seed), groups))
    };
    // A little first, for what is allocated once and kept.
    run(1);
    let before = judge::live_bytes();
    let left = run(CHILDREN / GROUP).left;
    let after = judge::live_bytes();
    assert_eq!(left, 0, "tasks were left (STRESS_SEED={seed})");
    assert!(
        after <= before + SLACK,
        "{before} bytes were live before, and {after} after (STRESS_SEED={seed})"
    );
}

/// What a child is to do, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Plan {
    Give(usize),
    Fail(usize),
    Panic,
    BeCancelled,
}

fn plan(dice: &mut Rng, number: usize) -> Plan {
    match dice.usize(..100) {
        0 => Plan::Panic,
        1..3 => Plan::BeCancelled,
        3..20 => Plan::Fail(number),
        _ => Plan::Give(number),
    }
}

async fn child(plan: Plan, delay: u64) -> Result<usize, usize> {
    sleep(ms(delay)).await;
    match plan {
        Plan::Give(number) => Ok(number),
        Plan::Fail(number) => Err(number),
        // Without the hook's message: there are a thousand of them.
        Plan::Panic => std::panic::resume_unwind(Box::new("planned")),
        Plan::BeCancelled => std::future::pending().await,
    }
}

type Child = Task<usize, usize>;

/// The group's tasks, each with its plan and its end.
fn group(dice: &mut Rng) -> HashMap<Child, (Plan, u64)> {
    let tasks = (0..GROUP).map(|number| {
        let (plan, delay) = (plan(dice, number), dice.u64(..SECOND));
        let task = create_task(child(plan, delay));
        if plan == Plan::BeCancelled {
            let doomed = task.clone();
            tokio::spawn(async move {
                sleep(ms(delay)).await;
                doomed.cancel();
            });
        }
        (task, (plan, now() + delay))
    });
    tasks.collect()
}

fn as_planned(plan: Plan, result: Option<TaskResult<usize, usize>>) -> bool {
    match (plan, result) {
        (Plan::Give(number), Some(Ok(given))) => number == given,
        (Plan::Fail(number), Some(Err(error))) => error.failed() == Some(number),
        (Plan::Panic, Some(Err(error))) => error.is_panic(),
        (Plan::BeCancelled, Some(Err(error))) => error.is_cancelled(),
        _ => false,
    }
}

#[test]
fn wait_loses_nobody() {
    stress(|mut dice, groups| async move {
        for _ in 0..groups {
            let plans = group(&mut dice);
            let mut pending: Vec<Child> = plans.keys().cloned().collect();
            let mut seen = 0;
            while !pending.is_empty() {
                let when = dice.choice([
                    ReturnWhen::FirstException,
                    ReturnWhen::AllCompleted,
                    ReturnWhen::FirstCompleted,
                ]);
                let limit = dice.bool().then(|| ms(dice.u64(50..400)));
                let waits = wait(pending.clone(), when.expect("three"), limit);
                // Half of the waits are dropped by an impatient caller.
                let patience = if dice.bool() {
                    dice.u64(50..200)
                } else {
                    2 * SECOND
                };
                let Ok(found) = timeout(ms(patience), waits).await else {
                    continue;
                };
                let found = found.expect("somebody is pending");
                assert_eq!(found.done.len() + found.pending.len(), pending.len());
                for task in &found.done {
                    seen += 1;
                    assert!(as_planned(plans[task].0, task.result()), "{task:?}");
                }
                pending = found.pending.into_iter().collect();
            }
            assert_eq!(seen, GROUP);
        }
    });
}

#[test]
fn as_completed_keeps_the_order_and_loses_nobody() {
    stress(|mut dice, groups| async move {
        for _ in 0..groups {
            let plans = group(&mut dice);
            let mut ends = as_completed(plans.keys().cloned());
            let (mut seen, mut last) = (0, 0);
            loop {
                let patience = ms(dice.u64(..20));
                let Ok(next) = timeout(patience, ends.next()).await else {
                    // Broken off; many end meanwhile.
                    sleep(ms(dice.u64(..20))).await;
                    continue;
                };
                let Some(task) = next else { break };
                let (plan, end) = plans[&task];
                assert!(as_planned(plan, task.result()), "{task:?}");
                assert!(end >= last, "{end} ms after {last} ms");
                (seen, last) = (seen + 1, end);
            }
            assert_eq!(seen, GROUP);
        }
    });
}

/// Counts who is alive.
#[derive(Clone, Default)]
struct Alive(Rc<Cell<usize>>);

struct One(Rc<Cell<usize>>);

impl Alive {
    fn one(&self) -> One {
        self.0.set(self.0.get() + 1);
        One(Rc::clone(&self.0))
    }
}

impl Drop for One {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

#[test]
fn select_drops_every_loser() {
    stress(|mut dice, groups| async move {
        let alive = Alive::default();
        for _ in 0..groups * GROUP / 2 {
            let (a, b, patience) = (dice.u64(..30), dice.u64(..30), dice.u64(..30));
            let child = |delay| {
                let one = alive.one();
                async move {
                    sleep(ms(delay)).await;
                    drop(one);
                    delay
                }
            };
            let selects = async {
                tokio::select! { a = child(a) => a, b = child(b) => b }
            };
            let first = timeout(ms(patience), selects).await;
            assert!(first.is_ok_and(|first| first == a.min(b)) || patience <= a.min(b));
            assert_eq!(alive.0.get(), 0);
        }
    });
}

#[test]
fn futures_unordered_keeps_the_order_and_drops_the_rest() {
    stress(|mut dice, groups| async move {
        let alive = Alive::default();
        for _ in 0..groups {
            let mut set: FuturesUnordered<_> = (0..GROUP)
                .map(|_| {
                    let (one, end) = (alive.one(), now() + dice.u64(..SECOND));
                    async move {
                        sleep(ms(end - now())).await;
                        drop(one);
                        end
                    }
                })
                .collect();
            let (mut seen, mut last) = (0, 0);
            let enough = if dice.bool() {
                GROUP
            } else {
                dice.usize(..GROUP)
            };
            while seen < enough {
                let Ok(next) = timeout(ms(dice.u64(..20)), set.next()).await else {
                    continue;
                };
                let end = next.expect("not all were seen");
                assert!(end >= last, "{end} ms after {last} ms");
                (seen, last) = (seen + 1, end);
            }
            assert_eq!(alive.0.get(), GROUP - seen);
            drop(set);
            assert_eq!(alive.0.get(), 0);
        }
    });
}

#[test]
fn join_set_keeps_the_order_and_leaves_nobody() {
    stress(|mut dice, groups| async move {
        for _ in 0..groups {
            let mut set = JoinSet::new();
            for number in 0..GROUP {
                let end = now() + dice.u64(..SECOND);
                let plan = plan(&mut dice, number);
                let plan = if plan == Plan::BeCancelled {
                    Plan::Give(0)
                } else {
                    plan
                };
                set.spawn(async move { (child(plan, end - now()).await, end) });
            }
            let (mut seen, mut last) = (0, 0);
            let enough = if dice.bool() {
                GROUP
            } else {
                dice.usize(..GROUP)
            };
            while seen < enough {
                let Ok(next) = timeout(ms(dice.u64(..20)), set.join_next()).await else {
                    continue;
                };
                seen += 1;
                match next.expect("not all were seen") {
                    Ok((_, end)) => {
                        assert!(end >= last, "{end} ms after {last} ms");
                        last = end;
                    }
                    Err(error) => assert!(error.is_panic()),
                }
            }
            // Dropped, with what is left in it.
            assert_eq!(set.len(), GROUP - seen);
        }
    });
}
