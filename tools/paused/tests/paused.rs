//! What runs with a paused clock promise: they end, and say why.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use paused::{Log, Paused, now, run};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

fn words_of(program: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(program)).expect_err("it panics");
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => (*panic.downcast::<&str>().expect("panics say text")).to_owned(),
    }
}

#[test]
fn times_are_exact_and_take_no_time() {
    let done = run(|| async {
        let mut seen = Vec::new();
        for ms in [1, 10, 100, 1000, 333] {
            sleep(ms * MS).await;
            seen.push(now());
        }
        seen
    });
    assert_eq!(done.output, [1, 11, 111, 1111, 1444]);
    assert_eq!(done.took, 1444 * MS);
}

#[test]
fn a_run_that_waits_for_ever_says_what_for() {
    let words = words_of(|| {
        Paused::new()
            .awaiting("the moon")
            .run(std::future::pending::<()>);
    });
    assert_eq!(
        words,
        "waited for the moon; it does not come: nothing that could wake the answer is left to happen"
    );
}

#[test]
fn the_programs_own_panic_comes_through() {
    assert_eq!(
        words_of(|| drop(run(|| async { panic!("its own") }))),
        "its own"
    );
}

#[test]
fn a_judge_tells_the_answers_panic_with_its_place() {
    let words = words_of(|| {
        let run = Paused::judging("the sum");
        run.run(|| async { panic!("no sum") });
    });
    assert!(
        words.starts_with("the answer panicked: no sum (at "),
        "{words}"
    );
    assert!(words.contains("tests/paused.rs:"), "{words}");
    let words = words_of(|| {
        let run = Paused::judging("the sum");
        run.run(|| async { std::panic::panic_any(7) });
    });
    assert!(
        words.starts_with("the answer panicked: a value without words (at "),
        "{words}"
    );
}

#[test]
fn panics_of_tasks_are_noted() {
    let done = run(|| async {
        drop(tokio::spawn(async { panic!("on purpose") }));
        sleep(MS).await;
    });
    let [told] = &done.panics[..] else {
        panic!("one panic, and not {:?}", done.panics)
    };
    assert!(told.starts_with("on purpose (at "), "{told}");
    assert!(run(|| async {}).panics.is_empty());
}

#[test]
fn tasks_left_behind_are_counted_and_those_that_end_are_not() {
    let done = run(|| async {
        tokio::spawn(std::future::pending::<()>());
        tokio::spawn(async { tokio::task::yield_now().await });
        tokio::spawn(sleep(MS)).abort();
    });
    assert_eq!(done.left, 1);
}

#[test]
fn work_notes_its_start_its_end_and_its_drop() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        drop(inside.work("never polled", 5, ()));
        let slow = tokio::spawn(inside.work("slow", 50, ()));
        let given = inside.work("fast", 20, 7).await;
        slow.abort();
        let error = slow.await.expect_err("it was aborted");
        (given, error.is_cancelled())
    });
    assert_eq!(done.output, (7, true));
    assert_eq!(
        log.sorted(),
        [
            "fast ends at 20",
            "fast starts at 0",
            "slow is dropped at 20",
            "slow starts at 0"
        ]
    );
}

#[test]
fn recordings_have_the_runs_times_and_name_the_timer() {
    let program = || async {
        let a = tokio::spawn(trace::lane("a", sleep(20 * MS)));
        let b = tokio::spawn(trace::lane("b", a));
        trace::lane("main", b)
            .await
            .expect("b ends")
            .expect("a ends");
        tokio::spawn(trace::lane("left", sleep(MS)));
        tokio::task::yield_now().await;
    };
    let (_, recording) = paused::record(program());
    let text = recording.polls_text();
    for line in [
        "w a, 20 ms: by timer",
        "w b, 20 ms: by a",
        "w main, 20 ms: by b",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert_eq!(text, paused::record(program()).1.polls_text());
}
