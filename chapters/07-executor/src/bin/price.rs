//! Three tasks wait 50 ms each: what the wait costs in each of the three steps.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use ch01_blocking_io::thread_cpu_time;
use ch06_wakers::sleep;
use ch07_executor::{BoxedTask, block_on, run_spinning, run_woken, spawn};

const TASKS: usize = 3;
const WAIT: Duration = Duration::from_millis(50);

fn tasks() -> Vec<BoxedTask> {
    (0..TASKS)
        .map(|_| Box::pin(sleep(WAIT)) as BoxedTask)
        .collect()
}

/// Runs the tasks on the last step, and counts their polls.
fn run_sleeping() -> usize {
    let polls = Rc::new(Cell::new(0));
    block_on(async {
        let counted = |task: BoxedTask| {
            let polls = Rc::clone(&polls);
            async move {
                let mut task = pin!(task);
                poll_fn(|cx| {
                    polls.set(polls.get() + 1);
                    task.as_mut().poll(cx)
                })
                .await
            }
        };
        let handles: Vec<_> = tasks()
            .into_iter()
            .map(|task| spawn(counted(task)))
            .collect();
        for handle in handles {
            handle.await.expect("a timer does not panic");
        }
    });
    polls.get()
}

fn show(step: &str, run: impl FnOnce() -> (usize, usize)) {
    let before = thread_cpu_time();
    let (polls, empty) = run();
    let burnt = (thread_cpu_time() - before).as_millis();
    println!(
        "{step:9} {polls:9} polls {empty:9} looks at an empty queue {burnt:4} ms of processor time"
    );
}

fn main() {
    show("s1_spin", || (run_spinning(tasks()), 0));
    show("s2_wake", || run_woken(tasks()));
    show("executor", || (run_sleeping(), 0));
}
