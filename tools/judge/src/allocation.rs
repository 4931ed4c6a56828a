//! How much memory an answer asks for at once, and how much it has.
// An allocator is unsafe to implement; this one adds a note in a thread-local cell and hands every call on unchanged.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The bytes that the process has from the allocator now. A count and nothing else: no other memory is ordered by it.
static LIVE: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The largest single request of this thread since it was last reset. Const-initialised and without a destructor,
    /// so that reading it never allocates.
    static LARGEST: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, with a note of the largest request and of all that is live. A test that measures puts it in charge:
///
/// ```
/// #[global_allocator]
/// static METER: judge::AllocationMeter = judge::AllocationMeter;
///
/// let (buffer, largest) = judge::largest_allocation(|| vec![0_u8; 5000]);
/// assert_eq!((buffer.len(), largest), (5000, 5000));
/// ```
#[derive(Debug)]
pub struct AllocationMeter;

/// Runs `work` and gives, beside its result, the size in bytes of the largest allocation that this thread made in it.
/// Zero if no [`AllocationMeter`] is in charge.
pub fn largest_allocation<T>(work: impl FnOnce() -> T) -> (T, usize) {
    LARGEST.set(0);
    let result = work();
    (result, LARGEST.get())
}

/// How many bytes the whole process has from the allocator now: what a leak makes grow. Zero if no [`AllocationMeter`] is in
/// charge. Measure in a test of its own, in a file of its own: other tests of the process allocate as well.
pub fn live_bytes() -> usize {
    LIVE.load(Ordering::Relaxed)
}

fn note(size: usize) {
    LIVE.fetch_add(size, Ordering::Relaxed);
    // A thread that is ending may allocate after its locals are gone: that request is not the answer's.
    let _ = LARGEST.try_with(|largest| largest.set(largest.get().max(size)));
}

// SAFETY: every method hands its arguments unchanged to `System`, which keeps the contract of `GlobalAlloc`; `note` does
// not allocate, panic or unwind.
unsafe impl GlobalAlloc for AllocationMeter {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(layout.size());
        // SAFETY: the caller keeps `alloc`'s conditions, which are `System`'s.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(layout.size());
        // SAFETY: as in `alloc`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(size);
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: `block` came from `System` through this allocator, with this layout; `size` is the caller's to check.
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: `block` came from `System` through this allocator, with this layout.
        unsafe { System.dealloc(block, layout) }
    }
}
