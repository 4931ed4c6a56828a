//! The third kind of group: its children borrow, and run in parallel. It is unsound, and here to be caught.
//!
//! Never build on it. `measured/use_after_free.sh` runs it under AddressSanitizer, and prints what that says.
#![allow(unsafe_code)] // the exhibit

use std::future::Future;
use std::marker::PhantomData;
use std::mem::{forget, transmute};
use std::pin::Pin;
use std::time::Duration;

use futures::FutureExt;
use tokio::task::JoinSet;
use tokio::time::sleep;

// ANCHOR: parallel_scope
type Borrowing<'env> = Pin<Box<dyn Future<Output = ()> + Send + 'env>>;

/// Spawns `children` as tasks of their own, though they borrow, and waits for them before it returns.
async fn parallel_scope<'env>(children: Vec<Borrowing<'env>>) {
    let mut tasks = Waits(JoinSet::new(), PhantomData);
    for child in children {
        // SAFETY: none. It would be sound if this function could not be left before its children have ended.
        let child: Borrowing<'static> = unsafe { transmute(child) };
        tasks.0.spawn(child);
    }
    while tasks.0.join_next().await.is_some() {}
}
// ANCHOR_END: parallel_scope

/// Whoever drops the scope early waits here: a good destructor, if it runs.
struct Waits<'env>(JoinSet<()>, PhantomData<&'env mut ()>);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        tokio::task::block_in_place(|| {
            self.0.abort_all();
            while !self.0.is_empty() {
                let _ = self.0.try_join_next();
            }
        });
    }
}

// ANCHOR: victim
async fn victim() {
    let numbers = vec![7_u64; 1000];
    let borrowed: &[u64] = &numbers;
    let child = async move {
        sleep(Duration::from_millis(50)).await;
        println!("the sum is {}", borrowed.iter().sum::<u64>());
    };
    let mut scope = Box::pin(parallel_scope(vec![Box::pin(child)]));
    assert!((&mut scope).now_or_never().is_none()); // one poll: the child runs
    forget(scope); // safe code: no destructor has to run
} // the numbers are freed
// ANCHOR_END: victim

#[tokio::main]
async fn main() {
    victim().await;
    sleep(Duration::from_millis(200)).await;
}
