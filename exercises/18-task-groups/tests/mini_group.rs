// Judge of 18/mini_group.
// Over 300 lines because a whole task group is judged, and a case is read together with its group.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use ex18_task_groups::mini_group::{Refused, Spawner, group};
use futures::FutureExt;
use judge::assert_answer;
use paused::{Done, Log, Paused, now};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

/// Of real time: an answer that never rests is stopped.
const LIMIT: Duration = Duration::from_secs(2);

/// What a child's spawn is expected with.
const OPEN: &str = "a group that was open has refused a child";

/// What the end of a group is expected with in which nothing fails.
const ENDS: &str = "a group without children, whose body gave a value, has failed";

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "with something that is no text".to_owned())
}

/// Drives a case. A panic in it is the answer's, and is told so.
#[track_caller]
fn driven<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::new().awaiting(what).limit(LIMIT);
    catch_unwind(AssertUnwindSafe(|| run.run(case))).unwrap_or_else(|panic| {
        let words = words(&*panic);
        assert!(!words.starts_with("waited "), "{words}");
        let by_the_judge = words.starts_with(OPEN) || words.starts_with(ENDS);
        assert!(!by_the_judge, "{words}");
        panic!("the answer panicked: {words}")
    })
}

type Error = &'static str;

fn ms(ms: u64) -> tokio::time::Sleep {
    sleep(Duration::from_millis(ms))
}

async fn fails(error: Error, after: u64) -> Result<(), Error> {
    ms(after).await;
    Err(error)
}

fn what_and_when(case: &str) -> String {
    format!("{case}, asked for what the group gave, and when")
}

/// Runs a case, in which nothing may be left at the end.
fn case<T: Send + 'static>(case: impl AsyncFnOnce(Log) -> T + Send + 'static) -> T {
    let done = driven("the group to end", move || case(Log::new()));
    assert!(
        done.left == 0,
        "the group ended, and {} of its children were still there",
        done.left
    );
    done.output
}

#[test]
fn it_gives_the_bodys_value_after_the_last_child() {
    let given = case(async |log| {
        let value = group(async |children| {
            for after in [10, 30, 20] {
                children
                    .spawn(log.work("child", after, Ok::<_, Error>(())))
                    .expect(OPEN);
            }
            Ok("value")
        });
        (value.await, now())
    });
    assert_answer(
        what_and_when("with children of 10, 30 and 20 ms"),
        given,
        (Ok("value"), 30),
    );
}

#[test]
fn the_body_runs_while_children_run() {
    let given = case(async |log| {
        let value = group(async |children| {
            children
                .spawn(log.work("child", 30, Ok::<_, Error>(())))
                .expect(OPEN);
            log.work("body", 30, Ok(1)).await
        });
        (value.await, now())
    });
    assert_answer(
        what_and_when("with a child and a body of 30 ms each"),
        given,
        (Ok(1), 30),
    );
}

#[test]
fn a_child_that_fails_stops_body_and_siblings_and_all_are_awaited() {
    let (result, at, log) = case(async |log| {
        let result = group(async |children| {
            children.spawn(fails("child", 20)).expect(OPEN);
            children
                .spawn(log.work("sibling", 1000, Ok(())))
                .expect(OPEN);
            log.work("body", 1000, Ok(())).await
        });
        (result.await, now(), log.lines())
    });
    let case = "when a child fails at 20 ms";
    assert_answer(case, result, Err(vec!["child"]));
    assert_answer(format!("{case}, asked when the group ended"), at, 20);
    let has = |line: &str| log.iter().any(|noted| noted == line);
    assert!(
        has("body is dropped at 20"),
        "{case}, the body was not dropped at its await"
    );
    assert!(
        has("sibling is dropped at 20"),
        "{case}, the group ended before its other child was gone"
    );
}

#[test]
fn the_bodys_error_stops_the_children() {
    let given = case(async |log| {
        let result = group(async |children| {
            children.spawn(log.work("child", 1000, Ok(()))).expect(OPEN);
            ms(20).await;
            Err::<(), _>("body")
        });
        (result.await, now(), log.has("child is dropped at 20"))
    });
    assert_answer(
        "when the body fails at 20 ms, asked for what the group gave, when, and whether the child was gone",
        given,
        (Err(vec!["body"]), 20, true),
    );
}

