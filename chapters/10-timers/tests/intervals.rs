//! Ticks: on time, late, and given up while somebody waits.

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use ch10_timers::{
    MissedTickBehavior, VirtualClock, block_on_virtual, interval, interval_at, now, sleep, timeout,
};
use judge::within;

const MS: Duration = Duration::from_millis(1);

fn bounded<T: Send + 'static>(test: impl AsyncFnOnce(VirtualClock) -> T + Send + 'static) -> T {
    within(Duration::from_secs(10), "virtual time to pass", || {
        let clock = VirtualClock::new();
        block_on_virtual(&clock, test(clock.clone()))
    })
}

/// When ticks came, and when they were due, if whoever takes the second one is busy for a while with it.
fn ticks(behavior: MissedTickBehavior, busy: u32) -> (Vec<u128>, Vec<u128>) {
    bounded(async move |clock| {
        let mut every_20 = interval(20 * MS);
        every_20.set_missed_tick_behavior(behavior);
        let (begin, mut came, mut due) = (now(), Vec::new(), Vec::new());
        for tick in 0..7 {
            let tick_due = every_20.tick().await;
            due.push((tick_due - begin).as_millis());
            came.push(clock.passed().as_millis());
            if tick == 1 {
                clock.advance(busy * MS);
            }
        }
        (came, due)
    })
}

#[test]
fn ticks_come_at_once_and_then_regularly() {
    for behavior in [
        MissedTickBehavior::Burst,
        MissedTickBehavior::Delay,
        MissedTickBehavior::Skip,
    ] {
        let regular = vec![0, 20, 40, 60, 80, 100, 120];
        assert_eq!(ticks(behavior, 0), (regular.clone(), regular));
    }
}

#[test]
fn work_between_ticks_does_not_move_them() {
    for behavior in [
        MissedTickBehavior::Burst,
        MissedTickBehavior::Delay,
        MissedTickBehavior::Skip,
    ] {
        assert_eq!(ticks(behavior, 19).0, [0, 20, 40, 60, 80, 100, 120]);
    }
}

#[test]
fn a_tick_a_little_late_moves_nothing() {
    for behavior in [
        MissedTickBehavior::Burst,
        MissedTickBehavior::Delay,
        MissedTickBehavior::Skip,
    ] {
        assert_eq!(ticks(behavior, 25).0, [0, 20, 45, 60, 80, 100, 120]);
    }
}

#[test]
fn burst_catches_up() {
    let (came, due) = ticks(MissedTickBehavior::Burst, 70);
    assert_eq!(came, [0, 20, 90, 90, 90, 100, 120]);
    assert_eq!(due, [0, 20, 40, 60, 80, 100, 120]);
}

#[test]
fn delay_goes_on_from_where_it_is() {
    let (came, due) = ticks(MissedTickBehavior::Delay, 70);
    assert_eq!(came, [0, 20, 90, 110, 130, 150, 170]);
    assert_eq!(due, [0, 20, 40, 110, 130, 150, 170]);
}

#[test]
fn skip_leaves_out_and_keeps_the_beat() {
    let (came, due) = ticks(MissedTickBehavior::Skip, 70);
    assert_eq!(came, [0, 20, 90, 100, 120, 140, 160]);
    assert_eq!(due, [0, 20, 40, 100, 120, 140, 160]);
}

#[test]
fn skip_when_the_late_tick_comes_at_the_time_of_another() {
    let (came, _) = ticks(MissedTickBehavior::Skip, 60);
    assert_eq!(came, [0, 20, 80, 100, 120, 140, 160]);
}

#[test]
fn it_catches_up_unless_told_otherwise() {
    assert_eq!(MissedTickBehavior::default(), MissedTickBehavior::Burst);
}

#[test]
fn a_wait_that_is_given_up_loses_no_tick() {
    let came = bounded(async |clock| {
        let mut every_20 = interval(20 * MS);
        let mut came = Vec::new();
        for _ in 0..9 {
            if timeout(7 * MS, every_20.tick()).await.is_ok() {
                came.push(clock.passed().as_millis());
            }
        }
        came
    });
    assert_eq!(came, [0, 20, 40]);
}

#[test]
fn an_interval_can_begin_later() {
    let took = bounded(async |clock| {
        let mut later = interval_at(now() + 50 * MS, 20 * MS);
        later.tick().await;
        later.tick().await;
        clock.passed()
    });
    assert_eq!(took, 70 * MS);
}

#[test]
fn a_dropped_interval_leaves_no_timer() {
    let left = bounded(async |_| {
        let mut every_20 = interval(20 * MS);
        every_20.tick().await;
        let waits = Box::pin(every_20.tick());
        let mut waits = waits;
        let _ = waits.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        drop(waits);
        let kept = ch10_timers::armed(); // the tick is still awaited, by the interval
        drop(every_20);
        (kept, ch10_timers::armed())
    });
    assert_eq!(left, (1, 0));
}

#[test]
#[should_panic(expected = "an interval cannot have a period of zero")]
fn a_period_of_zero_is_refused() {
    bounded(async |_| drop(interval(Duration::ZERO)));
}

#[test]
fn between_two_ticks_a_sleep_may_take_the_time() {
    let came = bounded(async |clock| {
        let mut every_20 = pin!(interval(20 * MS));
        every_20.tick().await;
        sleep(15 * MS).await;
        every_20.tick().await;
        clock.passed()
    });
    assert_eq!(came, 20 * MS);
}
