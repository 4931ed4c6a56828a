//! Exercises of chapter 18. Each module is yours to fill in; `cargo lab check 18/<name>` judges it.

pub mod all_or_first;
pub mod crawl;
pub mod fill;
pub mod mini_group;
pub mod split;
