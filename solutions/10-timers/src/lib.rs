//! Our answers to the exercises of chapter 10, and, in `wrong/`, answers that look right and are not.

pub mod debounce;
pub mod lazy_heap;
pub mod metronome;
pub mod timeout;
