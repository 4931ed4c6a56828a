// WRONG: looks again, and stores under another lock: somebody else may store between the two.
// JUDGE: for two threads that load 1 and 2 at once

//! Exercise 13/cached: a lock that nobody waits for.

use std::sync::{MutexGuard, PoisonError};

use judge::stepped::Mutex;

/// A number that takes a while to load, and is loaded once. Shared by tasks on several threads. What it promises:
///
/// - `get` gives the number that is there; if there is none, it awaits `load`, keeps what that gave, and gives it.
/// - The lock is never held across an await, nor while `load` is called: while somebody loads, others find the cache free, and may load, too.
/// - The number never changes: if several load at once, the first to finish decides, and all of them are given *its* number.
/// - An error is given to whoever got it, and not kept.
/// - A `get` that is dropped while it loads leaves everything as it was.
/// - The future of `get` is `Send` if that of `load` is.
#[derive(Debug, Default)]
pub struct Cached(Mutex<Option<u32>>);

impl Cached {
    /// An empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, Option<u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is there now.
    pub fn peek(&self) -> Option<u32> {
        *self.lock()
    }

    /// The number, loaded if need be.
    pub async fn get<F>(&self, load: impl FnOnce() -> F) -> Result<u32, String>
    where
        F: Future<Output = Result<u32, String>>,
    {
        if let Some(number) = self.peek() {
            return Ok(number);
        }
        let loaded = load().await?;
        if let Some(number) = self.peek() {
            return Ok(number);
        }
        *self.lock() = Some(loaded);
        Ok(loaded)
    }
}
