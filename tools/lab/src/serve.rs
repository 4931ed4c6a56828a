//! Serving the book.
use crate::{args::Serve, failure::Failure, lab::Lab};
use std::process::ExitCode;
/// Not yet.
pub fn command(_: &Lab, _: &Serve) -> Result<ExitCode, Failure> {
    Err(Failure::new("serving is not built yet"))
}
