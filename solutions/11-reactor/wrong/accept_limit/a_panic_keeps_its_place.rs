// WRONG: counts places down in the task itself, after the handler: a panic never gets there.
// JUDGE: the handlers of A and B have panicked, asked who is being served

//! Exercise 11/accept_limit: a house with so many chairs.

use std::cell::Cell;
use std::future::Future;
use std::io;
use std::rc::Rc;

use ch11_reactor::{TcpListener, TcpStream, spawn, yield_now};

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
    let taken = Rc::new(Cell::new(0));
    for _ in 0..clients {
        while taken.get() == limit {
            yield_now().await;
        }
        let (stream, _) = listener.accept().await?;
        taken.set(taken.get() + 1);
        let (client, taken) = (handle(stream), Rc::clone(&taken));
        tasks.push(spawn(async move {
            client.await;
            taken.set(taken.get() - 1);
        }));
    }
    for task in tasks {
        let _ended = task.await;
    }
    Ok(())
}
