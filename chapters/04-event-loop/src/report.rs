//! What a loop has to complain about.

use std::any::Any;
use std::panic::Location;
use std::time::Duration;

// ANCHOR: report
/// Something went wrong with a callback. The loop goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Report {
    /// It panicked.
    #[error("Panic in callback of {place}: {message}")]
    Panicked {
        /// Where it was handed to the loop.
        place: &'static Location<'static>,
        /// What it panicked with.
        message: String,
    },
    /// It took as long as [`slow_callback_duration`](crate::EventLoop::slow_callback_duration), or longer.
    #[error("Executing callback of {place} took {:.3} seconds", took.as_secs_f64())]
    Slow {
        /// Where it was handed to the loop.
        place: &'static Location<'static>,
        /// How long it took.
        took: Duration,
    },
}
// ANCHOR_END: report

/// The words of a panic: `panic!` makes a `&str` of a literal and a `String` of anything formatted.
pub(crate) fn message_of(panic: &(dyn Any + Send)) -> String {
    let literal = panic.downcast_ref::<&str>().copied();
    let formatted = || panic.downcast_ref::<String>().map(String::as_str);
    literal
        .or_else(formatted)
        .unwrap_or("no message")
        .to_owned()
}
