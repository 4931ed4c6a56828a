//! What sockets promise.

/// Tests of TCP and UDP. The chapter needs `futures` for them.
#[macro_export]
macro_rules! sockets {
    ($runtime:ident) => {
        mod sockets {
            use super::$runtime::{TcpListener, TcpStream, UdpSocket, block_on, spawn, yield_now};
            use futures::io::{AsyncReadExt, AsyncWriteExt};
            use std::io::{ErrorKind, Read, Write};
            use std::net::{Shutdown, SocketAddr};
            use $crate::bounded;

            async fn echo(mut stream: TcpStream) -> std::io::Result<()> {
                let mut buffer = [0; 1024];
                loop {
                    match stream.read(&mut buffer).await? {
                        0 => return stream.close().await,
                        count => stream.write_all(&buffer[..count]).await?,
                    }
                }
            }

            /// An echo server for `clients`, as a task.
            fn server(clients: usize) -> SocketAddr {
                let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
                let address = listener.local_addr().expect("it is bound");
                drop(spawn(async move {
                    for _ in 0..clients {
                        let (stream, _) = listener.accept().await.expect("a client comes");
                        drop(spawn(echo(stream)));
                    }
                }));
                address
            }

            #[test]
            fn bytes_come_back() {
                bounded(|| {
                    block_on(async {
                        let mut stream = TcpStream::connect(server(1))
                            .await
                            .expect("somebody listens");
                        let mut answer = [0; 5];
                        for text in [b"hello", b"again"] {
                            stream.write_all(text).await.expect("it is open");
                            stream.read_exact(&mut answer).await.expect("it answers");
                            assert_eq!(&answer, text);
                        }
                    });
                });
            }

            #[test]
            fn a_hundred_connections_at_once() {
                bounded(|| {
                    block_on(async {
                        let address = server(100);
                        let clients = Vec::from_iter((0..100_u8).map(|number| {
                            spawn(async move {
                                let mut stream =
                                    TcpStream::connect(address).await.expect("somebody listens");
                                let mut answer = [0; 100];
                                for _ in 0..10 {
                                    stream.write_all(&[number; 100]).await.expect("it is open");
                                    stream.read_exact(&mut answer).await.expect("it answers");
                                    assert_eq!(answer, [number; 100]);
                                }
                            })
                        }));
                        for client in clients {
                            assert!(client.await.is_ok());
                        }
                    });
                });
            }

            #[test]
            fn a_megabyte_goes_both_ways_at_once() {
                const SIZE: usize = 1 << 20;
                bounded(|| {
                    block_on(async {
                        let stream = TcpStream::connect(server(1))
                            .await
                            .expect("somebody listens");
                        let (mut reader, mut writer) = stream.split();
                        let writing = spawn(async move {
                            writer.write_all(&vec![7; SIZE]).await.expect("it is open");
                            writer.close().await.expect("half of it closes");
                        });
                        let mut all = Vec::new();
                        reader.read_to_end(&mut all).await.expect("it answers");
                        assert_eq!((all.len(), all.iter().all(|byte| *byte == 7)), (SIZE, true));
                        assert!(writing.await.is_ok());
                    });
                });
            }

            #[test]
            fn a_half_closed_connection_still_answers() {
                bounded(|| {
                    block_on(async {
                        let mut stream = TcpStream::connect(server(1))
                            .await
                            .expect("somebody listens");
                        stream.write_all(b"last words").await.expect("it is open");
                        stream.shutdown(Shutdown::Write).expect("half of it closes");
                        let mut answer = String::new();
                        stream
                            .read_to_string(&mut answer)
                            .await
                            .expect("it answers, and ends");
                        assert_eq!(answer, "last words");
                    });
                });
            }

            #[test]
            fn a_peer_on_another_thread_is_heard() {
                bounded(|| {
                    let (send, receive) = std::sync::mpsc::channel();
                    let peer = std::thread::spawn(move || {
                        let mut stream = std::net::TcpStream::connect::<SocketAddr>(
                            receive.recv().expect("it tells"),
                        )
                        .expect("somebody listens");
                        stream.write_all(b"hello").expect("it is open");
                        let mut answer = [0; 5];
                        stream.read_exact(&mut answer).expect("it answers");
                        answer
                    });
                    block_on(async {
                        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
                        send.send(listener.local_addr().expect("it is bound"))
                            .expect("it waits");
                        let (stream, _) = listener.accept().await.expect("a client comes");
                        echo(stream).await.expect("it ends well");
                    });
                    assert_eq!(&peer.join().expect("it does not panic"), b"hello");
                });
            }

            #[test]
            fn nobody_listens() {
                bounded(|| {
                    block_on(async {
                        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
                        let address = listener.local_addr().expect("it is bound");
                        drop(listener);
                        let error = TcpStream::connect(address)
                            .await
                            .expect_err("nobody is there");
                        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
                    });
                });
            }

            #[test]
            fn an_accept_that_is_cancelled_loses_no_client() {
                bounded(|| {
                    block_on(async {
                        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
                        let address = listener.local_addr().expect("it is bound");
                        {
                            let mut accept = Box::pin(listener.accept());
                            let first = futures::poll!(&mut accept);
                            assert!(first.is_pending());
                        }
                        let client =
                            spawn(async move { TcpStream::connect(address).await.is_ok() });
                        assert!(listener.accept().await.is_ok());
                        assert_eq!(client.await.ok(), Some(true));
                    });
                });
            }

            #[test]
            fn a_cancelled_reader_leaves_its_descriptor_to_the_next() {
                bounded(|| {
                    block_on(async {
                        for _ in 0..20 {
                            let mut stream = TcpStream::connect(server(1))
                                .await
                                .expect("somebody listens");
                            let reader = spawn(async move {
                                let mut buffer = [0; 8];
                                stream.read(&mut buffer).await
                            });
                            yield_now().await;
                            reader.cancel();
                            assert!(reader.await.is_err());
                        }
                    });
                });
            }

            #[test]
            fn sockets_are_open_until_their_tasks_are_dropped_with_the_runtime() {
                bounded(|| {
                    let client = block_on(async {
                        let address = server(1);
                        let client = TcpStream::connect(address).await.expect("somebody listens");
                        yield_now().await;
                        drop(client);
                        std::net::TcpStream::connect(address)
                    });
                    // The listener went with its task: whoever was in its queue is sent away.
                    if let Ok(mut client) = client {
                        let end = client.read(&mut [0; 1]);
                        assert!(!matches!(end, Ok(1..)), "{end:?}");
                    }
                });
            }

            #[test]
            fn datagrams_arrive_whole() {
                bounded(|| {
                    block_on(async {
                        let ours = UdpSocket::bind("127.0.0.1:0").expect("a port is free");
                        let theirs = UdpSocket::bind("127.0.0.1:0").expect("a port is free");
                        let to = theirs.local_addr().expect("it is bound");
                        let receiver = spawn(async move {
                            let mut buffer = [0; 64];
                            let (count, _) =
                                theirs.recv_from(&mut buffer).await.expect("one arrives");
                            buffer[..count].to_vec()
                        });
                        yield_now().await;
                        ours.send_to(b"one message", to).await.expect("it leaves");
                        assert_eq!(receiver.await.ok().as_deref(), Some(&b"one message"[..]));
                    });
                });
            }
        }
    };
}
