//! What each await point has to keep, in bytes: `size_of_val` of futures that nobody has polled.
#![expect(
    clippy::drop_non_drop,
    reason = "clippy knows that the drop does nothing; that is the point"
)]

use std::hint::black_box;
use std::mem::size_of_val;

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

// ANCHOR: points
/// Three await points; each of the three futures below has only one of them.
async fn three_points() {
    let name = [b'n'; 16];
    yield_now().await;
    let used = {
        let buffer = [1; 1024];
        yield_now().await;
        buffer[0]
    };
    yield_now().await;
    print!("{}", name[0] + used);
}
// ANCHOR_END: points

async fn only_the_first() {
    let name = [b'n'; 16];
    yield_now().await;
    print!("{}", name[0]);
}

async fn only_the_second() {
    let name = [b'n'; 16];
    let buffer = [1; 1024];
    yield_now().await;
    print!("{}", name[0] + buffer[0]);
}

async fn only_the_third() {
    let (name, used) = ([b'n'; 16], 1);
    yield_now().await;
    print!("{}", name[0] + used);
}

fn show(what: &str, future: &impl Future, lives: &str) {
    println!("{:>5} bytes  {what:<16}{lives}", size_of_val(future));
}

fn main() {
    show("yield_now()", &yield_now(), "whether it has been pending");
    println!("\none function, point by point, each with a yield_now and the number of the state:");
    show("first await", &only_the_first(), "name, 16");
    show("second await", &only_the_second(), "name, 16; buffer, 1024");
    show("third await", &only_the_third(), "name, 16; used, 1");
    show(
        "all of it",
        &three_points(),
        "the greatest of them and one byte, not the sum",
    );
    println!("\nbuffers of 1024, in seven ways:");
    show("held", &held(), "used after the await");
    show("scoped", &scoped(), "its block ends before the await");
    show("dropped", &dropped(), "drop(buffer) before the await");
    show("in_turn", &in_turn(), "held().await, twice in a row");
    show("handed_in", &handed_in(Buffer::filled()), "an argument");
    show(
        "handed_on",
        &handed_on(Buffer::filled()),
        "an argument, handed on",
    );
    show("boxed", &boxed(), "Box::pin(held()).await");
}
