//! Datagrams.

mod common;

use std::io;
use std::rc::Rc;

use ch11_reactor::{UdpSocket, spawn, yield_now};
use common::bounded;

#[test]
fn datagrams_keep_their_borders_and_short_ones_hide_none() {
    bounded(async || {
        let (ours, theirs) = (
            UdpSocket::bind("127.0.0.1:0")?,
            UdpSocket::bind("127.0.0.1:0")?,
        );
        let mut buffer = [0; 16];
        for message in ["one", "", "three"] {
            ours.send_to(message.as_bytes(), theirs.local_addr()?)
                .await?;
        }
        for message in ["one", "", "three"] {
            let (count, from) = theirs.recv_from(&mut buffer).await?;
            assert_eq!(&buffer[..count], message.as_bytes());
            assert_eq!(from, ours.local_addr()?);
        }
        Ok(())
    });
}

#[test]
fn several_tasks_wait_for_one_socket() {
    bounded(async || {
        let (ours, theirs) = (
            UdpSocket::bind("127.0.0.1:0")?,
            Rc::new(UdpSocket::bind("127.0.0.1:0")?),
        );
        let waits: Vec<_> = (0..3)
            .map(|_| {
                let theirs = Rc::clone(&theirs);
                spawn(async move {
                    let mut buffer = [0; 8];
                    let (count, _) = theirs.recv_from(&mut buffer).await?;
                    io::Result::Ok(count)
                })
            })
            .collect();
        yield_now().await;
        for message in ["a", "bb", "ccc"] {
            assert_eq!(
                ours.send_to(message.as_bytes(), theirs.local_addr()?)
                    .await?,
                message.len()
            );
        }
        let mut counts = Vec::new();
        for wait in waits {
            counts.push(wait.await.expect("no panic")?);
        }
        counts.sort_unstable();
        assert_eq!(counts, [1, 2, 3]);
        Ok(())
    });
}
