//! A socket that is made where no reactor runs.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ch11_reactor::{TcpListener, block_on};

// ANCHOR: main
fn main() {
    std::panic::set_hook(Box::new(|_| ())); // we print the words ourselves
    let outside = catch_unwind(|| TcpListener::bind("127.0.0.1:0"));
    println!("outside: {}", words(outside));

    let kept = block_on(async { TcpListener::bind("127.0.0.1:0") });
    let kept = kept.expect("port 0 is always free");
    let later = catch_unwind(AssertUnwindSafe(|| block_on(kept.accept())));
    println!("later: {}", words(later));
}
// ANCHOR_END: main

fn words<T>(outcome: std::thread::Result<T>) -> String {
    let Err(panic) = outcome else {
        return "it worked".to_owned();
    };
    let literal = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned());
    let formatted = panic.downcast_ref::<String>().cloned();
    literal.or(formatted).unwrap_or_default()
}
