// WRONG: adds the three numbers without looking whether they fit: a slot that is too large carries into the generation.
// JUDGE: is for (7, 40, 9 + 2^24), the answer gave true

//! Exercise 12/waker_word: three numbers in one word.

/// How many bits a slot has. They are the lowest.
pub const SLOT_BITS: u32 = 24;

/// How many bits a generation has. They are above the slot's; the 16 highest are the runtime's.
pub const GENERATION_BITS: u32 = 24;

/// A number does not fit: the program has more tasks or generations than the word has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// The slot needs more than 24 bits.
    Slot,
    /// The generation needs more than 24 bits.
    Generation,
}

/// A task's address, as a waker carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub u64);

impl Word {
    /// Packs three numbers.
    ///
    /// # Errors
    /// If slot or generation do not fit. If both do not, the slot is named.
    pub fn pack(runtime: u16, generation: u32, slot: u32) -> Result<Self, TooLarge> {
        if slot >> SLOT_BITS != 0 {
            return Err(TooLarge::Slot);
        }
        if generation >> GENERATION_BITS != 0 {
            return Err(TooLarge::Generation);
        }
        let high = u64::from(runtime) << GENERATION_BITS | u64::from(generation);
        Ok(Self(high << SLOT_BITS | u64::from(slot)))
    }

    /// The three numbers: runtime, generation, slot.
    pub fn unpack(self) -> (u16, u32, u32) {
        let runtime = (self.0 >> (GENERATION_BITS + SLOT_BITS)) as u16;
        let generation = (self.0 >> SLOT_BITS) as u32 & ((1 << GENERATION_BITS) - 1);
        let slot = self.0 as u32 & ((1 << SLOT_BITS) - 1);
        (runtime, generation, slot)
    }

    /// The word of the next task in the same slot: one generation on. After the last generation comes 0, and neither slot nor
    /// runtime ever change.
    pub fn next_tenant(self) -> Self {
        let mask = ((1 << GENERATION_BITS) - 1) << SLOT_BITS;
        let next = self.0.wrapping_add(1 << SLOT_BITS) & mask;
        Self(self.0 & !mask | next)
    }

    /// Whether a wake by this word is for the task that now lives in `slot` and has `generation`, in the runtime `runtime`.
    pub fn is_for(self, runtime: u16, generation: u32, slot: u32) -> bool {
        let high = (u64::from(runtime) << GENERATION_BITS) + u64::from(generation);
        self.0 == (high << SLOT_BITS) + u64::from(slot)
    }
}
