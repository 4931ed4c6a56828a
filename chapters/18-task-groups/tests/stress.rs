//! A hundred thousand children of each kind: random delays, failures and drops, from a seed that can be given.

mod common;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ch15_tasks::{Requests, TaskError};
use ch18_task_groups::{Failure, GroupError, Stop, cooperative_group, scope, task_group};
use common::ms;
use fastrand::Rng;
use paused::Paused;
use tokio::time::timeout;

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const CHILDREN: u32 = 100_000;
/// In one group.
const GROUP: u32 = 1_000;
/// What may be left: the harness's own notes, a thread's locals. One lost child in a thousand would be more.
const SLACK: usize = 16 * 1024;

/// What happens in a group, drawn before it begins.
#[derive(Clone)]
struct Plan {
    delays: Vec<u64>,
    failing: Vec<bool>,
    /// When the group is dropped from outside, if it is.
    dropped: Option<Duration>,
}

fn plan(rng: &mut Rng) -> Plan {
    let delays = (0..GROUP).map(|_| rng.u64(0..1000)).collect();
    let one_in = [1, 100, 1_000, 100_000][rng.usize(0..4)];
    let failing = (0..GROUP).map(|_| rng.u32(0..one_in.max(2)) == 0).collect();
    let dropped = (rng.u32(0..4) == 0).then(|| Duration::from_millis(rng.u64(0..1000)));
    Plan {
        delays,
        failing,
        dropped,
    }
}

/// The errors that children gave, in the order in which they gave them.
type Given = Arc<Mutex<VecDeque<u32>>>;

fn answer(n: u32, fails: bool, given: &Mutex<VecDeque<u32>>) -> Result<u32, u32> {
    if !fails {
        return Ok(n);
    }
    given.lock().unwrap().push_back(n);
    Err(n)
}

async fn child(n: u32, delay: u64, fails: bool, given: Given) -> Result<u32, u32> {
    ms(delay).await;
    answer(n, fails, &given)
}

/// Asked to stop, it cleans up, and one in three fails in that.
async fn cooperative(
    requests: Requests,
    n: u32,
    delay: u64,
    fails: bool,
    given: Given,
) -> Result<u32, Stop<u32>> {
    let Err(cancelled) = requests.run_until_cancelled(ms(delay)).await else {
        return answer(n, fails, &given).map_err(Stop::error);
    };
    ms(delay % 7).await;
    match n % 3 {
        0 => answer(n, true, &given).map_err(Stop::error),
        _ => Err(cancelled.into()),
    }
}

async fn plain_group(plan: Plan, given: Given) -> Result<u64, GroupError<u32>> {
    let sum = task_group(async |group| {
        let mut children = Vec::new();
        for (n, delay) in (0..).zip(plan.delays) {
            let fails = plan.failing[n as usize];
            children.push(group.spawn(child(n, delay, fails, given.clone())));
        }
        let mut sum = 0;
        for child in children {
            sum += u64::from(child.await?);
        }
        Ok(sum)
    });
    sum.await
}

async fn asked_group(plan: Plan, given: Given) -> Result<u64, GroupError<u32>> {
    let requests = Requests::new();
    let sum = cooperative_group(&requests, async |group| {
        let mut children = Vec::new();
        for (n, delay) in (0..).zip(plan.delays) {
            let (fails, given) = (plan.failing[n as usize], given.clone());
            children.push(
                group.spawn_cooperative(|requests| cooperative(requests, n, delay, fails, given)),
            );
        }
        let mut sum = 0;
        for child in children {
            sum += u64::from(requests.run_until_cancelled(child).await??);
        }
        Ok(sum)
    });
    sum.await.map_err(|error| match error {
        TaskError::Failed(group) => group,
        other => panic!("nobody asked, and yet: {other}"),
    })
}

async fn borrowing_scope(plan: Plan, given: Given) -> Result<u64, GroupError<u32>> {
    let (delays, failing, given) = (&plan.delays, &plan.failing, &given);
    let sum = scope(async |scope| {
        let mut children = Vec::new();
        for n in 0..GROUP {
            let (delay, fails) = (&delays[n as usize], &failing[n as usize]);
            children.push(scope.spawn(async move {
                ms(*delay).await;
                answer(n, *fails, given)
            }));
        }
        let mut sum = 0;
        for child in children {
            sum += u64::from(child.await?);
        }
        Ok(sum)
    });
    sum.await
}

fn check(seed: u64, group: u32, ended: Result<u64, GroupError<u32>>, given: &Given) {
    let given: Vec<u32> = given.lock().unwrap().iter().copied().collect();
    let told: Vec<u32> = match &ended {
        Ok(sum) => {
            assert_eq!(
                *sum,
                u64::from(GROUP * (GROUP - 1) / 2),
                "seed {seed}, group {group}: a value is lost"
            );
            Vec::new()
        }
        Err(error) => {
            assert!(
                error
                    .failures()
                    .iter()
                    .all(|failure| matches!(failure, Failure::Error(_)))
            );
            error.errors().into_iter().copied().collect()
        }
    };
    assert_eq!(
        told, given,
        "seed {seed}, group {group}: told, and given, in order"
    );
}

fn stress<F>(kind: impl Fn(Plan, Given) -> F + Copy + Send + 'static)
where
    F: Future<Output = Result<u64, GroupError<u32>>>,
{
    let seed = std::env::var("STRESS_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or(18);
    let round = move |groups: u32| {
        let paused = Paused::new().limit(Duration::from_secs(60));
        let done = paused
            .awaiting(format!("seed {seed}"))
            .run(move || async move {
                let mut rng = Rng::with_seed(seed);
                let mut outcomes = [0; 3];
                for group in 0..groups {
                    let (plan, given) = (plan(&mut rng), Given::default());
                    let limit = plan.dropped.unwrap_or(Duration::MAX);
                    let ended = timeout(limit, kind(plan, given.clone())).await;
                    outcomes[ended
                        .as_ref()
                        .map_or(2, |ended| usize::from(ended.is_err()))] += 1;
                    if let Ok(ended) = ended {
                        check(seed, group, ended, &given);
                    }
                }
                outcomes
            });
        assert_eq!(done.left, 0, "seed {seed}: tasks are left");
        assert!(
            groups < 10 || done.output.iter().all(|&n| n > 5),
            "seed {seed}: {:?}",
            done.output
        );
    };
    round(1);
    let before = judge::live_bytes();
    round(CHILDREN / GROUP);
    let after = judge::live_bytes();
    assert!(
        after <= before + SLACK,
        "seed {seed}: {before} bytes before, {after} after"
    );
}

/// One test, because memory is counted for the whole process.
#[test]
fn a_hundred_thousand_children_of_each_kind_leave_nothing_behind() {
    stress(plain_group);
    stress(asked_group);
    stress(borrowing_scope);
}
