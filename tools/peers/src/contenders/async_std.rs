//! async-std, which is discontinued (RUSTSEC-2025-0052): measured because it is still met, and because it has been a peer.

use std::time::Duration;

use async_std::future;
use async_std::io::{ReadExt, WriteExt};
use async_std::net::{TcpListener, TcpStream};
use async_std::task::{self, JoinHandle};

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
    task::block_on(spawn(root))
}

fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    task::spawn(future)
}

async fn join<T>(handle: JoinHandle<T>) -> T {
    handle.await
}

fn detach(future: impl Future<Output = ()> + Send + 'static) {
    drop(spawn(future));
}

async fn sleep(time: Duration) {
    task::sleep(time).await;
}

async fn timeout(limit: Duration, inner: impl Future) -> bool {
    future::timeout(limit, inner).await.is_ok()
}

async fn echo(job: Job) -> Values {
    let (listener, window) = super::echo_parts(&job);
    let listener = TcpListener::from(listener);
    let mut clients = Vec::new();
    for _ in 0..job.connections {
        let (stream, _) = listener.accept().await.expect("a client connects");
        stream.set_nodelay(true).expect("no delay");
        clients.push(spawn(serve(stream, window)));
    }
    for client in clients {
        client.await;
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
