//! An `Rc` that is used after an await.

use std::rc::Rc;

use ch05_futures::yield_now;

// ANCHOR: rc
async fn greet(name: Rc<str>) -> usize {
    yield_now().await;
    name.len()
}

fn main() {
    require_send(greet(Rc::from("Ada")));
}
// ANCHOR_END: rc

fn require_send<T: Send>(_: T) {}
