// Judge of 15/inherit.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ex15_tasks::inherit::inherit;
use judge::assert_answer;
use paused::Paused;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

tokio::task_local! {
    static USER: Cell<&'static str>;
    static COUNT: Cell<u32>;
    static SHARED: Arc<AtomicU32>;
}

fn ran<F: Future<Output: Send + 'static>>(case: impl FnOnce() -> F + Send + 'static) -> F::Output {
    let run = Paused::judging("the future that inherits");
    run.run(case).output
}

fn user() -> Option<&'static str> {
    USER.try_with(Cell::get).ok()
}

#[test]
fn the_child_has_the_parents_value() {
    let seen = ran(|| {
        USER.scope(Cell::new("Ada"), async {
            tokio::spawn(inherit(&USER, async { user() })).await.ok()
        })
    });
    assert_answer(
        "called where the value is \"Ada\", asked in the child",
        seen,
        Some(Some("Ada")),
    );
}

#[test]
fn the_value_is_there_after_an_await() {
    let seen = ran(|| {
        USER.scope(Cell::new("Ada"), async {
            let child = async {
                sleep(10 * MS).await;
                user()
            };
            tokio::spawn(inherit(&USER, child)).await.ok()
        })
    });
    assert_answer("asked in the child after an await", seen, Some(Some("Ada")));
}

#[test]
fn the_copy_is_made_at_the_call() {
    let seen = ran(|| {
        USER.scope(Cell::new("Ada"), async {
            let child = tokio::spawn(inherit(&USER, async { user() }));
            USER.with(|user| user.set("Grace"));
            child.await.ok()
        })
    });
    assert_answer(
        "when the parent sets \"Grace\" after the call and before the child's first turn, asked in the child",
        seen,
        Some(Some("Ada")),
    );
}

#[test]
fn what_the_child_sets_stays_with_it() {
    let (child, parent) = ran(|| {
        COUNT.scope(Cell::new(1), async {
            let child = async {
                for _ in 0..3 {
                    COUNT.with(|count| count.set(count.get() * 2));
                    sleep(10 * MS).await;
                }
                COUNT.with(Cell::get)
            };
            let child = tokio::spawn(inherit(&COUNT, child)).await.ok();
            (child, COUNT.with(Cell::get))
        })
    });
    assert_answer(
        "when the child doubles its 1 three times, with awaits between",
        child,
        Some(8),
    );
    assert_answer(
        "when the child doubles its own, asked in the parent",
        parent,
        1,
    );
}

#[test]
fn without_a_value_the_child_has_none() {
    let seen = ran(|| async { inherit(&USER, async { user() }).await });
    assert_answer(
        "called where there is no value, asked in the child",
        seen,
        None,
    );
}

#[test]
fn without_a_value_the_child_sees_what_is_around_it() {
    let seen = ran(|| async {
        let child = inherit(&USER, async { user() });
        USER.scope(Cell::new("around"), child).await
    });
    assert_answer(
        "called where there is no value, and awaited where it is \"around\"",
        seen,
        Some("around"),
    );
}

#[test]
fn a_shared_value_stays_shared() {
    let count = ran(|| {
        SHARED.scope(Arc::new(AtomicU32::new(0)), async {
            for _ in 0..3 {
                let child = async { SHARED.with(|count| count.fetch_add(1, Ordering::Relaxed)) };
                drop(tokio::spawn(inherit(&SHARED, child)).await);
            }
            SHARED.with(|count| count.load(Ordering::Relaxed))
        })
    });
    assert_answer(
        "when three children add 1 to a number in an `Arc`, asked in the parent",
        count,
        3,
    );
}
