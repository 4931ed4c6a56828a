// WRONG: accepts a client, and then waits for a place.
// JUDGE: B was not in the kernel's queue: the answer accepts first

//! Exercise 11/accept_limit: a house with so many chairs.

use std::future::Future;
use std::io;

use ch11_reactor::{TcpListener, TcpStream, spawn};
use futures::stream::{FuturesUnordered, StreamExt};

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
    let mut tasks = FuturesUnordered::new();
    for _ in 0..clients {
        let (stream, _) = listener.accept().await?;
        while tasks.len() >= limit {
            let _ended = tasks.next().await; // a panic is an end, too
        }
        tasks.push(spawn(handle(stream)));
    }
    while tasks.next().await.is_some() {}
    Ok(())
}
