// Judge of 15/flatten.

use std::time::Duration;

use ex15_tasks::flatten::{Failure, join};
use judge::assert_answer;
use paused::Paused;
use tokio::time::sleep;

type Given = Result<u32, Failure<String>>;

/// Joins a task on a paused clock.
fn joined(task: impl Future<Output = Result<u32, String>> + Send + 'static, abort: bool) -> Given {
    let run = Paused::judging("join to come back");
    let done = run.run(move || async move {
        let handle = tokio::spawn(task);
        if abort {
            handle.abort();
        }
        join(handle).await
    });
    done.output
}

fn panicked(words: &str) -> Given {
    Err(Failure::Panicked(words.to_owned()))
}

#[test]
fn a_value_is_given() {
    assert_answer(
        "for a task that gives 7",
        joined(async { Ok(7) }, false),
        Ok(7),
    );
}

#[test]
fn a_task_may_take_its_time() {
    let slow = async {
        sleep(Duration::from_secs(60 * 60)).await;
        Ok(7)
    };
    assert_answer(
        "for a task that gives 7 after an hour",
        joined(slow, false),
        Ok(7),
    );
}

#[test]
fn the_tasks_own_error_is_failed() {
    assert_answer(
        "for a task that ends with the error \"no rows\"",
        joined(async { Err("no rows".to_owned()) }, false),
        Err(Failure::Failed("no rows".to_owned())),
    );
}

#[test]
fn an_aborted_task_is_cancelled() {
    assert_answer(
        "for a task that was aborted",
        joined(std::future::pending(), true),
        Err(Failure::Cancelled),
    );
}

#[test]
fn a_panic_says_what_the_panic_said() {
    assert_answer(
        "for a task that panics with the text \"no rule\"",
        joined(async { panic!("no rule") }, false),
        panicked("no rule"),
    );
}

#[test]
fn formatted_words_are_words_as_well() {
    let page = String::from("/new");
    assert_answer(
        "for a task that panics with a formatted text",
        joined(async move { panic!("no rule for {page}") }, false),
        panicked("no rule for /new"),
    );
}

#[test]
fn a_panic_may_have_no_words() {
    assert_answer(
        "for a task that panics with a number",
        joined(async { std::panic::panic_any(7) }, false),
        panicked("no words"),
    );
}
