// WRONG: ends when one direction has ended: the answer to the question is lost.
// JUDGE: the answer to a question from a to b, after the question's end

//! Exercise 11/half_close: a relay.

use std::io;
use std::pin::pin;

use ch11_reactor::TcpStream;
use futures::future::{Either, select};
use futures::io::{AsyncWriteExt, copy};

/// Passes what comes from `a` to `b`, and what comes from `b` to `a`, until both have ended. When one of them ends its writing
/// half, the other is told so, and the other direction goes on. Gives the numbers of bytes: from `a` to `b`, from `b` to `a`.
///
/// # Errors
/// As soon as reading or writing fails in one direction.
pub async fn relay(a: &TcpStream, b: &TcpStream) -> io::Result<(u64, u64)> {
    match select(pin!(one_way(a, b)), pin!(one_way(b, a))).await {
        Either::Left((count, _)) => Ok((count?, 0)),
        Either::Right((count, _)) => Ok((0, count?)),
    }
}

/// Copies to the end, and passes the end on.
async fn one_way(from: &TcpStream, mut to: &TcpStream) -> io::Result<u64> {
    let count = copy(from, &mut to).await?;
    to.close().await?;
    Ok(count)
}
