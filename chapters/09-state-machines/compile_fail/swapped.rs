//! Swaps two futures that are pinned.

use std::mem;

use ch09_state_machines::held::scoped;

fn main() {
    // ANCHOR: swapped
    let a = Box::pin(scoped());
    let b = Box::pin(scoped());
    mem::swap(&mut *a, &mut *b);
    // ANCHOR_END: swapped
}
