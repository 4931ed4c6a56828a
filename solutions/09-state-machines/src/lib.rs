//! Our answers to the exercises of chapter 09, and, in `wrong/`, answers that look right and are not.

pub mod desugar_branch;
pub mod desugar_loop;
pub mod shrink;
pub mod unpin;
