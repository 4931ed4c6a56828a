//! smol: a `LocalExecutor`, driven by `smol::block_on`, which waits for timers and sockets as well.

use std::time::Duration;

use smol::future::or;
use smol::io::{AsyncReadExt, AsyncWriteExt};
use smol::{Async, LocalExecutor, Task, Timer};

use crate::job::Job;
use crate::meter::{Values, Window};

#[path = "../workloads/tasks.rs"]
mod tasks;
#[path = "../workloads/timers.rs"]
mod timers;

thread_local! {
    static EXECUTOR: LocalExecutor<'static> = const { LocalExecutor::new() };
}

pub fn sample(job: &Job) -> Option<Values> {
    tasks::sample(job)
        .or_else(|| timers::sample(job))
        .or_else(|| super::is_echo(job).then(|| run(echo(job.clone()))))
}

fn run<T: 'static>(root: impl Future<Output = T> + 'static) -> T {
    let root = spawn(root);
    EXECUTOR.with(|executor| smol::block_on(executor.run(root)))
}

fn spawn<T: 'static>(future: impl Future<Output = T> + 'static) -> Task<T> {
    EXECUTOR.with(|executor| executor.spawn(future))
}

async fn join<T>(task: Task<T>) -> T {
    task.await
}

fn detach(future: impl Future<Output = ()> + 'static) {
    spawn(future).detach();
}

async fn sleep(time: Duration) {
    Timer::after(time).await;
}

/// As smol's own documentation writes a timeout: whichever is first.
async fn timeout(limit: Duration, future: impl Future) -> bool {
    let in_time = async {
        future.await;
        true
    };
    let late = async {
        Timer::after(limit).await;
        false
    };
    or(in_time, late).await
}

async fn echo(job: Job) -> Values {
    let (listener, window) = super::echo_parts(&job);
    let listener = Async::new(listener).expect("smol takes the listener");
    let mut clients = Vec::new();
    for _ in 0..job.connections {
        let (stream, _) = listener.accept().await.expect("a client connects");
        stream.get_ref().set_nodelay(true).expect("no delay");
        clients.push(spawn(serve(stream, window)));
    }
    for client in clients {
        client.await;
    }
    window.values(&job)
}

async fn serve(mut stream: Async<std::net::TcpStream>, window: &Window) {
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
