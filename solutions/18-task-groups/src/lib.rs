//! Our answers to the exercises of chapter 18, and, in `wrong/`, answers that look right and are not.

pub mod all_or_first;
pub mod crawl;
pub mod fill;
pub mod mini_group;
pub mod split;
