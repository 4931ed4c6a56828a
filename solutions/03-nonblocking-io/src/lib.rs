//! Our answers to the exercises of chapter 03, and, in `wrong/`, answers that look right and are not.

pub mod read_until_blocked;
pub mod round_robin;
pub mod write_buffer;
