//! What a loop has to complain about.

use std::any::Any;
use std::panic::Location;
use std::time::Duration;

// ANCHOR: report
/// Something went wrong with a callback, which was handed to the loop at this place. The loop goes
/// on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Report {
    /// It panicked, with this message.
    #[error("Panic in callback of {0}: {1}")]
    Panicked(&'static Location<'static>, String),
    /// It took so long, which is
    /// [`slow_callback_duration`](crate::EventLoop::slow_callback_duration) or longer.
    #[error("Executing callback of {0} took {seconds:.3} seconds", seconds = .1.as_secs_f64())]
    Slow(&'static Location<'static>, Duration),
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
