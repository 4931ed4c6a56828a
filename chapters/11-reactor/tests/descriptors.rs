//! No descriptors left. In a process of its own: the limit is the process's. One test, so that nobody else opens anything meanwhile.

mod common;

use std::io;
use std::net;
use std::os::fd::AsRawFd;

use ch11_reactor::{TcpListener, block_on, spawn, yield_now};
use common::bounded;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Lowers the limit, so that `room` more descriptors can be opened.
fn leave_room_for(room: usize) -> io::Result<()> {
    let free = (0..=room).map(|_| net::UdpSocket::bind("127.0.0.1:0"));
    let free = free.collect::<io::Result<Vec<_>>>()?;
    let mut numbers: Vec<_> = free.iter().map(AsRawFd::as_raw_fd).collect();
    numbers.sort_unstable();
    let limit = numbers[room]; // so many of them are below
    let maximum = getrlimit(Resource::Nofile).maximum;
    setrlimit(
        Resource::Nofile,
        Rlimit {
            current: u64::try_from(limit).ok(),
            maximum,
        },
    )?;
    Ok(())
}

async fn turns(count: usize) {
    for _ in 0..count {
        yield_now().await;
    }
}

fn open() -> usize {
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}

#[test]
fn accept_says_so_once_and_goes_on_when_a_descriptor_is_free() {
    // Sockets leave no descriptor behind, however their tasks end.
    let before = open();
    block_on(async {
        let (mut stream, _peer) = common::connected().await.expect("sockets");
        spawn(async move { futures::io::AsyncReadExt::read(&mut stream, &mut [0; 8]).await });
        let cancelled = spawn(async { common::connected().await });
        yield_now().await;
        cancelled.cancel();
    });
    assert_eq!(open(), before);

    bounded(async || {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let clients = (0..4).map(|_| net::TcpStream::connect(address));
        let _clients = clients.collect::<io::Result<Vec<_>>>()?;
        turns(3).await; // the kernel's news of the clients
        leave_room_for(1)?;
        let before = getrlimit(Resource::Nofile).maximum;

        let (first, _) = listener.accept().await?;
        let full = listener.accept().await.expect_err("no descriptor is left");
        assert_eq!(
            rustix::io::Errno::from_io_error(&full),
            Some(rustix::io::Errno::MFILE)
        );

        let listener = std::rc::Rc::new(listener);
        let accepting = std::rc::Rc::clone(&listener);
        let accept = spawn(async move { accepting.accept().await.map(|(stream, _)| stream) });
        turns(100).await;
        assert!(
            !accept.is_finished(),
            "it does not ask again while nothing has changed"
        );

        drop(first);
        let second = accept.await.expect("no panic")?;

        // Full again; this time another client comes, and is news.
        listener.accept().await.expect_err("no descriptor is left");
        let accepting = std::rc::Rc::clone(&listener);
        let accept = spawn(async move { accepting.accept().await.map(|_| ()) });
        turns(10).await;
        drop(accept); // detached: it waits on
        drop(second);
        setrlimit(
            Resource::Nofile,
            Rlimit {
                current: before,
                maximum: before,
            },
        )?;
        turns(10).await;
        let (_third, _) = listener.accept().await?;
        Ok(())
    });
}
