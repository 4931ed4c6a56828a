//! The `futures` crate's `LocalPool`: tasks on one thread; no timers and no sockets.

use std::cell::OnceCell;

use futures::executor::{LocalPool, LocalSpawner};
use futures::future::RemoteHandle;
use futures::task::LocalSpawnExt;

use crate::job::Job;
use crate::meter::Values;

#[path = "../workloads/tasks.rs"]
mod tasks;

thread_local! {
    static SPAWNER: OnceCell<LocalSpawner> = const { OnceCell::new() };
}

pub fn sample(job: &Job) -> Option<Values> {
    tasks::sample(job)
}

fn run<T: 'static>(root: impl Future<Output = T> + 'static) -> T {
    let mut pool = LocalPool::new();
    SPAWNER.with(|spawner| spawner.get_or_init(|| pool.spawner()).clone());
    pool.run_until(spawn(root))
}

fn spawn<T: 'static>(future: impl Future<Output = T> + 'static) -> RemoteHandle<T> {
    let handle = with_spawner(|spawner| spawner.spawn_local_with_handle(future));
    handle.expect("the pool runs")
}

async fn join<T: 'static>(handle: RemoteHandle<T>) -> T {
    handle.await
}

fn detach(future: impl Future<Output = ()> + 'static) {
    with_spawner(|spawner| spawner.spawn_local(future)).expect("the pool runs");
}

fn with_spawner<R>(f: impl FnOnce(&LocalSpawner) -> R) -> R {
    SPAWNER.with(|spawner| f(spawner.get().expect("run has set it")))
}
