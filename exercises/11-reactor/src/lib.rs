//! Exercises of chapter 11. Each module is yours to fill in; `cargo lab check 11/<name>` judges it.

pub mod accept_limit;
pub mod both_ways;
pub mod half_close;
pub mod raw_recv;
pub mod stale;
