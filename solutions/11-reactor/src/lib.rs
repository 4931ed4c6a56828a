//! Our answers to the exercises of chapter 11, and, in `wrong/`, answers that look right and are not.

pub mod accept_limit;
pub mod both_ways;
pub mod half_close;
pub mod raw_recv;
pub mod stale;
