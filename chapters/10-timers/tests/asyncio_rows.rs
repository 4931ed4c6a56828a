//! Rows of the table of asyncio's behaviour: groups SL (sleep), TO (timeout block) and WF (wait_for). Each test is named by its
//! row; times are virtual milliseconds.
//!
//! Over 300 lines because the table has so many rows.

use std::cell::{Cell, OnceCell, RefCell};
use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Waker};
use std::time::Duration;

use ch05_futures::{Either, select};
use ch06_wakers::Slot;
use ch07_executor::{CancelOnDrop, JoinError, JoinHandle, spawn, yield_now};
use ch10_timers::{
    Elapsed, Limit, NotActive, VirtualClock, armed, block_on_virtual, now, sleep, timeout,
    timeout_at,
};
use judge::within;

const MS: Duration = Duration::from_millis(1);

/// Runs the test in virtual time, with a limit in real time; gives what it gave, and the milliseconds that it took.
fn bounded<T: Send + 'static>(
    test: impl AsyncFnOnce(VirtualClock) -> T + Send + 'static,
) -> (T, u128) {
    within(Duration::from_secs(10), "virtual time to pass", || {
        let clock = VirtualClock::new();
        let output = block_on_virtual(&clock, test(clock.clone()));
        (output, clock.passed().as_millis())
    })
}

