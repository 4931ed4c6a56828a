// WRONG: awaits each read before the next one.
// JUDGE: for ten parts of 10 ms each, asked for the milliseconds it took, the answer gave 100; right is 10

//! Exercise 18/fill: one buffer, many readers.

use ch18_task_groups::{GroupError, scope};

/// Something that can be read from any place.
pub trait Source: Sync {
    /// What a read fails with.
    type Error: Send;

    /// Fills `part` with what stands at `offset`.
    fn read_at(
        &self,
        offset: usize,
        part: &mut [u8],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// Fills `buffer` from the beginning of `source`, in reads of `part` bytes (the last one may be shorter), all under way at the
/// same time, each straight into its place. The first error stops the other reads.
///
/// `part` is not 0.
pub async fn fill<S: Source>(
    source: &S,
    buffer: &mut [u8],
    part: usize,
) -> Result<(), GroupError<S::Error>> {
    scope(|scope| async move {
        for (n, place) in buffer.chunks_mut(part).enumerate() {
            scope
                .spawn(async move { source.read_at(n * part, place).await })
                .await?;
        }
        Ok(())
    })
    .await
}
