//! Exercises of chapter 05. Each module is yours to fill in; `cargo lab check 05/<name>` judges it.

pub mod fuse;
pub mod join3;
pub mod race;
pub mod timeout_polls;
