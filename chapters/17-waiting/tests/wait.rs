//! What `wait` promises. Names that begin with `wa_` are rows of the table of asyncio's behaviour.

use std::collections::HashSet;
use std::time::Duration;

use ch15_tasks::{Task, create_task, with_reporter};
use ch17_waiting::{NothingToWaitFor, ReturnWhen, wait};
use paused::{Log, now, run};
use tokio::time::sleep;

use ReturnWhen::{AllCompleted, FirstCompleted, FirstException};

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

fn names(tasks: &HashSet<Named>) -> Vec<String> {
    let mut names: Vec<_> = tasks.iter().map(Task::name).collect();
    names.sort();
    names
}

/// Who is done, who is pending, and when the wait returned.
async fn waited(
    tasks: &[&Named],
    when: ReturnWhen,
    limit: Option<u32>,
) -> (Vec<String>, Vec<String>, u64) {
    let tasks = tasks.iter().map(|task| (*task).clone());
    let waited = wait(tasks, when, limit.map(|ms| ms * MS)).await;
    let waited = waited.expect("there are tasks");
    (names(&waited.done), names(&waited.pending), now())
}

fn found(done: &[&str], pending: &[&str], at: u64) -> (Vec<String>, Vec<String>, u64) {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    (owned(done), owned(pending), at)
}

#[test]
fn wa_01_all_are_done_and_a_second_wait_returns_at_once() {
    let done = run(|| async {
        let (a, b) = (works("a", 100), works("b", 150));
        let first = waited(&[&a, &b], AllCompleted, None).await;
        let second = waited(&[&a, &b], AllCompleted, None).await;
        (first, second, a.result(), b.result())
    });
    let both = found(&["a", "b"], &[], 150);
    assert_eq!(
        done.output,
        (both.clone(), both, Some(Ok("a")), Some(Ok("b")))
    );
}

#[test]
fn wa_02_the_same_task_twice_is_one_member() {
    let done = run(|| async {
        let (a, b) = (works("a", 100), works("b", 150));
        waited(&[&a, &b, &a], AllCompleted, None).await
    });
    assert_eq!(done.output, found(&["a", "b"], &[], 150));
}

#[test]
fn wa_03_an_empty_set_is_refused() {
    let done = run(|| async {
        for when in [FirstCompleted, FirstException, AllCompleted] {
            let nobody: [Named; 0] = [];
            let refused = wait(nobody, when, None).await.expect_err("there are none");
            assert_eq!(refused, NothingToWaitFor);
        }
        NothingToWaitFor.to_string()
    });
    assert_eq!(
        done.output,
        "the set of tasks is empty: there is nothing to wait for"
    );
}

#[test]
fn wa_04_the_first_is_done_and_the_loser_is_alive() {
    let done = run(|| async {
        let (a, b) = (works("a", 10_000), works("b", 100));
        let first = waited(&[&a, &b], FirstCompleted, None).await;
        assert!(!a.done() && a.cancelling() == 0);
        (first, a.await, now())
    });
    assert_eq!(done.output, (found(&["b"], &["a"], 100), Ok("a"), 10_000));
}

#[test]
fn wa_06_the_first_error_ends_the_wait() {
    let done = run(|| async {
        let (a, b) = (works("a", 10_000), fails("b", 0));
        waited(&[&a, &b], FirstException, None).await
    });
    assert_eq!(done.output, found(&["b"], &["a"], 0));
}

#[test]
fn wa_06_an_error_after_a_success_ends_it_and_a_panic_does_too() {
    let done = run(|| async {
        let (a, b, c) = (works("a", 10), fails("b", 20), works("c", 30));
        let error = waited(&[&a, &b, &c], FirstException, None).await;
        let panics = create_task(async {
            sleep(10 * MS).await;
            panic!("on purpose")
        })
        .named("d");
        let c = works("c", 100);
        (
            error,
            waited(&[&panics, &c], FirstException, Some(100)).await,
        )
    });
    assert_eq!(
        done.output,
        (found(&["a", "b"], &["c"], 20), found(&["d"], &["c"], 30),)
    );
}

