//! The last step: a hierarchical wheel. From `s2_heap`; changed: a deadline is rounded up to a tick and used as an address, so
//! that nothing is compared any more.
//!
//! Source: G. Varghese, T. Lauck, "Hashed and Hierarchical Timing Wheels" (SOSP 1987), scheme 7; levels and slots as in
//! Tokio's `runtime::time::wheel`.

use std::time::{Duration, Instant};

use crate::Timers;

// ANCHOR: levels
/// Tokio's. Waiting is not asked for more finely, and the kernel does not wake more finely by much.
const TICK: Duration = Duration::from_millis(1);
/// A level has as many slots as a word has bits, so that one instruction finds the next slot in use.
const SLOTS: u64 = 64;
/// A slot of level `n` is `64^n` ticks long; six levels are two years.
const LEVELS: usize = 6;
/// A timer that is further away waits in the last slot of the last level, and is sent on from there.
const FARTHEST: u64 = (SLOTS - 1) * SLOTS.pow(LEVELS as u32 - 1);
/// The first entries are not timers but the slots themselves.
const HEADS: u32 = LEVELS as u32 * SLOTS as u32;

/// The level on which the two ticks part: the place of the first digit, to the base of 64, in which they differ.
fn level(now: u64, tick: u64) -> usize {
    let differ = (now ^ tick) | 1;
    (differ.ilog2() as usize / 6).min(LEVELS - 1)
}
// ANCHOR_END: levels

// ANCHOR: wheel
/// Timers in a hierarchical wheel: adding, taking back and handing out cost the same, however many there are.
///
/// Deadlines are rounded up to milliseconds. [`Timers::next_deadline`] may be earlier than anybody is due: then a slot of a
/// higher level is to be spread over the lower ones.
#[derive(Debug)]
pub struct TimerQueue<T> {
    start: Instant,
    /// The tick that is being dealt with. All before it are done with.
    now: u64,
    /// For each level, which of its slots are in use: one bit a slot.
    in_use: [u64; LEVELS],
    /// The slots, then the timers. Each slot is the head of a ring of timers.
    entries: Vec<Entry<T>>,
    /// The first of the entries that are free; their `next` leads to the others. A slot is never free: 0 is the end.
    free: u32,
    len: usize,
}

/// Links are places in `entries`: four bytes each, and no allocation for a timer.
#[derive(Debug)]
struct Entry<T> {
    tick: u64,
    next: u32,
    previous: u32,
    /// Counts who has lived here: the keys of earlier ones do not fit.
    generation: u32,
    /// `None` in a slot, and in a free entry.
    payload: Option<T>,
}

/// Names a timer of a [`TimerQueue`]: eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerKey {
    place: u32,
    generation: u32,
}
// ANCHOR_END: wheel

impl<T> TimerQueue<T> {
    fn entry(&mut self, place: u32) -> &mut Entry<T> {
        &mut self.entries[place as usize]
    }

    /// A free entry, alone in its ring: one that was used before, or a new one.
    fn claim(&mut self) -> u32 {
        let place = self.free;
        if place != 0 {
            self.free = self.entry(place).next;
            return place;
        }
        let place = u32::try_from(self.entries.len()).expect("fewer than four billion timers");
        self.entries.push(Entry {
            tick: 0,
            next: place,
            previous: place,
            generation: 0,
            payload: None,
        });
        place
    }

    // ANCHOR: link
    /// Puts a timer at the end of the ring of the slot where it belongs, seen from `now`.
    fn link(&mut self, place: u32) {
        let farthest = self.now + FARTHEST;
        let tick = self.entry(place).tick.clamp(self.now, farthest);
        let level = level(self.now, tick);
        let slot = tick / SLOTS.pow(level as u32) % SLOTS;
        self.in_use[level] |= 1 << slot;
        let head = (level as u64 * SLOTS + slot) as u32;
        let last = std::mem::replace(&mut self.entry(head).previous, place);
        self.entry(last).next = place;
        let entry = self.entry(place);
        (entry.previous, entry.next) = (last, head);
    }

