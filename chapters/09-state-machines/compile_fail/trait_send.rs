//! The future of a trait's async function, sent by somebody who knows only the trait.

use ch09_state_machines::guard::require_send;

// ANCHOR: trait
trait Fetch {
    async fn fetch(&self) -> usize;
}

async fn both(site: &impl Fetch) -> usize {
    site.fetch().await + site.fetch().await
}

fn start(site: &(impl Fetch + Sync)) {
    drop(require_send(both(site)));
}
// ANCHOR_END: trait

fn main() {}
