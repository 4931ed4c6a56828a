//! Streams and listeners with real sockets: to and fro, half-close, reset, refusal, both directions at once.

mod common;

use std::io::{self, ErrorKind, Read, Write};
use std::net::{self, Shutdown};
use std::thread;

use ch11_reactor::{Interest, TcpListener, TcpStream, block_on, spawn, yield_now};
use common::{bounded, connected};
use futures::future::join;
use futures::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

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
fn a_half_close_ends_one_direction_and_leaves_the_other() {
    bounded(async || {
        let (mut stream, mut peer) = connected().await?;
        peer.write_all(b"a question")?;
        peer.shutdown(Shutdown::Write)?;
        let mut question = String::new();
        stream.read_to_string(&mut question).await?;
        assert_eq!(question, "a question");
        assert_eq!(stream.read(&mut [0; 8]).await?, 0, "the end stays the end");
        stream.write_all(b"an answer").await?;
        stream.close().await?;
        let mut answer = String::new();
        peer.read_to_string(&mut answer)?;
        assert_eq!(answer, "an answer");
        Ok(())
    });
}

#[test]
fn the_end_is_found_after_a_short_read_whose_event_brought_both() {
    bounded(async || {
        for _ in 0..20 {
            let (mut stream, mut peer) = connected().await?;
            peer.write_all(b"last words")?;
            drop(peer);
            // Bytes and end are one event, and it has been delivered before the first read.
            stream.registration().exhausted(Interest::Readable);
            stream.registration().readable().await;
            let mut buffer = [0; 64];
            assert_eq!(stream.read(&mut buffer).await?, 10);
            assert_eq!(stream.read(&mut buffer).await?, 0);
        }
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

/// A stream whose peer has gone without reading what it was sent: the kernel answers such a peer's end with a reset.
async fn reset_stream() -> io::Result<TcpStream> {
    let (mut stream, peer) = connected().await?;
    stream.write_all(b"unread").await?;
    peer.peek(&mut [0])?;
    drop(peer);
    Ok(stream)
}

#[test]
fn a_reset_is_an_error_for_the_reader_and_for_the_writer() {
    bounded(async || {
        let mut stream = reset_stream().await?;
        let read = stream.read(&mut [0; 8]).await.expect_err("reset");
        assert_eq!(read.kind(), ErrorKind::ConnectionReset);
        assert_eq!(
            stream.read(&mut [0; 8]).await?,
            0,
            "said once, then it is the end"
        );
        let write = stream.write(b"more").await.expect_err("nobody is there");
        assert_eq!(write.kind(), ErrorKind::BrokenPipe);
        Ok(())
    });
}

#[test]
fn a_reset_wakes_reader_and_writer() {
    bounded(async || {
        let (stream, peer) = connected().await?;
        while stream
            .registration()
            .try_io(Interest::Writable, |mut s| s.write(&[0; 65536]))
            .is_ok()
        {}
        let reader = async { (&stream).read(&mut [0; 8]).await };
        let writer = async { (&stream).write_all(&[0; 1 << 20]).await };
        let kill = async {
            yield_now().await;
            peer.peek(&mut [0])?;
            drop(peer); // with unread bytes
            io::Result::Ok(())
        };
        let ((read, written), killed) = join(join(reader, writer), kill).await;
        killed?;
        assert!(read.is_err() || read.is_ok_and(|count| count == 0));
        assert!(written.is_err(), "nobody will ever read it");
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
fn am_14_lines_from_a_socket_and_the_last_one_has_no_end() {
    bounded(async || {
        let (stream, mut peer) = connected().await?;
        peer.write_all(b"line1\nline2\nline3")?;
        drop(peer);
        let (mut lines, mut line) = (BufReader::new(stream), String::new());
        let mut got = Vec::new();
        while lines.read_line(&mut line).await? > 0 {
            got.push(std::mem::take(&mut line));
        }
        assert_eq!(got, ["line1\n", "line2\n", "line3"]);
        Ok(())
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

#[test]
fn everything_is_closed_when_block_on_ends() {
    let peer = block_on(async {
        let (mut stream, peer) = connected().await.expect("sockets");
        spawn(async move {
            let mut byte = [0];
            stream.read_exact(&mut byte).await
        });
        yield_now().await;
        peer
    });
    assert_eq!((&peer).read(&mut [0; 8]).expect("closed in order"), 0);
}
