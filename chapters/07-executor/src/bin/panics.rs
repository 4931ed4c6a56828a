//! Four tasks end in four ways, and their handles say how.

use std::future::pending;

use ch07_executor::{JoinError, block_on, spawn, yield_now};

// ANCHOR: fetch
async fn fetch(page: &str) -> Result<usize, String> {
    yield_now().await;
    match page {
        "/index" => Ok(200),
        "/secret" => Err("403 forbidden".to_owned()),
        "/loop" => pending().await,
        _ => panic!("no rule for {page}"),
    }
}

async fn fetch_all() {
    let tasks = ["/index", "/secret", "/new", "/loop"].map(|page| {
        let task = spawn(fetch(page));
        task.set_name(page);
        task
    });
    tasks[3].cancel();
    for task in tasks {
        match task.await {
            Ok(Ok(status)) => println!("result:    {status}"),
            Ok(Err(error)) => println!("error:     {error}"),
            Err(JoinError::Cancelled(task)) => println!("cancelled: {task}"),
            Err(panicked @ JoinError::Panicked(..)) => println!("panicked:  {panicked}"),
        }
    }
}
// ANCHOR_END: fetch

fn main() {
    block_on(fetch_all());
    block_on(async {
        drop(spawn(fetch("/new"))); // nobody will ask
        yield_now().await;
        yield_now().await;
        println!("the last panic reached nobody");
    });
}
