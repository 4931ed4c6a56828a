//! Never early, over random deadlines. The seed is printed; `TIMER_SEED` sets it.

use std::env;
use std::time::{Duration, Instant};

use ch07_executor::spawn;
use ch10_timers::{
    Clock, HeapQueue, ListQueue, RealClock, TimerQueue, Timers, VirtualClock, block_on,
    block_on_virtual, now, sleep, sleep_until,
};
use fastrand::Rng;
use judge::within;

fn random() -> (u64, Rng) {
    let seed = env::var("TIMER_SEED").map_or_else(
        |_| fastrand::u64(..),
        |seed| seed.parse().expect("a number"),
    );
    println!("TIMER_SEED={seed}");
    (seed, Rng::with_seed(seed))
}

/// Up to a second, half of the time less than 70 ms, in nanoseconds.
fn wait(random: &mut Rng) -> Duration {
    let longest = if random.bool() {
        70_000_000
    } else {
        1_000_000_000
    };
    Duration::from_nanos(random.u64(..longest))
}

/// A queue and what should be in it, moved by random steps.
fn steps<Q: Timers<usize>>() {
    let (seed, mut random) = random();
    let start = Instant::now() + wait(&mut random);
    let (mut queue, mut now) = (Q::new(start), start);
    // Deadline and key, by payload; `None` once it has gone.
    let mut set = Vec::new();
    for step in 0..3_000 {
        match random.u8(..8) {
            0..4 => {
                let deadline = now + wait(&mut random);
                let key = queue.insert(deadline, set.len());
                set.push(Some((deadline, key)));
            }
            4..6 if !set.is_empty() => {
                let payload = random.usize(..set.len());
                if let Some((_, key)) = set[payload].take() {
                    assert_eq!(queue.remove(key), Some(payload), "seed {seed}, step {step}");
                }
            }
            _ => {
                now += wait(&mut random) / 20;
                let mut last = start;
                while let Some(payload) = queue.pop_due(now) {
                    let gone = set[payload].take();
                    let (deadline, _) = gone.expect("it was set, and not taken back");
                    assert!(
                        deadline <= now,
                        "seed {seed}, step {step}: {:?} early",
                        deadline - now
                    );
                    let order = last.saturating_duration_since(deadline);
                    assert!(
                        order < Duration::from_millis(1),
                        "seed {seed}, step {step}: {order:?} out of order"
                    );
                    last = deadline.max(last);
                }
                let left = set.iter().flatten().map(|(deadline, _)| *deadline).min();
                let late = left.map(|left| now.saturating_duration_since(left));
                assert!(
                    late.unwrap_or_default() < Duration::from_millis(1),
                    "seed {seed}, step {step}: {late:?} late"
                );
                assert!(queue.next_deadline() <= left.map(|left| left + Duration::from_millis(1)));
            }
        }
        let len = set.iter().flatten().count();
        assert_eq!(queue.len(), len, "seed {seed}, step {step}");
        assert_eq!(
            queue.next_deadline().is_some(),
            len > 0,
            "seed {seed}, step {step}"
        );
    }
}

#[test]
fn the_list_never_hands_out_early() {
    steps::<ListQueue<_>>();
}

#[test]
fn the_heap_never_hands_out_early() {
    steps::<HeapQueue<_>>();
}

#[test]
fn the_wheel_never_hands_out_early() {
    steps::<TimerQueue<_>>();
}

#[test]
fn no_sleep_ends_early_in_virtual_time_nor_a_millisecond_late() {
    let (seed, mut random) = random();
    let waits: Vec<_> = (0..500).map(|_| wait(&mut random)).collect();
    within(Duration::from_secs(10), "500 sleeps to end", move || {
        block_on_virtual(&VirtualClock::new(), async move {
            let tasks = waits.into_iter().map(|wait| {
                spawn(async move {
                    let deadline = now() + wait;
                    sleep_until(deadline).await;
                    let late = now().checked_duration_since(deadline);
                    let late = late.unwrap_or_else(|| panic!("seed {seed}: {wait:?} ended early"));
                    assert!(
                        late < Duration::from_millis(1),
                        "seed {seed}: {wait:?} ended {late:?} late"
                    );
                })
            });
            for task in tasks.collect::<Vec<_>>() {
                task.await.expect("in time");
            }
        });
    });
}

#[test]
fn no_sleep_ends_early_in_real_time() {
    let (seed, mut random) = random();
    let waits: Vec<_> = (0..50).map(|_| wait(&mut random) / 20).collect();
    within(Duration::from_secs(10), "50 sleeps to end", move || {
        block_on(async move {
            let tasks = waits.into_iter().map(|wait| {
                spawn(async move {
                    let begin = RealClock.now();
                    sleep(wait).await;
                    let took = RealClock.now() - begin;
                    assert!(took >= wait, "seed {seed}: {wait:?} ended after {took:?}");
                })
            });
            for task in tasks.collect::<Vec<_>>() {
                task.await.expect("not early");
            }
        });
    });
}
