//! A list of different futures.

use futures::future::join_all;

async fn user() -> String {
    "Ada".to_owned()
}

async fn friend() -> String {
    "Grace".to_owned()
}

// ANCHOR: different_futures
async fn both() -> Vec<String> {
    join_all(vec![user(), friend()]).await
}
// ANCHOR_END: different_futures

fn main() {
    drop(both());
}
