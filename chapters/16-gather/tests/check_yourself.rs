//! What the answers under "Check yourself" say.

use std::time::Duration;

use ch15_tasks::{Task, TaskResult, create_task};
use ch16_gather::{gather, gather_limited};
use futures::FutureExt;
use paused::{Log, now, run};
use tokio::time::sleep;
use tokio::try_join;

const MS: Duration = Duration::from_millis(1);

type Result = std::result::Result<u64, &'static str>;

/// Tasks of 30, 20 and 10 ms; the last one fails.
fn three(log: &Log) -> [Task<u64, &'static str>; 3] {
    let work = |ms, end: Result| create_task(log.work(&format!("{ms}"), ms, end));
    [work(30, Ok(30)), work(20, Ok(20)), work(10, Err("no"))]
}

#[test]
fn a_loop_of_awaits_hears_of_the_last_one_when_the_others_have_ended() {
    let done = run(|| async {
        let in_a_loop = async |tasks: [Task<_, _>; 3]| -> TaskResult<Vec<u64>, &str> {
            let mut values = Vec::new();
            for task in tasks {
                values.push(task.await?);
            }
            Ok(values)
        };
        in_a_loop(three(&Log::new())).await.unwrap_err();
        let looped = now();
        gather(three(&Log::new())).await.unwrap_err();
        (looped, now() - looped)
    });
    assert_eq!(done.output, (30, 10));
}

#[test]
fn try_join_of_handles_leaves_the_other_task_running() {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        let [slow, _, fails] = three(&inside);
        try_join!(slow, fails).unwrap_err();
        assert_eq!(now(), 10);
        sleep(100 * MS).await;
    });
    assert!(log.has("30 ends at 30"));
}

#[test]
fn a_limited_gather_that_nobody_polls_starts_nobody() {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        let works = [1, 2, 3, 4, 5].map(|ms| inside.work(&format!("{ms}"), ms, Result::Ok(ms)));
        let mut held = Box::pin(gather_limited(2, works));
        assert!((&mut held).now_or_never().is_none());
        sleep(60_000 * MS).await;
    });
    let started = [
        "1 ends at 1",
        "1 starts at 0",
        "2 ends at 2",
        "2 starts at 0",
    ];
    assert_eq!(log.sorted(), started);
}
