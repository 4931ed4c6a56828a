//! What lives across an await, and what it weighs: futures that differ in nothing else.

use std::hint::black_box;

use ch05_futures::yield_now;

/// A buffer as functions that read like to have one.
#[derive(Debug)]
pub struct Buffer([u8; 1024]);

impl Buffer {
    /// One that is full of something.
    pub fn filled() -> Self {
        Self(black_box([1; 1024]))
    }

    /// How many bytes are in use.
    pub fn used(&self) -> u8 {
        self.0.iter().map(|byte| byte / 255).sum()
    }
}

// ANCHOR: held
/// The buffer is used after the await.
pub async fn held() -> u8 {
    let buffer = Buffer::filled();
    yield_now().await;
    buffer.used()
}
// ANCHOR_END: held

// ANCHOR: scoped
/// The buffer is gone before the await: its block has ended.
pub async fn scoped() -> u8 {
    let used = {
        let buffer = Buffer::filled();
        buffer.used()
    };
    yield_now().await;
    used
}
// ANCHOR_END: scoped

// ANCHOR: dropped
/// The buffer is dropped before the await, and its place is kept all the same.
#[expect(
    clippy::drop_non_drop,
    reason = "clippy knows that this drop does nothing"
)]
pub async fn dropped() -> u8 {
    let buffer = Buffer::filled();
    let used = buffer.used();
    drop(buffer);
    yield_now().await;
    used
}
// ANCHOR_END: dropped

// ANCHOR: in_turn
/// Two buffers, never at the same time: they share a place, as the variants of an enum do.
pub async fn in_turn() -> u8 {
    held().await + held().await
}
// ANCHOR_END: in_turn

/// The buffer is an argument: one place for the argument, one for the local that it becomes.
pub async fn handed_in(buffer: Buffer) -> u8 {
    yield_now().await;
    buffer.used()
}

/// Hands the buffer on to [`handed_in`]: a place more.
pub async fn handed_on(buffer: Buffer) -> u8 {
    handed_in(buffer).await
}

/// Waits for [`held`] in a box: the future holds a pointer, and the heap holds the buffer.
pub async fn boxed() -> u8 {
    Box::pin(held()).await
}

/// A function that waits for itself: its future would contain itself, so it is boxed.
pub async fn depth(levels: u32) -> u32 {
    if levels == 0 {
        return 0;
    }
    yield_now().await;
    1 + Box::pin(depth(levels - 1)).await
}
