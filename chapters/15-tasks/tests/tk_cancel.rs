//! asyncio's promises about tasks that are asked to stop, group TK.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ch15_tasks::{Cancelled, Requests, Task, TaskError, create_cooperative, create_task};
use paused::{Log, now, run};
use tokio::sync::oneshot;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

type Outcome<T> = Result<T, TaskError<String>>;

fn cancelled<T>(reason: Option<&str>) -> Outcome<T> {
    let reason = reason.map(str::to_owned);
    Err(TaskError::Cancelled(Cancelled { reason }))
}

fn sleeping(ms: u32) -> Task<(), String> {
    create_task(async move {
        sleep(ms * MS).await;
        Ok(())
    })
}

/// asyncio's `timeout`, by hand: a request after `limit`, taken back when it has done its work. Whether time was up.
async fn limited(requests: &Requests, limit: Duration, body: impl Future<Output = ()>) -> bool {
    let asks = requests.clone();
    let timer = tokio::spawn(async move {
        sleep(limit).await;
        asks.request(Cancelled::default());
    });
    let expired = requests.run_until_cancelled(body).await.is_err();
    if expired {
        requests.uncancel();
    }
    timer.abort();
    expired
}

#[test]
fn tk_10_a_limit_made_of_a_request_that_is_taken_back() {
    for (limit, body, right) in [(50, 100, (true, false, 60)), (100, 50, (false, true, 60))] {
        let done = run(move || async move {
            let task = create_cooperative(move |requests| async move {
                let mut finished = false;
                let work = async {
                    sleep(body * MS).await;
                    finished = true;
                };
                let expired = limited(&requests, limit * MS, work).await;
                sleep(10 * MS).await;
                Ok::<_, TaskError<String>>((expired, finished, now(), requests.cancelling()))
            });
            let outcome = task.clone().await;
            (outcome, task.cancelling())
        });
        let (expired, finished, at) = right;
        assert_eq!(
            done.output,
            (Ok((expired, finished, at, 0)), 0),
            "limit {limit}"
        );
    }
}

#[test]
fn tk_11_a_sleeping_task_is_cancelled_once() {
    let done = run(|| async {
        let task = sleeping(10_000);
        let first = task.cancel();
        let outcome = task.clone().await;
        (
            first,
            outcome,
            task.done(),
            task.cancelled(),
            task.cancel(),
            task.cancelling(),
        )
    });
    assert_eq!(done.output, (true, cancelled(None), true, true, false, 1));
    assert_eq!(done.took, Duration::ZERO);
}

#[test]
fn tk_12_the_reason_comes_with_the_cancel_wherever_one_looks() {
    let done = run(|| async {
        let tasks = [0, 1, 2].map(|_| sleeping(10));
        tasks[0].cancel_because("enough");
        tasks[1].cancel();
        tasks[2].cancel_because(5);
        let mut seen = Vec::new();
        for task in tasks {
            seen.push((task.clone().await, task.result(), task.exception()));
        }
        seen
    });
    for ((awaited, result, exception), reason) in
        done.output
            .into_iter()
            .zip([Some("enough"), None, Some("5")])
    {
        assert_eq!(awaited, cancelled(reason));
        assert_eq!(result, Some(cancelled(reason)));
        assert_eq!(exception, cancelled::<()>(reason).err());
    }
}

#[test]
fn tk_14_a_cancel_between_two_pauses_loses_the_value() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let task = create_task(async move {
            sleep(10 * MS).await;
            inside.note("once");
            sleep(10 * MS).await;
            inside.note("twice");
            Ok::<_, String>("value")
        });
        sleep(15 * MS).await;
        task.cancel();
        task.await
    });
    assert_eq!(
        (done.output, log.lines()),
        (cancelled(None), vec!["once".to_owned()])
    );
}

#[test]
fn tk_16_what_a_cancelled_task_waits_for_hears_of_it() {
    let done = run(|| async {
        let (mut sender, receiver) = oneshot::channel::<()>();
        let task = create_task(async { receiver.await.map_err(|error| error.to_string()) });
        sleep(MS).await;
        task.cancel();
        sender.closed().await;
        (task.await, sender.is_closed())
    });
    assert_eq!(done.output, (cancelled(None), true));
}

