//! The same work twice, one after the other and by two threads.

use std::thread;
use std::time::{Duration, Instant};

use ch02_threads::count_primes;

/// Counting the primes below this takes a good part of a second in a debug build.
const LIMIT: u32 = 300_000;

fn main() {
    let machine = trace::machine();
    println!("measured on {}", machine.date);
    println!("processor: {}", machine.processor);
    println!("system: {}, {} cores\n", machine.system, machine.cores);
    let (alone, together) = (time(one_after_the_other), time(two_threads));
    println!("one after the other: {:>5} ms", alone.as_millis());
    println!("two threads:         {:>5} ms", together.as_millis());
    let ratio = alone.as_secs_f64() / together.as_secs_f64();
    println!("two threads are {ratio:.1} times as fast");
}

fn one_after_the_other() {
    count_primes(LIMIT);
    count_primes(LIMIT);
}

// ANCHOR: two_threads
fn two_threads() {
    thread::scope(|scope| {
        scope.spawn(|| count_primes(LIMIT));
        scope.spawn(|| count_primes(LIMIT));
    });
}
// ANCHOR_END: two_threads

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
