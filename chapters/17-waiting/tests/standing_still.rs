//! Futures that are held and not polled stand still, with their locks; tasks do not.

use std::panic::catch_unwind;
use std::sync::Arc;
use std::time::Duration;

use ch15_tasks::create_task;
use ch17_waiting::as_completed;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use paused::{Paused, now, run};
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

async fn store(name: &'static str, database: Arc<Mutex<()>>) -> Result<&'static str, String> {
    let _connection = database.lock().await;
    sleep(20 * MS).await;
    Ok(name)
}

#[test]
fn a_lock_that_was_handed_to_a_future_that_nobody_polls_is_reported() {
    let stuck = catch_unwind(|| {
        Paused::new().awaiting("both to be stored").run(|| async {
            let database = Arc::new(Mutex::new(()));
            let stores = ["a", "b"].map(|name| store(name, Arc::clone(&database)));
            let mut set: FuturesUnordered<_> = stores.into_iter().collect();
            while set.next().await.is_some() {
                drop(database.lock().await);
            }
        })
    });
    let words = *stuck
        .expect_err("it stands still")
        .downcast::<String>()
        .expect("text");
    assert!(
        words.starts_with("waited for both to be stored; it does not come"),
        "{words}"
    );
}

#[test]
fn tasks_that_are_awaited_in_the_same_place_go_on() {
    let done = run(|| async {
        let database = Arc::new(Mutex::new(()));
        let stores = ["a", "b"].map(|name| create_task(store(name, Arc::clone(&database))));
        let mut ends = as_completed(stores);
        let mut stored = Vec::new();
        while let Some(task) = ends.next().await {
            drop(database.lock().await);
            stored.push(task.await.expect("it is stored"));
        }
        stored
    });
    assert_eq!((done.output, done.took), (vec!["a", "b"], 40 * MS));
}

#[test]
fn a_future_that_is_not_polled_keeps_its_lock_from_others() {
    let done = run(|| async {
        let database = Arc::new(Mutex::new(()));
        let stores = ["a", "b"].map(|name| store(name, Arc::clone(&database)));
        let mut set: FuturesUnordered<_> = stores.into_iter().collect();
        let other = Arc::clone(&database);
        let other = tokio::spawn(async move {
            sleep(MS).await;
            drop(other.lock().await);
            now()
        });
        while set.next().await.is_some() {
            sleep(1000 * MS).await;
        }
        other.await.expect("it gets the lock")
    });
    assert_eq!(done.output, 1040);
}

#[test]
fn a_timeout_around_a_borrowed_handle_leaves_the_handle() {
    let done = run(|| async {
        let mut task = tokio::spawn(async {
            sleep(20 * MS).await;
            "a"
        });
        let early = timeout(10 * MS, &mut task).await.is_err();
        (early, task.await.ok())
    });
    assert_eq!(done.output, (true, Some("a")));
}
