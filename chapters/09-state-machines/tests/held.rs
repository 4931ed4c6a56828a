//! Sizes: what lives across an await is in the future.

use std::mem::size_of_val;

#[allow(dead_code)] // the demo's main, and what only that prints
#[path = "../src/bin/sizes.rs"]
mod sizes;

use ch05_futures::yield_now;
use sizes::{Buffer, boxed, dropped, handed_in, handed_on, held, in_turn, scoped};

// ANCHOR: depth
/// A function that waits for itself: its future would contain itself, so it is boxed.
async fn depth(levels: u32) -> u32 {
    if levels == 0 {
        return 0;
    }
    yield_now().await;
    1 + Box::pin(depth(levels - 1)).await
}
// ANCHOR_END: depth

/// What there is beside a buffer: states, flags, a few bytes of results.
const CHANGE: usize = 64;

fn weighs_buffers(future: &impl Future, buffers: usize) -> bool {
    let size = size_of_val(future);
    (1024 * buffers..1024 * buffers + CHANGE).contains(&size)
}

#[test]
fn what_is_used_after_the_await_is_kept() {
    assert!(weighs_buffers(&held(), 1));
    assert!(weighs_buffers(&scoped(), 0));
}

#[test]
fn a_drop_keeps_the_place_and_a_block_does_not() {
    assert!(weighs_buffers(&dropped(), 1));
    assert_eq!(judge::run(dropped()), judge::run(scoped()));
}

#[test]
fn states_share_their_place() {
    assert!(weighs_buffers(&in_turn(), 1));
}

#[test]
fn arguments_are_kept_twice_and_once_more_for_every_hand() {
    assert!(weighs_buffers(&handed_in(Buffer::filled()), 2));
    assert!(weighs_buffers(&handed_on(Buffer::filled()), 3));
}

#[test]
fn a_box_is_a_pointer_and_makes_recursion_possible() {
    assert!(weighs_buffers(&boxed(), 0));
    assert_eq!(size_of_val(&depth(1)), size_of_val(&depth(1000)));
    assert_eq!(judge::run(depth(100)), 100);
}
