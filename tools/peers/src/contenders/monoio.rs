//! monoio, with the driver that it chooses: io_uring where the kernel has it, else epoll. Its buffers travel to the kernel.

use std::time::Duration;

use monoio::io::{AsyncReadRent, AsyncWriteRentExt};
use monoio::net::{TcpListener, TcpStream};
use monoio::task::JoinHandle;
use monoio::{FusionDriver, RuntimeBuilder, time};

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
    let runtime = RuntimeBuilder::<FusionDriver>::new().enable_timer().build();
    let mut runtime = runtime.expect("monoio starts");
    runtime.block_on(async { spawn(root).await })
}

fn spawn<T: 'static>(future: impl Future<Output = T> + 'static) -> JoinHandle<T> {
    monoio::spawn(future)
}

async fn join<T>(handle: JoinHandle<T>) -> T {
    handle.await
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
    let (listener, window) = super::echo_parts(&job);
    let listener = TcpListener::from_std(listener).expect("monoio takes the listener");
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
    let mut buffer = Vec::with_capacity(super::BUFFER);
    loop {
        let (count, filled) = stream.read(buffer).await;
        if count.expect("the client is there") == 0 {
            return;
        }
        window.served();
        let (written, mut emptied) = stream.write_all(filled).await;
        written.expect("the client is there");
        emptied.clear();
        buffer = emptied;
    }
}
