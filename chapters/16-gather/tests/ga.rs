//! asyncio's rows about gather.

use std::cell::Cell;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ch15_tasks::{Cancelled, Task, TaskError, create_cooperative, create_task, with_reporter};
use ch16_gather::{gather, gather_limited, gather_settled};
use futures::FutureExt;
use futures::executor::block_on;
use paused::{Log, now, run};
use tokio::sync::oneshot::{self, Sender};
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

type Result = std::result::Result<u32, &'static str>;

/// A task that ends as it is told to.
fn promised() -> (Sender<Result>, Task<u32, &'static str>) {
    let (promise, told) = oneshot::channel();
    let task = create_task(async { told.await.expect("every promise is kept") });
    (promise, task)
}

fn cancelled(reason: Option<&str>) -> TaskError<&'static str> {
    TaskError::Cancelled(Cancelled {
        reason: reason.map(str::to_owned),
    })
}

#[test]
fn ga_01_values_come_in_the_order_of_the_arguments_and_once() {
    let done = run(|| async {
        let (promises, tasks): (Vec<_>, Vec<_>) = (0..3).map(|_| promised()).unzip();
        let [a, b, c] = <[_; 3]>::try_from(promises).expect("there are three");
        let times = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&times);
        let all = create_task(gather(tasks).map(move |result| {
            counted.fetch_add(1, Ordering::Relaxed);
            result
        }));
        b.send(Ok(1)).unwrap();
        sleep(10 * MS).await;
        a.send(Ok(2)).unwrap();
        sleep(10 * MS).await;
        assert!(!all.done(), "c is not there yet");
        c.send(Ok(3)).unwrap();
        (all.await, times.load(Ordering::Relaxed))
    });
    assert_eq!(done.output, (Ok(vec![2, 1, 3]), 1));
}

#[test]
fn ga_02_settled_gives_the_same_values_if_nothing_fails() {
    let done = run(|| async {
        let work = |(ms, value)| create_task(Log::new().work("", ms, Result::Ok(value)));
        gather_settled([(20, 2), (10, 1), (30, 3)].map(work)).await
    });
    assert_eq!(done.output, [Ok(2), Ok(1), Ok(3)]);
}

#[test]
fn ga_03_the_first_error_ends_it_and_what_the_others_do_later_changes_nothing() {
    let log = Log::new();
    let reports = log.clone();
    let done = run(move || {
        with_reporter(move |unretrieved| reports.note(unretrieved), async {
            let (mut promises, tasks): (Vec<_>, Vec<_>) = (0..5).map(|_| promised()).unzip();
            let d = tasks[3].clone();
            let mut others = [2, 3, 4].map(|place| tasks[place].clone());
            let all = create_task(gather(tasks).map(Ok::<_, &str>));
            let e = promises.pop().unwrap();
            let [a, b, c, _d] = <[_; 4]>::try_from(promises).expect("four are left");
            a.send(Ok(1)).unwrap();
            b.send(Err("b failed")).unwrap();
            let result = all.await.unwrap();
            assert_eq!(others.each_ref().map(Task::done), [false; 3]);
            c.send(Ok(3)).unwrap();
            assert!(d.cancel());
            e.send(Err("e failed")).unwrap();
            sleep(10 * MS).await;
            assert_eq!(others.each_mut().map(|task| task.done()), [true; 3]);
            drop((d, others));
            result
        })
    });
    assert_eq!(done.output, Err(TaskError::Failed("b failed")));
    assert_eq!((log.lines(), done.left), (vec![], 0));
}

#[test]
fn ga_04_settled_waits_for_all_and_puts_errors_in_their_places() {
    let done = run(|| async {
        let (promises, tasks): (Vec<_>, Vec<_>) = (0..4).map(|_| promised()).unzip();
        let [a, b, c, d] = <[_; 4]>::try_from(promises).expect("there are four");
        let all = create_task(gather_settled(tasks).map(Ok::<_, &str>));
        b.send(Ok(1)).unwrap();
        c.send(Err("c failed")).unwrap();
        a.send(Ok(3)).unwrap();
        sleep(10 * MS).await;
        assert!(!all.done(), "d is not there yet");
        d.send(Err("d failed")).unwrap();
        all.await.unwrap()
    });
    let failed = |error| Err(TaskError::Failed(error));
    assert_eq!(
        done.output,
        [Ok(3), Ok(1), failed("c failed"), failed("d failed")]
    );
}

