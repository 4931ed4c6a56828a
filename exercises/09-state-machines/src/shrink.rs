//! Exercise 09/shrink: from kilobytes to bytes.
//!
//! [`digest`] works, and its future weighs more than twice a page: wherever it waits, it carries a page and a copy of it. Nothing of
//! the page is needed after the await. Make the future small: at most 128 bytes, with small closures; without asking the heap for a
//! page's worth, and without changing what it loads and when, when it pauses, and what it gives.

/// The bytes of a page.
pub const PAGE: usize = 4096;

/// Mixes the pages 0, 1, 2 and so on into one number, and pauses after each page, to let others run.
pub async fn digest<P: Future<Output = ()>>(
    pages: u8,
    load: impl Fn(u8) -> [u8; PAGE],
    pause: impl Fn() -> P,
) -> u64 {
    let mut sum = 0;
    for number in 0..pages {
        let page = load(number);
        sum = mix(sum, page, &pause).await;
    }
    sum
}

/// Mixes a page into a sum, byte by byte, then pauses.
async fn mix<P: Future<Output = ()>>(sum: u64, page: [u8; PAGE], pause: &impl Fn() -> P) -> u64 {
    let mixed = page.iter().fold(sum, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(*byte))
    });
    pause().await;
    mixed
}
