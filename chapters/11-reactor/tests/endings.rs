//! How streams end: half-close, close, reset, and the end of block_on.

mod common;

use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;

use ch11_reactor::{Interest, TcpStream, block_on, spawn, yield_now};
use common::{bounded, connected};
use futures::future::join;
use futures::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};

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
