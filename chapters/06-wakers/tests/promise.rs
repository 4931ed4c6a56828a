//! `Promise` beside asyncio.Future: the rows of the group FU that carry over, by their IDs.

use std::cell::RefCell;
use std::future::IntoFuture;
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use ch06_wakers::{Calls, Promise, PromiseError, block_on, in_thread, turn};
use judge::within;

type Numbers = Promise<u32, Rc<str>>;

fn promise(calls: &Calls) -> Numbers {
    Promise::new(calls, |_| ())
}

fn resolved(set: impl FnOnce(&Numbers)) -> Numbers {
    let promise = promise(&Calls::default());
    set(&promise);
    promise
}

/// Words, in the order in which they were said.
#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<String>>>);

impl Heard {
    fn say(&self, word: impl Into<String>) {
        self.0.borrow_mut().push(word.into());
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

#[test]
fn fu_01_a_new_promise_is_pending_and_can_be_cancelled() {
    let promise = promise(&Calls::default());
    assert!(!promise.done() && !promise.cancelled());
    assert!(promise.cancel(None));
    assert!(promise.done() && promise.cancelled());
}

#[test]
fn fu_02_a_cancelled_promise_stays_cancelled() {
    let promise = resolved(|promise| assert!(promise.cancel(None)));
    assert_eq!(promise.result(), Err(PromiseError::Cancelled(None)));
    assert_eq!(promise.exception(), Err(PromiseError::Cancelled(None)));
    assert_eq!(promise.set_result(1), Err(PromiseError::InvalidState));
    assert_eq!(
        promise.set_exception("e".into()),
        Err(PromiseError::InvalidState)
    );
    assert!(!promise.cancel(None));
    assert!(promise.cancelled());
}

#[test]
fn fu_03_a_result_is_set_once() {
    let promise = promise(&Calls::default());
    assert_eq!(promise.result(), Err(PromiseError::InvalidState));
    assert_eq!(promise.set_result(42), Ok(()));
    assert_eq!(promise.result(), Ok(42));
    assert_eq!(promise.exception(), Ok(None));
    assert_eq!(promise.set_result(43), Err(PromiseError::InvalidState));
    assert!(!promise.cancel(None));
    assert_eq!((promise.result(), promise.cancelled()), (Ok(42), false));
}

#[test]
fn fu_04_an_error_is_set_once_and_stays_the_same_object() {
    let promise = promise(&Calls::default());
    assert_eq!(promise.exception(), Err(PromiseError::InvalidState));
    let error: Rc<str> = "boom".into();
    assert_eq!(promise.set_exception(Rc::clone(&error)), Ok(()));
    let Err(PromiseError::Failed(raised)) = promise.result() else {
        panic!("it has failed")
    };
    let Ok(Some(read)) = promise.exception() else {
        panic!("it has an error")
    };
    assert!(Rc::ptr_eq(&raised, &error) && Rc::ptr_eq(&read, &error));
    assert_eq!(
        promise.set_exception("again".into()),
        Err(PromiseError::InvalidState)
    );
    assert_eq!(promise.set_result(1), Err(PromiseError::InvalidState));
    assert!(!promise.cancel(None));
}

#[test]
fn fu_06_callbacks_are_deferred_and_ordered() {
    for set in [
        |promise: &Numbers| promise.set_result(1),
        |promise: &Numbers| promise.set_exception("e".into()),
        |promise: &Numbers| {
            promise
                .cancel(None)
                .then_some(())
                .ok_or(PromiseError::InvalidState)
        },
    ] {
        let (calls, heard) = (Calls::default(), Heard::default());
        let promise = promise(&calls);
        for name in ["first", "second"] {
            let heard = heard.clone();
            promise.add_done_callback(move |promise| {
                heard.say(format!("{name}, done: {}", promise.done()));
            });
        }
        turn(&calls);
        assert!(heard.take().is_empty(), "called before it was done");
        assert_eq!(set(&promise), Ok(()));
        assert!(heard.take().is_empty(), "called inside the setter");
        turn(&calls);
        assert_eq!(heard.take(), ["first, done: true", "second, done: true"]);
        turn(&calls);
        assert!(heard.take().is_empty(), "called twice");
    }
}

#[test]
fn fu_06_a_callback_of_a_promise_that_is_done_is_deferred_as_well() {
    let (calls, heard) = (Calls::default(), Heard::default());
    let promise = promise(&calls);
    promise.set_result(1).expect("pending");
    let said = heard.clone();
    promise.add_done_callback(move |promise| said.say(format!("{:?}", promise.result())));
    assert!(heard.take().is_empty());
    turn(&calls);
    assert_eq!(heard.take(), ["Ok(1)"]);
}

#[test]
fn fu_06_what_a_callback_queues_waits_for_the_next_turn() {
    let (calls, heard) = (Calls::default(), Heard::default());
    let promise = promise(&calls);
    let said = heard.clone();
    promise.add_done_callback(move |promise| {
        said.say("outer");
        let said = said.clone();
        promise.add_done_callback(move |_| said.say("inner"));
    });
    promise.set_result(1).expect("pending");
    turn(&calls);
    assert_eq!(heard.take(), ["outer"]);
    turn(&calls);
    assert_eq!(heard.take(), ["inner"]);
}

#[test]
fn fu_07_callbacks_can_be_removed_and_the_rest_keep_their_order() {
    let cases: [(&[usize], &[&str]); 4] = [
        (&[0, 0], &["b", "c"]),
        (&[0, 1, 1], &["c"]),
        (&[2], &["a", "b"]),
        (&[], &["a", "b", "c"]),
    ];
    for (removed, left) in cases {
        let (calls, heard) = (Calls::default(), Heard::default());
        let promise = promise(&calls);
        let ids = ["a", "b", "c"].map(|name| {
            let heard = heard.clone();
            promise.add_done_callback(move |_| heard.say(name))
        });
        let mut seen = Vec::new();
        for place in removed {
            let first_time = !seen.contains(place);
            assert_eq!(promise.remove_done_callback(ids[*place]), first_time);
            seen.push(*place);
        }
        promise.set_result(1).expect("pending");
        turn(&calls);
        assert_eq!(heard.take(), left);
    }
}

#[test]
fn fu_07_a_callback_that_holds_its_promise_can_be_removed() {
    let promise = promise(&Calls::default());
    let inner = promise.clone();
    let id = promise.add_done_callback(move |_| drop(inner));
    assert!(promise.remove_done_callback(id)); // drops `inner` while it works on the same state
}

/// asyncio's `_copy_future_state`: with a `Result` at hand it is a match.
fn copy_state(source: &Numbers, target: &Numbers) -> Result<(), PromiseError<Rc<str>>> {
    match source.result() {
        Ok(result) => target.set_result(result),
        Err(PromiseError::Failed(error)) => target.set_exception(error),
        Err(PromiseError::Cancelled(reason)) => {
            let cancelled = target.cancel(reason.as_deref());
            cancelled.then_some(()).ok_or(PromiseError::InvalidState)
        }
        Err(PromiseError::InvalidState) => Err(PromiseError::InvalidState),
    }
}

#[test]
fn fu_11_the_state_can_be_copied() {
    let sources = [
        resolved(|promise| promise.set_result(1).expect("pending")),
        resolved(|promise| promise.set_exception("e".into()).expect("pending")),
        resolved(|promise| assert!(promise.cancel(Some("late")))),
    ];
    for source in sources {
        let target = promise(&Calls::default());
        assert_eq!(copy_state(&source, &target), Ok(()));
        assert_eq!(target.result(), source.result());
        assert_eq!(
            copy_state(&source, &target),
            Err(PromiseError::InvalidState)
        );
    }
}

#[test]
fn fu_12_a_result_for_a_cancelled_promise_can_be_ignored() {
    let promise = resolved(|promise| assert!(promise.cancel(None)));
    let _ = promise.set_result(1); // asyncio: _set_result_unless_cancelled
    assert!(promise.cancelled());
}

/// asyncio.wrap_future: a thread works, its value comes to a promise on this side.
async fn wrap(calls: Calls, work: impl FnOnce() -> u32 + Send + 'static) -> Numbers {
    let promise = promise(&calls);
    promise
        .set_result(in_thread("worker", work).await)
        .expect("pending");
    promise
}

#[test]
fn fu_13_a_value_arrives_from_another_thread() {
    let (here, there) = within(Duration::from_secs(5), "the value", || {
        let (sender, receiver) = std::sync::mpsc::channel();
        let promise = block_on(wrap(Calls::default(), move || {
            sender.send(thread::current().id()).expect("received");
            7
        }));
        assert_eq!(block_on(promise), Ok(7));
        (thread::current().id(), receiver.recv().expect("sent"))
    });
    assert_ne!(here, there);
}

#[test]
fn fu_13_a_future_is_wrapped_as_it_is() {
    let promise = resolved(|promise| promise.set_result(1).expect("pending"));
    let wrapped: Numbers = promise.into_future();
    assert_eq!(block_on(wrapped), Ok(1));
}

#[test]
fn fu_15_a_reason_for_cancelling_is_kept() {
    let promise = resolved(|promise| assert!(promise.cancel(Some("too slow"))));
    let too_slow = PromiseError::Cancelled(Some("too slow".to_owned()));
    assert_eq!(promise.result(), Err(too_slow.clone()));
    assert!(!promise.cancel(Some("something else")));
    assert_eq!(promise.result(), Err(too_slow));
}
