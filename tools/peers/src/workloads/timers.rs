//! Work that needs timers. Compiled into each contender that has them: `super` is the contender.

use std::future::poll_fn;
use std::time::{Duration, Instant};

use super::{detach, join, run, sleep, spawn, timeout};
use crate::job::{Job, Work};
use crate::meter::{Batches, Value, Values, cpu, named, resident};
use crate::workloads::{Tally, YieldOnce, scattered};

/// Long enough never to fire.
const LONG: Duration = Duration::from_secs(10);

pub fn sample(job: &Job) -> Option<Values> {
    let job = job.clone();
    Some(match job.work {
        Work::Timeout => run(timeouts(job)),
        Work::Sleepers => run(sleepers(job)),
        Work::ThreeSleeps => run(three_sleeps(job)),
        _ => return None,
    })
}

async fn timeouts(job: Job) -> Values {
    let mut batches = Batches::new(&job);
    while batches.more() {
        let mut in_time = 0;
        for _ in 0..job.count {
            in_time += usize::from(timeout(LONG, YieldOnce::default()).await);
        }
        assert_eq!(in_time, job.count, "a timeout fired far too early");
        batches.done();
    }
    batches.values()
}

async fn sleepers(job: Job) -> Values {
    static ARMED: Tally = Tally::new();
    static AWAKE: Tally = Tally::new();
    let (all, base_ms, spread_ms) = (job.count, job.base_ms, job.spread_ms);
    let (held, spent) = (resident(), cpu());
    for index in 0..all {
        detach(async move {
            ARMED.add(all);
            sleep(Duration::from_millis(base_ms + scattered(index, spread_ms))).await;
            AWAKE.add(all);
        });
    }
    poll_fn(|cx| ARMED.poll_all(all, cx)).await;
    let bytes = (resident() - held) as f64 / all as f64;
    assert_eq!(AWAKE.count(), 0, "{}", crate::sample::LATE);
    poll_fn(|cx| AWAKE.poll_all(all, cx)).await;
    let each = (cpu() - spent) as f64 / all as f64;
    Values::from([
        (format!("{}_bytes", job.key), Value::single(bytes)),
        (format!("{}_cpu", job.key), Value::single(each)),
    ])
}

async fn three_sleeps(job: Job) -> Values {
    let second = Duration::from_secs(1);
    let started = Instant::now();
    let sleepers: Vec<_> = (0..job.count).map(|_| spawn(sleep(second))).collect();
    for sleeper in sleepers {
        join(sleeper).await;
    }
    let took = started.elapsed();
    assert!(took >= second, "a sleep of 1 s ended after {took:?}");
    let beyond = (took - second).as_secs_f64() * 1_000.0;
    named(&job.key, Value::single(beyond))
}