/// Lines, noted by tasks and destructors.
#[derive(Clone, Default)]
struct Log(Rc<RefCell<Vec<&'static str>>>);

impl Log {
    fn note(&self, line: &'static str) {
        self.0.borrow_mut().push(line);
    }

    /// Notes the line when it is dropped: what "saw the cancel" is in Rust.
    fn on_drop(&self, line: &'static str) -> impl Drop + use<> {
        struct OnDrop(Log, &'static str);
        impl Drop for OnDrop {
            fn drop(&mut self) {
                self.0.note(self.1);
            }
        }
        OnDrop(self.clone(), line)
    }

    fn lines(&self) -> Vec<&'static str> {
        self.0.borrow().clone()
    }
}

// SL: sleep

#[test]
fn sl_01_two_half_sleeps_and_a_value() {
    let half = async |value| {
        sleep(50 * MS).await;
        value
    };
    let given = bounded(async move |_| {
        half(0).await;
        half(42).await
    });
    assert_eq!(given, (42, 100));
}

#[test]
fn sl_02_a_sleep_of_zero_gives_up_one_turn() {
    for by_yield in [true, false] {
        let (lines, took) = bounded(async move |_| {
            let log = Log::default();
            let other = log.clone();
            spawn(async move { other.note("the others") });
            if by_yield {
                yield_now().await;
            } else {
                sleep(Duration::ZERO).await;
            }
            log.note("main");
            log.lines()
        });
        assert_eq!((lines, took), (vec!["the others", "main"], 0));
    }
}

#[test]
fn sl_04_who_yields_goes_to_the_end_of_the_queue_as_it_is_now() {
    let (lines, _) = bounded(async |_| {
        let (log, waiting) = (Log::default(), Rc::new(Slot::default()));
        let c = spawn({
            let (log, waiting) = (log.clone(), Rc::clone(&waiting));
            async move {
                poll_fn(|cx| waiting.poll_take(cx)).await;
                log.note("C");
            }
        });
        yield_now().await;
        let noting = log.clone();
        spawn(async move {
            noting.note("A before");
            yield_now().await;
            noting.note("A after");
        });
        let noting = log.clone();
        spawn(async move {
            noting.note("B");
            waiting.put(());
        });
        c.await.expect("it ends");
        log.lines()
    });
    assert_eq!(lines, ["A before", "B", "A after", "C"]);
}

// TO: timeout block

#[test]
fn to_01_a_limit_of_10_around_a_long_sleep() {
    let given = bounded(async |_| timeout(10 * MS, sleep(1000 * MS)).await);
    assert_eq!(given, (Err(Elapsed), 10));
    assert_eq!(Elapsed.to_string(), "deadline has elapsed");
}

#[test]
fn to_02_an_absolute_deadline_can_be_read_back() {
    let given = bounded(async |_| {
        let deadline = now() + 10 * MS;
        let limited = timeout_at(deadline, sleep(1000 * MS));
        assert_eq!(limited.deadline(), deadline);
        limited.await
    });
    assert_eq!(given, (Err(Elapsed), 10));
}

#[test]
fn to_03_of_two_equal_deadlines_the_outermost_reports() {
    let ((outcome, expired, lines), took) = bounded(async |_| {
        let (log, deadline) = (Log::default(), now() + 100 * MS);
        let (outer, inner) = (Limit::new(Some(deadline)), Limit::new(Some(deadline)));
        let handles = [outer.handle(), inner.handle()];
        let block = async {
            let _between = log.on_drop("between the blocks");
            let body = async {
                let _body = log.on_drop("body");
                sleep(10_000 * MS).await;
            };
            let _ = inner.around(body).await;
            log.note("after the inner block");
        };
        let outcome = outer.around(block).await;
        (outcome, handles.map(|handle| handle.expired()), log.lines())
    });
    assert_eq!((outcome, took), (Err(Elapsed), 100));
    assert_eq!(expired, [true, true]);
    assert_eq!(lines, ["body", "between the blocks"]);
}

#[test]
fn to_04_the_body_sees_one_cancel_and_then_the_error_comes_out() {
    let (lines, _) = bounded(async |_| {
        let log = Log::default();
        let body = async {
            let _cancelled = log.on_drop("cancel");
            pending::<()>().await;
        };
        if timeout(10 * MS, body).await.is_err() {
            log.note("error");
        }
        log.lines()
    });
    assert_eq!(lines, ["cancel", "error"]);
}

#[test]
fn to_05_a_body_in_time() {
    let given = bounded(async |_| {
        let limit = Limit::new(Some(now() + 10_000 * MS));
        let handle = limit.handle();
        let outcome = limit.around(sleep(10 * MS)).await;
        (
            outcome,
            handle.expired(),
            handle.when() > Some(now()),
            armed(),
        )
    });
    assert_eq!(given, ((Ok(()), false, true, 0), 10));
}

#[test]
fn to_06_no_limit_never_fires() {
    let given = bounded(async |_| {
        let limit = Limit::new(None);
        let handle = limit.handle();
        let outcome = limit.around(sleep(3_600_000 * MS)).await;
        (outcome, handle.when(), handle.expired())
    });
    assert_eq!(given, ((Ok(()), None, false), 3_600_000));
}

#[test]
fn to_07_a_limit_of_zero_takes_no_time() {
    let given = bounded(async |_| timeout(Duration::ZERO, sleep(1000 * MS)).await);
    assert_eq!(given, (Err(Elapsed), 0));
}

#[test]
fn to_09_the_bodys_own_error_comes_through() {
    let ((outcome, expired), took) = bounded(async |_| {
        let limit = Limit::new(Some(now() + 10 * MS));
        let handle = limit.handle();
        let outcome = limit.around(async { Err::<(), _>("foreign") }).await;
        (outcome, handle.expired())
    });
    assert_eq!((outcome, expired, took), (Ok(Err("foreign")), false, 0));
}

#[test]
fn to_11_a_cancel_from_elsewhere_is_no_timeout() {
    let (given, _) = bounded(async |_| {
        let own: Rc<OnceCell<JoinHandle<()>>> = Rc::default();
        let limit = Limit::new(Some(now() + 10_000 * MS));
        let handle = limit.handle();
        let task = spawn({
            let own = Rc::clone(&own);
            async move {
                let body = async {
                    own.get().expect("set below").cancel();
                    pending::<()>().await;
                };
                let _ = limit.around(body).await;
            }
        });
        own.set(task).expect("set once");
        sleep(10 * MS).await;
        let task = Rc::into_inner(own).and_then(OnceCell::into_inner);
        let outcome = task.expect("the task has gone").await;
        (
            matches!(outcome, Err(JoinError::Cancelled(_))),
            handle.expired(),
        )
    });
    assert_eq!(given, (true, false));
}

#[test]
fn to_12_a_task_whose_limit_expired_inside_is_not_cancelled() {
    let (outcome, took) = bounded(async |_| {
        let task = spawn(async {
            let _ = timeout(10 * MS, pending::<()>()).await;
            "done"
        });
        task.await.expect("not cancelled")
    });
    assert_eq!((outcome, took), ("done", 10));
}

#[test]
fn to_14_when_both_deadlines_have_passed_the_outer_one_reports() {
    let ((outcome, expired, lines), took) = bounded(async |clock| {
        let log = Log::default();
        let outer = Limit::new(Some(now() + 100 * MS));
        let inner = Limit::new(Some(now() + 10 * MS));
        let handles = [outer.handle(), inner.handle()];
        let block = async {
            let busy = async {
                clock.advance(100 * MS);
                pending::<()>().await;
            };
            let _ = inner.around(busy).await;
            log.note("after the inner block");
            sleep(10 * MS).await;
        };
        let outcome = outer.around(block).await;
        (outcome, handles.map(|handle| handle.expired()), log.lines())
    });
    assert_eq!((outcome, took), (Err(Elapsed), 100));
    assert_eq!(expired, [true, true]);
    assert!(lines.is_empty());
}

#[test]
fn to_14_a_plain_timeout_lets_the_inner_one_report_as_tokio_does() {
    let ((outcome, lines), took) = bounded(async |clock| {
        let log = Log::default();
        let block = async {
            let busy = async {
                clock.advance(100 * MS);
                pending::<()>().await;
            };
            let _ = timeout(10 * MS, busy).await;
            log.note("after the inner block");
            sleep(10 * MS).await;
            log.note("after the sleep");
        };
        let outcome = timeout(100 * MS, block).await;
        (outcome, log.lines())
    });
    assert_eq!((outcome, took), (Err(Elapsed), 100));
    assert_eq!(lines, ["after the inner block"]);
}

#[test]
fn to_22_only_a_running_block_can_be_rescheduled() {
    let (refused, _) = bounded(async |_| {
        let later = Some(now() + 1000 * MS);
        let fresh = Limit::new(Some(now() + 10 * MS));
        let not_entered = fresh.handle().reschedule(later);
        let handle = fresh.handle();
        fresh.around(async {}).await.expect("in time");
        let finished = handle.reschedule(later);
        let late = Limit::new(Some(now() + 10 * MS));
        let handle = late.handle();
        let expiring = Rc::new(Cell::new(Ok(())));
        let body = {
            let (handle, expiring) = (handle.clone(), Rc::clone(&expiring));
            async move {
                struct Tries<F: FnMut()>(F);
                impl<F: FnMut()> Drop for Tries<F> {
                    fn drop(&mut self) {
                        (self.0)();
                    }
                }
                let _tries = Tries(|| expiring.set(handle.reschedule(later)));
                pending::<()>().await;
            }
        };
        late.around(body).await.expect_err("too late");
        let expired = handle.reschedule(later);
        let words = [not_entered, finished, expiring.get(), expired];
        words.map(|refused: Result<(), NotActive>| refused.expect_err("refused").to_string())
    });
    let right = [
        "was not entered",
        "has finished",
        "has expired",
        "has expired",
    ];
    assert_eq!(
        refused,
        right.map(|state| format!("cannot change a limit whose block {state}"))
    );
}

#[test]
fn to_22_a_running_block_can() {
    for (at_first, then, right) in [
        (Some(10), Some(50), (Err(Elapsed), 50)),
        (Some(50), Some(20), (Err(Elapsed), 20)),
        (None, Some(50), (Err(Elapsed), 50)),
        (Some(10), None, (Ok(()), 100)),
    ] {
        let given = bounded(async move |_| {
            let begin = now();
            let at = move |ms: Option<u32>| ms.map(|ms| begin + ms * MS);
            let limit = Limit::new(at(at_first));
            let handle = limit.handle();
            spawn(async move {
                sleep(5 * MS).await;
                handle.reschedule(at(then)).expect("it is running");
                assert_eq!(handle.when(), at(then));
            });
            limit.around(sleep(100 * MS)).await
        });
        assert_eq!(given, right, "{at_first:?}, then {then:?}");
    }
}

#[test]
fn to_23_outside_an_executor_a_block_is_refused_and_counts_as_not_entered() {
    let limit = Limit::new(Some(std::time::Instant::now()));
    let handle = limit.handle();
    let mut block = pin!(limit.around(pending::<()>()));
    let poll = || block.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let refused = catch_unwind(AssertUnwindSafe(poll)).expect_err("no executor");
    let words = refused.downcast_ref::<String>().expect("a sentence");
    assert!(words.contains("called outside block_on"), "{words}");
    assert_eq!(handle.reschedule(None), Err(NotActive("was not entered")));
}

// WF: wait_for

/// What a task gives that can be asked to stop: it was cancelled, or its cleanup failed.
#[derive(Debug, PartialEq)]
enum Stopped {
    Cancelled,
    Failed(&'static str),
    TimedOut,
}

/// A task that is asked to stop, and decides itself when it does.
struct Asked<T> {
    task: JoinHandle<Result<T, Stopped>>,
    request: Rc<Slot<()>>,
}

impl<T: 'static> Asked<T> {
    fn spawn<F: Future<Output = Result<T, Stopped>> + 'static>(
        task: impl FnOnce(Rc<Slot<()>>) -> F,
    ) -> Self {
        let request = Rc::new(Slot::default());
        let task = spawn(task(Rc::clone(&request)));
        Self { task, request }
    }

    /// As asyncio's `wait_for`: when the time is over it asks the task to stop, and waits until it has.
    async fn wait_for(mut self, limit: Duration) -> Result<T, Stopped> {
        if let Ok(ended) = timeout(limit, &mut self.task).await {
            return ended.expect("it does not panic");
        }
        self.request.put(());
        match self.task.await.expect("it does not panic") {
            Err(Stopped::Cancelled) => Err(Stopped::TimedOut),
            ended => ended,
        }
    }
}

