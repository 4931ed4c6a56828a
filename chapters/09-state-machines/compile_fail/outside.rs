//! An await outside of async.

async fn name() -> String {
    "Ada".to_owned()
}

// ANCHOR: outside
fn main() {
    println!("{}", name().await);
}
// ANCHOR_END: outside
