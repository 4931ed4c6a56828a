//! Exercise 11/stale: a table for the dead and the living.

use std::marker::PhantomData;

/// Keeps values in places that are numbered from 0 and reused, and gives a token for each.
#[derive(Debug, Default)]
pub struct Table<T> {
    /// Yours to replace.
    values: PhantomData<T>,
}

impl<T> Table<T> {
    /// Puts `value` in a place that is free, or in a new one if none is. Its token is `generation << 32 | place`: the place in the
    /// lower half, and in the upper half whatever you need to know the owners of one place apart. No token is given twice, and
    /// none is `u64::MAX`.
    pub fn insert(&mut self, value: T) -> u64 {
        let _ = (value, self.values);
        todo!("find a place, and say who lives there")
    }

    /// The value that was given this token, if it is still there.
    pub fn get(&mut self, token: u64) -> Option<&mut T> {
        let _ = token;
        todo!("look into the place, and compare")
    }

    /// Takes the value that was given this token, if it is still there; its place is free then.
    pub fn remove(&mut self, token: u64) -> Option<T> {
        let _ = token;
        todo!("compare, and free the place")
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        todo!("count the living")
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        todo!("ask whether there are none")
    }
}
