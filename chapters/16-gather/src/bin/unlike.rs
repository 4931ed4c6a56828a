//! A user, her orders and whether she may log in, asked for at once: three tasks of three types.

use std::time::Duration;

use ch15_tasks::create_task;
use ch16_gather::gather_tuple;
use paused::now;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

// ANCHOR: program
async fn user() -> Result<String, &'static str> {
    sleep(30 * MS).await;
    Ok("Ada".to_owned())
}

async fn orders() -> Result<Vec<u32>, &'static str> {
    sleep(10 * MS).await;
    Ok(vec![7, 12])
}

async fn may_log_in() -> Result<bool, &'static str> {
    sleep(20 * MS).await;
    Ok(true)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    now(); // the clock of this demo begins here
    let (user, orders, may_log_in) = (
        create_task(user()),
        create_task(orders()),
        create_task(may_log_in()),
    );
    let (user, orders, may_log_in) =
        gather_tuple!(user, orders, may_log_in).expect("all three answer");
    println!("{user}, {orders:?}, {may_log_in} at {}", now());
}
// ANCHOR_END: program
