// WRONG: frees the slot before it has found a value there: a key of the next value frees a slot that is vacant, a second time.
// JUDGE: and it was given away twice

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
    /// The generation of each slot, and the value if there is one.
    slots: Vec<(u32, Option<T>)>,
    vacant: Vec<u32>,
}

impl<T> Slab<T> {
    /// An empty table.
    pub fn new() -> Self {
        Self {
            slots: Vec::new(),
            vacant: Vec::new(),
        }
    }

    /// Adds a value.
    pub fn insert(&mut self, value: T) -> Key {
        let slot = self.vacant.pop().unwrap_or_else(|| {
            self.slots.push((0, None));
            self.slots.len() as u32 - 1
        });
        let place = &mut self.slots[slot as usize];
        place.1 = Some(value);
        let generation = place.0;
        Key { slot, generation }
    }

    /// The value, if the key is not stale.
    pub fn get(&self, key: Key) -> Option<&T> {
        let place = self.slots.get(key.slot as usize)?;
        let fits = place.0 == key.generation;
        place.1.as_ref().filter(|_| fits)
    }

    /// Takes the value out, if the key is not stale.
    pub fn remove(&mut self, key: Key) -> Option<T> {
        let place = self.slots.get_mut(key.slot as usize)?;
        if place.0 != key.generation {
            return None;
        }
        self.vacant.push(key.slot);
        let value = place.1.take()?;
        place.0 = place.0.wrapping_add(1);
        Some(value)
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.slots.len() - self.vacant.len()
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
