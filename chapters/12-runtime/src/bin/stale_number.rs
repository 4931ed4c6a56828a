//! A waker is a number: what is in it, and what becomes of one that is out of date.

use std::future::{pending, poll_fn};
use std::task::{Poll, Waker};

use ch12_runtime::{Word, block_on, spawn, yield_now};

/// Gives its own waker away, and ends.
async fn ends() -> Waker {
    poll_fn(|cx| Poll::Ready(cx.waker().clone())).await
}

/// Waits for ever, and says when it is polled.
async fn waits() {
    poll_fn(|cx| {
        println!("the tenant is polled; its waker is {}", word(cx.waker()));
        Poll::<()>::Pending
    })
    .await;
    pending().await
}

// ANCHOR: word
/// What the runtime sees in it. (`data` is never followed, so anybody may look.)
fn word(waker: &Waker) -> String {
    let word = Word::from_bits(waker.data().addr());
    let (runtime, slot, generation) = (word.runtime(), word.slot(), word.generation());
    format!("runtime {runtime}, slot {slot}, generation {generation}")
}
// ANCHOR_END: word

fn main() {
    // ANCHOR: main
    block_on(async {
        let stale = spawn(ends()).await.expect("it ends");
        println!("a task has ended; its waker was {}", word(&stale));
        drop(spawn(waits()));
        yield_now().await;
        stale.wake_by_ref();
        yield_now().await;
        println!("the old waker was used: nobody was polled");
        let elsewhere = stale.clone();
        std::thread::spawn(move || elsewhere.wake())
            .join()
            .expect("nothing happens");
        println!("and on another thread: neither");
    });
    // ANCHOR_END: main
}