    /// Takes a timer out of its ring, wherever that is.
    fn unlink(&mut self, place: u32) {
        let Entry { next, previous, .. } = *self.entry(place);
        self.entry(previous).next = next;
        self.entry(next).previous = previous;
        if next == previous && next < HEADS {
            self.in_use[next as usize / 64] &= !(1 << (next % 64)); // only the head is left
        }
    }
    // ANCHOR_END: link

    /// Takes a timer out for good.
    fn release(&mut self, place: u32) -> Option<T> {
        self.unlink(place);
        self.len -= 1;
        let free = std::mem::replace(&mut self.free, place);
        let entry = self.entry(place);
        entry.next = free;
        entry.generation = entry.generation.wrapping_add(1);
        entry.payload.take()
    }

    // ANCHOR: next
    /// The next slot in use: the tick at which it begins, and its head. All timers of a level are due before those of the
    /// levels above, so the lowest level in use has it.
    fn next_slot(&self) -> Option<(u64, u32)> {
        let level = self.in_use.iter().position(|slots| *slots != 0)?;
        let length = SLOTS.pow(level as u32);
        let here = self.now / length;
        let from_here = self.in_use[level].rotate_right((here % SLOTS) as u32);
        let slot = here + u64::from(from_here.trailing_zeros());
        let head = level as u64 * SLOTS + slot % SLOTS;
        Some((slot * length, head as u32))
    }
    // ANCHOR_END: next

    // ANCHOR: ticks
    /// The tick by whose end `deadline` has come. Up, never down: rounded down, it would be handed out too early.
    fn ticks_up(&self, deadline: Instant) -> u64 {
        let left = deadline.saturating_duration_since(self.start);
        left.as_secs() * 1000 + u64::from(left.subsec_nanos().div_ceil(TICK.subsec_nanos()))
    }

    /// How many whole ticks have passed.
    fn ticks_down(&self, now: Instant) -> u64 {
        let passed = now.saturating_duration_since(self.start);
        passed.as_secs() * 1000 + u64::from(passed.subsec_millis())
    }
    // ANCHOR_END: ticks
}

impl<T> Timers<T> for TimerQueue<T> {
    type Key = TimerKey;

    fn new(start: Instant) -> Self {
        let mut queue = Self {
            start,
            now: 0,
            in_use: [0; LEVELS],
            entries: Vec::new(),
            free: 0,
            len: 0,
        };
        for _slot in 0..HEADS {
            queue.claim();
        }
        queue
    }

    fn insert(&mut self, deadline: Instant, payload: T) -> TimerKey {
        let (tick, place) = (self.ticks_up(deadline), self.claim());
        let entry = self.entry(place);
        (entry.tick, entry.payload) = (tick, Some(payload));
        let generation = entry.generation;
        self.link(place);
        self.len += 1;
        TimerKey { place, generation }
    }

    fn remove(&mut self, key: TimerKey) -> Option<T> {
        self.get_mut(key)?;
        self.release(key.place)
    }

    fn get_mut(&mut self, key: TimerKey) -> Option<&mut T> {
        let entry = self.entries.get_mut(key.place as usize)?;
        let same = entry.generation == key.generation;
        entry.payload.as_mut().filter(|_| same)
    }

    fn next_deadline(&self) -> Option<Instant> {
        let (tick, _) = self.next_slot()?;
        Some(self.start + Duration::from_millis(tick))
    }

    // ANCHOR: pop_due
    fn pop_due(&mut self, now: Instant) -> Option<T> {
        let now = self.ticks_down(now);
        while let Some((tick, head)) = self.next_slot()
            && tick <= now
        {
            self.now = tick;
            let mut place = self.entry(head).next;
            if u64::from(head) < SLOTS {
                return self.release(place); // level 0: a slot is one tick, and it has come
            }
            while place != head {
                // The slot has begun: seen from here, all that is in it belongs to lower levels.
                let next = self.entry(place).next;
                self.unlink(place);
                self.link(place);
                place = next;
            }
        }
        self.now = self.now.max(now);
        None
    }
    // ANCHOR_END: pop_due

    fn len(&self) -> usize {
        self.len
    }
}
