//! A closure whose future borrows from its argument, the way it was written before async closures.

// ANCHOR: closure
async fn apply<F, R>(closure: F) -> usize
where
    F: Fn(&str) -> R,
    R: Future<Output = usize>,
{
    closure("Ada").await
}

fn main() {
    drop(apply(|name| async move { name.len() }));
}
// ANCHOR_END: closure
