//! The floor: the same work without futures, wakers and tasks. Whoever has those pays for them on top of this.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::hint::black_box;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use super::floor_echo::echo;
use crate::job::{Job, Work};
use crate::meter::{Batches, Value, Values, cpu, named, resident};
use crate::workloads::{scattered, sum_below};

pub fn sample(job: &Job) -> Option<Values> {
    Some(match job.work {
        Work::SpawnJoin => spawn_join(job),
        Work::Yield => yields(job),
        Work::PingPong => ping_pong(job),
        Work::Timeout => timeouts(job),
        Work::Idle => idle(job),
        Work::Sleepers => sleepers(job),
        Work::ThreeSleeps => three_sleeps(job),
        Work::Echo | Work::Calls => echo(job).expect("the floor echoes"),
    })
}

/// Boxed calls in a queue, made in their order; each leaves a result.
fn spawn_join(job: &Job) -> Values {
    let mut batches = Batches::new(job);
    while batches.more() {
        let mut queue: VecDeque<Box<dyn FnOnce() -> usize>> = VecDeque::new();
        for number in 0..job.count {
            queue.push_back(Box::new(move || black_box(number)));
        }
        let results: Vec<usize> = queue.into_iter().map(|call| call()).collect();
        assert_eq!(results.iter().sum::<usize>(), sum_below(job.count));
        batches.done();
    }
    batches.values()
}

/// A boxed call that is taken from a queue and put behind it again.
fn yields(job: &Job) -> Values {
    let calls = Rc::new(Cell::new(0));
    let counter = Rc::clone(&calls);
    let call: Box<dyn Fn()> = Box::new(move || counter.set(counter.get() + 1));
    let mut queue = VecDeque::from([call]);
    let mut batches = Batches::new(job);
    while batches.more() {
        calls.set(0);
        for _ in 0..job.count {
            if let Some(call) = queue.pop_front() {
                call();
                queue.push_back(call);
            }
        }
        assert_eq!(calls.get(), job.count);
        batches.done();
    }
    batches.values()
}

/// Two boxed calls that take turns at a number.
fn ping_pong(job: &Job) -> Values {
    let number = Rc::new(Cell::new(0_usize));
    let players = [0, 1].map(|_| {
        let number = Rc::clone(&number);
        Box::new(move || {
            let taken = number.get();
            number.set(taken + 1);
            taken
        }) as Box<dyn Fn() -> usize>
    });
    let mut batches = Batches::new(job);
    while batches.more() {
        number.set(0);
        let mut sum = 0;
        for turn in 0..job.count {
            sum += black_box(&players)[turn % 2]();
        }
        assert_eq!(sum, sum_below(job.count));
        batches.done();
    }
    batches.values()
}

/// The clock is read; a deadline goes into a sorted map and comes out again.
fn timeouts(job: &Job) -> Values {
    let mut deadlines = BTreeMap::new();
    let mut batches = Batches::new(job);
    while batches.more() {
        for number in 0..job.count {
            let key = (Instant::now() + Duration::from_secs(10), number);
            deadlines.insert(key, ());
            assert!(black_box(&mut deadlines).remove(&key).is_some());
        }
        batches.done();
    }
    batches.values()
}

/// A boxed call for each, and its place in a list.
fn idle(job: &Job) -> Values {
    let before = resident();
    let calls: Vec<Box<dyn Fn() -> usize>> = (0..job.count)
        .map(|number| Box::new(move || number) as Box<dyn Fn() -> usize>)
        .collect();
    let each = (resident() - before) as f64 / job.count as f64;
    assert_eq!(
        calls.iter().map(|call| call()).sum::<usize>(),
        sum_below(job.count)
    );
    named(&format!("{}_bytes", job.key), Value::single(each))
}

/// A heap of deadlines, each with a number; the thread sleeps until the next.
fn sleepers(job: &Job) -> Values {
    let (held, spent) = (resident(), cpu());
    let mut heap = BinaryHeap::new();
    for number in 0..job.count {
        let sleep = Duration::from_millis(job.base_ms + scattered(number, job.spread_ms));
        heap.push(Reverse((Instant::now() + sleep, number)));
    }
    let bytes = (resident() - held) as f64 / job.count as f64;
    let awake = sleep_through(heap);
    assert_eq!(awake, sum_below(job.count));
    let each = (cpu() - spent) as f64 / job.count as f64;
    Values::from([
        (format!("{}_bytes", job.key), Value::single(bytes)),
        (format!("{}_cpu", job.key), Value::single(each)),
    ])
}

/// Sleeps until each deadline; gives the sum of the numbers. As the runtimes do, it wakes at most once in a millisecond.
fn sleep_through(mut heap: BinaryHeap<Reverse<(Instant, usize)>>) -> usize {
    let mut awake = 0;
    while let Some(Reverse((deadline, _))) = heap.peek() {
        let wait = deadline.saturating_duration_since(Instant::now());
        if !wait.is_zero() {
            thread::sleep(wait.max(Duration::from_millis(1)));
        }
        let now = Instant::now();
        while let Some(Reverse((deadline, number))) = heap.peek().copied()
            && deadline <= now
        {
            awake += number;
            heap.pop();
        }
    }
    awake
}

fn three_sleeps(job: &Job) -> Values {
    let second = Duration::from_secs(1);
    let started = Instant::now();
    let heap = (0..job.count).map(|number| Reverse((Instant::now() + second, number)));
    for Reverse((deadline, _)) in heap.collect::<BinaryHeap<_>>().into_sorted_vec() {
        thread::sleep(deadline.saturating_duration_since(Instant::now()));
    }
    let beyond = (started.elapsed() - second).as_secs_f64() * 1_000.0;
    named(&job.key, Value::single(beyond))
}
