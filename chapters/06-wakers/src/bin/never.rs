//! A future that never comes back, and the checking executor that says so instead of hanging.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use judge::Checker;
use trace::{Picture, lane, record};

const BOILS: Duration = Duration::from_millis(100);

// ANCHOR: kettle
/// Ready as soon as the water boils. It knows when that is, and tells nobody.
struct Kettle;

impl Future for Kettle {
    type Output = &'static str;

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<&'static str> {
        if judge::now() < BOILS {
            return Poll::Pending;
        }
        Poll::Ready("tea")
    }
}
// ANCHOR_END: kettle

/// Ready at the same moment, and keeps the waker for it.
async fn whistling_kettle() -> &'static str {
    judge::sleep(BOILS).await;
    "tea"
}

/// Breaks a long sentence at its commas and colons.
fn lines(sentence: &str) -> String {
    sentence.replace(", ", ",\n  ").replace(": ", ":\n  ")
}

fn main() -> io::Result<()> {
    set_hook(Box::new(|_| ())); // what the checker says is printed below
    let checker = Checker::new();
    let ((), recording) = record(checker.clock(), || {
        let kettle = || checker.run(lane("kettle", Kettle)).output;
        match catch_unwind(AssertUnwindSafe(kettle)) {
            Ok(drink) => println!("kettle: {drink}"),
            Err(panic) => println!(
                "{}\n",
                lines(panic.downcast_ref::<String>().expect("a sentence"))
            ),
        }
        let drink = checker.run(lane("whistling kettle", whistling_kettle()));
        println!("whistling kettle: {}\n", drink.output);
    });
    recording.publish_polls(&Picture {
        title: "Two kettles, one of which whistles",
        description: "The first kettle is polled once, answers Pending and keeps no waker: it is never polled again. The second is polled once, keeps the waker, is woken after 100 ms and polled again: Ready.",
        column: BOILS,
    })
}
