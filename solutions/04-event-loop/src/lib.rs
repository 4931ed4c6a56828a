//! Our answers to the exercises of chapter 04, and, in `wrong/`, answers that look right and are not.

pub mod call_soon;
pub mod timers;
pub mod wake;
