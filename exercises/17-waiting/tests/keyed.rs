// Judge of 17/keyed.

use std::time::Duration;

use ex17_waiting::keyed::{Keyed, keyed};
use futures::FutureExt;
use judge::assert_answer;
use paused::{Done, Log, Paused, now};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

/// A key that can do nothing: no copy, no comparison, no hash.
#[derive(Debug)]
struct Key(&'static str);

/// Drives a case.
fn bounded<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::judging(what).patience(Duration::from_secs(60));
    run.run(case)
}

fn three(log: &Log) -> Keyed<Key, u64> {
    keyed(
        [("a", 300), ("b", 100), ("c", 200)].map(|(name, ms)| (Key(name), log.work(name, ms, ms))),
    )
}

/// Key, result (`None` if lost) and time of all that are left. Gives up after twenty.
async fn all(tasks: &mut Keyed<Key, u64>) -> Vec<(&'static str, Option<u64>, u64)> {
    let mut seen = Vec::new();
    while let Some((Key(name), result)) = tasks.next().await {
        seen.push((name, result.ok(), now()));
        if seen.len() == 20 {
            break;
        }
    }
    seen
}

fn in_order() -> Vec<(&'static str, Option<u64>, u64)> {
    vec![
        ("b", Some(100), 100),
        ("c", Some(200), 200),
        ("a", Some(300), 300),
    ]
}

#[test]
fn results_come_as_they_end_each_with_its_key() {
    let done = bounded("three tasks to end", || async {
        all(&mut three(&Log::new())).await
    });
    assert_answer(
        "for tasks a, b and c that take 300, 100 and 200 ms",
        done.output,
        in_order(),
    );
}

#[test]
fn they_start_without_being_asked_for() {
    let log = Log::new();
    let inside = log.clone();
    bounded("three tasks to end", || async move {
        let _tasks = three(&inside);
        sleep(1000 * MS).await;
    });
    let ended = log
        .sorted()
        .iter()
        .filter(|line| line.contains("ends at"))
        .count();
    assert!(
        ended == 3,
        "three tasks were given to the answer, and for a second nobody asked for them: {ended} of them ended by themselves"
    );
}

#[test]
fn a_panic_comes_with_its_key() {
    let done = bounded("three tasks, of which one panics", || async {
        let mut tasks = keyed([("a", 300), ("b", 100), ("c", 200)].map(|(name, ms)| {
            let work = async move {
                sleep(ms as u32 * MS).await;
                assert!(name != "b", "b panics on purpose");
                ms
            };
            (Key(name), work)
        }));
        all(&mut tasks).await
    });
    assert_answer(
        "when b of three tasks panics",
        done.output,
        vec![
            ("b", None, 100),
            ("c", Some(200), 200),
            ("a", Some(300), 300),
        ],
    );
}

#[test]
fn a_panic_says_that_it_is_one() {
    let done = bounded("a task that panics", || async {
        let mut tasks = keyed([(Key("b"), async { panic!("b panics on purpose") })]);
        let first: Option<(Key, Result<(), _>)> = tasks.next().await;
        first
            .and_then(|(_, result)| result.err())
            .is_some_and(|error| error.is_panic())
    });
    assert_answer(
        "for a task that panics, asked whether its error says so",
        done.output,
        true,
    );
}

#[test]
fn dropped_next_loses_nothing() {
    let done = bounded("three tasks, asked with little patience", || async {
        let mut tasks = three(&Log::new());
        let mut seen = Vec::new();
        // 100, 200 and 300 are no multiples of 7: nothing ties.
        for _ in 0..100 {
            sleep(7 * MS).await;
            if let Some(Some((Key(name), result))) = tasks.next().now_or_never() {
                seen.push((name, result.ok()));
            }
        }
        seen
    });
    let right: Vec<_> = in_order()
        .into_iter()
        .map(|(name, result, _)| (name, result))
        .collect();
    assert_answer(
        "asked with little patience, one poll every 7 ms and then dropped",
        done.output,
        right,
    );
}

#[test]
fn dropped_it_cancels_who_has_not_ended() {
    let log = Log::new();
    let inside = log.clone();
    bounded("the first of three tasks", || async move {
        {
            let mut tasks = three(&inside);
            let _ = tasks.next().await;
        }
        sleep(1000 * MS).await;
    });
    let ran_on = log.has("a ends at 300") || log.has("c ends at 200");
    assert!(
        !ran_on,
        "the answer was dropped while two tasks were running, and they ran on: {:?}",
        log.sorted()
    );
}

#[test]
fn equal_keys_are_two_keys() {
    let done = bounded("two tasks with one key", || async {
        let twice = [10, 20].map(|ms| (Key("same"), Log::new().work("same", ms, ms)));
        all(&mut keyed(twice)).await
    });
    assert_answer(
        "for two tasks with the same key",
        done.output,
        vec![("same", Some(10), 10), ("same", Some(20), 20)],
    );
}

#[test]
fn of_nobody_nothing_comes() {
    let done = bounded("an answer for no tasks at all", || async {
        let nobody: [(Key, std::future::Ready<u64>); 0] = [];
        keyed(nobody).next().await.is_none()
    });
    assert_answer(
        "for no tasks, asked whether next gave None",
        done.output,
        true,
    );
}
