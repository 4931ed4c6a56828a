//! Which port the server takes.

mod common;

use std::net::{Ipv4Addr, TcpListener};

use common::Fixture;
use lab::port;

#[test]
fn a_busy_port_is_one_sentence_or_the_next_port() {
    let busy = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let number = busy.local_addr().expect("an address").port();
    let failure = port::listen(Some(number)).expect_err("it is busy");
    assert!(
        failure
            .to_string()
            .contains(&format!("port {number} is busy")),
        "{failure}"
    );
    // Whoever holds 4040, this test or another program: the next call gets another port, and says so.
    let first = port::listen(None).expect("a free port");
    let (second, remark) = port::listen(None).expect("another free port");
    assert!(remark.is_some_and(|remark| remark.contains("4040 is busy")));
    assert_ne!(
        first.0.local_addr().expect("one").port(),
        second.local_addr().expect("two").port()
    );
    assert!(second.local_addr().expect("an address").ip().is_loopback());
}

#[test]
fn an_exact_port_that_is_busy_ends_the_lab() {
    let fixture = Fixture::new("busy");
    let busy = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let number = busy.local_addr().expect("an address").port().to_string();
    fixture
        .run(&["--no-open", "--port", &number])
        .expect(1, &["is busy", "--port"]);
}
