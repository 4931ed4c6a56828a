//! Our answers to the exercises of chapter 07, and, in `wrong/`, answers that look right and are not.

pub mod deadlock;
pub mod join_all;
pub mod run_queue;
pub mod yield_now;
