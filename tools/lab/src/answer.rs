//! Answering requests: only our own host's, only for reading, only from the book.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::reload::{self, Shelf};
use crate::site::{File, Found};

/// The service that gives out what is on the shelf, to requests for `127.0.0.1` or `localhost` at this port.
pub fn router(shelf: Arc<Shelf>, port: u16) -> Router {
    Router::new()
        .fallback(answer)
        .with_state((shelf, Hosts::of(port)))
}

async fn answer(State((shelf, hosts)): State<(Arc<Shelf>, Hosts)>, request: Request) -> Response {
    if !hosts.are_meant_by(request.uri(), request.headers()) {
        return refusal(
            StatusCode::FORBIDDEN,
            "This server answers only requests for its own address, as `cargo lab` printed it.",
        );
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return refusal(
            StatusCode::METHOD_NOT_ALLOWED,
            "This server gives out a book; there is nothing to send to it.",
        );
    }
    let (version, site) = shelf.book();
    if request.uri().path() == reload::VERSION_URL {
        return respond(StatusCode::OK, "text/plain; charset=utf-8", version);
    }
    match site.find(request.uri().path()) {
        Found::File(file) => page(StatusCode::OK, file, &version),
        Found::Folder(url) => {
            (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, url)]).into_response()
        }
        Found::Nothing => match site.not_found() {
            Some(file) => page(StatusCode::NOT_FOUND, file, &version),
            None => refusal(StatusCode::NOT_FOUND, "The book has no such page."),
        },
    }
}

fn page(status: StatusCode, file: &File, version: &str) -> Response {
    if file.content_type.starts_with("text/html") {
        let html = reload::with_script(&file.bytes, version);
        return respond(status, file.content_type, html);
    }
    respond(status, file.content_type, file.bytes.clone())
}

fn refusal(status: StatusCode, sentence: &'static str) -> Response {
    respond(status, "text/plain; charset=utf-8", format!("{sentence}\n"))
}

fn respond(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // The next build may be a second away.
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body.into()).into_response()
}

/// The names under which the server is known.
///
/// A page on the web may get a name of its own resolved to 127.0.0.1 and then read from a server there; but its browser
/// tells the name that it asks for, and that is not one of ours.
#[derive(Clone, Debug)]
struct Hosts(Arc<[String]>);

impl Hosts {
    fn of(port: u16) -> Self {
        let mut hosts = vec![format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        // Browsers leave out the port that is usual.
        if port == 80 {
            hosts.extend(["127.0.0.1".to_owned(), "localhost".to_owned()]);
        }
        Self(hosts.into())
    }

    /// Whether the request names one of these hosts, and no other, in its header and in its URL.
    fn are_meant_by(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let ours = |host: &[u8]| {
            self.0
                .iter()
                .any(|own| own.as_bytes().eq_ignore_ascii_case(host))
        };
        let mut named = headers.get_all(header::HOST).iter().peekable();
        named.peek().is_some()
            && named.all(|host| ours(host.as_bytes()))
            && uri
                .authority()
                .is_none_or(|authority| ours(authority.as_str().as_bytes()))
    }
}
