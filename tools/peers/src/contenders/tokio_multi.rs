//! Tokio, `multi_thread`, with as many workers as it likes. Its sockets and timers are those of `tokio.rs`.

use std::time::Duration;

use tokio_plain::runtime::Builder;
use tokio_plain::task::JoinHandle;
use tokio_plain::time;

use super::tokio::echo;
use crate::job::Job;
use crate::meter::Values;

#[path = "../workloads/tasks.rs"]
mod tasks;
#[path = "../workloads/timers.rs"]
mod timers;

pub fn sample(job: &Job) -> Option<Values> {
    tasks::sample(job)
        .or_else(|| timers::sample(job))
        .or_else(|| super::is_echo(job).then(|| run(echo(job.clone()))))
}

fn run<F>(root: F) -> F::Output
where
    F: Future<Output: Send> + Send + 'static,
{
    let runtime = Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("Tokio starts");
    runtime.block_on(async { join(spawn(root)).await })
}

fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    tokio_plain::spawn(future)
}

async fn join<T>(handle: JoinHandle<T>) -> T {
    handle.await.expect("no task panics")
}

fn detach(future: impl Future<Output = ()> + Send + 'static) {
    drop(spawn(future));
}

async fn sleep(time: Duration) {
    time::sleep(time).await;
}

async fn timeout(limit: Duration, future: impl Future) -> bool {
    time::timeout(limit, future).await.is_ok()
}
