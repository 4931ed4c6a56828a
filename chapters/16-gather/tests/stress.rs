//! A hundred thousand children for each way to gather: order, nothing lost, nobody left, and the memory back.
//! Over 300 lines because four tests share one plan of what is in store, and what is right follows from it.

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use ch15_tasks::{Requests, Task, TaskError, TaskResult, create_cooperative, create_task};
use ch16_gather::{gather, gather_limited, gather_settled, gather_tuple};
use fastrand::Rng;
use paused::Paused;
use tokio::time::{Instant, sleep, timeout};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const CHILDREN: usize = 100_000;
const MS: Duration = Duration::from_millis(1);
/// What the test's own machinery may have asked for meanwhile; one byte that each child left behind would be more.
const SLACK: usize = 64 * 1024;

type Tasks = Vec<Task<usize, usize>>;

/// What is in store for a group of children.
#[derive(Clone, Debug)]
struct Plan {
    /// When each child ends, at an odd time, and with what: its place, as a value or as an error.
    children: Vec<(u32, Result<usize, usize>)>,
    fate: Fate,
}

/// What comes from outside, at an even time.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Awaited,
    Dropped(u32),
    Asked(u32),
}

impl Plan {
    fn draw(rng: &mut Rng, size: usize) -> Self {
        let failing = [0.0, 0.0, 0.001, 0.1][rng.usize(..4)];
        let fate = match rng.u32(..4) {
            0 => Fate::Dropped(2 * rng.u32(1..500)),
            1 => Fate::Asked(2 * rng.u32(1..500)),
            _ => Fate::Awaited,
        };
        let child = |place| {
            let end = [Ok(place), Err(place)][usize::from(rng.f64() < failing)];
            (2 * rng.u32(..500) + 1, end)
        };
        let children = (0..size).map(child).collect();
        Self { children, fate }
    }

    /// Those that will be asked to stop take some time to tidy up then.
    fn tasks(&self) -> Tasks {
        let polite = matches!(self.fate, Fate::Asked(_));
        let task = |&(at, end): &(u32, Result<usize, usize>)| match polite {
            false => create_task(async move {
                sleep(at * MS).await;
                end
            }),
            true => create_cooperative(async move |requests: Requests| {
                let asked = requests.run_until_cancelled(sleep(at * MS)).await;
                if asked.is_err() {
                    sleep(at % 16 * MS).await;
                }
                asked?;
                end.map_err(TaskError::Failed)
            }),
        };
        self.children.iter().map(task).collect()
    }

    /// Until when the children are left alone.
    fn limit(&self) -> u32 {
        match self.fate {
            Fate::Awaited => u32::MAX,
            Fate::Dropped(at) | Fate::Asked(at) => at,
        }
    }

    /// When the first error comes, if one comes while the children are left alone.
    fn first_error(&self) -> Option<u32> {
        let failing = self.children.iter().filter(|(_, end)| end.is_err());
        failing
            .map(|(at, _)| *at)
            .filter(|at| *at < self.limit())
            .min()
    }

    /// How a child has ended once all is over. If the gather is `stopped` at its limit, who is not ready then is cancelled.
    fn end(&self, place: usize, stopped: bool) -> TaskResult<usize, usize> {
        let (at, end) = self.children[place];
        if stopped && at > self.limit() {
            Err(TaskError::Cancelled(Default::default()))
        } else {
            end.map_err(TaskError::Failed)
        }
    }

    async fn nothing_is_lost(&self, tasks: &Tasks, stopped: bool) {
        sleep(1100 * MS).await;
        for (place, task) in tasks.iter().enumerate() {
            assert_eq!(task.result(), Some(self.end(place, stopped)), "of {place}");
        }
    }

    /// Looks at what a gather gave, which is nothing if it was dropped.
    fn look(&self, given: Option<TaskResult<Vec<usize>, usize>>, tasks: &Tasks) {
        match given {
            None => assert_eq!(self.first_error(), None, "it was dropped before"),
            Some(Ok(places)) => {
                assert_eq!(self.first_error(), None);
                assert!(
                    places.iter().copied().eq(0..tasks.len()),
                    "in another order"
                );
            }
            Some(Err(TaskError::Failed(place))) => {
                assert_eq!(Some(self.children[place].0), self.first_error());
            }
            Some(Err(_)) => {
                assert_eq!(self.first_error(), None, "it was asked before");
                assert!(tasks.iter().all(Task::done), "they were not waited for");
            }
        }
    }
}

/// Draws groups until their children are a hundred thousand, puts each to `test`, and then looks at what is left.
fn stress<F: Future<Output = ()>>(
    name: &str,
    sizes: &'static [usize],
    test: impl Fn(Plan) -> F + Copy + Send + 'static,
) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let seed = env::var("STRESS_SEED").map_or(16, |seed| seed.parse().expect("a number"));
    println!("the seed was STRESS_SEED={seed}"); // shown if the test fails
    let run = |children: usize| {
        let run = Paused::new().awaiting(name).limit(Duration::from_secs(60));
        let done = run.run(move || async move {
            let mut rng = Rng::with_seed(seed);
            let mut drawn = 0;
            while drawn < children {
                let size = sizes[rng.usize(..sizes.len())].min(children - drawn);
                drawn += size;
                test(Plan::draw(&mut rng, size)).await;
            }
        });
        assert_eq!(done.left, 0, "tasks are left");
    };
    run(1000); // whatever is made once is there now
    let before = judge::live_bytes();
    run(CHILDREN);
    // The run's thread has given its result, and may still be ending.
    let mut after = judge::live_bytes();
    for _ in 0..1000 {
        if after > before + SLACK {
            thread::sleep(MS);
            after = judge::live_bytes();
        }
    }
    assert!(
        after <= before + SLACK,
        "{before} bytes before, {after} afterwards"
    );
}

