//! Two pieces of work that want to meet: joined in one task, as two tasks of one worker, and as two tasks of two workers.

use std::sync::Arc;
use std::time::Duration;

use ch05_futures::join;
use ch13_many_threads::{Executor, spawn};
use judge::Meeting;

// ANCHOR: work
/// Says whether the other one was at work at the same time. It blocks: work for a processor would keep its thread, too.
async fn work(meeting: Arc<Meeting>) -> bool {
    meeting.attend()
}

async fn joined(meeting: Arc<Meeting>) -> bool {
    let (one, two) = join(work(Arc::clone(&meeting)), work(meeting)).await;
    one && two
}

async fn spawned(meeting: Arc<Meeting>) -> bool {
    let tasks = [(); 2].map(|()| spawn(work(Arc::clone(&meeting))));
    let mut met = true;
    for task in tasks {
        met &= task.await.expect("it does not panic");
    }
    met
}
// ANCHOR_END: work

fn meeting() -> Arc<Meeting> {
    Arc::new(Meeting::of(2, Duration::from_millis(200)))
}

fn show(how: &str, met: bool) {
    let when = if met {
        "at the same time"
    } else {
        "one after the other"
    };
    println!("{how:<28} {when}");
}

fn main() {
    let (one, two) = (|| Executor::new(1), || Executor::new(2));
    show(
        "join, one task, two workers:",
        two().block_on(async {
            let task = spawn(joined(meeting()));
            task.await.expect("it does not panic")
        }),
    );
    show("two tasks, one worker:", one().block_on(spawned(meeting())));
    // Nobody gives up here, so there is no hurry.
    let patient = Arc::new(Meeting::of(2, Duration::from_secs(10)));
    show("two tasks, two workers:", two().block_on(spawned(patient)));
}
