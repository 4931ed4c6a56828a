//! What `as_completed` promises. Names that begin with `ac_` are rows of the table of asyncio's behaviour.

use std::time::Duration;

use ch15_tasks::{Task, TaskError, create_task};
use ch17_waiting::as_completed;
use futures::FutureExt;
use paused::{now, run};
use tokio::time::{Instant, sleep, timeout_at};

const MS: Duration = Duration::from_millis(1);

type Named = Task<&'static str, &'static str>;

fn works(name: &'static str, ms: u64) -> Named {
    let work = async move {
        sleep(ms as u32 * MS).await;
        Ok(name)
    };
    create_task(work).named(name)
}

fn fails(name: &'static str, ms: u64) -> Named {
    let work = async move {
        sleep(ms as u32 * MS).await;
        Err(name)
    };
    create_task(work).named(name)
}

#[test]
fn ac_01_the_fastest_come_first() {
    let done = run(|| async {
        let (a, b, c) = (works("a", 10), works("b", 10), works("c", 150));
        let mut ends = as_completed([b, c, a]);
        let mut seen = Vec::new();
        while let Some(task) = ends.next().await {
            seen.push((task.name(), now()));
        }
        seen
    });
    let mut seen = done.output;
    seen[..2].sort();
    let right = [("a", 10), ("b", 10), ("c", 150)];
    assert_eq!(seen, right.map(|(name, at)| (name.to_owned(), at)));
}

#[test]
fn ac_03_a_time_limit_that_is_not_needed_leaves_no_timer() {
    let done = run(|| async {
        let mut ends = as_completed([works("a", 10)]);
        let deadline = Instant::now() + 1000 * MS;
        let mut seen = Vec::new();
        while let Some(task) = timeout_at(deadline, ends.next()).await.expect("in time") {
            seen.push(task.result());
        }
        seen
    });
    assert_eq!(done.output, [Some(Ok("a"))]);
    assert_eq!(
        (done.took, done.left),
        (10 * MS, 0),
        "no timer was waited for"
    );
}

#[test]
fn ac_03_one_time_limit_for_the_whole_iteration() {
    let done = run(|| async {
        let tasks = [works("a", 10), works("b", 20), works("c", 300)];
        let mut ends = as_completed(tasks.clone());
        let deadline = Instant::now() + 100 * MS;
        let mut seen = Vec::new();
        while let Ok(Some(task)) = timeout_at(deadline, ends.next()).await {
            seen.push(task.name());
        }
        let late = now();
        // What the time limit broke off can be resumed.
        let last = ends.next().await.map(|task| task.name());
        (seen, late, last, now())
    });
    let right = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(done.output, (right, 100, Some("c".to_owned()), 300));
}

#[test]
fn ac_06_the_same_task_twice_is_one_item() {
    let done = run(|| async {
        let (a, b) = (works("a", 10), works("b", 20));
        let mut ends = as_completed([a.clone(), b, a]);
        let mut seen = Vec::new();
        while let Some(task) = ends.next().await {
            seen.push(task.name());
        }
        seen
    });
    assert_eq!(done.output, ["a", "b"]);
}

#[test]
#[should_panic(expected = "there is no reactor running")]
fn ac_07_without_a_runtime_there_are_no_tasks_to_iterate_over() {
    drop(create_task(async { Ok::<(), String>(()) }));
}

#[test]
fn ac_07_iterating_itself_needs_no_runtime() {
    let tasks = run(|| async {
        let tasks = [works("a", 10), works("b", 20)];
        sleep(30 * MS).await;
        tasks
    });
    let mut ends = as_completed(tasks.output);
    let ended = ends.next().now_or_never().flatten();
    assert!(ended.is_some_and(|task| task.done()));
}

#[test]
fn ac_09_an_error_comes_out_of_its_own_item_and_ends_nothing() {
    let done = run(|| async {
        let mut ends = as_completed([works("a", 300), fails("b", 100), works("c", 200)]);
        let mut seen = Vec::new();
        while let Some(task) = ends.next().await {
            seen.push((task.await, now()));
        }
        seen
    });
    let b = Err(TaskError::Failed("b"));
    assert_eq!(done.output, [(b, 100), (Ok("c"), 200), (Ok("a"), 300)]);
}

#[test]
fn ac_11_it_gives_the_tasks_themselves_and_can_be_resumed() {
    let done = run(|| async {
        let tasks = [works("a", 30), works("b", 10), works("c", 20)];
        let mut ends = as_completed(tasks.clone());
        let mut order = Vec::new();
        let place = |task: &Named| tasks.iter().position(|given| given == task);
        // Broken off after the first.
        order.extend(ends.next().await.as_ref().map(place));
        sleep(100 * MS).await; // all the others end
        while let Some(task) = ends.next().await {
            order.push(place(&task));
        }
        (order, ends.next().await.is_none())
    });
    assert_eq!(done.output, (vec![Some(1), Some(2), Some(0)], true));
}

#[test]
fn a_next_that_is_dropped_loses_no_task() {
    let done = run(|| async {
        let mut ends = as_completed([works("a", 10), works("b", 20)]);
        let mut seen = Vec::new();
        while seen.len() < 2 {
            // Dropped every 3 ms, whether it has found anybody or not.
            tokio::select! {
                task = ends.next() => seen.push((task.map(|task| task.name()), now())),
                () = sleep(3 * MS) => (),
            }
        }
        seen
    });
    let right = [("a", 10), ("b", 20)];
    assert_eq!(
        done.output,
        right.map(|(name, at)| (Some(name.to_owned()), at))
    );
}

#[test]
fn nobody_is_an_iteration_that_is_over() {
    let done = run(|| async {
        let nobody: [Named; 0] = [];
        as_completed(nobody).next().await.is_none()
    });
    assert!(done.output);
}

#[test]
fn tasks_that_have_ended_come_without_waiting() {
    let done = run(|| async {
        let tasks = [works("a", 10), works("b", 20), works("c", 500)];
        sleep(100 * MS).await;
        let mut ends = as_completed(tasks);
        let mut seen = [ends.next().await, ends.next().await].map(|task| {
            let name = task.expect("two have ended").name();
            (name, now())
        });
        seen.sort();
        seen
    });
    assert_eq!(done.output, [("a".to_owned(), 100), ("b".to_owned(), 100)]);
}
