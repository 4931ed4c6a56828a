//! Chapter 12's runtime, with the sockets of chapter 11, through the traits of the `futures` crate.

use std::time::Duration;

use ch12_runtime::net::{TcpListener, TcpStream};
use ch12_runtime::{JoinHandle, block_on, time};
use futures::{AsyncReadExt, AsyncWriteExt};

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

fn run<T: 'static>(root: impl Future<Output = T> + 'static) -> T {
    block_on(async { join(spawn(root)).await })
}

fn spawn<T: 'static>(future: impl Future<Output = T> + 'static) -> JoinHandle<T> {
    ch12_runtime::spawn(future)
}

async fn join<T>(handle: JoinHandle<T>) -> T {
    handle.await.expect("no task panics")
}

fn detach(future: impl Future<Output = ()> + 'static) {
    drop(spawn(future));
}

async fn sleep(time: Duration) {
    time::sleep(time).await;
}

async fn timeout(limit: Duration, future: impl Future) -> bool {
    time::timeout(limit, future).await.is_ok()
}

async fn echo(job: Job) -> Values {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    let window = super::echo_window(&job, address);
    let mut clients = Vec::new();
    for _ in 0..job.connections {
        let (stream, _) = listener.accept().await.expect("a client connects");
        stream.set_nodelay(true).expect("no delay");
        clients.push(spawn(serve(stream, window)));
    }
    for client in clients {
        join(client).await;
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