#[test]
fn an_error_that_comes_after_the_bodys_end_counts() {
    let given = case(async |log| {
        let result = group(async |children| {
            children.spawn(fails("child", 20)).expect(OPEN);
            children
                .spawn(log.work("sibling", 1000, Ok(())))
                .expect(OPEN);
            Ok("value")
        });
        (result.await, now())
    });
    assert_answer(
        what_and_when("when the body has given its value, and a child fails at 20 ms"),
        given,
        (Err(vec!["child"]), 20),
    );
}

/// Two that fail in one turn: the second is told by the first, in the poll that ends it.
#[test]
fn errors_are_all_given_in_the_order_of_their_children_ending() {
    let (given, failed) = case(async |log| {
        let result = group(async |children| {
            let (tell, told) = oneshot::channel();
            let noted = log.clone();
            let second = async move {
                let _ = told.await;
                noted.note("second");
                Err("second")
            };
            children.spawn(second).expect(OPEN);
            let noted = log.clone();
            let first = async move {
                ms(20).await;
                let _ = tell.send(());
                noted.note("first");
                Err("first")
            };
            children.spawn(first).expect(OPEN);
            log.work("body", 1000, Ok(())).await
        });
        let given = result.await;
        // Whoever was aborted first has no error.
        let mut failed = vec!["first", "second"];
        failed.retain(|child| log.has(child));
        (given, failed)
    });
    assert_answer(
        "when a child fails, and then another one before anybody was joined",
        given,
        Err(failed),
    );
}

/// Children whose errors come at one time: Tokio decides who is first, the body is last all the same.
#[test]
fn the_bodys_error_is_the_last() {
    let (errors, last) = case(async |_| {
        let result: Result<(), _> = group(async |children| {
            children.spawn(fails("child", 20)).expect(OPEN);
            // Ready in the very poll in which it hears of the time, before the group has looked at the child.
            ms(20).await;
            Err("body")
        })
        .await;
        let errors = result.err().unwrap_or_default();
        (errors.len(), errors.last().copied())
    });
    assert!(
        errors == 1 || last == Some("body"),
        "when a child and the body fail at one time, the body's error is not the last one"
    );
}

#[test]
fn grandchildren_keep_it_open() {
    let given = case(async |_| {
        let value = group(async |children| {
            let siblings: Spawner<Error> = children.clone();
            let child = async move {
                ms(100).await;
                let grandchild = async {
                    ms(100).await;
                    Ok(())
                };
                siblings.spawn(grandchild).map_err(|Refused| "refused")
            };
            children.spawn(child).expect(OPEN);
            Ok(())
        });
        (value.await, now())
    });
    assert_answer(
        what_and_when("when a child spawns a sibling at 100 ms that takes 100 ms"),
        given,
        (Ok(()), 200),
    );
}

#[test]
fn a_child_that_comes_late_is_looked_after() {
    let given = case(async |_| {
        let value = group(async |children| {
            ms(10).await;
            children.spawn(fails("late child", 10)).expect(OPEN);
            ms(1000).await;
            Ok(())
        });
        (value.await, now())
    });
    assert_answer(
        what_and_when("when the body spawns its first child at 10 ms, which fails at 20 ms"),
        given,
        (Err(vec!["late child"]), 20),
    );
}

struct SpawnsWhenDropped(Spawner<Error>, Log);

impl Drop for SpawnsWhenDropped {
    fn drop(&mut self) {
        let late = self.1.work("late", 10, Ok(()));
        let answer = self.0.spawn(late);
        self.1.note(format_args!("{answer:?}"));
    }
}

#[test]
fn it_takes_no_children_while_it_shuts_down() {
    let (lines, at) = case(async |log| {
        let _ = group(async |children| {
            let last_wish = SpawnsWhenDropped(children.clone(), log.clone());
            let child = async move {
                ms(1000).await;
                drop(last_wish);
                Ok(())
            };
            children.spawn(child).expect(OPEN);
            ms(20).await;
            Err::<(), _>("body")
        })
        .await;
        (log.lines(), now())
    });
    assert_answer(
        "when an aborted child spawns a sibling, asked for what it was told",
        lines,
        vec!["Err(Refused)".to_owned()],
    );
    assert_answer(
        "when an aborted child spawns a sibling, asked when the group ended",
        at,
        20,
    );
}

