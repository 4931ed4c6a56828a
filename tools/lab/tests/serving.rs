//! The server: what it gives out, and what it refuses.

mod common;

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;

use lab::answer;
use lab::reload::{self, Shelf};
use lab::site::{Found, Site};

/// A built book with a secret beside it, and a link inside that leads to the secret.
fn book(folder: &Path) -> Site {
    let write = |path: &str, text: &str| fs::write(folder.join(path), text).expect("a file");
    fs::create_dir_all(folder.join("book/part")).expect("a folder");
    fs::create_dir_all(folder.join("book/a b")).expect("a folder");
    write("secret.txt", "secret");
    write("book/index.html", "<body>front</body>");
    write("book/404.html", "<body>no such page</body>");
    write("book/part/index.html", "<body>part</body>");
    write("book/a b/style.css", "css");
    write("book/picture.svg", "<svg/>");
    symlink(folder.join("secret.txt"), folder.join("book/link.txt")).expect("a link");
    symlink(folder, folder.join("book/up")).expect("a link");
    Site::load(&folder.join("book")).expect("a book")
}

/// Serves `site` on a free port for as long as the test process runs.
fn serve(site: Site) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.set_nonblocking(true).expect("a socket");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            let router = answer::router(Arc::new(Shelf::new(site)), port);
            axum::serve(listener, router).await
        })
    });
    port
}

/// Sends `head` as it is and gives the whole answer.
fn send(port: u16, head: &str) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("it listens");
    stream
        .set_read_timeout(Some(common::LONG))
        .expect("a socket");
    stream.write_all(head.as_bytes()).expect("it reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(port: u16, path: &str) -> String {
    send(
        port,
        &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"),
    )
}

#[test]
fn pages_come_with_their_type_and_the_reload_script() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let port = serve(book(folder.path()));
    let front = get(port, "/");
    assert!(
        front.starts_with("HTTP/1.1 200") && front.contains("content-type: text/html"),
        "{front}"
    );
    assert!(
        front.contains("<body>front<script>") && front.contains(reload::VERSION_URL),
        "{front}"
    );
    let css = get(port, "/a%20b/style.css?v=1");
    assert!(
        css.contains("content-type: text/css") && css.ends_with("\r\n\r\ncss"),
        "{css}"
    );
    let svg = get(port, "/picture.svg");
    assert!(
        svg.contains("content-type: image/svg+xml") && svg.ends_with("<svg/>"),
        "{svg}"
    );
    let folder = get(port, "/part");
    assert!(
        folder.starts_with("HTTP/1.1 308") && folder.contains("location: /part/"),
        "{folder}"
    );
    assert!(get(port, "/part/").contains("part"));
}

#[test]
fn nothing_outside_the_book_is_given_out() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let port = serve(book(folder.path()));
    for path in [
        "/../secret.txt",
        "/part/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "/%252e%252e/secret.txt",
        "/index.html%00.txt",
        "/link.txt",
        "/up/secret.txt",
        "/a%20b/",
        "/a%20b",
        "/%",
        "/%f",
        "/%ff",
    ] {
        let answer = get(port, path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(
            !answer.contains("secret\n") && !answer.ends_with("secret"),
            "{path}: {answer}"
        );
    }
}

#[test]
fn requests_for_another_host_are_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let port = serve(book(folder.path()));
    let with = |headers: &str| {
        send(
            port,
            &format!("GET / HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"),
        )
    };
    for own in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("LOCALHOST:{port}"),
    ] {
        assert!(
            with(&format!("Host: {own}\r\n")).starts_with("HTTP/1.1 200"),
            "{own}"
        );
    }
    for other in [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        "Host: 127.0.0.1\r\n".to_owned(),
        "Host: 127.0.0.1:1\r\n".to_owned(),
        "Host: \r\n".to_owned(),
        format!("Host: localhost:{port}\r\nHost: evil.example\r\n"),
        String::new(),
    ] {
        let answer = with(&other);
        assert!(answer.starts_with("HTTP/1.1 40"), "{other}: {answer}");
        assert!(!answer.contains("front"), "{other}: {answer}");
    }
    let elsewhere = format!(
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    );
    assert!(send(port, &elsewhere).starts_with("HTTP/1.1 403"));
}

#[test]
fn only_reading_is_answered() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let port = serve(book(folder.path()));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let head =
            format!("{method} / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
        assert!(send(port, &head).starts_with("HTTP/1.1 405"), "{method}");
    }
    let head = format!("HEAD / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    let answer = send(port, &head);
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"),
        "{answer}"
    );
}

#[test]
fn the_table_holds_no_links() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = book(folder.path());
    assert_eq!(site.find("/link.txt"), Found::Nothing);
    assert_eq!(site.find("/up/book/index.html"), Found::Nothing);
    assert!(matches!(site.find("/index.html"), Found::File(_)));
}

#[test]
fn the_version_changes_with_the_book_and_only_then() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shelf = Shelf::new(book(folder.path()));
    let (first, _) = shelf.book();
    let again = Site::load(&folder.path().join("book")).expect("a book");
    assert!(!shelf.replace(again));
    assert_eq!(shelf.book().0, first);
    fs::write(folder.path().join("book/index.html"), "<body>new</body>").expect("a file");
    let new = Site::load(&folder.path().join("book")).expect("a book");
    assert!(shelf.replace(new));
    assert_ne!(shelf.book().0, first);
}

#[test]
fn the_script_stands_before_the_end_of_the_page() {
    let html = reload::with_script(b"<body>&lt;/body&gt;</body></html>", "7");
    let html = String::from_utf8(html).expect("text");
    assert!(
        html.ends_with("</script>\n</body></html>") && html.contains("\"7\""),
        "{html}"
    );
    assert!(reload::with_script(b"no body", "7").starts_with(b"no body<script>"));
}
