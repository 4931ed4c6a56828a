//! Chapter 07's executor: tasks on one thread, behind a lock, without timers and sockets. It explains, it does not hurry.

use ch07_executor::{JoinHandle, block_on};

use crate::job::Job;
use crate::meter::Values;

#[path = "../workloads/tasks.rs"]
mod tasks;

pub fn sample(job: &Job) -> Option<Values> {
    tasks::sample(job)
}

fn run<T: 'static>(root: impl Future<Output = T> + 'static) -> T {
    block_on(async { join(spawn(root)).await })
}

fn spawn<T: 'static>(future: impl Future<Output = T> + 'static) -> JoinHandle<T> {
    ch07_executor::spawn(future)
}

async fn join<T>(handle: JoinHandle<T>) -> T {
    handle.await.expect("no task panics")
}

fn detach(future: impl Future<Output = ()> + 'static) {
    drop(spawn(future));
}
