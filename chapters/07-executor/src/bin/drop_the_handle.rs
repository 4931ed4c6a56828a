//! Two tasks lose their handle: a plain one, and one that cancels.

use std::io;
use std::time::Duration;

use ch07_executor::{CancelOnDrop, Executor, VirtualPark, spawn};
use judge::VirtualTime;
use trace::{Clock, Picture, lane};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: tasks
async fn save(name: &str, time: VirtualTime) {
    println!("{name}: begins");
    time.sleep(20 * MS).await;
    println!("{name}: saved at {} ms", time.now().as_millis());
}

async fn let_go(time: VirtualTime) {
    let detached = spawn(lane("detached", save("detached", time.clone())));
    let tied = CancelOnDrop(spawn(lane("tied", save("tied", time.clone()))));
    time.sleep(10 * MS).await;
    println!("main: drops both handles");
    drop((detached, tied));
    time.sleep(20 * MS).await;
}
// ANCHOR_END: tasks

fn main() -> io::Result<()> {
    let clock = Clock::manual();
    let time = VirtualTime::new(clock.clone());
    let program = || Executor::new(VirtualPark(time.clone())).block_on(lane("main", let_go(time)));
    let ((), recording) = trace::record(clock, program);
    println!();
    recording.publish_polls(&Picture {
        title: "Two handles are dropped",
        description: "Both tasks begin and wait for 20 ms. At 10 ms main drops both handles. The detached task goes on and finishes at 20 ms. The tied one is dropped unfinished at its next turn.",
        column: MS,
    })
}
