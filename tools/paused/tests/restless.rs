//! A run that never comes to rest is stopped, and no other run of its process is waited for as long. One test, in a process
//! of its own: the others would be hurried.

use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use paused::Paused;

const MS: Duration = Duration::from_millis(1);

/// The words in which a run ends that yields again and again.
fn spins(limit: Duration) -> String {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let run = catch_unwind(move || {
        let run = Paused::new().awaiting("rest").limit(limit);
        run.run(move || async move {
            while !stopped.load(Ordering::Relaxed) {
                tokio::task::yield_now().await;
            }
        })
    });
    stop.store(true, Ordering::Relaxed);
    let panic = run.expect_err("it was stopped");
    *panic.downcast().expect("panics say text")
}

#[test]
fn one_is_stopped_and_the_others_are_hurried() {
    // It blocks its thread, and does not work at all.
    let blocked = catch_unwind(|| {
        let run = Paused::new().awaiting("a thread").limit(20 * MS);
        run.run(|| async { std::thread::park() });
    });
    let words = blocked.expect_err("it was stopped").downcast::<String>();
    let right = "waited for a thread; the runtime never came to rest, so the paused clock stood still: the answer asks again \
        and again, or blocks its thread, where it should wait to be woken";
    assert_eq!(*words.expect("panics say text"), right);
    // An hour, and it is over at once.
    assert_eq!(
        spins(3_600_000 * MS),
        "waited for rest; it had not come when another claim showed that the runtime never comes to rest"
    );
    assert_eq!(spins(30 * MS), right.replacen("a thread", "rest", 1));
}
