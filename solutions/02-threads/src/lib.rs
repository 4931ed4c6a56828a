//! Our answers to the exercises of chapter 02, and, in `wrong/`, answers that look right and are not.

pub mod close_to_stop;
pub mod panic_proof_pool;
pub mod parallel_sum;
