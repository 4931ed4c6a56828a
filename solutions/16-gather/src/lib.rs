//! Our answers to the exercises of chapter 16, and, in `wrong/`, answers that look right and are not.

pub mod bounded;
pub mod in_order;
pub mod pair;
pub mod run_on;
pub mod settle;
