//! A list of two futures.

async fn a() {}
async fn b() {}

fn main() {
    // ANCHOR: two
    let both = vec![a(), b()];
    // ANCHOR_END: two
    drop(both);
}
