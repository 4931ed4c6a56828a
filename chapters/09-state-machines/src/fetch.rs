//! Async functions in traits, and async closures, as far as they go today.

// ANCHOR: trait_send
/// Something that fetches. The trait promises `Send`, so that callers who know nothing but the trait can send the future;
/// an implementation may still say `async fn`.
pub trait Fetch {
    /// How long the page of that name is.
    fn fetch(&self, name: &str) -> impl Future<Output = usize> + Send;
}

/// A site that is as long as the names of its pages.
#[derive(Debug)]
pub struct Site;

impl Fetch for Site {
    async fn fetch(&self, name: &str) -> usize {
        name.len()
    }
}
// ANCHOR_END: trait_send

// ANCHOR: retry
/// Calls `attempt` until it succeeds, at most `times` times, and gives what the last attempt gave.
///
/// The closure's future may borrow from the closure: with `FnMut(u32) -> impl Future` it could not.
///
/// # Panics
/// If `times` is 0.
pub async fn retry<T, E>(
    times: u32,
    mut attempt: impl AsyncFnMut(u32) -> Result<T, E>,
) -> Result<T, E> {
    for number in 1..times {
        if let Ok(value) = attempt(number).await {
            return Ok(value);
        }
    }
    assert!(times > 0, "retry was asked for no attempt at all");
    attempt(times).await
}
// ANCHOR_END: retry
