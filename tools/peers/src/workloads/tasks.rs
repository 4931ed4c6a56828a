//! Work that needs tasks alone. Compiled into each contender: `super` is the contender.

use std::future::{pending, poll_fn};
use std::hint::black_box;
use std::sync::Arc;

use super::{detach, join, run, spawn};
use crate::job::{Job, Work};
use crate::meter::{Batches, Value, Values, named, resident};
use crate::workloads::{Mailbox, Tally, YieldOnce, sum_below};

pub fn sample(job: &Job) -> Option<Values> {
    let job = job.clone();
    Some(match job.work {
        Work::SpawnJoin => run(spawn_join(job)),
        Work::Yield => run(yields(job)),
        Work::PingPong => run(ping_pong(job)),
        Work::Idle => run(idle(job)),
        _ => return None,
    })
}

async fn spawn_join(job: Job) -> Values {
    let mut batches = Batches::new(&job);
    while batches.more() {
        let handles: Vec<_> = (0..job.count)
            .map(|number| spawn(async move { black_box(number) }))
            .collect();
        let mut sum = 0;
        for handle in handles {
            sum += join(handle).await;
        }
        assert_eq!(sum, sum_below(job.count), "a task's result was lost");
        batches.done();
    }
    batches.values()
}

async fn yields(job: Job) -> Values {
    let mut batches = Batches::new(&job);
    while batches.more() {
        for _ in 0..job.count {
            YieldOnce::default().await;
        }
        batches.done();
    }
    batches.values()
}

async fn ping_pong(job: Job) -> Values {
    let mut batches = Batches::new(&job);
    while batches.more() {
        let mailbox = Arc::new(Mailbox::default());
        let players = [0, 1].map(|side| spawn(play(Arc::clone(&mailbox), side, job.count)));
        let mut sum = 0;
        for player in players {
            sum += join(player).await;
        }
        assert_eq!(sum, sum_below(job.count), "a turn was lost");
        batches.done();
    }
    batches.values()
}

/// Takes every second number, and gives their sum.
async fn play(mailbox: Arc<Mailbox>, side: usize, end: usize) -> usize {
    let mut sum = 0;
    loop {
        let taken = poll_fn(|cx| mailbox.poll_turn(side, end, cx)).await;
        if taken == end {
            return sum;
        }
        sum += taken;
    }
}

async fn idle(job: Job) -> Values {
    static ARMED: Tally = Tally::new();
    let all = job.count;
    let before = resident();
    for _ in 0..all {
        detach(async move {
            ARMED.add(all);
            pending::<()>().await;
        });
    }
    poll_fn(|cx| ARMED.poll_all(all, cx)).await;
    let each = (resident() - before) as f64 / all as f64;
    named(&format!("{}_bytes", job.key), Value::single(each))
}
