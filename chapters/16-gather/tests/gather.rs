//! What the gathers promise beyond asyncio's rows.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ch15_tasks::{
    Cancelled, Requests, Task, TaskError, create_cooperative, create_task, with_reporter,
};
use ch16_gather::{gather, gather_limited, gather_settled, gather_tuple};
use futures::executor::block_on;
use paused::{Log, now, run};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

type Result = std::result::Result<u32, &'static str>;
type Child = Task<u32, &'static str>;

/// A task that, asked to stop, tidies up for some time and then ends as `last` says; `None` is as cancelled.
fn tidy(log: &Log, name: &'static str, ms: u32, last: Option<Result>) -> Child {
    let log = log.clone();
    create_cooperative(move |requests: Requests| async move {
        let stopped = requests.run_until_cancelled(sleep(1000 * MS)).await;
        log.note(format_args!("{name} is asked: {stopped:?}"));
        sleep(ms * MS).await;
        log.note(format_args!("{name} is tidy at {}", now()));
        match last {
            Some(result) => result.map_err(TaskError::Failed),
            None => stopped.map(|()| 0).map_err(TaskError::Cancelled),
        }
    })
}

fn because(reason: &str) -> TaskError<&'static str> {
    let reason = Some(reason.to_owned());
    TaskError::Cancelled(Cancelled { reason })
}

/// Gathers two children in a task that is asked to stop at 50; gives what it gave, when, and how many children were done then.
fn asked(
    ends: [Option<Result>; 2],
) -> (
    std::result::Result<Vec<u32>, TaskError<&'static str>>,
    u64,
    usize,
) {
    let done = run(move || async move {
        let log = Log::new();
        let children = [tidy(&log, "a", 20, ends[0]), tidy(&log, "b", 10, ends[1])];
        let all = gather(children.clone());
        let task = create_cooperative(async move |asked| all.or_cancelled(&asked).await);
        sleep(50 * MS).await;
        task.cancel_because("closing time");
        let result = task.await;
        let ended = children.iter().filter(|child| child.done()).count();
        (result, now(), ended)
    });
    assert_eq!(done.left, 0);
    done.output
}

#[test]
fn asked_to_stop_it_asks_the_children_and_waits_for_them() {
    assert_eq!(asked([None, None]), (Err(because("closing time")), 70, 2));
}

#[test]
fn asked_to_stop_it_gives_a_childs_own_error_first() {
    let failed = Err(TaskError::Failed("could not save"));
    let answer = asked([None, Some(Err("could not save"))]);
    assert_eq!(answer, (failed, 70, 2));
}

#[test]
fn asked_to_stop_it_is_cancelled_though_the_children_refuse() {
    let answer = asked([Some(Ok(1)), Some(Ok(2))]);
    assert_eq!(answer, (Err(because("closing time")), 70, 2));
}

#[test]
fn every_request_goes_on_to_the_children() {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        let note = inside.clone();
        let stubborn: Child = create_cooperative(move |requests: Requests| async move {
            for _ in 0..3 {
                let request = requests.requested().await;
                note.note(format_args!("{:?} at {}", request.reason, now()));
            }
            Ok(1)
        });
        let all = gather([stubborn]);
        let task = create_cooperative(async move |asked| all.or_cancelled(&asked).await);
        for reason in ["first", "second", "third"] {
            sleep(10 * MS).await;
            task.cancel_because(reason);
        }
        inside.note(format_args!("{}", task.await.unwrap_err()));
    });
    assert_eq!(
        log.lines(),
        [
            r#"Some("first") at 10"#,
            r#"Some("second") at 20"#,
            r#"Some("third") at 30"#,
            "cancelled: first"
        ]
    );
}

#[test]
fn requests_reach_children_that_are_left_after_the_first_end() {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        let quick = tidy(&inside, "quick", 10, None);
        let slow: Child = create_cooperative(move |requests: Requests| async move {
            requests.requested().await;
            inside.note(format_args!("asked at {}", now()));
            requests.requested().await;
            inside.note(format_args!("asked again at {}", now()));
            Ok(1)
        });
        let all = gather_settled([quick, slow]);
        let task = create_cooperative(async move |asked| all.or_cancelled(&asked).await);
        sleep(10 * MS).await;
        task.cancel();
        sleep(20 * MS).await;
        task.cancel();
        assert!(task.await.unwrap_err().is_cancelled());
    });
    assert!(log.has("asked at 10"));
    assert_eq!(
        log.lines()[2..],
        ["quick is tidy at 20", "asked again at 30"]
    );
}