#[test]
fn ga_08_a_task_that_is_there_three_times_runs_once() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let c = create_task(inside.work("c", 20, Result::Ok(7)));
        let d = create_task(inside.work("d", 10, Ok(8)));
        gather([c.clone(), c.clone(), d, c]).await
    });
    assert_eq!(done.output, Ok(vec![7, 7, 8, 7]));
    assert_eq!(
        log.sorted(),
        [
            "c ends at 20",
            "c starts at 0",
            "d ends at 10",
            "d starts at 0"
        ]
    );
}

#[test]
fn ga_09_cancelling_who_awaits_it_cancels_the_children() {
    let log = Log::new();
    let inside = log.clone();
    let done = run(move || async move {
        let one = inside
            .work("what they wait for", 1000, Result::Ok(1))
            .shared();
        let children = [create_task(one.clone()), create_task(one)];
        let all = gather(children.clone());
        let waits = create_task(async move {
            let result = all.await;
            inside.note("after the gather");
            result.map_err(|error| error.to_string())
        });
        sleep(50 * MS).await;
        assert!(waits.cancel());
        let result = waits.clone().await;
        sleep(10 * MS).await;
        assert!(!waits.cancel() && !children[0].cancel());
        (result, children.map(|child| child.cancelled()))
    });
    let nobody = Err(TaskError::Cancelled(Cancelled { reason: None }));
    assert_eq!(done.output, (nobody, [true, true]));
    assert_eq!(
        log.lines(),
        [
            "what they wait for starts at 0",
            "what they wait for is dropped at 50"
        ]
    );
}

#[test]
fn ga_12_collecting_errors_does_not_swallow_ones_own_cancelling() {
    for reason in [None, Some("closing time")] {
        for cooperative in [false, true] {
            let done = run(move || async move {
                let nap = || {
                    create_task(async {
                        sleep(50 * MS).await;
                        Result::Ok(1)
                    })
                };
                let task = if cooperative {
                    create_cooperative(move |requests| async move {
                        loop {
                            gather_settled([nap()]).or_cancelled(&requests).await?;
                        }
                    })
                } else {
                    create_task(async move {
                        loop {
                            gather_settled([nap()]).await;
                        }
                    })
                };
                sleep(210 * MS).await;
                match reason {
                    Some(reason) => task.cancel_because(reason),
                    None => task.cancel(),
                };
                let ended: std::result::Result<(), _> = task.await;
                (ended, now())
            });
            assert_eq!(done.output, (Err(cancelled(reason)), 210));
            assert_eq!(done.left, 0);
        }
    }
}

#[test]
fn ga_15_tasks_need_a_runtime_and_gather_does_not() {
    let work = async || Result::Ok(1);
    catch_unwind(|| create_task(async { Result::Ok(1) })).expect_err("there is no runtime");
    catch_unwind(|| block_on(gather_limited(1, [work()]))).expect_err("there is no runtime");

    assert_eq!(block_on(gather::<u32, &str>([])), Ok(vec![]));
    assert_eq!(block_on(gather_settled::<u32, &str>([])), []);
    let nothing: [std::future::Ready<Result>; 0] = [];
    assert_eq!(block_on(gather_limited(1, nothing)), Ok(vec![]));

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let tasks = runtime.block_on(async { [create_task(work()), create_task(work())] });
    assert_eq!(block_on(gather(tasks)), Ok(vec![1, 1]));
}

#[test]
fn ga_18_siblings_run_on_after_the_first_error() {
    let log = Log::new();
    let inside = log.clone();
    run(move || async move {
        let a = create_task(inside.work("a", 10, Result::Err("a failed")));
        let b = create_task(inside.work("b", 50, Ok(2)));
        let result = gather([a, b.clone()]).await;
        inside.note(format_args!(
            "{} at {}, b done: {}",
            result.unwrap_err(),
            now(),
            b.done()
        ));
        sleep(90 * MS).await;
        assert_eq!(b.result(), Some(Ok(2)));
    });
    assert_eq!(
        log.lines()[2..],
        [
            "a ends at 10",
            "a failed at 10, b done: false",
            "b ends at 50"
        ]
    );
}

tokio::task_local! {
    static PRECISION: Cell<u32>;
}

#[test]
fn ga_20_each_task_keeps_its_own_setting_across_an_await() {
    let done = run(move || async move {
        let divide = |digits, ms| {
            create_task(PRECISION.scope(Cell::new(0), async move {
                PRECISION.with(|precision| precision.set(digits));
                sleep(ms * MS).await;
                Result::Ok(PRECISION.with(Cell::get))
            }))
        };
        gather([divide(2, 20), divide(28, 10)]).await
    });
    assert_eq!(done.output, Ok(vec![2, 28]));
}
