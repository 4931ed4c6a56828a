//! The same work twice, one after the other and by two threads.

use std::thread;
use std::time::{Duration, Instant};

use ch02_threads::{count_primes, machine, today};

/// Counting the primes below this takes a good part of a second in a debug build.
const LIMIT: u32 = 300_000;

fn main() {
    println!("measured on {}: {}", today(), machine());
    let one_after_the_other = time(|| {
        count_primes(LIMIT);
        count_primes(LIMIT);
    });
    let two_threads = time(|| {
        thread::scope(|scope| {
            scope.spawn(|| count_primes(LIMIT));
            scope.spawn(|| count_primes(LIMIT));
        });
    });
    println!(
        "one after the other: {:>5} ms",
        one_after_the_other.as_millis()
    );
    println!("two threads:         {:>5} ms", two_threads.as_millis());
    let ratio = one_after_the_other.as_secs_f64() / two_threads.as_secs_f64();
    println!("two threads are {ratio:.1} times as fast");
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
