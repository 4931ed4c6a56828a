//! What the tests share.
#![allow(dead_code)] // each takes what it needs

use std::fmt;
use std::time::Duration;

use ch15_tasks::{Cancelled, Requests};
use ch18_task_groups::Stop;
use tokio::time::sleep;

/// An ordinary error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boom(pub &'static str);

impl fmt::Display for Boom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Boom({})", self.0)
    }
}

impl std::error::Error for Boom {}

pub fn ms(ms: u64) -> tokio::time::Sleep {
    sleep(Duration::from_millis(ms))
}

/// A child that fails.
pub async fn fails(name: &'static str, after: u64) -> Result<(), Boom> {
    ms(after).await;
    Err(Boom(name))
}

/// A child that ends well.
pub async fn gives<T>(value: T, after: u64) -> Result<T, Boom> {
    ms(after).await;
    Ok(value)
}

/// A child that listens, and whose cleanup fails, `after` milliseconds after it was asked.
pub async fn fails_in_cleanup(
    requests: Requests,
    name: &'static str,
    after: u64,
) -> Result<(), Stop<Boom>> {
    let _: Cancelled = requests.requested().await;
    ms(after).await;
    Err(Stop::error(Boom(name)))
}
