//! A crate that was written for the `futures` crate's I/O traits, and has never heard of this runtime: WebSockets.

use async_tungstenite::tungstenite::Message;
use async_tungstenite::{accept_async, client_async};
use ch12_runtime::net::{TcpListener, TcpStream};
use ch12_runtime::{block_on, spawn};
use conformance::bounded;
use futures::StreamExt;

#[test]
fn messages_go_both_ways_and_the_end_is_orderly() {
    bounded(|| {
        block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
            let address = listener.local_addr().expect("it is bound");
            let server = spawn(async move {
                let (stream, _) = listener.accept().await.expect("a client comes");
                let mut socket = accept_async(stream).await.expect("it speaks WebSocket");
                let mut count = 0;
                while let Some(Ok(message)) = socket.next().await {
                    if message.is_text() {
                        socket.send(message).await.expect("it is open");
                        count += 1;
                    }
                }
                count
            });
            let stream = TcpStream::connect(address).await.expect("somebody listens");
            let url = format!("ws://{address}/");
            let (mut socket, _) = client_async(url, stream)
                .await
                .expect("it speaks WebSocket");
            for number in 0..20 {
                let text = "again ".repeat(number);
                socket
                    .send(Message::text(text.clone()))
                    .await
                    .expect("it is open");
                let echo = socket.next().await.expect("it answers").expect("no error");
                assert_eq!(echo.into_text().expect("text").as_str(), text);
            }
            socket.close(None).await.expect("it closes");
            while let Some(Ok(_)) = socket.next().await {}
            assert_eq!(server.await.ok(), Some(20));
        });
    });
}
