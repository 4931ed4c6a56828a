//! The park that keeps the timers: where it is, how long it sleeps, whom it wakes.

use std::cell::RefCell;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::sync::mpsc;
use std::task::{Context, Waker};
use std::thread;
use std::time::Duration;

use ch06_wakers::{Park, ThreadPark, in_thread};
use ch07_executor::{Executor, spawn};
use ch10_timers::{
    Clock, RealClock, TimerPark, VirtualClock, armed, block_on, now, sleep, sleep_until, timeout,
};
use judge::{CountingWaker, within};

const MS: Duration = Duration::from_millis(1);

/// What a panic says.
fn words(program: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(program)).expect_err("it panics");
    match panic.downcast::<String>() {
        Ok(words) => *words,
        Err(panic) => (*panic.downcast::<&str>().expect("words")).to_owned(),
    }
}

#[test]
fn outside_an_executor_nobody_keeps_time() {
    let calls: [(&str, fn()); 5] = [
        ("sleep", || drop(sleep(MS))),
        ("sleep_until", || drop(sleep_until(RealClock.now()))),
        ("timeout", || drop(timeout(MS, pending::<()>()))),
        ("now", || _ = now()),
        ("armed", || _ = armed()),
    ];
    for (name, call) in calls {
        let words = words(call);
        assert!(
            words.starts_with(&format!("{name} called outside block_on")),
            "{words}"
        );
        assert!(
            words.ends_with("inside the async block that you give to block_on"),
            "{words}"
        );
    }
}

#[test]
fn the_argument_of_block_on_is_made_before_it_runs() {
    assert!(words(|| block_on(sleep(MS))).starts_with("sleep called outside block_on"));
    block_on(async { sleep(MS).await });
}

#[test]
fn when_the_executor_is_gone_so_are_its_timers() {
    let (survivor,) = block_on(async { (sleep(MS),) });
    assert!(words(|| drop(sleep(MS))).starts_with("sleep called outside block_on"));
    drop(survivor);
    block_on(async { sleep(MS).await });
}

#[test]
fn one_executor_a_thread() {
    let words = words(|| block_on(async { block_on(async {}) }));
    assert!(
        words.contains("this thread has its timers already"),
        "{words}"
    );
    block_on(async { sleep(MS).await }); // the thread can drive the next
}

#[test]
fn in_real_time_a_thread_may_wake_before_the_timer_does() {
    let left = within(Duration::from_secs(10), "the helper to wake", || {
        block_on(async {
            let long = spawn(sleep(Duration::from_secs(3600)));
            let (tell, told) = mpsc::channel();
            let helper = in_thread("helper", move || told.recv().expect("told"));
            spawn(async move { tell.send(5).expect("the helper waits") });
            assert_eq!(helper.await, 5);
            (long.is_finished(), armed())
        })
    });
    assert_eq!(left, (false, 1));
}

/// Notes for how long it should have slept.
#[derive(Debug)]
struct NotingPark(VirtualClock, Rc<RefCell<Vec<Option<Duration>>>>);

impl Park for NotingPark {
    fn park(&mut self, timeout: Option<Duration>) {
        self.1.borrow_mut().push(timeout);
        self.0.park(timeout.or(Some(Duration::ZERO)));
    }

    fn unparker(&self) -> ch06_wakers::Unparker {
        self.0.unparker()
    }
}

#[test]
fn it_sleeps_until_the_first_deadline_or_the_given_time() {
    let (clock, slept) = (VirtualClock::new(), Rc::default());
    let mut park = TimerPark::new(NotingPark(clock.clone(), Rc::clone(&slept)), clock.clone());
    let counting = CountingWaker::new();
    let mut alarm = pin!(sleep(50 * MS));
    park.park(None);
    assert!(
        alarm
            .as_mut()
            .poll(&mut Context::from_waker(&counting.waker()))
            .is_pending()
    );
    park.park(Some(10 * MS));
    assert_eq!(counting.wakes(), 0);
    park.park(Some(Duration::ZERO));
    park.park(Some(1000 * MS));
    assert_eq!((counting.wakes(), counting.kept()), (1, 0));
    assert!(
        alarm
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_ready()
    );
    park.park(None);
    let right = [
        None,
        Some(10 * MS),
        Some(Duration::ZERO),
        Some(40 * MS),
        None,
    ];
    assert_eq!(*slept.borrow(), right);
}

#[test]
fn its_unparker_is_the_inner_parks() {
    within(Duration::from_secs(10), "the park to return", || {
        let mut park = TimerPark::new(ThreadPark::new(), RealClock);
        let mut hour = pin!(sleep(Duration::from_secs(3600)));
        assert!(
            hour.as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
                .is_pending()
        );
        let unparker = park.unparker();
        thread::scope(|scope| {
            scope.spawn(move || unparker.unpark());
            park.park(None);
        });
    });
}

/// A waker that uses the timers when it is used, and when it is dropped.
struct Meddler;

impl std::task::Wake for Meddler {
    fn wake(self: std::sync::Arc<Self>) {
        let _ = armed();
    }
}

impl Drop for Meddler {
    fn drop(&mut self) {
        let _ = armed();
    }
}

#[test]
fn wakers_are_used_and_dropped_while_the_queue_is_free() {
    let clock = VirtualClock::new();
    let mut park = TimerPark::new(clock.clone(), clock);
    let meddler = || Waker::from(std::sync::Arc::new(Meddler));
    let mut twice = Box::pin(sleep(10 * MS));
    for _ in 0..2 {
        let _ = twice.as_mut().poll(&mut Context::from_waker(&meddler()));
    }
    let mut woken = Box::pin(sleep(20 * MS));
    let _ = woken.as_mut().poll(&mut Context::from_waker(&meddler()));
    drop(twice);
    park.park(None);
    let mut reset = Box::pin(sleep(20 * MS));
    let _ = reset.as_mut().poll(&mut Context::from_waker(&meddler()));
    reset.as_mut().reset(now());
    drop(reset);
    assert_eq!(armed(), 0);
    let executor = Executor::new(park);
    executor.block_on(async {});
}
