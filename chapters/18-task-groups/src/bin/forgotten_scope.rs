//! A scope is polled once and forgotten: its child never runs again, and so writes nowhere.

use std::mem::forget;

use ch18_task_groups::{Failure, scope};
use futures::FutureExt;
use tokio::task::yield_now;

// ANCHOR: forgotten
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut words = String::from("before");
    {
        let mut scope = Box::pin(scope(async |scope| {
            scope.spawn(async {
                yield_now().await;
                words.push_str(", written by the child");
                Ok(())
            });
            Ok::<_, Failure<String>>(())
        }));
        let polled = (&mut scope).now_or_never();
        println!("polled once: {polled:?}");
        forget(scope);
    }
    yield_now().await;
    println!("the words: {words:?}");
}
// ANCHOR_END: forgotten
