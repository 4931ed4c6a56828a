// WRONG: does not pass the end on.
// JUDGE: the answer to a question from a to b, after the question's end

//! Exercise 11/half_close: a relay.

use std::io;

use ch11_reactor::TcpStream;
use futures::future::try_join;
use futures::io::copy;

/// Passes what comes from `a` to `b`, and what comes from `b` to `a`, until both have ended. When one of them ends its writing
/// half, the other is told so, and the other direction goes on. Gives the numbers of bytes: from `a` to `b`, from `b` to `a`.
///
/// # Errors
/// As soon as reading or writing fails in one direction.
pub async fn relay(a: &TcpStream, b: &TcpStream) -> io::Result<(u64, u64)> {
    try_join(one_way(a, b), one_way(b, a)).await
}

/// Copies to the end, and passes the end on.
async fn one_way(from: &TcpStream, mut to: &TcpStream) -> io::Result<u64> {
    let count = copy(from, &mut to).await?;
    Ok(count)
}
