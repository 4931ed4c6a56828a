//! The borrow across an await as the compiler keeps it: a pointer into the future itself, behind `Pin`.
//!
//! This module is the chapter's only unsafe code. Two promises carry it: a pinned value stays where it is until it is
//! dropped, and nobody writes to `prices` after the first poll.
#![allow(unsafe_code)] // projection, and a pointer into oneself: there is no safe code for either

use std::marker::PhantomPinned;
use std::pin::Pin;
use std::ptr::NonNull;
use std::task::{Context, Poll, ready};

use crate::FAIR;

// ANCHOR: fields
/// [`cheapest`](crate::cheapest()), written by hand with a pointer where the compiler has a reference.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct CheapestPinned<W> {
    /// `None` once it has finished. Pinned when we are: whatever `W` is, it is polled where it stands.
    haggle: Option<W>,
    /// Written when we are made, never again.
    prices: [u32; 3],
    /// Points into `prices`, from the first poll on.
    best: Option<NonNull<u32>>,
    /// Takes `Unpin` away: once pinned, safe code cannot move us.
    _stays: PhantomPinned,
}
// ANCHOR_END: fields

// ANCHOR: projection
/// The fields, each in the form in which a pinned value may lend it.
struct Fields<'a, W> {
    haggle: Pin<&'a mut Option<W>>,
    prices: &'a [u32; 3],
    best: &'a mut Option<NonNull<u32>>,
}

impl<W> CheapestPinned<W> {
    fn project(self: Pin<&mut Self>) -> Fields<'_, W> {
        // SAFETY: nothing below moves out of the reference: one field is pinned in turn, the others are lent.
        let this = unsafe { self.get_unchecked_mut() };
        Fields {
            // SAFETY: `haggle` stays where it is as long as we do, and we are pinned: no method moves it out, `set(None)`
            // drops it in place, we are never `Unpin`, have no `Drop` of our own, and are not `repr(packed)`.
            haggle: unsafe { Pin::new_unchecked(&mut this.haggle) },
            prices: &this.prices,
            best: &mut this.best,
        }
    }
}
// ANCHOR_END: projection

// ANCHOR: poll
impl<W: Future<Output = u32>> Future for CheapestPinned<W> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let mut this = self.project();
        let haggle = this.haggle.as_mut().as_pin_mut();
        let haggle = haggle.expect("`CheapestPinned` was polled after it had finished");
        let best = *this.best.get_or_insert_with(|| {
            let [a, b, c] = this.prices;
            NonNull::from(a.min(b).min(c))
        });
        // SAFETY: `best` points into our `prices`. We are pinned since before it was made, so they have not moved; they
        // are initialised, and nobody writes to them.
        let best = unsafe { *best.as_ref() };
        let off = if best <= FAIR {
            0
        } else {
            ready!(haggle.poll(cx))
        };
        this.haggle.set(None);
        Poll::Ready(best - off)
    }
}
// ANCHOR_END: poll

/// The same as [`cheapest`](crate::cheapest()), with a pointer into itself.
pub fn cheapest_pinned<W>(prices: [u32; 3], haggle: W) -> CheapestPinned<W> {
    CheapestPinned {
        haggle: Some(haggle),
        prices,
        best: None,
        _stays: PhantomPinned,
    }
}
