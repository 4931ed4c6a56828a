// Judge of 07/join_all.

use std::time::Duration;

use ch07_executor::{Executor, JoinError, JoinHandle, VirtualPark, spawn, yield_now};
use ex07_executor::join_all::{Failure, join_all};
use judge::{ScriptedFuture, VirtualTime, assert_answer, within};
use trace::Clock;

const MS: Duration = Duration::from_millis(1);

/// Runs the case on the chapter's executor, in virtual time.
fn bounded<T: Send + 'static>(case: impl AsyncFnOnce(VirtualTime) -> T + Send + 'static) -> T {
    within(Duration::from_secs(2), "join_all to come back", || {
        let time = VirtualTime::new(Clock::manual());
        Executor::new(VirtualPark(time.clone())).block_on(case(time))
    })
}

/// A task that sleeps, then ends: with its number, or with an error if the number is odd.
fn task(time: &VirtualTime, number: u32, wait: u32) -> JoinHandle<Result<u32, String>> {
    let time = time.clone();
    let task = spawn(async move {
        time.sleep(wait * MS).await;
        if number.is_multiple_of(2) {
            Ok(number)
        } else {
            Err(format!("{number} is odd"))
        }
    });
    task.set_name(number);
    task
}

/// Results in words.
fn words(results: Vec<Result<u32, Failure<String>>>) -> Vec<String> {
    let words = |result| match result {
        Ok(number) => format!("{number}"),
        Err(Failure::Failed(error)) => error,
        Err(Failure::Lost(JoinError::Cancelled(name))) => format!("{name} cancelled"),
        Err(Failure::Lost(panicked)) => panicked.to_string(),
    };
    results.into_iter().map(words).collect()
}

#[test]
fn results_come_in_the_order_of_the_arguments() {
    let given = bounded(async |time| {
        let tasks = [(2, 30), (4, 10), (6, 20)].map(|(number, wait)| task(&time, number, wait));
        words(join_all(tasks.into()).await)
    });
    assert_answer(
        "for tasks 2, 4 and 6, which end after 30, 10 and 20 ms",
        given,
        ["2", "4", "6"].map(str::to_owned).to_vec(),
    );
}

#[test]
fn it_takes_as_long_as_the_longest() {
    let took = bounded(async |time| {
        let tasks = [(2, 30), (4, 10), (6, 20)].map(|(number, wait)| task(&time, number, wait));
        join_all(tasks.into()).await;
        time.now()
    });
    assert_answer(
        "for tasks that sleep 30, 10 and 20 ms, asked for the time it took",
        took,
        30 * MS,
    );
}

#[test]
fn an_error_stands_in_its_place_and_the_others_are_waited_for() {
    let given = bounded(async |time| {
        let tasks =
            [(1, 10), (2, 30), (3, 20), (4, 0)].map(|(number, wait)| task(&time, number, wait));
        words(join_all(tasks.into()).await)
    });
    assert_answer(
        "when tasks 1 and 3 of four end with errors",
        given,
        ["1 is odd", "2", "3 is odd", "4"]
            .map(str::to_owned)
            .to_vec(),
    );
}

#[test]
fn an_error_cancels_nobody() {
    let finished = bounded(async |time| {
        let slow = ScriptedFuture::new("slow", Ok(2)).yields(5);
        let seen = slow.seen();
        let tasks = vec![task(&time, 1, 0), spawn(slow)];
        join_all(tasks).await;
        seen.finished()
    });
    assert!(
        finished,
        "when one task ended with an error, the answer did not let the other one finish"
    );
}

#[test]
fn a_panic_and_a_cancelled_task_stand_in_their_places() {
    let given = bounded(async |time| {
        let wild = spawn(async { panic!("on purpose") });
        wild.set_name("wild");
        let cancelled = task(&time, 2, 1000);
        cancelled.cancel();
        words(
            join_all(vec![
                task(&time, 4, 20),
                wild,
                cancelled,
                task(&time, 6, 10),
            ])
            .await,
        )
    });
    assert_answer(
        "when the second of four tasks panics and the third is cancelled",
        given,
        ["4", "`wild` panicked: on purpose", "2 cancelled", "6"]
            .map(str::to_owned)
            .to_vec(),
    );
}

#[test]
fn no_tasks_have_no_results() {
    let given = bounded(async |_| join_all::<u32, String>(Vec::new()).await.len());
    assert_answer(
        "for no tasks at all, asked for the number of results",
        given,
        0,
    );
}

#[test]
fn dropped_it_cancels_who_has_not_finished() {
    let (done, slow, slower) = bounded(async |_| {
        let done = ScriptedFuture::new("done", Ok::<_, String>(1));
        let slow = ScriptedFuture::new("slow", Ok(2)).yields(50);
        let slower = ScriptedFuture::new("slower", Ok(3)).yields(50);
        let seen = (done.seen(), slow.seen(), slower.seen());
        let waits = spawn(join_all(vec![spawn(done), spawn(slow), spawn(slower)]));
        yield_now().await;
        yield_now().await;
        waits.cancel();
        waits.await.expect_err("cancelled in time");
        for _ in 0..60 {
            yield_now().await;
        }
        (seen.0.finished(), seen.1.finished(), seen.2.finished())
    });
    assert!(
        done,
        "the task that was ready at once was cancelled as well"
    );
    assert!(
        !slow && !slower,
        "join_all was dropped while two tasks were working, and they went on to the end: who has not finished is to be cancelled"
    );
}
