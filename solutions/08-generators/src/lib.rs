//! Our answers to the exercises of chapter 08, and, in `wrong/`, answers that look right and are not.
#![allow(missing_debug_implementations, reason = "as in the stubs")]

pub mod chain;
pub mod pairs;
pub mod pipeline;
pub mod throw;
