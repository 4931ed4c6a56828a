// WRONG: ends a direction without an error when nobody takes its bytes any more.
// JUDGE: b was gone, and a had more for it: the answer gave Ok

//! Exercise 11/half_close: a relay.

use std::io;

use ch11_reactor::TcpStream;
use futures::future::try_join;
use futures::io::{AsyncReadExt, AsyncWriteExt};

/// Passes what comes from `a` to `b`, and what comes from `b` to `a`, until both have ended. When one of them ends its writing
/// half, the other is told so, and the other direction goes on. Gives the numbers of bytes: from `a` to `b`, from `b` to `a`.
///
/// # Errors
/// As soon as reading or writing fails in one direction.
pub async fn relay(a: &TcpStream, b: &TcpStream) -> io::Result<(u64, u64)> {
    let one_way = async |from: &TcpStream, to: &TcpStream| {
        let (mut from, mut to) = (from, to);
        let mut buffer = vec![0; 65536];
        let mut total = 0_u64;
        loop {
            let n = from.read(&mut buffer).await?;
            if n == 0 {
                to.close().await?;
                return io::Result::Ok(total);
            }
            if to.write_all(&buffer[..n]).await.is_err() {
                return Ok(total);
            }
            total += n as u64;
        }
    };
    try_join(one_way(a, b), one_way(b, a)).await
}
