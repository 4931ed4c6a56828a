//! How requests are counted and delivered: as in CPython 3.13, asked by a probe.

use std::time::Duration;

use ch15_tasks::{Cancelled, Requests, TaskError, TaskResult, create_cooperative};
use futures::FutureExt;
use paused::run;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

fn because(reason: &str) -> Cancelled {
    Cancelled {
        reason: Some(reason.to_owned()),
    }
}

#[test]
fn two_requests_before_the_delivery_are_delivered_as_one_and_counted_as_two() {
    let requests = Requests::new();
    requests.request(because("a"));
    requests.request(because("b"));
    assert_eq!(requests.requested().now_or_never(), Some(because("a")));
    assert_eq!(requests.requested().now_or_never(), None);
    assert_eq!(requests.cancelling(), 2);
}

#[test]
fn one_of_two_taken_back_leaves_one_to_deliver() {
    let requests = Requests::new();
    requests.request(because("a"));
    requests.request(because("b"));
    assert_eq!(requests.uncancel(), 1);
    assert_eq!(requests.requested().now_or_never(), Some(because("a")));
}

#[test]
fn all_taken_back_leave_nothing_to_deliver() {
    let requests = Requests::new();
    requests.request(because("a"));
    assert_eq!(requests.uncancel(), 0);
    assert_eq!(requests.uncancel(), 0, "it stays at none");
    assert_eq!(requests.requested().now_or_never(), None);
}

#[test]
fn delivering_is_not_taking_back() {
    let done = run(|| async {
        let task = create_cooperative(|requests| async move {
            let mut heard = Vec::new();
            for _ in 0..3 {
                let slept = requests.run_until_cancelled(sleep(10 * MS)).await;
                heard.push((slept.is_ok(), requests.cancelling()));
            }
            Ok::<_, TaskError<String>>(heard)
        });
        sleep(5 * MS).await;
        task.cancel();
        task.cancel();
        sleep(5 * MS).await;
        task.cancel();
        task.await
    });
    // The first two came together; the third came while the second sleep was under way.
    assert_eq!(done.output, Ok(vec![(false, 2), (false, 3), (true, 3)]));
}

#[test]
fn a_request_that_is_there_is_delivered_before_the_future_is_polled() {
    let requests = Requests::new();
    requests.request(because("early"));
    let mut polled = false;
    let result = requests
        .run_until_cancelled(async { polled = true })
        .now_or_never();
    assert_eq!((result, polled), (Some(Err(because("early"))), false));
}

#[test]
fn waiting_for_a_request_in_vain_loses_none() {
    let done = run(|| async {
        let requests = Requests::new();
        let asks = requests.clone();
        tokio::spawn(async move {
            sleep(10 * MS).await;
            asks.request(because("late"));
        });
        let in_time = tokio::time::timeout(5 * MS, requests.requested()).await;
        sleep(10 * MS).await;
        (in_time.is_err(), requests.requested().now_or_never())
    });
    assert_eq!(done.output, (true, Some(because("late"))));
}

#[test]
fn of_two_who_wait_one_gets_the_request() {
    let done = run(|| async {
        let requests = Requests::new();
        let [a, b] = [requests.clone(), requests.clone()]
            .map(|requests| tokio::spawn(async move { requests.requested().await }));
        sleep(MS).await;
        requests.request(because("one"));
        sleep(MS).await;
        let ended = [a.is_finished(), b.is_finished()];
        requests.request(because("two"));
        let reasons = [a.await, b.await].map(|got| got.expect("it ends").reason);
        (ended[0] != ended[1], reasons)
    });
    let (one_of_them, mut reasons) = done.output;
    reasons.sort();
    assert!(one_of_them);
    assert_eq!(reasons, [Some("one".into()), Some("two".into())]);
}

#[test]
fn asked_before_its_first_turn_it_starts_and_hears_of_it() {
    let done = run(|| async {
        let task = create_cooperative(|requests| async move {
            let request = requests.run_until_cancelled(sleep(10 * MS)).await;
            Ok::<_, TaskError<String>>(request.map_err(|cancelled| cancelled.reason))
        });
        task.cancel_because("early");
        task.await
    });
    assert_eq!(done.output, Ok(Err(Some("early".to_owned()))));
}

#[test]
fn answers_value_error_refusal() {
    let done = run(|| async {
        let answers: [fn(Cancelled) -> TaskResult<u32, String>; 3] = [
            |_| Ok(1),
            |_| Err(TaskError::Failed("cannot save".to_owned())),
            |request| Err(request.into()),
        ];
        let mut given = Vec::new();
        for answer in answers {
            let task =
                create_cooperative(
                    move |requests| async move { answer(requests.requested().await) },
                );
            task.cancel_because("stop");
            given.push((task.clone().await, task.cancelled()));
        }
        given
    });
    let failed = Err(TaskError::Failed("cannot save".to_owned()));
    let stopped = Err(TaskError::Cancelled(because("stop")));
    assert_eq!(
        done.output,
        [(Ok(1), false), (failed, false), (stopped, true)]
    );
}

#[test]
fn abort_does_not_ask() {
    let done = run(|| async {
        let task = create_cooperative(|requests| async move {
            loop {
                requests.requested().await;
            }
            #[expect(unreachable_code, reason = "it names the type")]
            Ok::<(), TaskError<String>>(())
        });
        task.cancel();
        sleep(MS).await;
        let refused = !task.done();
        task.abort();
        (refused, task.await.expect_err("it is gone").is_cancelled())
    });
    assert_eq!(done.output, (true, true));
}
