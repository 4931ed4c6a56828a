//! What a scope promises.

mod common;

use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;

use ch18_task_groups::{Closed, Failure, Scope, Scoped, scope};
use common::{Boom, fails, ms};
use futures::FutureExt;
use judge::CountingWaker;
use paused::{Log, now, run};

#[test]
fn children_borrow_what_the_body_may_borrow() {
    let done = run(|| async {
        let (mut left, mut right) = ([3, 1, 2], [9, 7, 8]);
        let both = scope(async |scope| {
            let (a, b) = (&mut left, &mut right);
            let a = scope.spawn(async move {
                ms(10).await;
                a.sort();
                Ok::<_, Boom>(a.len())
            });
            let b = scope.spawn(async move {
                ms(10).await;
                b.sort();
                Ok(b.len())
            });
            Ok(a.await? + b.await?)
        });
        let len = both.await.unwrap();
        (len, left, right, now())
    });
    assert_eq!(done.output, (6, [1, 2, 3], [7, 8, 9], 10));
}

#[test]
fn children_take_turns_in_one_task() {
    let done = run(|| async {
        let log = Log::new();
        scope(async |scope| {
            scope.spawn(log.work("a", 20, Ok::<_, Boom>(())));
            scope.spawn(log.work("b", 10, Ok(())));
            log.work("body", 5, Ok(())).await
        })
        .await
        .unwrap();
        let tasks = tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks();
        (log.lines()[3..].to_vec(), tasks)
    });
    let ends = ["body ends at 5", "b ends at 10", "a ends at 20"].map(str::to_owned);
    assert_eq!(done.output, (ends.to_vec(), 0));
}

#[test]
fn a_child_may_spawn_siblings_and_they_keep_the_scope_open() {
    let done = run(|| async {
        let count = Mutex::new(0);
        let count = &count;
        scope(|scope| async move {
            let siblings = scope.clone();
            scope.spawn(async move {
                ms(100).await;
                for n in 1..=2 {
                    siblings.spawn(async move {
                        ms(100 * n).await;
                        *count.lock().unwrap() += 1;
                        Ok(())
                    });
                }
                Ok::<_, Boom>(())
            });
            Ok(())
        })
        .await
        .unwrap();
        (*count.lock().unwrap(), now())
    });
    assert_eq!(done.output, (2, 300));
}

#[test]
fn the_first_error_drops_all_others_at_once() {
    let done = run(|| async {
        let log = Log::new();
        let result: Result<(), _> = scope(async |scope| {
            scope.spawn(fails("child", 10));
            scope.spawn(log.work("sibling", 1000, Ok(())));
            log.work("body", 1000, Ok(())).await
        })
        .await;
        (
            result.unwrap_err().to_string(),
            log.sorted()[2..].to_vec(),
            now(),
        )
    });
    let dropped = vec![
        "sibling is dropped at 10".to_owned(),
        "sibling starts at 0".to_owned(),
    ];
    assert_eq!(done.output, ("Group[Boom(child)]".to_owned(), dropped, 10));
}

#[test]
fn a_panic_drops_all_others_and_goes_on() {
    let done = run(|| async {
        let log = Log::new();
        let result = scope(async |scope| {
            scope.spawn(log.work("sibling", 1000, Ok::<_, Boom>(())));
            ms(10).await;
            std::panic::resume_unwind(Box::new("body"));
            #[allow(unreachable_code)]
            Ok(())
        });
        let panic = std::panic::AssertUnwindSafe(result)
            .catch_unwind()
            .await
            .unwrap_err();
        (
            *panic.downcast::<&str>().unwrap(),
            log.has("sibling is dropped at 10"),
        )
    });
    assert_eq!(done.output, ("body", true));
}

#[test]
fn dropped_early_it_drops_its_children_and_takes_no_more() {
    let log = Log::new();
    let kept = Mutex::new(None);
    {
        let scope = scope(|scope: Scope<'_, Boom>| {
            *kept.lock().unwrap() = Some(scope.clone());
            let log = log.clone();
            scope.spawn(async move {
                let _work = Note(log);
                pending::<Result<(), Boom>>().await
            });
            async { Ok(()) }
        });
        assert!(scope.now_or_never().is_none());
    }
    assert_eq!(log.lines(), ["dropped"]);
    let scope = kept.into_inner().unwrap().unwrap();
    assert_eq!(
        scope.try_spawn(async { Ok(()) }).unwrap_err().why,
        Closed::Ended
    );
}

