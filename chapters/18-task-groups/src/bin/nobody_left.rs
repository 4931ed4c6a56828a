//! The same order in a task group: when it has failed, both tasks have ended.

use std::io;
use std::time::Duration;

use ch18_task_groups::{GroupError, task_group};
use paused::now;
use tokio::time::sleep;
use trace::{Picture, lane};

const MS: Duration = Duration::from_millis(1);

type Error = &'static str;

fn reserve() -> impl Future<Output = Result<u32, Error>> {
    lane("reserve", async {
        sleep(100 * MS).await;
        Err("sold out")
    })
}

fn charge() -> impl Future<Output = Result<u32, Error>> {
    lane("charge", async {
        sleep(300 * MS).await;
        println!("{:>3} ms  the card is charged", now());
        Ok(30)
    })
}

type Ordered = Result<(u32, u32), GroupError<Error>>;

// ANCHOR: order
async fn order() -> Ordered {
    task_group(|group| async move {
        let seat = group.spawn(reserve());
        let price = group.spawn(charge());
        Ok((seat.await?, price.await?))
    })
    .await
}
// ANCHOR_END: order

async fn main_task() {
    println!("{:>3} ms  order", now());
    match lane("order", order()).await {
        Ok(ordered) => println!("{:>3} ms  {ordered:?}", now()),
        Err(error) => println!("{:>3} ms  {error}", now()),
    }
    sleep(300 * MS).await;
    println!("{:>3} ms  good night", now());
}

fn main() -> io::Result<()> {
    let ((), recording) = paused::record(async { lane("main", main_task()).await });
    println!();
    recording.publish_polls(&Picture {
        title: "Nobody is left",
        description: "Order opens a group, spawns reserve and charge into it, and waits. At 100 ms reserve fails. The group aborts charge, which is dropped where it waits, and only then order ends with the group's error.",
        column: 10 * MS,
    })
}
