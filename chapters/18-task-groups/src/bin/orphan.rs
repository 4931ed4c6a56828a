//! An order fails, and one of its two tasks goes on: nobody cleans up.

use std::io;
use std::time::Duration;

use paused::now;
use tokio::time::sleep;
use trace::{Picture, lane};

const MS: Duration = Duration::from_millis(1);

type Error = &'static str;

// ANCHOR: order
async fn reserve() -> Result<u32, Error> {
    sleep(100 * MS).await;
    Err("sold out")
}

async fn charge() -> Result<u32, Error> {
    sleep(300 * MS).await;
    println!("{:>3} ms  the card is charged", now());
    Ok(30)
}

async fn order() -> Result<(u32, u32), Error> {
    let seat = tokio::spawn(lane("reserve", reserve()));
    let price = tokio::spawn(lane("charge", charge()));
    let seat = seat.await.expect("it does not panic")?;
    let price = price.await.expect("it does not panic")?;
    Ok((seat, price))
}
// ANCHOR_END: order

async fn main_task() {
    println!("{:>3} ms  order", now());
    let ordered = lane("order", order()).await;
    println!("{:>3} ms  {ordered:?}", now());
    sleep(300 * MS).await;
    println!("{:>3} ms  good night", now());
}

fn main() -> io::Result<()> {
    let ((), recording) = paused::record(async { lane("main", main_task()).await });
    println!();
    recording.publish_polls(&Picture {
        title: "An orphan",
        description: "Order spawns reserve and charge, and waits. At 100 ms reserve fails; order ends with its error, and main goes on. Charge is not told: at 300 ms it charges the card.",
        column: 10 * MS,
    })
}