struct Note(Log);

impl Drop for Note {
    fn drop(&mut self) {
        self.0.note("dropped");
    }
}

#[test]
fn who_was_not_woken_is_not_polled() {
    let polls = AtomicU32::new(0);
    let counted = |ms: u64| {
        let mut sleep = Box::pin(common::ms(ms));
        let polls = &polls;
        poll_fn(move |cx| {
            polls.fetch_add(1, Ordering::Relaxed);
            sleep.as_mut().poll(cx).map(Ok::<_, Boom>)
        })
    };
    let (_, recording) = paused::record(async {
        let ended = scope(async |scope| {
            for n in 1..=10 {
                scope.spawn(counted(10 * n));
            }
            Ok(())
        });
        ended.await.unwrap();
    });
    drop(recording);
    assert_eq!(
        polls.load(Ordering::Relaxed),
        20,
        "twice each: to begin, and to end"
    );
}

/// A spawn from outside of the scope's own turns wakes its task.
#[test]
fn a_spawn_from_elsewhere_wakes_the_scope() {
    let kept = Mutex::new(None);
    let mut scope = pin!(scope(|scope: Scope<'_, Boom>| {
        *kept.lock().unwrap() = Some(scope);
        pending::<Result<(), Failure<Boom>>>()
    }));
    let counting = CountingWaker::new();
    let waker: Waker = counting.waker();
    let mut cx = Context::from_waker(&waker);
    assert!(scope.as_mut().poll(&mut cx).is_pending());
    let child = kept.lock().unwrap().take().unwrap().spawn(async { Ok(7) });
    assert_eq!(counting.wakes(), 1);
    assert!(scope.as_mut().poll(&mut cx).is_pending());
    assert_eq!(child.now_or_never().unwrap(), Ok(7));
}

#[test]
fn a_scope_that_never_rests_gives_its_turn_away() {
    let mut scope = pin!(scope(|_: Scope<'_, Boom>| poll_fn(|cx| {
        cx.waker().wake_by_ref();
        Poll::<Result<(), Failure<Boom>>>::Pending
    })));
    let counting = CountingWaker::new();
    let waker = counting.waker();
    assert!(
        scope
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
    );
    assert!(counting.wakes() > 0);
}

static FORGOTTEN: Mutex<Vec<usize>> = Mutex::new(Vec::new());

#[test]
fn a_scope_that_is_forgotten_does_no_harm() {
    let mut words = vec![String::from("words")];
    {
        let mut forgotten = Box::pin(scope(async |scope| {
            let word = &mut words[0];
            scope.spawn(async move {
                ready_at_the_second_poll().await;
                pending::<()>().await;
                word.push_str(", never written");
                Ok::<_, Boom>(())
            });
            Ok(())
        }));
        assert!((&mut forgotten).now_or_never().is_none());
        // Somebody still knows where it is, so that leak checkers find nothing.
        let address = std::ptr::from_ref(&*forgotten).cast::<()>() as usize;
        FORGOTTEN.lock().unwrap().push(address);
        std::mem::forget(forgotten);
    }
    assert_eq!(words, ["words"]);
}

async fn ready_at_the_second_poll() {
    let mut polled = false;
    poll_fn(|cx| {
        cx.waker().wake_by_ref();
        match std::mem::replace(&mut polled, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    })
    .await;
}

/// The scope on one thread, a handle on another: whoever comes first, the value arrives, or is dropped once.
#[test]
fn a_value_may_be_taken_on_another_thread() {
    for round in 0..1000 {
        let (send, handles) = mpsc::channel::<Scoped<'static, Arc<u32>, Boom>>();
        let taker = thread::spawn(move || {
            let handle = handles.recv().expect("the scope sends one");
            match round % 3 {
                0 => drop(handle),
                _ => assert_eq!(futures::executor::block_on(handle), Ok(Arc::new(7))),
            }
        });
        let value = Arc::new(7);
        let kept = value.clone();
        let scope = scope(async move |scope: Scope<'static, Boom>| {
            let child = scope.spawn(async move {
                ready_at_the_second_poll().await;
                Ok(kept)
            });
            send.send(child).expect("the taker waits");
            Ok::<_, Failure<Boom>>(())
        });
        futures::executor::block_on(scope).expect("no child fails");
        taker.join().expect("it takes the value");
        assert_eq!(Arc::strong_count(&value), 1);
    }
}
