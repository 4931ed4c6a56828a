// WRONG: while it writes one way it does not read the other: a direction that is stuck holds up both.
// JUDGE: bytes to pass from b to a, while a sends and b does not read

//! Exercise 11/half_close: a relay.

use std::io;

use ch11_reactor::TcpStream;
use futures::io::{AsyncReadExt, AsyncWriteExt};

/// Passes what comes from `a` to `b`, and what comes from `b` to `a`, until both have ended. When one of them ends its writing
/// half, the other is told so, and the other direction goes on. Gives the numbers of bytes: from `a` to `b`, from `b` to `a`.
///
/// # Errors
/// As soon as reading or writing fails in one direction.
pub async fn relay(a: &TcpStream, b: &TcpStream) -> io::Result<(u64, u64)> {
    let (mut ba, mut bb) = (vec![0; 8192], vec![0; 8192]);
    let (mut from_a, mut from_b) = (0, 0);
    let (mut da, mut db) = (false, false);
    while !(da && db) {
        let (mut ra, mut rb) = (a, b);
        let fa = async {
            if da {
                std::future::pending().await
            } else {
                ra.read(&mut ba).await
            }
        };
        let fb = async {
            if db {
                std::future::pending().await
            } else {
                rb.read(&mut bb).await
            }
        };
        match futures::future::select(std::pin::pin!(fa), std::pin::pin!(fb)).await {
            futures::future::Either::Left((n, _)) => {
                let n = n?;
                let mut w = b;
                if n == 0 {
                    da = true;
                    w.close().await?
                } else {
                    w.write_all(&ba[..n]).await?;
                    from_a += n as u64
                }
            }
            futures::future::Either::Right((n, _)) => {
                let n = n?;
                let mut w = a;
                if n == 0 {
                    db = true;
                    w.close().await?
                } else {
                    w.write_all(&bb[..n]).await?;
                    from_b += n as u64
                }
            }
        }
    }
    Ok((from_a, from_b))
}
