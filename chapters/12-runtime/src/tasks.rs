//! All unfinished tasks, each in a slot, and who of them is ready.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::s4_one_allocation::Run;
use crate::word::{LAST_GENERATION, LAST_SLOT, Word};

/// The slot of the future that `block_on` was given. It is never vacant, and keeps no task: main lives on the stack.
const MAIN: u32 = 0;
/// In a slot's mark, above the generation: the task stands in line.
const QUEUED: u32 = 1 << 24;
/// Above that: its next turn is its end.
const CANCELLED: u32 = 1 << 25;
/// The end of the list of vacant slots.
const NONE: u32 = u32::MAX;

// ANCHOR: slot
struct Slot {
    task: Option<Rc<dyn Run>>,
    /// The generation: how many tasks have left this slot. Above it `QUEUED` and `CANCELLED`. A task that waits has no flags, so
    /// one comparison tells whether a wake is for it and is new.
    mark: u32,
    /// While the slot is vacant: the next vacant one, or `NONE`.
    next_vacant: u32,
}
// ANCHOR_END: slot

/// Whose turn it is.
pub enum Turn {
    /// The future that `block_on` was given.
    Main,
    /// A task, and whether it has been cancelled.
    Task(Word, Rc<dyn Run>, bool),
}

// ANCHOR: tasks
/// The tasks of one runtime.
pub struct Tasks {
    runtime: u16,
    slots: Vec<Slot>,
    vacant: u32,
    /// Slots, in the order of the wakes. None stands in line twice. (A slot whose task has ended may stand here still.)
    ready: VecDeque<u32>,
    /// How many tasks there are.
    unfinished: usize,
}

impl Tasks {
    /// None, and no runtime.
    pub const fn new() -> Self {
        Self {
            runtime: 0,
            slots: Vec::new(),
            vacant: NONE,
            ready: VecDeque::new(),
            unfinished: 0,
        }
    }

    /// None, with main in line.
    pub fn start(runtime: u16) -> Self {
        let mut tasks = Self::new();
        tasks.runtime = runtime;
        tasks.slots.push(Slot {
            task: None,
            mark: QUEUED,
            next_vacant: NONE,
        });
        tasks.ready.push_back(MAIN);
        tasks
    }

    pub fn main(&self) -> Word {
        Word::new(self.runtime, 0, MAIN)
    }

    /// Puts a task into a slot, and into line.
    pub fn insert(&mut self, task: Rc<dyn Run>) -> Word {
        let index = self.vacant_slot();
        let slot = &mut self.slots[index as usize];
        let word = Word::new(self.runtime, slot.mark, index);
        slot.task = Some(task);
        slot.mark |= QUEUED;
        self.ready.push_back(index);
        self.unfinished += 1;
        word
    }

    fn vacant_slot(&mut self) -> u32 {
        if self.vacant != NONE {
            let index = self.vacant;
            self.vacant = self.slots[index as usize].next_vacant;
            return index;
        }
        let index = self.slots.len() as u32;
        assert!(index <= LAST_SLOT, "16 million tasks are unfinished: there is no slot left");
        self.slots.push(Slot {
            task: None,
            mark: 0,
            next_vacant: NONE,
        });
        index
    }

    /// Puts the task into line, unless it stands there already, or is gone.
    pub fn wake(&mut self, word: Word) {
        if let Some(slot) = self.slots.get_mut(word.slot() as usize)
            && slot.mark == word.generation()
        {
            slot.mark |= QUEUED;
            self.ready.push_back(word.slot());
        }
    }

    /// Makes the task's next turn its last. Says whether it was there, and not cancelled yet.
    pub fn cancel(&mut self, word: Word) {
        self.wake(word);
        if let Some(slot) = self.slots.get_mut(word.slot() as usize)
            && slot.mark & LAST_GENERATION == word.generation()
        {
            slot.mark |= CANCELLED;
        }
    }

    pub fn nobody_is_ready(&self) -> bool {
        self.ready.is_empty()
    }

    /// How many tasks have not ended.
    pub fn unfinished(&self) -> usize {
        self.unfinished
    }

    /// Takes the first out of the line.
    pub fn next(&mut self) -> Option<Turn> {
        loop {
            let index = self.ready.pop_front()?;
            let slot = &mut self.slots[index as usize];
            let cancelled = slot.mark & CANCELLED != 0;
            slot.mark &= LAST_GENERATION;
            if let Some(task) = &slot.task {
                let word = Word::new(self.runtime, slot.mark, index);
                return Some(Turn::Task(word, Rc::clone(task), cancelled));
            }
            if index == MAIN {
                return Some(Turn::Main);
            }
        }
    }

    /// Empties a slot, for the next one. What was in it is the caller's to drop, outside of any borrow.
    pub fn remove(&mut self, word: Word) -> Option<Rc<dyn Run>> {
        let slot = &mut self.slots[word.slot() as usize];
        let task = slot.task.take();
        if task.is_some() {
            // Whoever is woken by an old word from now on, is nobody.
            slot.mark = (slot.mark.wrapping_add(1)) & LAST_GENERATION;
            slot.next_vacant = std::mem::replace(&mut self.vacant, word.slot());
            self.unfinished -= 1;
        }
        task
    }

    /// How many slots there are, vacant ones and main's among them.
    pub fn slots(&self) -> u32 {
        self.slots.len() as u32
    }

    /// The task in this slot, taken out of it.
    pub fn evict(&mut self, slot: u32) -> Option<Rc<dyn Run>> {
        let generation = self.slots[slot as usize].mark & LAST_GENERATION;
        self.remove(Word::new(self.runtime, generation, slot))
    }
}
// ANCHOR_END: tasks
