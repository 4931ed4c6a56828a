// WRONG: fills all places, then waits until all of them are empty.
// JUDGE: asked who is being served, the answer gave

//! Exercise 11/accept_limit: a house with so many chairs.

use std::future::Future;
use std::io;

use ch11_reactor::{TcpListener, TcpStream, spawn};

/// Accepts `clients` clients, one after the other, and gives each to `handle`, in a task of its own. At most `limit` (which is not
/// zero) of these tasks are unfinished at any time; who comes when all places are taken waits in the kernel's queue. Returns when
/// all clients have been handled. A `handle` that panics has ended.
///
/// # Errors
/// If accepting fails.
pub async fn serve<F>(
    listener: &TcpListener,
    limit: usize,
    clients: usize,
    handle: impl Fn(TcpStream) -> F,
) -> io::Result<()>
where
    F: Future<Output = ()> + 'static,
{
    let mut tasks = Vec::new();
    for _ in 0..clients {
        if tasks.len() == limit {
            for task in std::mem::take(&mut tasks) {
                let _ended = task.await;
            }
        }
        let (stream, _) = listener.accept().await?;
        tasks.push(spawn(handle(stream)));
    }
    for task in tasks {
        let _ended = task.await;
    }
    Ok(())
}
