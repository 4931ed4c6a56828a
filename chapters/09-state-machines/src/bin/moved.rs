//! Why there is `Pin`: a value that points at itself is moved, and the address is that of something else.

use std::mem;
use std::task::{Context, Poll, Waker};

use ch05_futures::yield_now;

// ANCHOR: note
/// A note that keeps the address of its own text: as a number, so that nobody can follow it.
#[derive(Debug)]
struct Note {
    text: [u8; 4],
    address: usize,
}

impl Note {
    /// A note that has not looked where it is.
    fn new(text: [u8; 4]) -> Self {
        Self { text, address: 0 }
    }

    /// Keeps the address that the text has now, as a first poll would.
    fn point_at_yourself(&mut self) {
        self.address = (&raw const self.text).addr();
    }

    /// Whether the text is still where the address says.
    fn points_at_itself(&self) -> bool {
        self.points_at(self)
    }

    /// Whether the address is that of `other`'s text.
    fn points_at(&self, other: &Self) -> bool {
        self.address == (&raw const other.text).addr()
    }
}
// ANCHOR_END: note

// ANCHOR: stays
/// An async function that keeps a reference to its own local across an await; says whether the local stayed where it was.
///
/// Dropping it loses nothing.
async fn stays(pause: impl Future<Output = ()>) -> bool {
    let text = *b"mine";
    let reference = &text;
    pause.await;
    std::ptr::eq(reference, &raw const text)
}
// ANCHOR_END: stays

fn yes(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

// ANCHOR: swap
fn swapped() {
    let (mut a, mut b) = (Note::new(*b"mine"), Note::new(*b"hers"));
    a.point_at_yourself();
    b.point_at_yourself();
    println!("two notes that keep the address of their own text");
    println!("  a points at its own text:  {}", yes(a.points_at_itself()));
    mem::swap(&mut a, &mut b);
    println!("swapped");
    println!("  a points at its own text:  {}", yes(a.points_at_itself()));
    println!("  a points at b's text:      {}", yes(a.points_at(&b)));
}
// ANCHOR_END: swap

// ANCHOR: boxed
fn boxed() {
    let (mut a, mut b) = (Box::new(Note::new(*b"mine")), Box::new(Note::new(*b"hers")));
    a.point_at_yourself();
    mem::swap(&mut a, &mut b);
    println!("two boxes swapped: the notes in them stay where they are");
    println!("  b points at its own text:  {}", yes(b.points_at_itself()));
}
// ANCHOR_END: boxed

// ANCHOR: future
fn future() {
    let mut cx = Context::from_waker(Waker::noop());
    let mut a = Box::pin(stays(yield_now()));
    let mut b = Box::pin(stays(yield_now()));
    assert!(a.as_mut().poll(&mut cx).is_pending());
    mem::swap(&mut a, &mut b); // two pointers change places; `mem::swap(&mut *a, &mut *b)` does not compile
    let Poll::Ready(stayed) = b.as_mut().poll(&mut cx) else {
        panic!("it waits for one poll");
    };
    println!("an async function that keeps a reference to its own local, pinned in a box");
    println!("  the local is where the reference says:  {}", yes(stayed));
}
// ANCHOR_END: future

fn main() {
    swapped();
    boxed();
    future();
}
