//! Step 2: a binary heap. From `s1_list`; changed: only the first is in its place, and everybody else is in some order that
//! is cheap to keep, because sorting them all was more than anybody asked for.

use std::time::Instant;

use slab::Slab;

use crate::Timers;

/// Where the timer's payload is, and the timer's number: places are used again, numbers are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeapKey {
    slot: usize,
    number: u64,
}

// ANCHOR: heap
/// Timers in a binary heap: nobody is due before the one above. The heap says of each timer where its payload is, and the
/// slab says of each payload where in the heap its timer is, so that it can be taken out of the middle.
#[derive(Debug)]
pub struct HeapQueue<T> {
    /// The children of `i` are `2 * i + 1` and `2 * i + 2`.
    heap: Vec<Timer>,
    payloads: Slab<(usize, T)>,
    newest: u64,
}

/// Compared from top to bottom: the deadline decides, then who came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Timer {
    deadline: Instant,
    number: u64,
    slot: usize,
}
// ANCHOR_END: heap

impl<T> HeapQueue<T> {
    /// Where in the heap the timer is.
    fn place(&self, key: HeapKey) -> Option<usize> {
        let (place, _) = self.payloads.get(key.slot)?;
        (self.heap[*place].number == key.number).then_some(*place)
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.heap.swap(a, b);
        for place in [a, b] {
            self.payloads[self.heap[place].slot].0 = place;
        }
    }

    // ANCHOR: moves
    /// Lets a timer rise while it is due before the one above it.
    fn rise(&mut self, mut place: usize) -> usize {
        while place > 0 && self.heap[place] < self.heap[(place - 1) / 2] {
            self.swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
        place
    }

    /// Lets a timer sink while one of the two below it is due before it.
    fn sink(&mut self, mut place: usize) {
        let below = |place, heap: &[Timer]| {
            let children = 2 * place + 1..heap.len().min(2 * place + 3);
            children.min_by_key(|child| heap[*child])
        };
        while let Some(child) = below(place, &self.heap)
            && self.heap[child] < self.heap[place]
        {
            self.swap(place, child);
            place = child;
        }
    }

    /// Takes a timer out: the last one takes its place, and moves to where it belongs.
    fn take(&mut self, place: usize) -> T {
        let last = self.heap.len() - 1;
        self.swap(place, last);
        let (_, payload) = self.payloads.remove(self.heap[last].slot);
        self.heap.pop();
        if place < last {
            let place = self.rise(place);
            self.sink(place);
        }
        payload
    }
    // ANCHOR_END: moves
}

impl<T> Timers<T> for HeapQueue<T> {
    type Key = HeapKey;

    fn new(_start: Instant) -> Self {
        let (heap, payloads) = (Vec::new(), Slab::new());
        Self {
            heap,
            payloads,
            newest: 0,
        }
    }

    fn insert(&mut self, deadline: Instant, payload: T) -> HeapKey {
        self.newest += 1;
        let (number, place) = (self.newest, self.heap.len());
        let slot = self.payloads.insert((place, payload));
        self.heap.push(Timer {
            deadline,
            number,
            slot,
        });
        self.rise(place);
        HeapKey { slot, number }
    }

    fn remove(&mut self, key: HeapKey) -> Option<T> {
        self.place(key).map(|place| self.take(place))
    }

    fn get_mut(&mut self, key: HeapKey) -> Option<&mut T> {
        self.place(key)?;
        Some(&mut self.payloads[key.slot].1)
    }

    fn next_deadline(&self) -> Option<Instant> {
        self.heap.first().map(|timer| timer.deadline)
    }

    fn pop_due(&mut self, now: Instant) -> Option<T> {
        let due = self.next_deadline()? <= now;
        due.then(|| self.take(0))
    }

    fn len(&self) -> usize {
        self.heap.len()
    }
}
