//! The future of a trait's async function, sent by somebody who knows only the trait.

// ANCHOR: trait
trait Fetch {
    async fn fetch(&self) -> usize;
}

async fn both(site: &impl Fetch) -> usize {
    site.fetch().await + site.fetch().await
}

fn start(site: &(impl Fetch + Sync)) {
    require_send(both(site));
}
// ANCHOR_END: trait

fn require_send<T: Send>(_: T) {}

fn main() {}