/// Works until it has ended or is asked to stop.
async fn work<T>(work: impl Future<Output = T>, request: &Slot<()>) -> Result<T, Stopped> {
    let requested = poll_fn(|cx| request.poll_take(cx));
    match select(requested, work).await {
        Either::Left(_) => Err(Stopped::Cancelled),
        Either::Right((output, _)) => Ok(output),
    }
}

#[test]
fn wf_02_a_stubborn_task_is_waited_for_and_its_value_returned() {
    let given = bounded(async |_| {
        let stubborn = Asked::spawn(async |request| {
            let work_200 = async {
                sleep(200 * MS).await;
                5
            };
            let mut work_200 = pin!(work_200);
            // It hears the request, and goes on.
            let heard = work(work_200.as_mut(), &request).await;
            assert_eq!(heard, Err(Stopped::Cancelled));
            Ok(work_200.await)
        });
        stubborn.wait_for(100 * MS).await
    });
    assert_eq!(given, (Ok(5), 200));
}

#[test]
fn wf_03_what_is_there_is_given_even_without_any_time() {
    let given = bounded(async |_| timeout(Duration::ZERO, async { 5 }).await);
    assert_eq!(given, (Ok(5), 0));
}

/// As asyncio's `wait_for` around a task that does not look at the cancel: when the time is over, it is dropped, and has been
/// by the time this returns.
async fn wait_for<T>(limit: Duration, mut task: CancelOnDrop<T>) -> Result<T, Elapsed> {
    if let Ok(ended) = timeout(limit, &mut task.0).await {
        return Ok(ended.expect("it was not cancelled"));
    }
    task.0.cancel();
    let ended = (&mut task.0).await;
    ended.map_or(Err(Elapsed), Ok)
}

