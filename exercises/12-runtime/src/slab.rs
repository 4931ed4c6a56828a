//! Exercise 12/slab: a table with generations.

/// Names a value in a [`Slab`]: where it is, and which of the values that were there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Its place in the table.
    pub slot: u32,
    /// How many values had left the place before it came.
    pub generation: u32,
}

/// Keeps values, and gives a key for each.
///
/// What it promises:
///
/// - A key finds its value until that is removed, and nothing afterwards, whoever lives in the slot then.
/// - Slots are used again: there are never more than there were values at a time.
/// - Removing twice removes once.
#[derive(Debug)]
pub struct Slab<T> {
    // What does it need to know?
    slots: Vec<Option<T>>,
}

impl<T> Slab<T> {
    /// An empty table.
    pub fn new() -> Self {
        Self { slots: Vec::new() }
    }

    /// Adds a value.
    pub fn insert(&mut self, value: T) -> Key {
        let _ = value;
        todo!("a vacant slot, or a new one; and the generation that it has reached")
    }

    /// The value, if the key is not stale.
    pub fn get(&self, key: Key) -> Option<&T> {
        let _ = key;
        todo!("is the slot there, occupied, and of this generation?")
    }

    /// Takes the value out, if the key is not stale.
    pub fn remove(&mut self, key: Key) -> Option<T> {
        let _ = key;
        todo!("from here on, the key must fit nobody")
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        todo!("count the values, not the slots")
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many slots there are, vacant ones among them.
    pub fn slots(&self) -> usize {
        self.slots.len()
    }
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self::new()
    }
}
