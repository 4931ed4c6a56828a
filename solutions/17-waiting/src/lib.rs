//! Our answers to the exercises of chapter 17, and, in `wrong/`, answers that look right and are not.

pub mod first_completed;
pub mod first_good;
pub mod keyed;
pub mod line_reader;
pub mod session;
