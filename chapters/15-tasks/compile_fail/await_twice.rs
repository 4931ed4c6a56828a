//! A Tokio handle can be awaited once.

// ANCHOR: await_twice
async fn twice() {
    let task = tokio::spawn(async { 42 });
    let first = task.await;
    let second = task.await;
    println!("{first:?} {second:?}");
}
// ANCHOR_END: await_twice

fn main() {
    drop(twice());
}
