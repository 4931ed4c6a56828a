//! How much memory an idle task takes: Tokio's, and ours around it.

use std::future::pending;

use ch15_tasks::{TaskError, create_cooperative, create_task};
use tokio::runtime::Builder;

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const TASKS: usize = 100_000;

/// Makes tasks, lets each have its first turn, and gives how many bytes came with one of them.
fn bytes<H>(make: impl Fn() -> H) -> usize {
    let runtime = Builder::new_current_thread().build();
    let runtime = runtime.expect("the system allows a runtime");
    let mut handles = Vec::with_capacity(TASKS);
    runtime.block_on(async {
        let before = judge::live_bytes();
        handles.extend((0..TASKS).map(|_| make()));
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        (judge::live_bytes() - before) / TASKS
    })
}

fn main() {
    println!("bytes for each of {TASKS} idle tasks, handles apart");
    println!(
        "tokio::spawn       {:>4}",
        bytes(|| tokio::spawn(pending::<()>()))
    );
    let plain = bytes(|| create_task(pending::<Result<(), String>>()));
    println!("create_task        {plain:>4}");
    let listening = bytes(|| {
        create_cooperative(|requests| async move {
            let request = requests.requested().await;
            Err::<(), TaskError<String>>(request.into())
        })
    });
    println!("create_cooperative {listening:>4}");
}
