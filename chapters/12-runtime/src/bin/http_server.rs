//! A web server: hyper's HTTP on our runtime. With an address it serves until it is asked to stop; without, it asks itself.

use std::cell::Cell;
use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use ch12_runtime::http::{HyperIo, HyperTimer};
use ch12_runtime::net::{TcpListener, TcpStream};
use ch12_runtime::{block_on, spawn};
use futures::future::{Either, select};
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1 as client;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};

// ANCHOR: stop
#[derive(Default)]
struct Stop {
    /// Whether somebody has asked for `/stop`.
    asked: Cell<bool>,
    /// Who accepts connections, and wants to know.
    waiter: Cell<Option<Waker>>,
}
// ANCHOR_END: stop

// ANCHOR: answer
/// How many requests there were needs no lock: they are all on this thread.
async fn answer(
    request: Request<Incoming>,
    count: &Cell<u64>,
    stop: &Stop,
) -> Response<Full<Bytes>> {
    count.set(count.get() + 1);
    let text = match request.uri().path() {
        "/" => "hello\n".to_string(),
        "/count" => format!("{} requests\n", count.get()),
        "/stop" => {
            stop.asked.set(true);
            stop.waiter.take().into_iter().for_each(Waker::wake);
            "goodbye\n".to_string()
        }
        path => format!("there is nothing at {path}\n"),
    };
    Response::new(Full::from(text))
}
// ANCHOR_END: answer

// ANCHOR: serve
async fn serve(listener: TcpListener) -> std::io::Result<u64> {
    let (count, stop) = (Rc::new(Cell::new(0)), Rc::new(Stop::default()));
    loop {
        let stopped = poll_fn(|cx| {
            stop.waiter.set(Some(cx.waker().clone()));
            if stop.asked.get() {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        });
        let (stream, _) = match select(Box::pin(listener.accept()), stopped).await {
            Either::Left((accepted, _)) => accepted?,
            Either::Right(_) => return Ok(count.get()),
        };
        stream.set_nodelay(true)?;
        let (count, stop) = (Rc::clone(&count), Rc::clone(&stop));
        drop(spawn(async move {
            let service = service_fn(async |request| {
                Ok::<_, Infallible>(answer(request, &count, &stop).await)
            });
            let connection = http1::Builder::new()
                .timer(HyperTimer)
                .header_read_timeout(Duration::from_secs(30))
                .serve_connection(HyperIo(stream), service);
            let _ = connection.await; // a client that goes away is no news
        }));
    }
}
// ANCHOR_END: serve

// ANCHOR: visit
/// A client on the same runtime: one connection, four requests.
async fn visit(server: SocketAddr) {
    let stream = TcpStream::connect(server)
        .await
        .expect("the server listens");
    let (mut sender, connection) = client::handshake(HyperIo(stream))
        .await
        .expect("it speaks HTTP");
    drop(spawn(connection));
    for path in ["/", "/count", "/nothing", "/stop"] {
        let request = Request::get(path)
            .header("host", "us")
            .body(Empty::<Bytes>::new());
        let response = sender
            .send_request(request.expect("it is a request"))
            .await
            .expect("an answer");
        let body = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        print!("GET {path}: {}", String::from_utf8_lossy(&body));
    }
}
// ANCHOR_END: visit

fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1);
    let count = block_on(async {
        let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:0"))?;
        if address.is_some() {
            println!("http://{}/", listener.local_addr()?);
            return serve(listener).await;
        }
        let visitor = spawn(visit(listener.local_addr()?));
        let count = serve(listener).await;
        visitor.await.expect("it is answered");
        count
    })?;
    println!("{count} requests");
    Ok(())
}
