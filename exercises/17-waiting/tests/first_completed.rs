// Judge of 17/first_completed.

use std::time::Duration;

use ex17_waiting::first_completed::first_completed;
use futures::FutureExt;
use judge::assert_answer;
use paused::{Done, Log, Paused, now};
use tokio::task::JoinHandle;
use tokio::time::timeout;

const MS: Duration = Duration::from_millis(1);

/// Drives a case.
fn bounded<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::judging(what).patience(Duration::from_secs(60));
    run.run(case)
}

/// Tasks that end after so many milliseconds, and give their names.
fn tasks<const N: usize>(
    log: &Log,
    works: [(&'static str, u64); N],
) -> Vec<JoinHandle<&'static str>> {
    works
        .map(|(name, ms)| tokio::spawn(log.work(name, ms, name)))
        .into()
}

/// Asks until nobody is left: who came, and when. Gives up after twenty.
async fn all(handles: &mut Vec<JoinHandle<&'static str>>) -> Vec<(&'static str, u64)> {
    let mut seen = Vec::new();
    while let Some(result) = first_completed(handles).await {
        seen.push((result.unwrap_or("lost"), now()));
        if seen.len() == 20 {
            break;
        }
    }
    seen
}

#[test]
fn the_first_to_end_comes_first() {
    let done = bounded("the first of three tasks", || async {
        let mut handles = tasks(&Log::new(), [("a", 300), ("b", 100), ("c", 200)]);
        let first = first_completed(&mut handles).await;
        (first.and_then(Result::ok), now())
    });
    assert_answer(
        "for tasks a, b and c that take 300, 100 and 200 ms, asked for the first and the time",
        done.output,
        (Some("b"), 100),
    );
}

#[test]
fn the_losers_run_on() {
    let log = Log::new();
    let inside = log.clone();
    let done = bounded("the first of three tasks", || async move {
        let mut handles = tasks(&inside, [("a", 300), ("b", 100), ("c", 200)]);
        let _ = first_completed(&mut handles).await;
        tokio::time::sleep(1000 * MS).await;
        handles.len()
    });
    for loser in ["a ends at 300", "c ends at 200"] {
        assert!(
            log.has(loser),
            "b was first, and the answer ended a loser, too: \"{loser}\" is missing among {:?}",
            log.sorted()
        );
    }
    assert_answer(
        "asked how many of three handles are left after the first",
        done.output,
        2,
    );
}

#[test]
fn asked_again_it_gives_the_next() {
    let done = bounded("all of three tasks, one after the other", || async {
        let mut handles = tasks(&Log::new(), [("a", 300), ("b", 100), ("c", 200)]);
        all(&mut handles).await
    });
    assert_answer(
        "asked again and again for tasks of 300, 100 and 200 ms",
        done.output,
        vec![("b", 100), ("c", 200), ("a", 300)],
    );
}

#[test]
fn the_others_keep_their_order() {
    let done = bounded("the first of five tasks", || async {
        let works = [("a", 40), ("b", 10), ("c", 30), ("d", 50), ("e", 20)];
        let mut handles = tasks(&Log::new(), works);
        let _ = first_completed(&mut handles).await;
        let mut names = Vec::new();
        for handle in handles {
            names.push(handle.await.unwrap_or("lost"));
        }
        names
    });
    assert_answer(
        "asked for the handles that are left when b of a, b, c, d, e was first",
        done.output,
        vec!["a", "c", "d", "e"],
    );
}

#[test]
fn dropped_it_loses_no_handle() {
    let done = bounded("all of three tasks, asked with little patience", || async {
        let mut handles = tasks(&Log::new(), [("a", 300), ("b", 100), ("c", 200)]);
        let early = timeout(50 * MS, first_completed(&mut handles))
            .await
            .is_ok();
        (early, handles.len(), all(&mut handles).await)
    });
    assert_answer(
        "dropped after 50 ms while three tasks ran, asked whether it was ready, how many handles are left, and who came then",
        done.output,
        (false, 3, vec![("b", 100), ("c", 200), ("a", 300)]),
    );
}

#[test]
fn dropped_at_any_moment_it_loses_no_result() {
    let done = bounded("all of three tasks, asked with little patience", || async {
        let mut handles = tasks(&Log::new(), [("a", 300), ("b", 100), ("c", 200)]);
        let mut seen = Vec::new();
        // 100, 200 and 300 are no multiples of 7: nothing ties.
        for _ in 0..100 {
            tokio::time::sleep(7 * MS).await;
            if let Some(Some(result)) = first_completed(&mut handles).now_or_never() {
                seen.push(result.unwrap_or("lost"));
            }
        }
        seen
    });
    assert_answer(
        "asked with little patience for tasks of 300, 100 and 200 ms, one poll every 7 ms and then dropped",
        done.output,
        vec!["b", "c", "a"],
    );
}

#[test]
fn a_panic_is_a_result() {
    let done = bounded("a task that panics, and another one", || async {
        let mut handles = tasks(&Log::new(), [("a", 300)]);
        handles.push(tokio::spawn(async {
            tokio::time::sleep(100 * MS).await;
            panic!("on purpose")
        }));
        let first = first_completed(&mut handles).await;
        let panicked = first.map(|result| result.is_err_and(|error| error.is_panic()));
        (panicked, handles.len())
    });
    assert_answer(
        "when the first of two tasks to end panics, asked whether it said so, and how many are left",
        done.output,
        (Some(true), 1),
    );
}

#[test]
fn of_nobody_there_is_no_first() {
    let done = bounded("an answer for no handles at all", || async {
        first_completed::<()>(&mut Vec::new()).await.is_none()
    });
    assert_answer(
        "for no handles, asked whether it gave None",
        done.output,
        true,
    );
}

#[test]
fn the_place_of_the_winner_is_found_anywhere() {
    let done = bounded("tasks that end one after the other", || async {
        let works = [("a", 10), ("b", 50), ("c", 20), ("d", 40), ("e", 30)];
        let mut handles = tasks(&Log::new(), works);
        all(&mut handles).await
    });
    assert_answer(
        "for five tasks that take 10, 50, 20, 40 and 30 ms",
        done.output,
        vec![("a", 10), ("c", 20), ("e", 30), ("d", 40), ("b", 50)],
    );
}
