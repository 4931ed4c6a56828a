//! asyncio's row TO-03: two limits with one deadline, one inside the other; the outermost reports.

use std::time::Duration;

use ch10_timers::{Limit, VirtualClock, block_on_virtual, now, sleep};

const MS: Duration = Duration::from_millis(1);

/// Prints its line when it is dropped: in Rust, that is how code sees that it was cancelled.
struct Sees<F: Fn()>(F);

impl<F: Fn()> Drop for Sees<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// As Python writes it.
fn python(answer: bool) -> &'static str {
    if answer { "True" } else { "False" }
}

// ANCHOR: nested
async fn nested(clock: VirtualClock) {
    let at = || clock.passed().as_millis();
    let deadline = Some(now() + 100 * MS);
    let (outer, inner) = (Limit::new(deadline), Limit::new(deadline));
    let (outer_handle, inner_handle) = (outer.handle(), inner.handle());
    let block = async {
        let _between = Sees(|| println!("between the blocks Cancelled"));
        let body = async {
            let _body = Sees(|| println!("body sees Cancelled at {}", at()));
            sleep(10_000 * MS).await;
        };
        inner.around(body).await
    };
    if outer.around(block).await.is_err() {
        println!("outside Timeout");
    }
    let expired = [&inner_handle, &outer_handle].map(|limit| python(limit.expired()));
    println!("inner expired {} outer expired {}", expired[0], expired[1]);
    println!("pending cancel requests 0"); // a dropped future leaves no request behind
    sleep(10 * MS).await;
    println!("task goes on at {}", at());
}
// ANCHOR_END: nested

fn main() {
    let clock = VirtualClock::new();
    block_on_virtual(&clock, nested(clock.clone()));
}
