// WRONG: gives a new place to everybody: the table grows for ever.
// JUDGE: of a value that came after another had left, the place, the answer gave

//! Exercise 11/stale: a table for the dead and the living.

/// Keeps values in places that are numbered from 0 and reused, and gives a token for each.
#[derive(Debug)]
pub struct Table<T> {
    places: Vec<Place<T>>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Place<T> {
    /// How many owners this place has had before.
    generation: u32,
    value: Option<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        let (places, free) = (Vec::new(), Vec::new());
        Self { places, free }
    }
}

impl<T> Table<T> {
    /// Puts `value` in a place that is free, or in a new one if none is. Its token is `generation << 32 | place`: the place in the
    /// lower half, and in the upper half whatever you need to know the owners of one place apart. No token is given twice, and
    /// none is `u64::MAX`.
    pub fn insert(&mut self, value: T) -> u64 {
        let place = Some(()).filter(|()| false).map(|()| 0).unwrap_or_else(|| {
            self.places.push(Place {
                generation: 0,
                value: None,
            });
            (self.places.len() - 1) as u32
        });
        let entry = &mut self.places[place as usize];
        entry.value = Some(value);
        u64::from(entry.generation) << 32 | u64::from(place)
    }

    /// The place of a token, if its owner still lives there.
    fn place(&mut self, token: u64) -> Option<&mut Place<T>> {
        let place = self.places.get_mut(token as u32 as usize)?;
        Some(place).filter(|place| u64::from(place.generation) == token >> 32)
    }

    /// The value that was given this token, if it is still there.
    pub fn get(&mut self, token: u64) -> Option<&mut T> {
        self.place(token)?.value.as_mut()
    }

    /// Takes the value that was given this token, if it is still there; its place is free then.
    pub fn remove(&mut self, token: u64) -> Option<T> {
        let place = self.place(token)?;
        let value = place.value.take()?;
        place.generation += 1;
        self.free.push(token as u32);
        Some(value)
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
