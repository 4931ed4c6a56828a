//! hyper on this runtime: its server, its client, and its sense of time.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use ch12_runtime::http::{HyperExecutor, HyperIo, HyperTimer};
use ch12_runtime::net::{TcpListener, TcpStream};
use ch12_runtime::{block_on, spawn};
use conformance::bounded;
use futures::io::{AsyncReadExt, AsyncWriteExt};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1 as client;
use hyper::rt::{Executor, Timer};
use hyper::server::conn::http1 as server;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};

const MINUTE: Duration = Duration::from_secs(60);

/// Sends the request's body back, and its path.
async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let body = request
        .into_body()
        .collect()
        .await
        .map(|body| body.to_bytes());
    let mut response = Response::new(Full::new(body.unwrap_or_default()));
    if path == "/missing" {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(response)
}

/// A server that gives its clients so long to send their headers.
fn serve(patience: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    drop(spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let connection = server::Builder::new()
                .timer(HyperTimer)
                .header_read_timeout(patience)
                .serve_connection(HyperIo(stream), service_fn(answer));
            HyperExecutor.execute(async { drop(connection.await) });
        }
    }));
    address
}

async fn connect(address: SocketAddr) -> client::SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(address).await.expect("somebody listens");
    let (sender, connection) = client::handshake(HyperIo(stream))
        .await
        .expect("they speak HTTP");
    drop(spawn(connection));
    sender
}

async fn ask(
    sender: &mut client::SendRequest<Full<Bytes>>,
    path: &str,
    body: Vec<u8>,
) -> (StatusCode, Bytes) {
    let request = Request::post(path)
        .header("host", "us")
        .body(Full::from(body))
        .expect("it is a request");
    sender.ready().await.expect("the connection is open");
    let response = sender.send_request(request).await.expect("an answer");
    let status = response.status();
    (
        status,
        response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes(),
    )
}

#[test]
fn a_connection_is_kept_alive_for_many_requests() {
    bounded(|| {
        block_on(async {
            let mut sender = connect(serve(MINUTE)).await;
            for number in 0..20_u8 {
                let (status, body) = ask(&mut sender, "/", vec![number; 100]).await;
                assert_eq!((status, &body[..]), (StatusCode::OK, &[number; 100][..]));
            }
            assert_eq!(
                ask(&mut sender, "/missing", vec![]).await.0,
                StatusCode::NOT_FOUND
            );
        });
    });
}

#[test]
fn a_body_of_a_megabyte_arrives_whole() {
    bounded(|| {
        block_on(async {
            let mut sender = connect(serve(MINUTE)).await;
            let body = Vec::from_iter((0..1 << 20).map(|place: u32| (place % 251) as u8));
            let (_, echo) = ask(&mut sender, "/", body.clone()).await;
            assert!(echo == body);
        });
    });
}

#[test]
fn fifty_clients_at_once() {
    bounded(|| {
        block_on(async {
            let address = serve(MINUTE);
            let clients = Vec::from_iter((0..50_u8).map(|number| {
                spawn(async move {
                    let mut sender = connect(address).await;
                    for _ in 0..5 {
                        assert_eq!(
                            ask(&mut sender, "/", vec![number; 9]).await.1[..],
                            [number; 9]
                        );
                    }
                })
            }));
            for client in clients {
                client.await.expect("it is answered");
            }
        });
    });
}

/// hyper's own time limit, in our time: a client that never ends its headers is sent away.
#[test]
fn a_client_that_stalls_is_sent_away() {
    bounded(|| {
        block_on(async {
            let mut stream = TcpStream::connect(serve(Duration::from_millis(50)))
                .await
                .expect("somebody listens");
            stream
                .write_all(b"GET / HTTP/1.1\r\nhost:")
                .await
                .expect("it is open");
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).await.expect("it ends");
        });
    });
}

#[test]
fn the_timer_tells_our_time() {
    bounded(|| {
        block_on(async {
            let start = HyperTimer.now();
            HyperTimer.sleep(Duration::from_millis(2)).await;
            HyperTimer
                .sleep_until(start + Duration::from_millis(4))
                .await;
            assert!(HyperTimer.now() >= start + Duration::from_millis(4));
        });
    });
}
