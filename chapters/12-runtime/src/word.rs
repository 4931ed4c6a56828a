//! A waker that is a number: which runtime, which slot, and which of the tasks that the slot has had.
// A waker without an allocation needs a vtable of its own, and `Waker::new` is unsafe. It is the only unsafe call here.
#![allow(unsafe_code)]

use std::mem::ManuallyDrop;
use std::ptr;
use std::task::{RawWaker, RawWakerVTable, Waker};

use crate::remote;

#[cfg(not(target_pointer_width = "64"))]
compile_error!("three numbers have to fit into a pointer, so a pointer must have 64 bits");

/// 16 million tasks at a time.
const SLOT_BITS: u32 = 24;
/// After 16 million tasks in one slot, a waker of the first would wake the newest: one poll too many, which every future has
/// to bear.
const GENERATION_BITS: u32 = 24;
/// The highest generation; the one after it is 0.
pub const LAST_GENERATION: u32 = (1 << GENERATION_BITS) - 1;
/// The highest slot.
pub const LAST_SLOT: u32 = (1 << SLOT_BITS) - 1;

// ANCHOR: word
/// A task's address, in one word. From the highest bit: 16 for the runtime, 24 for the generation, 24 for the slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word(usize);

impl Word {
    /// Packs the three.
    pub fn new(runtime: u16, generation: u32, slot: u32) -> Self {
        debug_assert!(generation <= LAST_GENERATION && slot <= LAST_SLOT);
        let high = ((runtime as usize) << GENERATION_BITS) | generation as usize;
        Self((high << SLOT_BITS) | slot as usize)
    }

    /// The word that has these bits: what a waker of this runtime carries as its data.
    pub fn from_bits(bits: usize) -> Self {
        Self(bits)
    }

    /// Which runtime of the process.
    pub fn runtime(self) -> u16 {
        (self.0 >> (GENERATION_BITS + SLOT_BITS)) as u16
    }

    /// Which of the tasks that the slot has had.
    pub fn generation(self) -> u32 {
        (self.0 >> SLOT_BITS) as u32 & LAST_GENERATION
    }

    /// Which slot of the runtime's table.
    pub fn slot(self) -> u32 {
        self.0 as u32 & LAST_SLOT
    }
}
// ANCHOR_END: word

// ANCHOR: waker
/// Where wakes of this thread arrive.
pub trait Home: 'static {
    /// Wakes the task if its runtime is this thread's; says whether it is.
    fn wake(word: Word) -> bool;
}

/// What a [`Waker`] calls. The pointer that each is given is the word itself, and nothing that could be looked at.
struct Numbers<H>(H);

impl<H: Home> Numbers<H> {
    const VTABLE: &RawWakerVTable =
        &RawWakerVTable::new(Self::clone, Self::wake, Self::wake, |_nothing_to_drop| ());

    fn clone(word: *const ()) -> RawWaker {
        RawWaker::new(word, Self::VTABLE)
    }

    fn wake(word: *const ()) {
        let word = Word(word.addr());
        if !H::wake(word) {
            remote::wake(word);
        }
    }
}

/// The waker of a task. There is nothing in it that has to be dropped.
pub fn waker<H: Home>(word: Word) -> ManuallyDrop<Waker> {
    let data = ptr::without_provenance(word.0);
    // SAFETY: the four functions keep `RawWakerVTable`'s contract. They may be called on any thread, in any number and at any
    // time, because `data` is a number: it is copied and compared and never dereferenced, so nothing can be gone that it
    // leads to. `clone` gives the same number with the same functions. `wake` finds the task by way of thread-locals and
    // locks, and ignores a number that names no task (any more). `drop` has nothing to release.
    ManuallyDrop::new(unsafe { Waker::new(data, Numbers::<H>::VTABLE) })
}
// ANCHOR_END: waker
