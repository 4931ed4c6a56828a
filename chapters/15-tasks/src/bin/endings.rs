//! Tokio's tasks end in four ways, on one thread and on many.

use std::future::pending;
use std::thread;

use ch15_tasks::flatten;
use tokio::runtime::{Builder, Runtime};

// ANCHOR: endings
async fn fetch(page: &str) -> Result<u32, String> {
    tokio::task::yield_now().await;
    match page {
        "/index" => Ok(200),
        "/secret" => Err("403 forbidden".to_owned()),
        "/loop" => pending().await,
        _ => panic!("no rule for {page}"),
    }
}

async fn fetch_all() {
    let tasks = ["/index", "/secret", "/new", "/loop"].map(|page| tokio::spawn(fetch(page)));
    tasks[3].abort();
    for task in tasks {
        match task.await {
            Ok(Ok(status)) => println!("  result:    {status}"),
            Ok(Err(error)) => println!("  error:     {error}"),
            Err(end) if end.is_cancelled() => println!("  cancelled: {end}"),
            Err(end) => println!("  panicked:  {end}"),
        }
    }
}
// ANCHOR_END: endings

// ANCHOR: flattened
async fn fetch_flat(page: &str) {
    let page = page.to_owned();
    match flatten(tokio::spawn(async move { fetch(&page).await }).await) {
        Ok(status) => println!("  {status}"),
        Err(error) => println!("  {error}"),
    }
}
// ANCHOR_END: flattened

fn show(kind: &str, runtime: std::io::Result<Runtime>) {
    let runtime = runtime.expect("the system allows a runtime");
    println!("{kind}:");
    runtime.block_on(fetch_all());
    let id = async { thread::current().id() };
    let there = runtime
        .block_on(runtime.spawn(id))
        .expect("it does not panic");
    println!(
        "  a task runs on main's thread: {}",
        there == thread::current().id()
    );
}

fn main() {
    show("current-thread", Builder::new_current_thread().build());
    show(
        "multi-thread",
        Builder::new_multi_thread().worker_threads(2).build(),
    );
    println!("flattened:");
    let runtime = Builder::new_current_thread().build();
    runtime
        .expect("the system allows a runtime")
        .block_on(async {
            for page in ["/index", "/secret", "/new"] {
                fetch_flat(page).await;
            }
        });
}
