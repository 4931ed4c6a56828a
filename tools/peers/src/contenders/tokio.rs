//! Tokio, `current_thread`, with its timers and sockets switched on, as everybody uses it.

use std::time::Duration;

use tokio_plain::io::{AsyncReadExt, AsyncWriteExt};
use tokio_plain::net::{TcpListener, TcpStream};
use tokio_plain::runtime::Builder;
use tokio_plain::task::JoinHandle;
use tokio_plain::time;

use crate::job::Job;
use crate::meter::{Values, Window};

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
    let runtime = Builder::new_current_thread().enable_all().build();
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

pub(super) async fn echo(job: Job) -> Values {
    let (listener, window) = super::echo_parts(&job);
    listener
        .set_nonblocking(true)
        .expect("a listener can be set so");
    let listener = TcpListener::from_std(listener).expect("Tokio takes the listener");
    let mut clients = Vec::new();
    for _ in 0..job.connections {
        let (stream, _) = listener.accept().await.expect("a client connects");
        stream.set_nodelay(true).expect("no delay");
        clients.push(tokio_plain::spawn(serve(stream, window)));
    }
    for client in clients {
        client.await.expect("no task panics");
    }
    window.values(&job)
}

async fn serve(mut stream: TcpStream, window: &Window) {
    let mut buffer = [0; super::BUFFER];
    loop {
        let count = stream.read(&mut buffer).await.expect("the client is there");
        if count == 0 {
            return;
        }
        window.served();
        let written = stream.write_all(&buffer[..count]).await;
        written.expect("the client is there");
    }
}
