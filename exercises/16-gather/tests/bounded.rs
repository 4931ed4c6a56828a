// Judge of 16/bounded.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use ex16_gather::bounded::bounded;
use futures::future::{BoxFuture, FutureExt};
use judge::assert_answer;
use paused::{Log, Paused, now};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

/// Runs the case with the clock paused. A panic is the answer's, and is told with its case.
#[track_caller]
fn called<T: Send + 'static>(case: &str, program: impl AsyncFnOnce() -> T + Send + 'static) -> T {
    let run = Paused::new().awaiting("bounded to come back");
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

type Result = std::result::Result<u32, String>;

/// A job that notes when it is called and when it ends.
type Job = Box<dyn FnOnce() -> BoxFuture<'static, Result> + Send>;

/// Job number `place` takes `ms`, and fails if that is odd.
fn job(log: &Log, place: usize, ms: u32) -> Job {
    let log = log.clone();
    Box::new(move || {
        log.note(format_args!("{place} begins at {}", now()));
        let work = async move {
            sleep(ms * MS).await;
            log.note(format_args!("{place} ends at {}", now()));
            match ms % 2 {
                0 => Ok(ms),
                _ => Err(format!("{ms} is odd")),
            }
        };
        work.boxed()
    })
}

/// Runs jobs of these lengths, with the clock paused; gives the results and what was noted.
#[track_caller]
fn given(limit: usize, lengths: &'static [u32]) -> (Vec<Result>, Vec<String>) {
    let log = Log::new();
    let inside = log.clone();
    let case = match lengths {
        [] => "for no jobs at all".to_owned(),
        _ => format!("with a limit of {limit} for jobs of {lengths:?} ms"),
    };
    let results = called(&case, async move || {
        let jobs = lengths.iter().enumerate();
        let jobs = jobs.map(|(place, ms)| job(&inside, place, *ms));
        bounded(limit, jobs.collect()).await
    });
    (results, log.lines())
}

/// When a job began.
fn begin(lines: &[String], place: usize) -> Option<&str> {
    let words = format!("{place} begins at ");
    lines.iter().find_map(|line| line.strip_prefix(&words))
}

#[test]
fn results_come_in_the_order_of_the_jobs() {
    let (results, _) = given(2, &[30, 10, 20]);
    assert_answer(
        "for jobs that take 30, 10 and 20 ms",
        results,
        vec![Ok(30), Ok(10), Ok(20)],
    );
    let (results, _) = given(8, &[30, 10, 20]);
    assert_answer(
        "with a limit of 8 for three jobs",
        results,
        vec![Ok(30), Ok(10), Ok(20)],
    );
    let (results, _) = given(3, &[]);
    assert_answer("for no jobs at all", results, vec![]);
}

#[test]
fn no_more_than_the_limit_are_under_way() {
    for limit in [1, 2, 3] {
        let (_, lines) = given(limit, &[30, 10, 20, 14, 16, 12]);
        let (mut running, mut most) = (0_usize, 0);
        for line in &lines {
            if line.contains("begins") {
                running += 1;
            } else {
                running -= 1;
            }
            most = most.max(running);
        }
        let case =
            format!("with a limit of {limit} for six jobs, asked how many had begun at a time");
        assert_answer(case, most, limit);
    }
}

#[test]
fn the_next_begins_as_soon_as_any_has_ended() {
    let (_, lines) = given(2, &[50, 10, 20]);
    let case = "with a limit of 2, for jobs of 50, 10 and 20 ms, asked when the second job began";
    assert_answer(case, begin(&lines, 1), Some("0"));
    let case = "with a limit of 2, for jobs of 50, 10 and 20 ms, asked when the third job began";
    assert_answer(case, begin(&lines, 2), Some("10"));
}

#[test]
fn the_first_begin_first() {
    let (_, lines) = given(2, &[10, 14, 22, 30, 12]);
    let begun = lines.iter().filter_map(|line| line.split_once(" begins"));
    let begun: Vec<_> = begun.map(|(place, _)| place).collect();
    let case = "asked for the order in which they began";
    assert_answer(case, begun, vec!["0", "1", "2", "3", "4"]);
}

#[test]
fn an_error_stands_in_its_place_and_makes_room() {
    let (results, lines) = given(1, &[11, 20, 13, 30]);
    let odd = |ms| Err(format!("{ms} is odd"));
    let right = vec![odd(11), Ok(20), odd(13), Ok(30)];
    assert_answer(
        "for jobs of which the first and the third fail",
        results,
        right,
    );
    let case = "one at a time, asked when the job after one that failed at 11 ms began";
    assert_answer(case, begin(&lines, 1), Some("11"));
    let (_, lines) = given(2, &[50, 11, 20]);
    let case = "two at a time, asked when the job after one that failed at 11 ms began";
    assert_answer(case, begin(&lines, 2), Some("11"));
}
