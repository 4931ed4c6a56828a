//! Our answers to the exercises of chapter 01, and, in `wrong/`, answers that look right and are not.

pub mod read_frame;
pub mod read_line;
pub mod write_all;
