// Judge of 16/pair.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use ch15_tasks::{Requests, Task, TaskError, TaskResult, create_cooperative, create_task};
use ex16_gather::pair::pair;
use futures::FutureExt;
use judge::assert_answer;
use paused::{Log, Paused, now};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

/// Runs the case with the clock paused. A panic is the answer's, and is told with its case.
#[track_caller]
fn called<T: Send + 'static>(case: &str, program: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("pair to come back");
    let run = run.limit(Duration::from_secs(2));
    let done = run.run(move || AssertUnwindSafe(program()).catch_unwind());
    match done.output {
        Ok(output) => output,
        Err(panic) => panic!("called {case}, the answer panicked: {}", words(panic)),
    }
}

/// What a panic said.
fn words(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "something that is no text".to_owned())
}

type Failing<T> = Result<T, &'static str>;

fn a(log: &Log, ms: u64, end: Failing<u32>) -> Task<u32, &'static str> {
    create_task(log.work("a", ms, end))
}

fn b(log: &Log, ms: u64, end: Failing<&'static str>) -> Task<&'static str, &'static str> {
    create_task(log.work("b", ms, end))
}

/// What it gave, in words, and when: now.
fn told(both: TaskResult<(u32, &'static str), &'static str>) -> String {
    let end = match both {
        Ok((a, b)) => format!("{a} and {b}"),
        Err(TaskError::Failed(error)) => format!("the error {error}"),
        Err(TaskError::Cancelled(_)) => "a cancelled task".to_owned(),
        Err(TaskError::Panicked(_)) => "a panic".to_owned(),
    };
    format!("{end}, at {} ms", now())
}

/// What it gave for a and b, and when.
fn given(case: &str, a_ends: (u64, Failing<u32>), b_ends: (u64, Failing<&'static str>)) -> String {
    called(case, async move || {
        let log = Log::new();
        let both = pair(a(&log, a_ends.0, a_ends.1), b(&log, b_ends.0, b_ends.1));
        told(both.await)
    })
}

#[test]
fn both_values_come_when_the_later_one_is_there() {
    let right = "7 and seven, at 30 ms".to_owned();
    let case = "for a of 30 ms and b of 10 ms";
    let both = given(case, (30, Ok(7)), (10, Ok("seven")));
    assert_answer(case, both, right.clone());
    let case = "for a of 10 ms and b of 30 ms";
    let both = given(case, (10, Ok(7)), (30, Ok("seven")));
    assert_answer(case, both, right);
}

#[test]
fn the_first_error_is_heard_at_once() {
    let case = "when b failed at 10 ms, before a";
    let end = given(case, (30, Ok(7)), (10, Err("of b")));
    assert_answer(case, end, "the error of b, at 10 ms".to_owned());
    let case = "when a failed at 10 ms, before b";
    let end = given(case, (10, Err("of a")), (30, Err("of b")));
    assert_answer(case, end, "the error of a, at 10 ms".to_owned());
}

#[test]
fn after_an_error_the_other_runs_on() {
    let log = Log::new();
    let inside = log.clone();
    called("when b failed at 10 ms", async move || {
        let _ = pair(a(&inside, 30, Ok(7)), b(&inside, 10, Err("of b"))).await;
        sleep(100 * MS).await;
    });
    assert!(
        log.has("a ends at 30"),
        "when b failed at 10 ms, the answer let a end early; it is to run on until 30"
    );
}

/// Loses a at 10 ms, beside a b of 30 ms: the answer is to hear of it then, and to let b run on.
#[track_caller]
fn loses(case: &str, lost: fn() -> Task<u32, &'static str>, right: &str) {
    let log = Log::new();
    let inside = log.clone();
    let given = called(case, async move || {
        let end = told(pair(lost(), b(&inside, 30, Ok("seven"))).await);
        sleep(100 * MS).await;
        end
    });
    assert_answer(case, given, right.to_owned());
    assert!(
        log.has("b ends at 30"),
        "{case}, the answer let b end early; it is to run on until 30"
    );
}

#[test]
fn a_panic_is_an_error() {
    let panics = || {
        create_task(async {
            sleep(10 * MS).await;
            panic!("on purpose, as an error to be given")
        })
    };
    loses("when a panicked at 10 ms", panics, "a panic, at 10 ms");
}

#[test]
fn a_cancelled_task_is_an_error() {
    let cancelled = || {
        let a = a(&Log::new(), 1000, Ok(7));
        let asked = a.clone();
        tokio::spawn(async move {
            sleep(10 * MS).await;
            asked.cancel();
        });
        a
    };
    let right = "a cancelled task, at 10 ms";
    loses("when a was cancelled at 10 ms", cancelled, right);
}

/// A task that needs 10 ms to tidy up when it is asked to stop.
fn tidy<T: Send + 'static>(
    log: &Log,
    name: &'static str,
    ms: u32,
    value: T,
) -> Task<T, &'static str> {
    let log = log.clone();
    create_cooperative(move |requests: Requests| async move {
        let mut work = log.starts(name);
        let asked = requests.run_until_cancelled(sleep(ms * MS)).await;
        if asked.is_err() {
            sleep(10 * MS).await;
            log.note(format_args!("{name} is tidy at {}", now()));
        }
        work.ends();
        asked?;
        Ok(value)
    })
}

/// Drops the answer when it waits for tasks of so many ms; those that have not ended are to be asked to stop.
#[track_caller]
fn dropped(at: u32, a_ms: u32, b_ms: u32) {
    let case = format!("dropped after {at} ms, with tasks of {a_ms} and {b_ms} ms");
    let log = Log::new();
    let inside = log.clone();
    let early = called(&format!("and {case}"), async move || {
        let both = pair(
            tidy(&inside, "a", a_ms, 7),
            tidy(&inside, "b", b_ms, "seven"),
        );
        let early = timeout(at * MS, both).await.is_ok();
        sleep(100 * MS).await;
        early
    });
    let longest = a_ms.max(b_ms);
    assert!(
        !early,
        "the answer ended after {at} ms, and one of its tasks takes {longest}"
    );
    for (name, _) in [("a", a_ms), ("b", b_ms)].iter().filter(|(_, ms)| *ms > at) {
        assert!(
            !log.has(&format!("{name} is dropped at {at}")),
            "{case}, the answer aborted {name}: it was not asked, and could not tidy up"
        );
        assert!(
            log.has(&format!("{name} is tidy at {}", at + 10)),
            "{case}, the answer let {name} run on"
        );
    }
}

#[test]
fn dropped_it_asks_both_to_stop() {
    dropped(5, 30, 20);
}

#[test]
fn dropped_when_one_has_ended_it_asks_the_other_to_stop() {
    dropped(20, 10, 30);
    dropped(20, 30, 10);
}