const SIZES: &[usize] = &[0, 1, 2, 10, 100, 1000, 10_000];

#[test]
fn gather_under_stress() {
    stress("gather", SIZES, async |plan: Plan| {
        let tasks = plan.tasks();
        let all = gather(tasks.clone());
        let given = match plan.fate {
            Fate::Awaited => Some(all.await),
            Fate::Dropped(at) => timeout(at * MS, all).await.ok(),
            Fate::Asked(at) => {
                let task = create_cooperative(async move |asked| all.or_cancelled(&asked).await);
                sleep(at * MS).await;
                task.cancel();
                Some(task.await)
            }
        };
        plan.look(given, &tasks);
        plan.nothing_is_lost(&tasks, plan.first_error().is_none())
            .await;
    });
}

#[test]
fn gather_settled_under_stress() {
    stress("gather_settled", SIZES, async |plan: Plan| {
        let tasks = plan.tasks();
        let all = gather_settled(tasks.clone());
        let given = match plan.fate {
            Fate::Awaited => Some(Ok(all.await)),
            Fate::Dropped(at) => timeout(at * MS, all).await.ok().map(Ok),
            Fate::Asked(at) => {
                let task = create_cooperative(async move |asked| all.or_cancelled(&asked).await);
                sleep(at * MS).await;
                task.cancel();
                Some(task.await)
            }
        };
        match given {
            Some(Ok(results)) => {
                let right = (0..tasks.len()).map(|place| plan.end(place, false));
                assert!(results.into_iter().eq(right), "other results");
            }
            Some(Err(_)) => assert!(tasks.iter().all(Task::done), "they were not waited for"),
            None => {}
        }
        plan.nothing_is_lost(&tasks, true).await;
    });
}

#[test]
fn gather_tuple_under_stress() {
    stress("gather_tuple!", &[4], async |plan: Plan| {
        let mut tasks = plan.tasks();
        tasks.resize_with(4, || create_task(async { Ok(0) })); // the last group may be smaller
        let [a, b, c, d] = <[_; 4]>::try_from(tasks.clone()).expect("four");
        let all = async { gather_tuple!(a, b, c, d).map(|(a, b, c, d)| vec![a, b, c, d]) };
        let given = match plan.fate {
            Fate::Awaited => Some(all.await),
            Fate::Dropped(at) | Fate::Asked(at) => timeout(at * MS, all).await.ok(),
        };
        plan.look(given, &tasks);
        plan.nothing_is_lost(&tasks, plan.first_error().is_none())
            .await;
    });
}

/// What the children of a limited gather do.
#[derive(Default)]
struct Watch {
    running: AtomicUsize,
    most: AtomicUsize,
    begun: Mutex<Vec<(Duration, usize)>>,
    ended: AtomicUsize,
}

#[test]
fn gather_limited_under_stress() {
    stress(
        "gather_limited",
        &[0, 1, 2, 10, 100, 1000, 5000],
        async |plan: Plan| {
            let watch = Arc::new(Watch::default());
            let limit = 1 + plan.children.len() / 20;
            let start = Instant::now();
            let child = |(ms, end): (u32, _)| {
                let watch = Arc::clone(&watch);
                async move {
                    let (Ok(place) | Err(place)) = end;
                    watch.begun.lock().unwrap().push((start.elapsed(), place));
                    let running = watch.running.fetch_add(1, Ordering::Relaxed) + 1;
                    watch.most.fetch_max(running, Ordering::Relaxed);
                    sleep(ms * MS).await;
                    watch.running.fetch_sub(1, Ordering::Relaxed);
                    watch.ended.fetch_add(1, Ordering::Relaxed);
                    end
                }
            };
            let mut taken = 0;
            let futures = plan.children.iter().copied().inspect(|_| taken += 1);
            let all = gather_limited(limit, futures.map(child));
            let given = match plan.fate {
                Fate::Awaited => Some(all.await),
                Fate::Dropped(at) | Fate::Asked(at) => timeout(at * MS, all).await.ok(),
            };
            let dropped = given.is_none();
            match given {
                None => {}
                Some(Ok(places)) => assert!(places.into_iter().eq(0..plan.children.len())),
                Some(Err(error)) => {
                    let place = error.failed().expect("nobody else cancels");
                    assert!(plan.children[place].1.is_err());
                }
            }
            sleep(1000 * MS).await;
            let most = watch.most.load(Ordering::Relaxed);
            assert!(most <= limit, "{most} at a time, and the limit was {limit}");
            let mut begun = watch.begun.lock().unwrap().clone();
            begun.sort_unstable(); // children that begin at one time are polled in any order
            assert!(
                begun.iter().map(|(_, place)| *place).eq(0..begun.len()),
                "not in order"
            );
            if !dropped {
                assert_eq!(
                    begun.len(),
                    taken,
                    "what was taken has begun, and nothing else"
                );
                assert_eq!(
                    watch.ended.load(Ordering::Relaxed),
                    taken,
                    "and it has ended"
                );
            }
        },
    );
}
