//! A trait object of a trait with an async function.

// ANCHOR: dyn
trait Fetch {
    async fn fetch(&self, name: &str) -> usize;
}

fn start(site: Box<dyn Fetch>) {
    // ANCHOR_END: dyn
    drop(site);
}

fn main() {
    let _ = start;
}
