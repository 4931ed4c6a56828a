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
enum Slot {
    Task(Rc<dyn Run>),
    /// And which slot is vacant, too, or `NONE`.
    Vacant(u32),
}
// ANCHOR_END: slot

/// Whose turn it is.
pub struct Turn {
    pub word: Word,
    /// `None` is main.
    pub task: Option<Rc<dyn Run>>,
    pub cancelled: bool,
}

// ANCHOR: tasks
/// The tasks of one runtime.
pub struct Tasks {
    runtime: u16,
    slots: Vec<Slot>,
    /// For each slot its generation: how many tasks have left it. Above that, `QUEUED` and `CANCELLED`. A task that waits has no
    /// flags, so one comparison tells whether a wake is for it, and is news. Apart from the slots: a wake reads four bytes.
    marks: Vec<u32>,
    /// The vacant slot that was left last, or `NONE`.
    vacant: u32,
    /// Slots, in the order of the wakes. None stands in line twice. (A slot whose task has ended may stand here still.)
    ready: VecDeque<u32>,
}

impl Tasks {
    /// None, and no runtime.
    pub const fn new() -> Self {
        Self {
            runtime: 0,
            slots: Vec::new(),
            marks: Vec::new(),
            vacant: NONE,
            ready: VecDeque::new(),
        }
    }

    /// None, with main in line.
    pub fn start(runtime: u16) -> Self {
        let mut tasks = Self::new();
        tasks.runtime = runtime;
        tasks.slots.push(Slot::Vacant(NONE)); // but not in the list: it is main's
        tasks.marks.push(QUEUED);
        tasks.ready.push_back(MAIN);
        tasks
    }

    /// Puts a task into a slot, and into line.
    ///
    /// # Panics
    /// If 16 million are unfinished.
    pub fn insert(&mut self, task: Rc<dyn Run>) -> Word {
        let index = match self.vacant {
            NONE => self.add(Slot::Task(task)),
            vacant => {
                let left = std::mem::replace(&mut self.slots[vacant as usize], Slot::Task(task));
                let Slot::Vacant(next) = left else {
                    unreachable!("the list of vacant slots holds vacant slots")
                };
                self.vacant = next;
                vacant
            }
        };
        let mark = &mut self.marks[index as usize];
        let word = Word::new(self.runtime, *mark & LAST_GENERATION, index);
        self.wake(word);
        word
    }

    fn add(&mut self, slot: Slot) -> u32 {
        let index = self.slots.len() as u32;
        assert!(
            index <= LAST_SLOT,
            "16 million tasks are unfinished: there is no slot left"
        );
        self.slots.push(slot);
        self.marks.push(0);
        index
    }

    // ANCHOR: wake
    /// Puts the task into line, unless it stands there already, or is gone.
    #[inline]
    pub fn wake(&mut self, word: Word) {
        if let Some(mark) = self.marks.get_mut(word.slot() as usize)
            && *mark == word.generation()
        {
            *mark |= QUEUED;
            self.ready.push_back(word.slot());
        }
    }
    // ANCHOR_END: wake

    /// Makes the task's next turn its last.
    pub fn cancel(&mut self, word: Word) {
        self.wake(word);
        if let Some(mark) = self.marks.get_mut(word.slot() as usize)
            && *mark & LAST_GENERATION == word.generation()
        {
            *mark |= CANCELLED;
        }
    }

    pub fn nobody_is_ready(&self) -> bool {
        self.ready.is_empty()
    }

    /// Takes the first out of the line.
    #[inline]
    pub fn next(&mut self) -> Option<Turn> {
        loop {
            let index = self.ready.pop_front()?;
            let mark = &mut self.marks[index as usize];
            let cancelled = *mark & CANCELLED != 0;
            *mark &= LAST_GENERATION;
            let word = Word::new(self.runtime, *mark, index);
            let task = match &self.slots[index as usize] {
                Slot::Task(task) => Some(Rc::clone(task)),
                Slot::Vacant(_) if index == MAIN => None,
                Slot::Vacant(_) => continue, // its task has ended
            };
            return Some(Turn {
                word,
                task,
                cancelled,
            });
        }
    }

    /// Empties a slot, for the next one. What was in it is the caller's to drop, outside of any borrow.
    pub fn evict(&mut self, index: u32) -> Option<Rc<dyn Run>> {
        let slot = &mut self.slots[index as usize];
        if let Slot::Vacant(_) = slot {
            return None;
        }
        let left = std::mem::replace(slot, Slot::Vacant(self.vacant));
        self.vacant = index;
        // Whoever is woken by an old word from now on, is nobody. Is the slot in line still? Then its next task is.
        let mark = &mut self.marks[index as usize];
        *mark = (*mark & QUEUED) | (mark.wrapping_add(1) & LAST_GENERATION);
        match left {
            Slot::Task(task) => Some(task),
            Slot::Vacant(_) => None,
        }
    }

    /// How many tasks have not ended.
    pub fn unfinished(&self) -> usize {
        let occupied = self
            .slots
            .iter()
            .filter(|slot| matches!(slot, Slot::Task(_)));
        occupied.count()
    }

    /// How many slots there are, vacant ones and main's among them.
    pub fn slots(&self) -> u32 {
        self.slots.len() as u32
    }
}
// ANCHOR_END: tasks
