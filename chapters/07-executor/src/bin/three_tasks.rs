//! Chapter 01's three clients, as three tasks on one thread.

use std::io;
use std::time::Duration;

use ch07_executor::{Executor, VirtualPark, spawn};
use judge::VirtualTime;
use trace::{Clock, Picture};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: client
async fn client(name: &'static str, time: VirtualTime) -> String {
    let greeted = time.now().as_secs();
    time.sleep(SECOND).await; // it thinks
    format!(
        "client {name}: greeted at {greeted} s, answered at {} s",
        time.now().as_secs()
    )
}

async fn main_task(time: VirtualTime) {
    let names = ["A", "B", "C"];
    let tasks = names.map(|name| spawn(trace::lane(name, client(name, time.clone()))));
    for (task, name) in tasks.iter().zip(names) {
        task.set_name(format!("client {name}"));
    }
    println!("{} finished: {}", tasks[0].name(), tasks[0].is_finished());
    for task in tasks {
        println!("{}", task.await.expect("no client panics or is cancelled"));
    }
    println!("all done at {} s\n", time.now().as_secs());
}
// ANCHOR_END: client

fn main() -> io::Result<()> {
    let clock = Clock::manual();
    let time = VirtualTime::new(clock.clone());
    let ((), recording) = trace::record(clock, || {
        let main = trace::lane("main", main_task(time.clone()));
        Executor::new(VirtualPark(time)).block_on(main);
    });
    recording.publish_polls(&Picture {
        title: "Three tasks, one thread",
        description: "Main spawns A, B and C and waits for A. Each is polled once and waits for its alarm. After one second all three are woken, polled in turn, and finish; the end of A wakes main.",
        column: SECOND,
    })
}
