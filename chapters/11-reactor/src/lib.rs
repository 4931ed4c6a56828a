//! A reactor: how one thread waits for all its sockets, and wakes who waits for them.
//!
//! **The question.** How do you wait for a thousand sockets?
//!
//! **Brings along.** From chapter 06, [`Park`](ch06_wakers::Park): how an executor sleeps; here it sleeps in `epoll_wait`. From
//! chapter 07, [`Executor`](ch07_executor::Executor), which takes any park, and [`spawn`].
//! (The demos speak chapter 01's line echo.)
//!
//! **New here**, in two steps:
//! - [`s1_polling`]: on the crate `polling`, portable; every wait tells the kernel, and a socket has one waiter;
//! - the last step, which later chapters use: [`Reactor`] and [`Registration`] by hand on `epoll`, edge-triggered, registered once;
//!   on them [`TcpListener`], [`TcpStream`], [`UdpSocket`] with the `futures` crate's `AsyncRead` and `AsyncWrite`;
//!   [`block_on`] puts them together.
//!
//! **Left out on purpose.** Timers (chapter 10 has them, chapter 12 puts both together), names in the place of addresses (resolving
//! one blocks: chapter 22), Unix sockets, vectored writes, other systems' `kqueue`, threads (13), completion (14).
#![warn(missing_docs)]

#[cfg(not(target_os = "linux"))]
compile_error!(
    "chapter 11 builds its reactor on epoll, which only Linux has: run it on a Linux machine, in a container or in a virtual machine (its first step, s1_polling, would work here)"
);

mod reactor;
mod registration;
pub mod s1_polling;
mod sources;
mod tcp;
mod udp;
mod unpark;

pub use ch07_executor::{JoinError, JoinHandle, spawn, yield_now};
pub use reactor::{Entered, Reactor, block_on};
pub use registration::{Ready, Registration};
pub use sources::Interest;
pub use tcp::{TcpListener, TcpStream};
pub use udp::UdpSocket;
