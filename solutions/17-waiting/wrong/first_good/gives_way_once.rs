// WRONG: aborts the losers and gives way once: on one thread they are gone then, on several they need not be.
// JUDGE: before that loser was gone

//! Exercise 17/first_good: the first good answer.

/// Why an attempt gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure<E> {
    /// It failed.
    Failed(E),
    /// It panicked.
    Panicked,
}

/// Makes all attempts at once, each in a task of its own, and gives the first good answer. An attempt that fails or panics
/// before that changes nothing. If none of them is good, all failures are the error, in the order in which they came.
///
/// What happens to the others: they are cancelled, and gone when this returns. If this is dropped, all are cancelled.
pub async fn first_good<T, E, F>(
    attempts: impl IntoIterator<Item = F>,
) -> Result<T, Vec<Failure<E>>>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let mut set = tokio::task::JoinSet::new();
    for attempt in attempts {
        set.spawn(attempt);
    }
    let mut failures = Vec::new();
    while let Some(joined) = set.join_next().await {
        match joined {
            Ok(Ok(value)) => {
                {
                    set.abort_all();
                    tokio::task::yield_now().await;
                };
                return Ok(value);
            }
            Ok(Err(error)) => failures.push(Failure::Failed(error)),
            Err(_) => failures.push(Failure::Panicked),
        }
    }
    Err(failures)
}
