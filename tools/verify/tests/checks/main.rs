//! Each check is seen to fail: a copy of the small workspace in `tests/fixture` is broken in one place, and the
//! check must say so. `unbroken` demands that nothing is said where nothing is broken.

mod book;
mod browser;
mod command;
mod complete;
mod complete_exercises;
mod exercises;
mod fixture;
mod floors;
mod listings;
mod outputs;
mod twins;
mod unbroken;
