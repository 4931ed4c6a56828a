//! A future that is awaited twice.

async fn price() -> u32 {
    7
}

// ANCHOR: twice
async fn two() -> u32 {
    let price = price();
    price.await + price.await
}
// ANCHOR_END: twice

fn main() {
    drop(two());
}
