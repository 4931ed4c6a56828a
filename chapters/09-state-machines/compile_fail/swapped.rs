//! Swaps two futures that are pinned.

use std::mem;

async fn name() -> &'static str {
    "Ada"
}

fn main() {
    // ANCHOR: swapped
    let (mut a, mut b) = (Box::pin(name()), Box::pin(name()));
    mem::swap(&mut *a, &mut *b);
    // ANCHOR_END: swapped
}
