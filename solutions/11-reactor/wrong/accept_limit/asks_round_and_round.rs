// WRONG: asks all tasks whether they have ended, turn by turn.
// JUDGE: it asks round and round

//! Exercise 11/accept_limit: a house with so many chairs.

use std::future::Future;
use std::io;

use ch11_reactor::{JoinHandle, TcpListener, TcpStream, spawn, yield_now};

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
        while tasks.len() >= limit {
            yield_now().await;
            tasks.retain(|task: &JoinHandle<()>| !task.is_finished());
        }
        let (stream, _) = listener.accept().await?;
        tasks.push(spawn(handle(stream)));
    }
    for task in tasks {
        let _ended = task.await;
    }
    Ok(())
}
