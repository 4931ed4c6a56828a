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
pub struct CheapestPinned<D> {
    /// `None` once it has finished. Pinned when we are: whatever `D` is, it is polled where it stands.
    deal: Option<D>,
    /// Written when we are made, never again.
    prices: [u32; 3],
    /// Points into `prices`, from the first poll on.
    best: Option<NonNull<u32>>,
    /// Takes `Unpin` away: once pinned, safe code cannot move us. It also tells the compiler that
    /// a `&mut` to us is not the only way to our fields: `best` is another one.
    _stays: PhantomPinned,
}
// ANCHOR_END: fields

// ANCHOR: projection
/// The fields, each in the form in which a pinned value may lend it.
struct Fields<'a, D> {
    deal: Pin<&'a mut Option<D>>,
    prices: &'a [u32; 3],
    best: &'a mut Option<NonNull<u32>>,
}

impl<D> CheapestPinned<D> {
    fn project(self: Pin<&mut Self>) -> Fields<'_, D> {
        // SAFETY: nothing below moves out of the reference: one field is pinned, two are lent.
        let this = unsafe { self.get_unchecked_mut() };
        Fields {
            // SAFETY: `deal` stays where it is as long as we do, and we are pinned. No method moves
            // it out, `set(None)` drops it in place, we are never `Unpin`, have no `Drop` of our
            // own, and are not `repr(packed)`.
            deal: unsafe { Pin::new_unchecked(&mut this.deal) },
            prices: &this.prices,
            best: &mut this.best,
        }
    }
}
// ANCHOR_END: projection

// ANCHOR: poll
impl<D: Future<Output = u32>> Future for CheapestPinned<D> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let mut this = self.project();
        let deal = this.deal.as_mut().as_pin_mut();
        let deal = deal.expect("`CheapestPinned` was polled after it had finished");
        let best = *this.best.get_or_insert_with(|| {
            let [a, b, c] = this.prices;
            NonNull::from(a.min(b).min(c))
        });
        // SAFETY: `best` points into our `prices`. We are pinned since before it was made, so they
        // have not moved; they are initialised, and nobody writes to them.
        let best = unsafe { *best.as_ref() };
        let off = if best <= FAIR {
            0
        } else {
            ready!(deal.poll(cx))
        };
        this.deal.set(None);
        Poll::Ready(best - off)
    }
}
// ANCHOR_END: poll

/// The same as [`cheapest`](crate::cheapest()), with a pointer into itself.
pub fn cheapest_pinned<D>(prices: [u32; 3], deal: D) -> CheapestPinned<D> {
    CheapestPinned {
        deal: Some(deal),
        prices,
        best: None,
        _stays: PhantomPinned,
    }
}
