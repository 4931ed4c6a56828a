//! `book`
use crate::context::Context;
use crate::report::Report;

/// Book.
pub fn check(_context: &Context) -> Report {
    Report::default()
}
