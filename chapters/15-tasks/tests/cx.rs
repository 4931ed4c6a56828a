//! asyncio's promises about context variables, group CX, with task-locals.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ch15_tasks::{create_task, inherit};
use paused::run;
use tokio::time::sleep;

const MS: Duration = Duration::from_millis(1);

tokio::task_local! {
    /// Each task's own: a `Cell` is copied.
    static WORD: Cell<&'static str>;
    static NUMBER: Cell<u32>;
    /// Everybody's: an `Arc` is shared.
    static SHARED: Arc<AtomicU32>;
}

#[test]
fn cx_01_a_child_sees_what_was_there_when_it_was_made() {
    let done = run(|| {
        WORD.scope(Cell::new("default"), async {
            let child = create_task(inherit(&WORD, async {
                sleep(10 * MS).await;
                let seen = WORD.with(Cell::get);
                WORD.with(|word| word.set("the child's"));
                sleep(20 * MS).await;
                Ok::<_, String>((seen, WORD.with(Cell::get)))
            }));
            WORD.with(|word| word.set("yes"));
            (child.await, WORD.with(Cell::get))
        })
    });
    assert_eq!(done.output, (Ok(("default", "the child's")), "yes"));
}

/// The counterpart: this is Tokio without help.
#[test]
fn cx_01_a_plain_task_sees_nothing() {
    let done = run(|| {
        WORD.scope(Cell::new("default"), async {
            let child = tokio::spawn(async { WORD.try_with(Cell::get).is_err() });
            (child.await.expect("it ends"), WORD.with(Cell::get))
        })
    });
    assert_eq!(done.output, (true, "default"));
}

#[test]
fn cx_01_where_there_is_no_value_none_is_inherited() {
    let done = run(|| async {
        let child = inherit(&WORD, async { WORD.try_with(Cell::get).is_err() });
        WORD.scope(Cell::new("later"), tokio::spawn(child))
            .await
            .expect("it ends")
    });
    assert!(done.output);
}

#[test]
fn cx_03_a_hundred_tasks_do_not_cross() {
    let done = run(|| {
        NUMBER.scope(Cell::new(1000), async {
            let mut random = fastrand::Rng::with_seed(3);
            let tasks: Vec<_> = (0..100_u32)
                .map(|number| {
                    let mut random = random.fork();
                    create_task(inherit(&NUMBER, async move {
                        for step in 0..10 {
                            NUMBER.with(|cell| cell.set(number * 10 + step));
                            sleep(random.u32(1..20) * MS).await;
                            assert_eq!(NUMBER.with(Cell::get), number * 10 + step);
                        }
                        Ok::<_, String>(NUMBER.with(Cell::get))
                    }))
                })
                .collect();
            let mut given = Vec::new();
            for task in tasks {
                given.push(task.await.expect("nothing crosses"));
            }
            (given, NUMBER.with(Cell::get))
        })
    });
    let right: Vec<_> = (0..100).map(|number| number * 10 + 9).collect();
    assert_eq!(done.output, (right, 1000));
}

#[test]
fn cx_04_one_context_given_to_two_tasks_is_shared_by_them() {
    let done = run(|| async {
        let context = Arc::new(AtomicU32::new(0));
        let mut seen = vec![context.load(Ordering::Relaxed)];
        for number in 1..=2 {
            let set = async move {
                SHARED.with(|cell| cell.store(number, Ordering::Relaxed));
                Ok::<_, String>(())
            };
            let task = create_task(SHARED.scope(Arc::clone(&context), set));
            task.await.expect("it ends");
            seen.push(context.load(Ordering::Relaxed));
        }
        seen
    });
    assert_eq!(done.output, [0, 1, 2]);
}

#[test]
fn cx_04_an_inherited_arc_is_the_same_one() {
    let done = run(|| {
        SHARED.scope(Arc::new(AtomicU32::new(0)), async {
            let child = async { SHARED.with(|cell| cell.fetch_add(1, Ordering::Relaxed)) };
            tokio::spawn(inherit(&SHARED, child))
                .await
                .expect("it ends");
            SHARED.with(|cell| cell.load(Ordering::Relaxed))
        })
    });
    assert_eq!(done.output, 1);
}