#[test]
fn first_exception_does_not_mean_a_cancelled_task() {
    let done = run(|| async {
        let (a, b) = (works("a", 100), works("b", 50));
        b.cancel();
        waited(&[&a, &b], FirstException, None).await
    });
    assert_eq!(done.output, found(&["a", "b"], &[], 100));
}

#[test]
fn first_completed_means_a_cancelled_task_too() {
    let done = run(|| async {
        let (a, b) = (works("a", 100), works("b", 50));
        b.cancel();
        waited(&[&a, &b], FirstCompleted, None).await
    });
    assert_eq!(done.output, found(&["b"], &["a"], 0));
}

#[test]
fn wa_08_it_never_fails_with_a_tasks_error() {
    let done = run(|| async {
        let (a, b) = (works("a", 100), fails("b", 150));
        let all = waited(&[&a, &b], AllCompleted, None).await;
        let errors = [a, b].map(|task| task.exception().is_some());
        (all, errors)
    });
    assert_eq!(done.output, (found(&["a", "b"], &[], 150), [false, true]));
}

#[test]
fn wa_09_when_the_time_is_up_it_says_who_is_done_and_is_no_error() {
    let done = run(|| async {
        let (a, b) = (works("a", 100), works("b", 150));
        let early = waited(&[&a, &b], AllCompleted, Some(110)).await;
        (early, b.await, now())
    });
    assert_eq!(done.output, (found(&["a"], &["b"], 110), Ok("b"), 150));
}

#[test]
fn wa_11_a_one_shot_iterator_will_do() {
    let done = run(|| async {
        let mut once = (1..=3).map(|n| works(["a", "b", "c"][n - 1], 10 * n as u64));
        let waited = wait(&mut once, AllCompleted, None).await;
        (names(&waited.expect("three").done), once.next().is_none())
    });
    assert_eq!(
        done.output,
        (vec!["a".to_owned(), "b".to_owned(), "c".to_owned()], true)
    );
}

#[test]
fn wa_12_cancelling_the_waiter_leaves_the_tasks_alone() {
    let done = run(|| async {
        let inner = works("inner", 100);
        let watched = inner.clone();
        let waiter = create_task(async move {
            let waited = wait([watched], AllCompleted, None).await;
            waited.map(drop).map_err(|error| error.to_string())
        });
        sleep(20 * MS).await;
        waiter.cancel();
        let end = waiter.clone().await;
        (
            end.is_err(),
            waiter.cancelled(),
            inner.done(),
            inner.await,
            now(),
        )
    });
    assert_eq!(done.output, (true, true, false, Ok("inner"), 100));
}

#[test]
fn no_time_is_a_look() {
    let done = run(|| async {
        let (a, b) = (works("a", 10), works("b", 20));
        sleep(15 * MS).await;
        waited(&[&a, &b], AllCompleted, Some(0)).await
    });
    assert_eq!(done.output, found(&["a"], &["b"], 15));
}

/// Reports of errors that nobody retrieved, after a wait for a task that fails.
fn reports_after(when: ReturnWhen) -> Vec<String> {
    let log = Log::new();
    let report = log.clone();
    run(move || {
        with_reporter(move |unretrieved| report.note(unretrieved), async move {
            let waited = wait([fails("a", 10)], when, None).await;
            drop(waited);
        })
    });
    log.lines()
}

#[test]
fn an_error_in_done_that_nobody_looks_at_is_reported() {
    assert_eq!(
        reports_after(AllCompleted),
        ["the error of task `a` was never retrieved: a"]
    );
    assert_eq!(reports_after(FirstCompleted).len(), 1);
}

#[test]
fn first_exception_has_looked_at_it_as_in_asyncio() {
    assert!(reports_after(FirstException).is_empty());
}