#[test]
fn wf_05_wf_06_the_task_is_cancelled_and_cleaned_up_by_then() {
    for limit in [0, 100] {
        let ((outcome, lines, timers), took) = bounded(async move |_| {
            let log = Log::default();
            let noting = log.clone();
            let task = spawn(async move {
                let _cleanup = noting.on_drop("cleanup");
                sleep(1000 * MS).await;
            });
            yield_now().await;
            let outcome = wait_for(limit * MS, CancelOnDrop(task)).await;
            (outcome, log.lines(), armed())
        });
        assert_eq!((outcome, lines, timers), (Err(Elapsed), vec!["cleanup"], 0));
        assert_eq!(took, u128::from(limit));
    }
}

#[test]
fn wf_07_no_limit_is_a_plain_await() {
    let given = bounded(async |_| {
        let value = async {
            sleep(100 * MS).await;
            5
        };
        Limit::new(None).around(value).await
    });
    assert_eq!(given, (Ok(5), 100));
}

#[test]
fn wf_08_in_time_the_timer_is_disarmed() {
    let given = bounded(async |_| {
        let fill = Rc::new(Slot::default());
        let filled = Rc::clone(&fill);
        spawn(async move {
            sleep(100 * MS).await;
            filled.put(5);
        });
        let outcome = timeout(200 * MS, poll_fn(|cx| fill.poll_take(cx))).await;
        (outcome, armed())
    });
    assert_eq!(given, ((Ok(5), 0), 100));
}

