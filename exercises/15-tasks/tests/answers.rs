// Judge of 15/answers.

use std::time::Duration;

use ch15_tasks::{Cancelled, TaskError, TaskResult, create_cooperative};
use ex15_tasks::answers::{Journal, write_all};
use judge::assert_answer;
use paused::{Paused, now};
use tokio::time::sleep;

/// What the task gave, what stands in the journal, and when it ended.
type Given = (TaskResult<usize, String>, String, u64);

fn asked_at(times: &'static [u64]) -> Given {
    let (given, _) = asked_and_counted(times);
    given
}

/// Writes a, b and c; at each of `times` (in ms) the task is asked to stop, with the time as the reason. Gives the
/// count of requests, too, that nobody has taken back.
fn asked_and_counted(times: &'static [u64]) -> (Given, u32) {
    let run = Paused::judging("write_all to end");
    let done = run.run(move || async move {
        let journal = Journal::default();
        let records = ["a", "b", "c"].map(str::to_owned).to_vec();
        let task = create_cooperative(|requests| write_all(requests, journal.clone(), records));
        let asks = task.clone();
        let (first, later): (Vec<u64>, Vec<u64>) = times.iter().partition(|time| **time == 0);
        for time in first {
            asks.cancel_because(time); // before its first turn
        }
        tokio::spawn(async move {
            for time in later {
                sleep(Duration::from_millis(time - now())).await;
                asks.cancel_because(time);
            }
        });
        let outcome = task.clone().await;
        let at = now();
        sleep(Duration::from_millis(100)).await;
        ((outcome, journal.text(), at), task.cancelling())
    });
    done.output
}

fn cancelled(reason: u64) -> TaskResult<usize, String> {
    let reason = Some(reason.to_string());
    Err(TaskError::Cancelled(Cancelled { reason }))
}

#[test]
fn unasked_it_writes_all() {
    assert_answer(
        "for three records and no request, asked for its result, the journal, and when it ended",
        asked_at(&[]),
        (Ok(3), "<a><b><c>".to_owned(), 60),
    );
}

#[test]
fn asked_it_finishes_the_record_and_writes_no_more() {
    assert_answer(
        "asked at 30 ms, in the middle of the second record of 20 ms each",
        asked_at(&[30]),
        (Ok(2), "<a><b>".to_owned(), 40),
    );
}

#[test]
fn asked_in_the_first_record_it_has_one() {
    assert_answer(
        "asked at 5 ms, in the middle of the first record",
        asked_at(&[5]),
        (Ok(1), "<a>".to_owned(), 20),
    );
}

#[test]
fn asked_in_the_last_record_it_has_all() {
    assert_answer(
        "asked at 50 ms, in the middle of the third record of three",
        asked_at(&[50]),
        (Ok(3), "<a><b><c>".to_owned(), 60),
    );
}

#[test]
fn asked_again_it_stops_at_once() {
    assert_answer(
        "asked at 25 ms and again at 35 ms, both in the middle of the second record",
        asked_at(&[25, 35]),
        (cancelled(35), "<a><b".to_owned(), 35),
    );
}

#[test]
fn a_request_is_taken_back_by_nobody_but_the_asker() {
    let cases: [(&'static [u64], u32); 2] = [(&[30], 1), (&[25, 35], 2)];
    for (times, right) in cases {
        let (_, count) = asked_and_counted(times);
        assert_answer(
            format_args!(
                "asked at {times:?} ms, and then for the count of requests that were not taken back"
            ),
            count,
            right,
        );
    }
}

#[test]
fn asked_before_the_first_record_it_has_that_one() {
    assert_answer(
        "asked at 0 ms, before its first turn",
        asked_at(&[0]),
        (Ok(1), "<a>".to_owned(), 20),
    );
}

#[test]
fn asked_twice_at_once_it_stops_at_once() {
    assert_answer(
        "asked twice at 30 ms, which is delivered as one request and counted as two",
        asked_at(&[30, 30]),
        (cancelled(30), "<a><b".to_owned(), 30),
    );
}
