//! One module for each contender that is written in Rust: how it runs, spawns, joins, sleeps and echoes.

mod async_std;
mod floor;
mod floor_echo;
mod futures;
mod monoio;
mod ours;
mod smol;
mod tokio;
mod tokio_multi;
mod toy;

use std::net::{SocketAddr, TcpListener};

use crate::contender::Contender;
use crate::job::{Job, Work};
use crate::meter::{Values, Window};

/// A buffer of an echo: longer than any message, so that a short read says "no more for now"; and not so long that a thousand
/// of them, one in each task, measure the processor's cache.
const BUFFER: usize = 512;

/// Takes one sample in this process.
pub fn sample(contender: Contender, job: &Job) -> Option<Values> {
    let sample = match contender {
        Contender::Floor => floor::sample,
        Contender::Ours => ours::sample,
        Contender::Toy => toy::sample,
        Contender::Tokio => tokio::sample,
        Contender::TokioMulti => tokio_multi::sample,
        Contender::Smol => smol::sample,
        Contender::AsyncStd => async_std::sample,
        Contender::Futures => futures::sample,
        Contender::Monoio => monoio::sample,
        Contender::Asyncio | Contender::Uvloop => return None,
    };
    sample(job)
}

/// Whether the work is an echo: strace's count is one, too.
fn is_echo(job: &Job) -> bool {
    matches!(job.work, Work::Echo | Work::Calls)
}

/// An echo's listener, whose port the load generator is told, and the window in which requests count.
fn echo_parts(job: &Job) -> (TcpListener, &'static Window) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    (listener, echo_window(job, address))
}

/// The same for a listener that is there.
fn echo_window(job: &Job, address: SocketAddr) -> &'static Window {
    println!("{}{}", crate::process::PORT, address.port());
    // For the life of this process, which ends with its sample: tasks of any kind may hold it.
    Box::leak(Box::new(Window::new(job)))
}