#[test]
fn wf_10_the_timeout_is_raised_after_the_cleanup() {
    let given = bounded(async |_| {
        let careful = Asked::spawn(async |request| {
            let ended = work(sleep(10_000 * MS), &request).await;
            sleep(30 * MS).await; // it cleans up
            ended
        });
        careful.wait_for(50 * MS).await
    });
    assert_eq!(given, (Err(Stopped::TimedOut), 80));
}

#[test]
fn wf_12_an_error_of_the_cleanup_surfaces_instead() {
    let given = bounded(async |_| {
        let careless = Asked::<()>::spawn(async |request| {
            let _ = work(sleep(10_000 * MS), &request).await;
            Err(Stopped::Failed("in the cleanup"))
        });
        careless.wait_for(10 * MS).await
    });
    assert_eq!(given, (Err(Stopped::Failed("in the cleanup")), 10));
}

#[test]
fn wf_14_whoever_cancels_the_wait_cancels_the_task() {
    for limit in [None, Some(60_000)] {
        let (given, took) = bounded(async move |_| {
            let log = Log::default();
            let noting = log.clone();
            let inner = spawn(async move {
                let _cancelled = noting.on_drop("inner cancelled");
                pending::<()>().await;
            });
            let waits = spawn(async move {
                let mut inner = CancelOnDrop(inner);
                match limit {
                    Some(ms) => drop(wait_for(ms * MS, inner).await),
                    None => drop((&mut inner.0).await),
                }
            });
            sleep(10 * MS).await;
            waits.cancel();
            let outcome = waits.await;
            yield_now().await;
            let cancelled = matches!(outcome, Err(JoinError::Cancelled(_)));
            (cancelled, log.lines(), armed())
        });
        assert_eq!((given, took), ((true, vec!["inner cancelled"], 0), 10));
    }
}

#[test]
fn wf_16_a_shielded_task_outlives_the_limit() {
    let given = bounded(async |_| {
        let mut task = spawn(async {
            sleep(100 * MS).await;
            5
        });
        let outcome = timeout(10 * MS, &mut task).await;
        assert!(outcome.is_err() && !task.is_finished());
        task.await.expect("not cancelled")
    });
    assert_eq!(given, (5, 100));
}

#[test]
fn wf_18_shielded_and_without_a_limit_its_value_comes() {
    let given = bounded(async |_| {
        let mut task = spawn(async {
            sleep(100 * MS).await;
            5
        });
        let outcome = Limit::new(None).around(&mut task).await;
        outcome.expect("no limit").expect("not cancelled")
    });
    assert_eq!(given, (5, 100));
}

#[test]
fn to_03_and_wf_10_the_reference_programs_print_asyncios_lines() {
    let [to_03, to_03_asyncio] = [
        include_str!("../expected/nested_limits.txt"),
        include_str!("../expected/nested_limits.py.txt"),
    ];
    assert_eq!(to_03, to_03_asyncio);
    let [wf_10, wf_10_asyncio] = [
        include_str!("../expected/cleans_up.txt"),
        include_str!("../expected/cleans_up.py.txt"),
    ];
    assert_eq!(wf_10, wf_10_asyncio);
}
