//! Streams and listeners with real sockets: to and fro, refusal, both directions at once, a thousand of them.

mod common;

use std::io::{self, ErrorKind, Read, Write};
use std::net;
use std::thread;

use ch11_reactor::{Interest, TcpListener, TcpStream, spawn, yield_now};
use common::{bounded, connected};
use futures::future::join;
use futures::io::{AsyncReadExt, AsyncWriteExt};

#[test]
fn what_is_sent_comes_back_and_the_addresses_are_each_others() {
    bounded(async || {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let server = spawn(async move {
            let (mut stream, peer) = listener.accept().await?;
            assert_eq!(stream.peer_addr()?, peer);
            let mut buffer = [0; 16];
            let count = stream.read(&mut buffer).await?;
            stream.write_all(&buffer[..count]).await?;
            io::Result::Ok(peer)
        });
        let mut client = TcpStream::connect(address).await?;
        client.set_nodelay(true)?;
        assert_eq!(client.peer_addr()?, address);
        client.write_all(b"hello").await?;
        let mut answer = String::new();
        client.read_to_string(&mut answer).await?;
        assert_eq!(answer, "hello");
        assert_eq!(server.await.expect("no panic")?, client.local_addr()?);
        Ok(())
    });
}

#[test]
fn connecting_to_nobody_is_refused() {
    bounded(async || {
        let nobody = net::TcpListener::bind("127.0.0.1:0")?.local_addr()?; // closed at once
        let refused = TcpStream::connect(nobody)
            .await
            .expect_err("nobody listens");
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        Ok(())
    });
}

#[test]
fn connecting_works_with_the_longer_addresses_too() {
    bounded(async || {
        let Ok(listener) = TcpListener::bind("[::1]:0") else {
            return Ok(()); // a machine without IPv6
        };
        let client = TcpStream::connect(listener.local_addr()?).await?;
        let (_, peer) = listener.accept().await?;
        assert_eq!(client.local_addr()?, peer);
        Ok(())
    });
}

#[test]
fn connecting_does_not_say_that_it_is_done_before_it_is() {
    bounded(async || {
        // A queue of one, which is full: the kernel answers nobody else until somebody is accepted.
        let listener = net::TcpListener::bind("127.0.0.1:0")?;
        rustix::net::listen(&listener, 0).expect("it listens already");
        let address = listener.local_addr()?;
        let _first = net::TcpStream::connect(address)?;
        let second = spawn(TcpStream::connect(address));
        for _ in 0..100 {
            yield_now().await;
        }
        assert!(!second.is_finished(), "nobody has answered");
        second.cancel();
        assert!(second.await.is_err());
        Ok(())
    });
}

#[test]
fn a_short_read_waits_for_news_without_asking_and_misses_none() {
    bounded(async || {
        let (mut stream, mut peer) = connected().await?;
        let mut buffer = [0; 64];
        for round in 0..50 {
            peer.write_all(b"hello")?;
            let count = stream.read(&mut buffer).await?;
            assert_eq!(&buffer[..count], b"hello", "round {round}");
            let tried = stream.registration().try_io(Interest::Readable, |_| Ok(()));
            assert!(tried.is_err(), "a short read has emptied the socket");
        }
        peer.write_all(&[0; 64])?;
        stream.read_exact(&mut buffer).await?;
        let (mut rest, mut full) = ([0; 32], 0);
        peer.write_all(&[0; 64])?;
        while full < 64 {
            full += stream.read(&mut rest).await?;
        }
        Ok(())
    });
}

#[test]
fn a_buffer_that_was_filled_says_nothing_about_the_rest() {
    bounded(async || {
        let (mut stream, mut peer) = connected().await?;
        peer.write_all(b"0123456789")?;
        let mut five = [0; 5];
        stream.read_exact(&mut five).await?;
        let tried = stream.registration().try_io(Interest::Readable, |_| Ok(()));
        assert!(tried.is_ok(), "there is more, perhaps");
        stream.read_exact(&mut five).await?;
        assert_eq!(&five, b"56789");
        Ok(())
    });
}

#[test]
fn one_task_reads_and_writes_one_stream_at_once() {
    bounded(async || {
        let much: Vec<u8> = (0..1 << 20).map(|n: u32| n as u8).collect();
        let (stream, mut peer) = connected().await?;
        let echo = thread::spawn(move || {
            let mut piece = [0; 4096];
            loop {
                match peer.read(&mut piece)? {
                    0 => return io::Result::Ok(()),
                    count => peer.write_all(&piece[..count])?,
                }
            }
        });
        let send = async {
            let mut writer = &stream;
            writer.write_all(&much).await?;
            writer.close().await
        };
        let receive = async {
            let mut back = Vec::new();
            (&stream).read_to_end(&mut back).await.map(|_| back)
        };
        let (sent, back) = join(send, receive).await;
        sent?;
        assert!(back? == much);
        echo.join().expect("no panic")
    });
}

#[test]
fn a_dropped_accept_loses_no_client() {
    bounded(async || {
        let listener = std::rc::Rc::new(TcpListener::bind("127.0.0.1:0")?);
        for _ in 0..20 {
            let accepting = std::rc::Rc::clone(&listener);
            let waits = spawn(async move { accepting.accept().await.map(|_| ()) });
            yield_now().await;
            waits.cancel();
            let _client = net::TcpStream::connect(listener.local_addr()?)?;
            waits.await.expect_err("cancelled before anybody came");
            listener.accept().await?;
        }
        Ok(())
    });
}

#[test]
fn a_thousand_connections_have_one_thread() {
    bounded(async || {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let server = spawn(async move {
            let mut served = Vec::new();
            for _ in 0..1000 {
                let (stream, _) = listener.accept().await?;
                served.push(spawn(async move {
                    futures::io::copy(&stream, &mut &stream).await
                }));
            }
            let mut bytes = 0;
            for task in served {
                bytes += task.await.expect("no panic")?;
            }
            io::Result::Ok(bytes)
        });
        let mut clients = Vec::new();
        for _ in 0..1000 {
            clients.push(TcpStream::connect(address).await?);
        }
        for client in &mut clients {
            client.write_all(b"hello").await?;
        }
        for client in &mut clients {
            client.read_exact(&mut [0; 5]).await?;
        }
        drop(clients);
        assert_eq!(server.await.expect("no panic")?, 5000);
        Ok(())
    });
}
