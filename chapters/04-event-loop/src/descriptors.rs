//! How many sockets a process may have.

use std::io;

use rustix::process::{Resource, getrlimit, setrlimit};

/// Sees to it that this process may have `wanted` descriptors open at once, and says so in one sentence if it may not.
///
/// The kernel holds two limits: a soft one, often 1,024 (256 on macOS), and a hard one up to which a process may raise it.
///
/// # Errors
/// If the hard limit is lower.
pub fn allow_descriptors(wanted: u64) -> io::Result<()> {
    let mut limit = getrlimit(Resource::Nofile);
    // `None` is: as many as you like.
    if limit.current.is_none_or(|current| current >= wanted) {
        return Ok(());
    }
    limit.current = Some(wanted);
    setrlimit(Resource::Nofile, limit).map_err(|_| {
        let most = limit.maximum.unwrap_or(wanted);
        io::Error::other(format!(
            "this needs {wanted} descriptors and the system allows {most}: raise the hard limit (ulimit -Hn) and try again"
        ))
    })
}
