//! Our answers to the exercises of chapter 15, and, in `wrong/`, answers that look right and are not.

pub mod abort_on_drop;
pub mod answers;
pub mod flatten;
pub mod inherit;
pub mod report;
