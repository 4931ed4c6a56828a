//! Two futures that wait overlap when they are joined; two that work do not.

use std::time::Duration;

use ch05_futures::join;
use judge::{Checker, sleep};
use trace::Clock;

const SPAN: Duration = Duration::from_millis(100);

fn main() {
    let checker = Checker::new();
    let waited = checker.run(join(waits(), waits()));
    println!("two that wait 100 ms, joined: {:?}", waited.took);
    let clock = checker.clock();
    let worked = checker.run(join(works(&clock), works(&clock)));
    println!("two that work 100 ms, joined: {:?}", worked.took);
}

// ANCHOR: wait_or_work
async fn waits() {
    sleep(SPAN).await;
}

async fn works(clock: &Clock) {
    clock.wait(SPAN); // keeps the thread for so long, as a calculation does
}
// ANCHOR_END: wait_or_work
