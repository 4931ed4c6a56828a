//! The built book on a port of this machine: the search index cannot be fetched from a file.

use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};

use axum::Router;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

use crate::context::Stuck;

/// Serves the folder until the runtime ends; gives the address.
pub(super) async fn start(folder: &Path) -> Result<SocketAddr, Stuck> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let folder = folder.to_owned();
    let router = Router::new().fallback(move |uri: Uri| answer(folder.clone(), uri));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

async fn answer(folder: PathBuf, uri: Uri) -> Response {
    let path = Path::new(uri.path().trim_start_matches('/'));
    if path
        .components()
        .any(|part| !matches!(part, Component::Normal(_)))
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    match std::fs::read(folder.join(path)) {
        Ok(bytes) => ([(header::CONTENT_TYPE, content_type(path))], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content_type(path: &Path) -> &'static str {
    match path
        .extension()
        .unwrap_or_default()
        .to_str()
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