#[test]
fn unasked_it_is_as_if_nobody_could_ask() {
    let done = run(|| async {
        let log = Log::new();
        let work = |ms, end: Result| create_task(log.work("", ms, end));
        let requests = Requests::new();
        let values = gather([work(20, Ok(1)), work(10, Ok(2))]).or_cancelled(&requests);
        let values = values.await;
        let error = gather([work(20, Ok(1)), work(10, Err("b"))]).or_cancelled(&requests);
        let error = error.await;
        let settled = gather_settled([work(10, Err("c"))]).or_cancelled(&requests);
        (values, error, settled.await, now())
    });
    let settled = vec![Err(TaskError::Failed("c"))];
    let failed = Err(TaskError::Failed("b"));
    assert_eq!(done.output, (Ok(vec![1, 2]), failed, Ok(settled), 40));
}

#[test]
fn dropped_before_its_first_poll_it_asks_the_children_all_the_same() {
    let done = run(|| async {
        let child = || {
            create_task(async {
                sleep(1000 * MS).await;
                Result::Ok(1)
            })
        };
        let tasks = [child(), child()];
        drop(gather([tasks[0].clone()]));
        drop(gather_settled([tasks[1].clone()]));
        sleep(10 * MS).await;
        tasks.map(|task| task.cancelled())
    });
    assert_eq!(done.output, [true, true]);
}

#[test]
fn after_the_first_error_dropping_it_stops_nobody() {
    let done = run(|| async {
        let log = Log::new();
        let b = create_task(log.work("b", 20, Result::Ok(2)));
        let mut all = gather([create_task(log.work("a", 10, Err("a failed"))), b.clone()]);
        let result = (&mut all).await;
        drop(all);
        (result, b.await)
    });
    assert_eq!(done.output, (Err(TaskError::Failed("a failed")), Ok(2)));
}

#[test]
fn of_errors_that_are_there_already_the_first_in_order_is_given() {
    let done = run(|| async {
        let failed = |error| create_task(async move { Result::Err(error) });
        let tasks = [failed("a"), failed("b")];
        sleep(10 * MS).await;
        gather(tasks).await
    });
    assert_eq!(done.output, Err(TaskError::Failed("a")));
}

#[test]
fn nobody_is_told_of_errors_after_a_drop() {
    let log = Log::new();
    let reports = log.clone();
    run(move || {
        let quiet = async {
            let late = || {
                create_cooperative(|requests: Requests| async move {
                    requests.requested().await;
                    sleep(10 * MS).await;
                    Err::<u32, _>(TaskError::Failed("too late"))
                })
            };
            drop(gather([late()]));
            drop(gather_settled([late()]));
            let (a, b) = (late(), late());
            let tuple = timeout(MS, async { gather_tuple!(a, b) }).await;
            tuple.expect_err("they wait to be asked");
            let failing = create_task(async { Result::Err("first") });
            let later = create_task(async {
                sleep(10 * MS).await;
                Result::Err("second")
            });
            gather_tuple!(failing, later).unwrap_err();
            sleep(100 * MS).await;
        };
        with_reporter(move |report| reports.note(report), quiet)
    });
    assert_eq!(log.lines(), Vec::<String>::new());
}

#[test]
fn at_most_as_many_run_as_the_limit_says_and_the_first_is_first() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let works = [("a", 50), ("b", 10), ("c", 25), ("d", 10)];
        let works = works.map(|(name, ms)| inside.work(name, ms, Result::Ok(ms as u32)));
        gather_limited(2, works).await
    });
    assert_eq!(done.output, Ok(vec![50, 10, 25, 10]));
    assert_eq!(
        log.lines()[2..],
        [
            "b ends at 10",
            "c starts at 10",
            "c ends at 35",
            "d starts at 35",
            "d ends at 45",
            "a ends at 50"
        ]
    );
}

#[test]
fn futures_are_not_even_made_before_there_is_room() {
    let made = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&made);
    run(move || async move {
        let works = (0..).map(|ms| {
            counted.fetch_add(1, Ordering::Relaxed);
            Log::new().work(
                "",
                100 + ms,
                if ms == 1 { Err("second") } else { Ok(0_u32) },
            )
        });
        let endless = gather_limited(3, works).await;
        assert_eq!(endless, Err(TaskError::Failed("second")));
        assert_eq!(now(), 101);
    });
    // Three at first, and one more when the first has ended.
    assert_eq!(made.load(Ordering::Relaxed), 4);
}

#[test]
fn a_limit_of_nothing_is_refused() {
    let nothing: [std::future::Ready<Result>; 0] = [];
    let refused = catch_unwind(AssertUnwindSafe(|| block_on(gather_limited(0, nothing))));
    let words = refused.expect_err("it panics");
    assert_eq!(
        *words.downcast_ref::<&str>().expect("panics say text"),
        "a limit of 0 tasks at a time: nothing would ever start"
    );
}
