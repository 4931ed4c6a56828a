//! The authors' checks of the project: nothing on a page may be untrue.
//!
//! Each check is a function of a [`Context`] that gives a [`Report`]; [`CHECKS`] lists them in the order in which
//! they run, the cheap ones first. A finding is one sentence that names a file.
//!
//! | check | asks |
//! |---|---|
//! | [`floors`] | does every chapter stand only on chapters below it, under the same name everywhere? |
//! | [`complete`] | is every page, demo, twin, exercise and wrong answer there, and nothing too long? |
//! | [`outputs`] | do the demos still print what the pages show? |
//! | [`twins`] | do the asyncio twins? |
//! | [`exercises`] | do the judges refuse the stubs and the wrong answers, and accept the solutions? |
//! | [`listings`] | does all code on the pages come from files that cargo compiles, or refuses as the page says? |
//! | [`book`] | does the built book hold together, alone and in a browser? |
#![warn(missing_docs)]

pub mod book;
mod cargo;
mod compare;
pub mod complete;
mod context;
pub mod exercises;
pub mod floors;
pub mod listings;
mod markdown;
pub mod outputs;
mod report;
mod scratch;
pub mod twins;

pub use context::{Context, Stuck};
pub use report::Report;

/// A check: its name on the command line, and what it does.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The name: `floors`.
    pub name: &'static str,
    /// The function.
    pub run: fn(&Context) -> Report,
}

/// All checks, in the order in which they run.
pub const CHECKS: [Check; 7] = [
    check("floors", floors::check),
    check("complete", complete::check),
    check("outputs", outputs::check),
    check("twins", twins::check),
    check("exercises", exercises::check),
    check("listings", listings::check),
    check("book", book::check),
];

const fn check(name: &'static str, run: fn(&Context) -> Report) -> Check {
    Check { name, run }
}
