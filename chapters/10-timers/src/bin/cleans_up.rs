//! asyncio's row WF-10: the limit is over at 50 ms, the task needs 30 ms more to clean up, and is given them.

use std::future::poll_fn;
use std::rc::Rc;
use std::time::Duration;

use ch05_futures::{Either, select};
use ch06_wakers::Slot;
use ch07_executor::spawn;
use ch10_timers::{VirtualClock, block_on_virtual, sleep, timeout};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: cleans_up
/// Works until it is asked to stop, cleans up, and says whether it had finished.
async fn inner(request: Rc<Slot<()>>, clock: VirtualClock) -> bool {
    let requested = poll_fn(|cx| request.poll_take(cx));
    let Either::Left(_) = select(requested, sleep(10_000 * MS)).await else {
        return true;
    };
    println!("inner sees cancel at {}", clock.passed().as_millis());
    sleep(30 * MS).await;
    println!("inner cleaned up at {}", clock.passed().as_millis());
    false
}

async fn wait_for(clock: VirtualClock) {
    let request = Rc::new(Slot::default());
    let mut task = spawn(inner(Rc::clone(&request), clock.clone()));
    let outcome = timeout(50 * MS, &mut task).await; // `&mut`: the task survives the limit
    let finished = match outcome {
        Ok(finished) => finished,
        Err(_elapsed) => {
            request.put(());
            task.await
        }
    };
    let finished = finished.expect("it does not panic");
    let gave = if finished { "ok(None)" } else { "Timeout" };
    println!("wait_for gave {gave} at {}", clock.passed().as_millis());
    println!(
        "inner is {}",
        if finished { "ok(None)" } else { "cancelled" }
    );
}
// ANCHOR_END: cleans_up

fn main() {
    let clock = VirtualClock::new();
    block_on_virtual(&clock, wait_for(clock.clone()));
}
