//! Polled after Ready: every future does something else, and none does anything useful.

use std::fmt::Debug;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};

use ch05_futures::{Countdown, ready};

fn main() {
    panic::set_hook(Box::new(|_| ())); // the panics are caught and shown below
    twice("Countdown", Countdown::new(0));
    twice("our Ready", ready(5));
    twice("std's Ready", std::future::ready(5));
    twice("async block", async { 5 });
}

// ANCHOR: twice
/// Polls a future that is ready at once, and then once more.
fn twice<T: Debug>(name: &str, future: impl Future<Output = T>) {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let first = future.as_mut().poll(&mut cx);
    let second = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut cx)));
    // ANCHOR_END: twice
    let second = match second {
        Ok(poll) => format!("{poll:?}"),
        Err(panic) => format!("panics: {}", words_of(&*panic)),
    };
    println!("{name:<12} {first:?}, then {second}");
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words")
}