#[test]
fn a_refused_child_may_spawn_while_it_is_dropped() {
    let what = "a refused child to be dropped, whose destructor spawns";
    let done = driven(what, || async {
        let log = Log::new();
        let children: Spawner<Error> = group(async |children| Ok(children)).await.expect(ENDS);
        let last_wish = SpawnsWhenDropped(children.clone(), log.clone());
        let refused = children.spawn(async move {
            drop(last_wish);
            Ok(())
        });
        log.note(format_args!("{refused:?}"));
        log.lines()
    });
    assert_answer(
        "when a refused child spawns a sibling while it is dropped, asked for what both were told",
        done.output,
        vec!["Err(Refused)".to_owned(); 2],
    );
}

#[test]
fn it_takes_no_children_after_its_end() {
    let given = case(async |log| {
        let children: Spawner<Error> = group(async |children| Ok(children)).await.expect(ENDS);
        children.spawn(log.work("late", 10, Ok(())))
    });
    assert_answer("asked to spawn after its end", given, Err(Refused));
}

async fn panics(words: &'static str, after: u64) -> Result<(), Error> {
    ms(after).await;
    std::panic::resume_unwind(Box::new(words))
}

#[test]
fn a_childs_panic_goes_on_when_everybody_has_ended() {
    let (panic, dropped) = case(async |log| {
        let ended = group(async |children| {
            children.spawn(panics("on purpose", 20)).expect(OPEN);
            children
                .spawn(log.work("sibling", 1000, Ok(())))
                .expect(OPEN);
            log.work("body", 1000, Ok(())).await
        });
        let ended = AssertUnwindSafe(ended).catch_unwind().await;
        (
            ended.map_err(|panic| words(&*panic)),
            log.has("sibling is dropped at 20"),
        )
    });
    assert_answer("when a child panics", panic, Err("on purpose".to_owned()));
    assert!(
        dropped,
        "the panic of a child went on before its sibling was gone"
    );
}

struct Bomb(&'static str);

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            std::panic::resume_unwind(Box::new(self.0));
        }
    }
}

#[test]
fn of_two_panics_the_first_goes_on() {
    let panic = case(async |_| {
        let ended = group(async |children| {
            let cleanup = async {
                let _bomb = Bomb("in the cleanup");
                std::future::pending().await
            };
            children.spawn(cleanup).expect(OPEN);
            children.spawn(panics("on purpose", 20)).expect(OPEN);
            Ok(())
        });
        let ended = AssertUnwindSafe(ended).catch_unwind().await;
        ended.map_err(|panic| words(&*panic))
    });
    assert_answer(
        "when a child panics, and another one panics while it is dropped",
        panic,
        Err("on purpose".to_owned()),
    );
}

#[test]
fn the_bodys_panic_goes_on_when_everybody_has_ended() {
    let (panic, dropped) = case(async |log| {
        let ended = group(async |children| {
            children.spawn(log.work("child", 1000, Ok(()))).expect(OPEN);
            panics("on purpose", 20).await
        });
        let ended = AssertUnwindSafe(ended).catch_unwind().await;
        (
            ended.map_err(|panic| words(&*panic)),
            log.has("child is dropped at 20"),
        )
    });
    assert_answer("when the body panics", panic, Err("on purpose".to_owned()));
    assert!(
        dropped,
        "the body's panic went on before its child was gone"
    );
}

#[test]
fn dropped_early_it_leaves_nobody() {
    case(async |log| {
        let group = group(async |children| {
            children
                .spawn(log.work("child", 1000, Ok::<_, Error>(())))
                .expect(OPEN);
            let siblings = children.clone();
            let child = async move {
                ms(1000).await;
                siblings
                    .spawn(async { Ok(()) })
                    .map_err(|Refused| "refused")
            };
            children.spawn(child).expect(OPEN);
            Ok(())
        });
        let _ = timeout(Duration::from_millis(50), group).await;
    });
}
