// WRONG: looks at sixteen bits of the place.
// JUDGE: for the token 0x10000, which nobody was given

//! Exercise 11/stale: a table for the dead and the living.

/// Keeps values in places that are numbered from 0 and reused, and gives a token for each.
#[derive(Debug, Default)]
pub struct Table<T> {
    places: Vec<(u32, Option<T>)>,
    free: Vec<u32>,
    len: usize,
}

impl<T> Table<T> {
    /// Puts `value` in a place that is free, or in a new one.
    pub fn insert(&mut self, value: T) -> u64 {
        let place = match self.free.pop() {
            Some(place) => place,
            None => {
                self.places.push((0, None));
                (self.places.len() - 1) as u32
            }
        };
        let (generation, slot) = &mut self.places[place as usize];
        *slot = Some(value);
        self.len += 1;
        u64::from(*generation) << 32 | u64::from(place)
    }

    fn split(token: u64) -> (u32, usize) {
        ((token >> 32) as u32, (token & 0xffff) as usize)
    }

    /// The value, if it is still there.
    pub fn get(&mut self, token: u64) -> Option<&mut T> {
        let (generation, place) = Self::split(token);
        let (now, value) = self.places.get_mut(place)?;
        if *now == generation {
            value.as_mut()
        } else {
            None
        }
    }

    /// Takes the value out, if it is still there.
    pub fn remove(&mut self, token: u64) -> Option<T> {
        self.get(token)?;
        let (_, place) = Self::split(token);
        let (generation, value) = &mut self.places[place];
        let value = value.take();
        self.len -= 1;
        if *generation < u32::MAX - 1 {
            *generation += 1;
            self.free.push(place as u32);
        }
        value
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}
