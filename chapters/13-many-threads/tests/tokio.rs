//! What the page says of Tokio: its sandwich hangs, however many workers there are, and what it offers instead.

use std::sync::mpsc;
use std::time::Duration;

use futures::future::{Either, select};
use judge::within;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;
use tokio::task::{block_in_place, spawn, yield_now};

fn on_tokio<T: Send + 'static>(
    workers: usize,
    test: impl FnOnce(&Runtime) -> T + Send + 'static,
) -> T {
    within(Duration::from_secs(20), "Tokio", move || {
        let runtime = Builder::new_multi_thread()
            .worker_threads(workers)
            .build()
            .expect("threads are left");
        test(&runtime)
    })
}

async fn fetch() -> u32 {
    5
}

/// The demo's sandwich with a way out: it blocks its worker until the settings are there, or until it is let go without.
fn load_settings(blocks: &mpsc::Sender<()>, let_go: oneshot::Receiver<()>) -> Option<u32> {
    let settings = spawn(fetch());
    blocks.send(()).expect("the test listens");
    match ch06_wakers::block_on(select(settings, let_go)) {
        Either::Left((settings, _)) => Some(settings.expect("it does not panic")),
        Either::Right(_) => None,
    }
}

/// Whether the settings came while the other workers did all that there was to do.
fn settings_come(workers: usize) -> bool {
    on_tokio(workers, move |runtime| {
        let (blocks, it_blocks) = mpsc::channel();
        let (let_go, is_let_go) = oneshot::channel();
        let request = runtime.spawn(async move { load_settings(&blocks, is_let_go) });
        it_blocks.recv().expect("a worker runs the request");
        if workers > 1 {
            runtime.block_on(async {
                for _ in 0..1_000 {
                    spawn(yield_now()).await.expect("the others work");
                }
            });
        }
        let_go.send(()).expect("it waits still");
        let settings = runtime.block_on(request).expect("it does not panic");
        settings.is_some()
    })
}

#[test]
fn the_sandwich_hangs_on_one_worker_and_nobody_steals_it_from_two_or_eight() {
    for workers in [1, 2, 8] {
        assert!(!settings_come(workers), "{workers} workers");
    }
}

#[test]
fn block_in_place_gives_the_workers_other_tasks_to_another_thread() {
    let settings = on_tokio(1, |runtime| {
        let request = runtime.spawn(async {
            let settings = spawn(fetch());
            block_in_place(|| ch06_wakers::block_on(settings)).expect("it does not panic")
        });
        runtime.block_on(request).expect("it does not panic")
    });
    assert_eq!(settings, 5);
}

#[test]
fn its_block_on_refuses_to_be_called_by_a_task() {
    let refused = on_tokio(2, |runtime| {
        let request = runtime.spawn(async { Handle::current().block_on(fetch()) });
        let panic = runtime.block_on(request).expect_err("it panics");
        panic.into_panic().downcast::<String>().map_or_else(
            |panic| panic.downcast::<&str>().expect("words").to_string(),
            |words| *words,
        )
    });
    assert!(
        refused.starts_with("Cannot start a runtime from within a runtime"),
        "{refused}"
    );
}
