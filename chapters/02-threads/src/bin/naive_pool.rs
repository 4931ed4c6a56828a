//! Two pools of two threads are put to two tests; the naive one fails both.

use std::io;
use std::sync::mpsc::channel;
use std::time::Duration;

use ch02_threads::{NaivePool, Pool};

/// How long a job waits for its neighbour before it says that there is none.
const PATIENCE: Duration = Duration::from_millis(300);

type Job = Box<dyn FnOnce() + Send>;

fn main() -> io::Result<()> {
    let (naive, pool) = (NaivePool::new(2), Pool::new(2)?);
    println!(
        "NaivePool: two jobs at once? {}",
        two_at_once(|job| naive.execute(job))
    );
    println!(
        "NaivePool: one job panics, then {} of 3 are done",
        done_after_a_panic(|job| naive.execute(job))
    );
    println!("NaivePool: {} of 2 workers died", naive.shutdown());
    println!(
        "Pool:      two jobs at once? {}",
        two_at_once(|job| pool.execute(job))
    );
    println!(
        "Pool:      one job panics, then {} of 3 are done",
        done_after_a_panic(|job| pool.execute(job))
    );
    println!("Pool:      {} job panicked", pool.shutdown());
    Ok(())
}

/// The first job waits for the second, which a pool of two can do meanwhile.
fn two_at_once(execute: impl Fn(Job)) -> &'static str {
    let ((tell, second_runs), (answer, verdict)) = (channel(), channel());
    execute(Box::new(move || {
        let _ = answer.send(second_runs.recv_timeout(PATIENCE).is_ok());
    }));
    execute(Box::new(move || {
        let _ = tell.send(());
    }));
    match verdict.recv() {
        Ok(true) => "yes",
        Ok(false) => "no, the second waited for the first",
        Err(_) => "no, nobody took the first",
    }
}

/// How many of three jobs are done that come after one that panics.
fn done_after_a_panic(execute: impl Fn(Job)) -> usize {
    let (done, count) = channel();
    execute(Box::new(|| panic!("a job has a bug")));
    for _ in 0..3 {
        let done = done.clone();
        execute(Box::new(move || {
            let _ = done.send(());
        }));
    }
    drop(done); // the jobs hold the other senders: the count ends when the last job is done, or thrown away
    count.iter().count()
}
