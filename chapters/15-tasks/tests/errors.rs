//! The three ways in which a task gives no value, and what they say.

use ch15_tasks::{Cancelled, Panic, TaskError, flatten};
use paused::{now, run};

#[test]
fn errors_speak_for_themselves() {
    let panic = |text: &'static str| Panic::new(Box::new(text));
    let cancelled = |reason: Option<&str>| Cancelled {
        reason: reason.map(str::to_owned),
    };
    let errors: [TaskError<&str>; 5] = [
        TaskError::Failed("no rows"),
        cancelled(None).into(),
        cancelled(Some("enough")).into(),
        TaskError::Panicked(panic("no rule")),
        TaskError::Panicked(Panic::new(Box::new(7))),
    ];
    let words = errors.clone().map(|error| error.to_string());
    assert_eq!(
        words,
        [
            "no rows",
            "cancelled",
            "cancelled: enough",
            "panicked: no rule",
            "panicked: a panic without words"
        ]
    );
    assert_eq!(
        errors.clone().map(|error| error.is_cancelled()),
        [false, true, true, false, false]
    );
    assert_eq!(
        errors.clone().map(|error| error.is_panic()),
        [false, false, false, true, true]
    );
    assert_eq!(
        errors.map(TaskError::failed),
        [Some("no rows"), None, None, None, None]
    );
    assert_eq!(panic("a"), panic("a"));
    assert_ne!(panic("a"), panic("b"));
    assert_eq!(
        (panic("a").text(), format!("{:?}", panic("a"))),
        ("a", r#"Panic("a")"#.to_owned())
    );
}

#[test]
fn a_panic_goes_on_with_its_payload_once_and_with_its_words_then() {
    let panic = Panic::new(Box::new("words"));
    let again = panic.clone();
    let caught = [panic, again].map(|panic| {
        let caught = std::panic::catch_unwind(|| panic.resume());
        let Err(payload) = caught;
        (
            payload.is::<&str>(),
            payload.downcast_ref::<String>().cloned(),
        )
    });
    assert_eq!(caught, [(true, None), (false, Some("words".to_owned()))]);
}

#[test]
fn flatten_tells_the_three_ways_apart() {
    let done = run(|| async {
        let cancelled = tokio::spawn(std::future::pending::<Result<u32, String>>());
        cancelled.abort();
        let panics = tokio::spawn(async {
            match now() {
                0 => panic!("on purpose"),
                _ => Ok::<u32, String>(1),
            }
        });
        let fails = tokio::spawn(async { Err::<u32, _>("no".to_owned()) });
        let gives = tokio::spawn(async { Ok::<_, String>(1) });
        [cancelled.await, panics.await, fails.await, gives.await].map(flatten)
    });
    let panicked = TaskError::Panicked(Panic::new(Box::new("on purpose")));
    let failed = TaskError::Failed("no".to_owned());
    let cancelled = TaskError::Cancelled(Cancelled::default());
    assert_eq!(
        done.output,
        [Err(cancelled), Err(panicked), Err(failed), Ok(1)]
    );
}