#[test]
fn tk_16_both_are_cancelled() {
    let done = run(|| async {
        let (sender, receiver) = oneshot::channel::<()>();
        let task = create_task(async { receiver.await.map_err(|error| error.to_string()) });
        sleep(MS).await;
        drop(sender);
        task.cancel();
        task.await
    });
    assert_eq!(done.output, cancelled(None));
}

/// asyncio cancels the task that is awaited; here a handle goes, and nothing else.
#[test]
fn tk_16_a_task_that_is_awaited_is_not_cancelled_with_its_waiter() {
    let done = run(|| async {
        let awaited = sleeping(20);
        let waits = create_task({
            let awaited = awaited.clone();
            async move { awaited.await.map_err(|error| error.to_string()) }
        });
        sleep(MS).await;
        waits.cancel();
        (waits.await, awaited.await)
    });
    assert_eq!(done.output, (cancelled(None), Ok(())));
}

#[test]
fn tk_17_a_task_that_catches_the_cancel_ends_as_it_likes() {
    let done = run(|| async {
        let (go, first) = oneshot::channel();
        let (second, never) = oneshot::channel::<()>();
        let task = create_cooperative(|requests| async move {
            first.await.expect("it is sent");
            match requests.run_until_cancelled(never).await {
                Err(_) => Ok::<_, TaskError<String>>(42),
                Ok(_) => unreachable!("nobody sends"),
            }
        });
        go.send(()).expect("it is awaited");
        sleep(MS).await;
        let accepted = task.cancel();
        (
            accepted,
            task.clone().await,
            task.cancelled(),
            second.is_closed(),
            task.cancel(),
        )
    });
    assert_eq!(done.output, (true, Ok(42), false, true, false));
}

#[test]
fn tk_19_a_task_that_cancels_itself_stops_at_its_next_await() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let itself = Arc::new(OnceLock::<Task<(), String>>::new());
        let me = Arc::clone(&itself);
        let task = create_task(async move {
            me.get().expect("it is set before the first turn").cancel();
            inside.note("goes on to the await");
            sleep(10_000 * MS).await;
            inside.note("and not beyond");
            Ok(())
        });
        itself.set(task.clone()).expect("it was empty");
        task.await
    });
    assert_eq!((done.output, done.took), (cancelled(None), Duration::ZERO));
    assert_eq!(log.lines(), ["goes on to the await"]);
}

#[test]
fn tk_19_and_so_does_one_that_listens() {
    let done = run(|| async {
        let task = create_cooperative(|requests| async move {
            requests.request(Cancelled::default());
            requests.run_until_cancelled(sleep(10_000 * MS)).await?;
            Ok::<_, TaskError<String>>(())
        });
        task.await
    });
    assert_eq!((done.output, done.took), (cancelled(None), Duration::ZERO));
}

#[test]
fn tk_25_a_panic_in_answer_to_a_cancel_is_the_tasks_error_and_stops_nobody_else() {
    let done = run(|| async {
        let task = create_cooperative(|requests| async move {
            let request = requests.requested().await;
            if request.reason.is_none() {
                panic!("the cleanup is broken");
            }
            Ok::<_, TaskError<String>>(())
        });
        let other = sleeping(20);
        sleep(10 * MS).await;
        task.cancel();
        let error = task.await.expect_err("it panics");
        (error.is_panic(), error.to_string(), other.await)
    });
    let words = "panicked: the cleanup is broken".to_owned();
    assert_eq!(done.output, (true, words, Ok(())));
}

/// What asyncio lets pass through the loop, the one who awaits may let pass here.
#[test]
#[should_panic(expected = "the cleanup is broken")]
fn tk_25_the_panic_goes_on_where_somebody_resumes_it() {
    run(|| async {
        let task = create_task(async {
            if now() == 0 {
                panic!("the cleanup is broken");
            }
            Ok::<(), String>(())
        });
        match task.await {
            Err(TaskError::Panicked(panic)) => panic.resume(),
            other => other,
        }
    });
}
