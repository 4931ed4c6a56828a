//! The same waits, once in an async function and once in the enum that stands for it: the traces are equal.

use std::io;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch05_futures::{map, yield_now};
use ch09_state_machines::{
    add, add_by_hand, cheapest, cheapest_by_hand, cheapest_pinned, total, total_by_hand,
};
use trace::{Clock, Picture, Recording, lane, record};

/// Gives `value` at its second poll.
fn wait(name: impl Into<String>, value: u32) -> impl Future<Output = u32> + Unpin {
    lane(name, map(yield_now(), move |()| value))
}

/// Polls until there is an output; an executor would wait for a wake in between.
fn poll_to_the_end<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            return output;
        }
    }
}

fn recorded<F: Future<Output = u32>>(make: impl FnOnce() -> F) -> (u32, Recording) {
    record(Clock::manual(), || poll_to_the_end(lane("future", make())))
}

fn compare(name: &str, ours: (u32, Recording), compilers: &(u32, Recording)) {
    let events = ours.1.events.len();
    let same = if ours == *compilers { "yes" } else { "no" };
    println!("{name}: {events} events; output and events as the compiler's: {same}");
}

fn main() -> io::Result<()> {
    // ANCHOR: compare
    let waits = || vec![wait("a", 1), wait("b", 2), wait("c", 3)];
    let compilers = recorded(|| add(wait("first", 1), wait("second", 2)));
    let ours = recorded(|| add_by_hand(wait("first", 1), wait("second", 2)));
    compare("add, a straight line", ours, &compilers);
    let compilers = recorded(|| total(waits()));
    compare(
        "total, a loop",
        recorded(|| total_by_hand(waits())),
        &compilers,
    );
    let compilers = recorded(|| cheapest([30, 20, 50], wait("deal", 5)));
    let ours = recorded(|| cheapest_by_hand([30, 20, 50], wait("deal", 5)));
    compare("cheapest, with an index", ours, &compilers);
    let ours = recorded(|| cheapest_pinned([30, 20, 50], wait("deal", 5)));
    compare("cheapest, with a pointer", ours, &compilers);
    // ANCHOR_END: compare
    println!();
    let ((), both) = record(Clock::manual(), || {
        let first = |who: &str| wait(format!("{who}, first"), 1);
        let second = |who: &str| wait(format!("{who}, second"), 2);
        poll_to_the_end(lane("async fn", add(first("async fn"), second("async fn"))));
        poll_to_the_end(lane("enum", add_by_hand(first("enum"), second("enum"))));
    });
    both.publish_polls(&Picture {
        title: "Twice the same",
        description: "The async function is polled three times: first is pending, then first is ready and second pending in one poll, then second is ready. The enum below does the same.",
        column: Duration::from_millis(1),
    })
}
