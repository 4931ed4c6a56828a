// Judge of 02/panic_proof_pool.

use std::any::Any;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use ex02_threads::panic_proof_pool::Pool;
use judge::{Meeting, assert_answer, within};

/// Nothing here takes longer, unless it never ends.
const LIMIT: Duration = Duration::from_millis(500);
/// How long a job waits for a neighbour that is not to come.
const MOMENT: Duration = Duration::from_millis(50);

/// Gives `count` jobs to the pool that wait for one another, for at most `limit`; gives whether they met, job by job.
fn meet(pool: &Pool, count: usize, limit: Duration) -> Vec<bool> {
    let meeting = Arc::new(Meeting::of(count, limit));
    let (tell, met) = channel();
    for _ in 0..count {
        let (tell, meeting) = (tell.clone(), Arc::clone(&meeting));
        pool.execute(move || {
            let _ = tell.send(meeting.attend());
        });
    }
    drop(tell);
    met.iter().collect()
}

/// Panics with this payload, as `panic!` and `panic_any` do, but without a word on the terminal (and without a backtrace,
/// which would take longer than all the rest).
fn panic_quietly(payload: impl Any + Send) {
    resume_unwind(Box::new(payload));
}

/// Demands that all of `count` jobs were done.
fn done(count: usize, met: &[bool]) {
    assert!(
        met.len() == count,
        "{count} jobs were given to a pool; the answer did {} of them",
        met.len()
    );
}

#[test]
fn as_many_jobs_are_done_at_once_as_there_are_workers() {
    let met = within(LIMIT, "a pool of three to do three jobs", || {
        meet(&Pool::new(3), 3, LIMIT / 2)
    });
    done(3, &met);
    assert!(
        met == [true; 3],
        "given three jobs that wait for one another, the answer's pool of three did them one after the other: \
         who has the lock of the queue while a job runs?"
    );
}

#[test]
fn and_not_one_more() {
    let met = within(LIMIT, "a pool of two to do three jobs", || {
        meet(&Pool::new(2), 3, MOMENT)
    });
    done(3, &met);
    assert!(
        met == [false; 3],
        "the answer's pool of two did three jobs at the same time: it started more threads than it was asked for"
    );
}

#[test]
fn a_panic_costs_no_worker() {
    let (before, met) = within(LIMIT * 2, "two jobs after two that panicked", || {
        let pool = Pool::new(2);
        let before = meet(&pool, 2, LIMIT / 2);
        pool.execute(|| panic_quietly("the first bug"));
        pool.execute(|| panic_quietly("the second bug"));
        (before, meet(&pool, 2, LIMIT / 2))
    });
    assert!(
        before == [true; 2],
        "already before any panic, the answer's pool of two did one job after the other: \
         who has the lock of the queue while a job runs?"
    );
    assert!(
        met == [true; 2],
        "after two jobs that panicked, the answer's pool of two did not do two jobs at once: a panic cost it a worker"
    );
}

#[test]
fn every_panic_is_reported_in_its_own_words() {
    let words = within(LIMIT, "a pool with five jobs to finish", || {
        let pool = Pool::new(1);
        let thing = "milk";
        pool.execute(|| panic_quietly("no bread")); // panic!("no bread")
        pool.execute(move || panic_quietly(format!("no {thing}"))); // panic!("no {thing}")
        pool.execute(|| {});
        pool.execute(|| panic_quietly(7)); // panic_any(7)
        pool.execute(|| panic_quietly("closed"));
        pool.finish()
    });
    let right = ["no bread", "no milk", "a panic without words", "closed"];
    assert_answer(
        "after five jobs, four of which panicked",
        words,
        right.map(str::to_owned).to_vec(),
    );
}

#[test]
fn a_pool_that_was_given_nothing_finishes() {
    let words = within(LIMIT, "a pool without jobs to finish", || {
        Pool::new(2).finish()
    });
    assert_answer("without a job", words, vec![]);
}

#[test]
fn finishing_waits_for_every_job_that_was_given() {
    let (done, words) = within(LIMIT, "a pool with twenty jobs to finish", || {
        let pool = Pool::new(1);
        let (tell, done) = channel();
        pool.execute(|| {
            Meeting::of(2, MOMENT).attend(); // nobody comes: it takes a moment
        });
        for _ in 0..20 {
            let tell = tell.clone();
            pool.execute(move || {
                let _ = tell.send(());
            });
        }
        let words = pool.finish();
        (done.try_iter().count(), words)
    });
    assert!(
        done == 20,
        "twenty jobs were given; when finish came back, the answer had done {done} of them"
    );
    assert_answer("after jobs that did not panic", words, vec![]);
}
