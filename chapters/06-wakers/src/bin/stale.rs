//! The stale waker: a future that keeps the first waker it gets wakes whoever polled it first.

use std::cell::RefCell;
use std::future::poll_fn;
use std::mem;
use std::panic::{catch_unwind, set_hook};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use judge::{Checker, CountingWaker};

/// How a future keeps the waker of a poll.
type Keep = fn(&mut Option<Waker>, &Waker);

// ANCHOR: keep
/// "I have one already": saves a clone, and is wrong.
fn the_first(kept: &mut Option<Waker>, waker: &Waker) {
    kept.get_or_insert_with(|| waker.clone());
}

/// Whoever polled last is whoever waits.
fn the_newest(kept: &mut Option<Waker>, waker: &Waker) {
    *kept = Some(waker.clone());
}
// ANCHOR_END: keep

/// Waits for a letter.
struct Letter {
    keep: Keep,
    letterbox: Rc<RefCell<Letterbox>>,
}

#[derive(Default)]
struct Letterbox {
    letter: Option<&'static str>,
    waiter: Option<Waker>,
}

impl Future for Letter {
    type Output = &'static str;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
        let mut letterbox = self.letterbox.borrow_mut();
        if let Some(letter) = letterbox.letter {
            return Poll::Ready(letter);
        }
        (self.keep)(&mut letterbox.waiter, cx.waker());
        Poll::Pending
    }
}

/// Puts a letter in and wakes whoever is said to wait.
fn deliver(letterbox: &RefCell<Letterbox>) {
    letterbox.borrow_mut().letter = Some("a letter");
    let waiter = letterbox.borrow_mut().waiter.take();
    waiter.into_iter().for_each(Waker::wake);
}

// ANCHOR: schedule
/// Task A polls the future, then task B does; then the letter comes.
fn first_a_then_b(keep: Keep) {
    let (a, b) = (CountingWaker::new(), CountingWaker::new());
    let letterbox = Rc::default();
    let mut letter = pin!(Letter {
        keep,
        letterbox: Rc::clone(&letterbox)
    });
    for task in [a.waker(), b.waker()] {
        let _ = letter.as_mut().poll(&mut Context::from_waker(&task));
    }
    deliver(&letterbox);
    println!("  woken: A {} times, B {} times", a.wakes(), b.wakes());
}
// ANCHOR_END: schedule

/// One task that is polled twice before the letter comes; the checker gives every poll another waker.
async fn polled_twice(keep: Keep) -> &'static str {
    let letterbox = Rc::default();
    let mut letter = pin!(Letter {
        keep,
        letterbox: Rc::clone(&letterbox)
    });
    let _post = judge::spawn("the post", async move {
        judge::sleep(Duration::from_secs(1)).await;
        deliver(&letterbox);
    });
    let mut woken = false;
    poll_fn(|cx| {
        if !mem::replace(&mut woken, true) {
            cx.waker().wake_by_ref(); // as if something else in this task were ready
        }
        letter.as_mut().poll(cx)
    })
    .await
}

/// Breaks a long sentence at its commas and colons.
fn lines(sentence: &str) -> String {
    sentence.replace(", ", ",\n    ").replace(": ", ":\n    ")
}

fn main() {
    set_hook(Box::new(|_| ())); // what the checker says is printed below
    for (name, keep) in [("first", the_first as Keep), ("newest", the_newest)] {
        println!("keeps the {name} waker:");
        first_a_then_b(keep);
        match catch_unwind(|| Checker::new().run(polled_twice(keep)).output) {
            Ok(letter) => println!("  under the checker: {letter}"),
            Err(panic) => println!(
                "  under the checker: {}",
                lines(panic.downcast_ref::<String>().expect("a sentence"))
            ),
        }
    }
}
