// Judge of 18/all_or_first.

use std::any::Any;
use std::collections::HashSet;
use std::fmt::{self, Debug};
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use ex18_task_groups::all_or_first::all_or_first;
use futures::FutureExt;
use futures::future::BoxFuture;
use judge::assert_answer;
use paused::{Log, Paused, now};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

/// Of real time: an answer that never rests is stopped.
const LIMIT: Duration = Duration::from_secs(2);

use Given::{Error, Panic, Values};

type Job = BoxFuture<'static, Result<u32, &'static str>>;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn job(log: &Log, name: &str, after: u64, result: Result<u32, &'static str>) -> Job {
    log.work(name, after, result).boxed()
}

fn panics(after: u64, words: &'static str) -> Job {
    async move {
        sleep(ms(after)).await;
        std::panic::resume_unwind(Box::new(words))
    }
    .boxed()
}

/// What came of it.
#[derive(PartialEq)]
enum Given {
    Values(Vec<u32>),
    Error(&'static str),
    Panic(String),
}

impl Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Values(values) => write!(f, "the values {values:?}"),
            Error(error) => write!(f, "the error {error:?}"),
            Panic(words) => write!(f, "a panic: {words:?}"),
        }
    }
}

/// What came of it; when; and what had been noted by then.
type Ended = (Given, u64, Vec<String>);

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "with something that is no text".to_owned())
}

fn ended(jobs: impl FnOnce(&Log) -> Vec<Job> + Send + 'static) -> Ended {
    let run = Paused::new()
        .awaiting("all_or_first to come back")
        .limit(LIMIT);
    let done = run.run(move || async move {
        let log = Log::new();
        let result = AssertUnwindSafe(all_or_first(jobs(&log)))
            .catch_unwind()
            .await;
        let given = match result {
            Ok(Ok(values)) => Values(values),
            Ok(Err(error)) => Error(error),
            Err(panic) => Panic(words(&*panic)),
        };
        (given, now(), log.lines())
    });
    assert!(
        done.left == 0,
        "it came back, and {} of its tasks were still there",
        done.left
    );
    done.output
}

#[test]
fn values_come_in_the_order_of_the_jobs() {
    let (result, at, _) = ended(|log| {
        let delays = [(30, 1), (10, 2), (20, 3)];
        delays
            .map(|(after, value)| job(log, "job", after, Ok(value)))
            .into()
    });
    assert_answer(
        "for jobs that give 1, 2, 3 after 30, 10, 20 ms",
        result,
        Values(vec![1, 2, 3]),
    );
    assert_answer(
        "for jobs of 30, 10 and 20 ms, asked when it came back",
        at,
        30,
    );
}

#[test]
fn no_jobs_have_no_values() {
    assert_answer("without jobs", ended(|_| Vec::new()).0, Values(Vec::new()));
}

#[test]
fn the_first_error_is_given_when_everybody_has_ended() {
    let (result, at, log) = ended(|log| {
        vec![
            job(log, "slow", 1000, Ok(1)),
            job(log, "fails", 20, Err("sold out")),
            job(log, "slower", 2000, Ok(3)),
        ]
    });
    let case = "when the second of three jobs fails at 20 ms";
    assert_answer(case, result, Error("sold out"));
    assert_answer(format!("{case}, asked when it came back"), at, 20);
    let dropped = ["slow is dropped at 20", "slower is dropped at 20"];
    assert!(
        dropped
            .iter()
            .all(|line| log.iter().any(|noted| noted == line)),
        "{case}, it came back before the other jobs were gone: abort is a request, and somebody must wait until it is fulfilled"
    );
}

#[test]
fn of_two_errors_the_first_in_time_is_given() {
    let (result, ..) = ended(|log| {
        vec![
            job(log, "late", 30, Err("late")),
            job(log, "early", 20, Err("early")),
        ]
    });
    assert_answer("when jobs fail at 30 and at 20 ms", result, Error("early"));
}

/// Two that fail in one turn, one after the other: the second is told by the first, in the poll that ends it.
#[test]
fn of_two_errors_in_one_turn_the_first_is_given() {
    let (result, ..) = ended(|_| {
        let (tell, told) = oneshot::channel();
        let second = async move {
            let _ = told.await;
            Err("second")
        };
        let first = async move {
            sleep(ms(20)).await;
            let _ = tell.send(());
            Err("first")
        };
        vec![second.boxed(), first.boxed()]
    });
    assert_answer(
        "when a job fails, and then another one before anybody was joined",
        result,
        Error("first"),
    );
}

#[test]
fn a_panic_goes_on_when_everybody_has_ended() {
    let (result, at, log) =
        ended(|log| vec![job(log, "slow", 1000, Ok(1)), panics(20, "on purpose")]);
    let case = "when a job panics at 20 ms";
    assert_answer(case, result, Panic("on purpose".to_owned()));
    assert_answer(format!("{case}, asked when the panic went on"), at, 20);
    assert!(
        log.iter().any(|line| line == "slow is dropped at 20"),
        "{case}, the panic went on before the other job was gone"
    );
}

/// Panics when it is dropped.
struct Bomb(&'static str);

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            std::panic::resume_unwind(Box::new(self.0));
        }
    }
}

#[test]
fn a_panic_outranks_the_error_that_came_before() {
    let (result, ..) = ended(|log| {
        let cleanup = async {
            let bomb = Bomb("in the cleanup");
            sleep(ms(1000)).await;
            std::mem::forget(bomb);
            Ok(1)
        };
        vec![cleanup.boxed(), job(log, "fails", 20, Err("sold out"))]
    });
    assert_answer(
        "when a job fails, and another one panics while it is dropped",
        result,
        Panic("in the cleanup".to_owned()),
    );
}

#[test]
fn of_two_panics_the_first_goes_on() {
    let (result, ..) = ended(|_| {
        let cleanup = async {
            let _bomb = Bomb("in the cleanup");
            std::future::pending().await
        };
        vec![cleanup.boxed(), panics(20, "on purpose")]
    });
    assert_answer(
        "when a job panics, and another one panics while it is dropped",
        result,
        Panic("on purpose".to_owned()),
    );
}

#[test]
fn each_job_is_a_task() {
    let run = Paused::new()
        .awaiting("all_or_first to come back")
        .limit(LIMIT);
    let done = run.run(|| async {
        let job = || async { Ok::<_, ()>(tokio::task::try_id()) }.boxed();
        all_or_first(vec![job(), job(), job()]).await
    });
    let tasks = done.output.expect("no job fails");
    let tasks: HashSet<_> = tasks.into_iter().flatten().collect();
    assert!(
        tasks.len() == 3,
        "the jobs ran inside the caller: one at a time, on one processor"
    );
}

#[test]
fn dropped_early_it_leaves_nobody() {
    let run = Paused::new()
        .awaiting("the others to end after a drop")
        .limit(LIMIT);
    let done = run.run(|| async {
        let log = Log::new();
        let jobs = vec![job(&log, "a", 1000, Ok(1)), job(&log, "b", 1000, Ok(2))];
        let _ = timeout(ms(50), all_or_first(jobs)).await;
    });
    assert!(
        done.left == 0,
        "dropped at 50 ms, it left {} tasks behind that go on without it",
        done.left
    );
}
