//! One task, two turns, two threads: a task that was woken goes on with whichever worker is free.

use std::io;
use std::sync::{Arc, mpsc};
use std::thread::{self, ThreadId};
use std::time::Duration;

use ch06_wakers::{Slot, block_on};
use ch13_many_threads::{Executor, JoinHandle};
use trace::{Clock, Lane, Picture, State, Trace};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: traveller
/// Says on which thread it is, waits, and says it again.
async fn traveller(turns: mpsc::Sender<ThreadId>, wake: Arc<Slot<()>>) {
    turns.send(thread::current().id()).expect("main listens");
    std::future::poll_fn(|cx| wake.poll_take(cx)).await;
    turns.send(thread::current().id()).expect("main listens");
}
// ANCHOR_END: traveller

/// A task that keeps its worker's thread until it is let go. It is there when this returns.
fn occupy(executor: &Executor) -> (JoinHandle<()>, mpsc::Sender<()>) {
    let (here, is_here) = mpsc::channel();
    let (let_go, go) = mpsc::channel();
    let task = executor.spawn(async move {
        here.send(()).expect("main listens");
        go.recv().expect("main lets it go"); // blocks the thread
    });
    is_here.recv().expect("a worker is free");
    (task, let_go)
}

/// One second of the story, in which `lane` runs.
fn runs(lane: &Lane, clock: &Clock, why: &str) {
    lane.during(State::Running, why, || clock.wait(SECOND));
}

fn main() -> io::Result<()> {
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    let (a, b) = (trace.lane("worker A"), trace.lane("worker B"));
    let executor = Executor::new(2);
    let (turns, turn) = mpsc::channel();
    let wake = Arc::new(Slot::default());

    let (blocker, let_go) = occupy(&executor);
    b.begin(State::Blocked, "somebody else's task");
    let task = executor.spawn(traveller(turns, Arc::clone(&wake)));
    let first = turn.recv().expect("worker A polls it");
    runs(&a, &clock, "the task's first turn");

    let (other, let_other_go) = occupy(&executor);
    a.begin(State::Blocked, "somebody else's task");
    let_go.send(()).expect("it waits");
    block_on(blocker).expect("it does not panic");
    b.end();
    wake.put(());
    let second = turn.recv().expect("worker B polls it");
    block_on(task).expect("it does not panic");
    runs(&b, &clock, "the task's second turn");
    let_other_go.send(()).expect("it waits");
    block_on(other).expect("it does not panic");
    a.end();

    println!("the same thread in both turns: {}\n", first == second);
    trace.finish().publish_steps(&Picture {
        title: "A task moves",
        description: "Worker B is occupied, so worker A polls the task. The task waits. Then worker A is occupied and B is free: when the task is woken, worker B polls it.",
        column: SECOND / 4,
    })
}
