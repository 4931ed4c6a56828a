//! Our answers to the exercises of chapter 05, and, in `wrong/`, answers that look right and are not.

pub mod fuse;
pub mod join3;
pub mod race;
pub mod timeout_polls;
