//! Rows of group TG in which somebody listens to requests: the owner, a child, or the body.

mod common;

use ch15_tasks::{Requests, Task, TaskResult, create_cooperative};
use ch18_task_groups::{Failure, Group, GroupError, Stop, cooperative_group, task_group};
use common::{Boom, fails, fails_in_cleanup, gives, ms};
use paused::{Log, now, run};

type Owned = TaskResult<(), GroupError<Boom>>;

/// Asks `owner` to stop at `at`, and gives how it has ended, and when.
async fn cancelled_at(at: u64, owner: Task<(), GroupError<Boom>>) -> (Owned, u64) {
    ms(at).await;
    assert!(owner.cancel());
    (owner.await, now())
}

fn text((result, at): (Owned, u64)) -> String {
    match result {
        Ok(()) => format!("ok at {at}"),
        Err(error) => format!("{error} at {at}"),
    }
}

/// Cleans up for 10 ms when asked.
async fn cleans_up(requests: Requests, log: Log) -> Result<(), Stop<Boom>> {
    let cancelled = requests.requested().await;
    ms(10).await;
    log.note(format_args!("cleaned up at {}", now()));
    Err(cancelled.into())
}

#[test]
fn tg_06_a_request_stops_five_children_and_the_owner_ends_after_them() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let owner = create_cooperative(|requests| async move {
            cooperative_group(&requests, |group| async move {
                for n in 0..3 {
                    group.spawn(noted.work(&format!("plain {n}"), 1000, Ok(())));
                }
                group.spawn_cooperative(|requests| cleans_up(requests, noted.clone()));
                group.spawn_cooperative(|requests| cleans_up(requests, noted.clone()));
                Ok(())
            })
            .await
        });
        text(cancelled_at(100, owner).await)
    });
    assert_eq!(done.output, "cancelled at 110");
    assert_eq!(
        log.sorted()[..2],
        ["cleaned up at 110", "cleaned up at 110"]
    );
    assert!((0..3).all(|n| log.has(&format!("plain {n} is dropped at 100"))));
    assert_eq!(done.left, 0);
}

#[test]
fn tg_08_errors_of_the_childrens_cleanup_outrank_the_request() {
    let done = run(|| async {
        let owner = create_cooperative(|requests| async move {
            let asked = requests.clone();
            cooperative_group(&requests, |group| async move {
                for _ in 0..5 {
                    group.spawn_cooperative(|requests| fails_in_cleanup(requests, "child", 0));
                }
                Ok(asked.run_until_cancelled(ms(1000)).await?)
            })
            .await
        });
        text(cancelled_at(100, owner).await)
    });
    let five = ["Boom(child)"; 5].join(", ");
    assert_eq!(done.output, format!("Group[{five}] at 100"));
}

/// An owner whose outer group has perhaps one child, and whose body is inside an inner group of five.
fn nested(outer_child: bool) -> String {
    let done = run(move || async move {
        let owner = create_cooperative(move |requests| async move {
            let asked = requests.clone();
            cooperative_group(&requests, |outer| async move {
                if outer_child {
                    outer.spawn(gives((), 1000));
                }
                cooperative_group(&asked, async |inner| {
                    for _ in 0..5 {
                        inner.spawn_cooperative(|requests| fails_in_cleanup(requests, "child", 0));
                    }
                    Ok(asked.run_until_cancelled(ms(1000)).await?)
                })
                .await?;
                Ok(())
            })
            .await
        });
        text(cancelled_at(100, owner).await)
    });
    assert_eq!(done.left, 0);
    done.output
}

#[test]
fn tg_11_an_inner_aggregate_is_wrapped_again() {
    let five = ["Boom(child)"; 5].join(", ");
    assert_eq!(nested(false), format!("Group[Group[{five}]] at 100"));
}

#[test]
fn tg_12_an_outer_child_that_is_cancelled_adds_nothing() {
    let five = ["Boom(child)"; 5].join(", ");
    assert_eq!(nested(true), format!("Group[Group[{five}]] at 100"));
}

#[test]
fn tg_17_a_group_without_children_ends_with_its_body() {
    let done = run(|| async {
        let owner = create_cooperative(|requests| async move {
            let asked = requests.clone();
            cooperative_group(&requests, |_: Group<Boom>| async move {
                Ok(asked.run_until_cancelled(ms(1000)).await?)
            })
            .await
        });
        text(cancelled_at(100, owner).await)
    });
    assert_eq!(done.output, "cancelled at 100");
}

#[test]
fn tg_19_the_childs_error_and_that_of_the_bodys_cleanup() {
    let done = run(|| async {
        let requests = Requests::new();
        let asked = requests.clone();
        let result = cooperative_group(&requests, |group| async move {
            group.spawn(fails("child", 100));
            fails_in_cleanup(asked, "body", 20).await
        });
        let text = text((result.await, now()));
        (text, requests.cancelling())
    });
    let both = "Group[Boom(child), Boom(body)] at 120".to_owned();
    assert_eq!(
        done.output,
        (both, 0),
        "and the group's own request is taken back"
    );
}

#[test]
fn tg_22_a_request_at_the_end_of_the_block() {
    let done = run(|| async {
        let owner = create_cooperative(|requests| async move {
            cooperative_group(&requests, |group| async move {
                group.spawn(gives((), 100));
                group.spawn(gives((), 100));
                Ok::<_, Stop<Boom>>(())
            })
            .await
        });
        text(cancelled_at(50, owner).await)
    });
    assert_eq!(done.output, "cancelled at 50");
}

#[test]
fn tg_28_nothing_is_spawned_while_the_group_shuts_down() {
    let log = Log::new();
    let noted = log.clone();
    let done = run(move || async move {
        let result: Result<(), _> = task_group(|group| async move {
            group.spawn(fails("A", 1));
            let siblings = group.clone();
            group.spawn_cooperative(|requests| async move {
                let cancelled = requests.requested().await;
                let refused = siblings.try_spawn(noted.work("extra", 0, Ok(())));
                noted.note(refused.unwrap_err());
                let stillborn = siblings.spawn(noted.work("extra", 0, Ok(())));
                noted.note(stillborn.await.unwrap_err());
                let coop = siblings.spawn_cooperative(|requests| cleans_up(requests, noted));
                assert!(coop.done() && !siblings.is_open());
                Err::<(), _>(cancelled.into())
            });
            Ok(())
        })
        .await;
        result.unwrap_err().to_string()
    });
    assert_eq!(done.output, "Group[Boom(A)]");
    let refused = [
        "not spawned: the group is shutting down",
        "the child was cancelled, and has no value",
    ];
    assert_eq!(log.lines(), refused);
}

#[test]
fn tg_35_a_request_that_errors_outrank_is_made_again() {
    let done = run(|| async {
        let owner: Task<(), GroupError<Boom>> = create_cooperative(|requests| async move {
            let group: Owned = cooperative_group(&requests, |group| async move {
                group.spawn_cooperative(|requests| fails_in_cleanup(requests, "child", 10));
                Ok(())
            })
            .await;
            let caught = group
                .unwrap_err()
                .failed()
                .expect("errors outrank the request");
            assert_eq!(caught.to_string(), "Group[Boom(child)]");
            assert_eq!(requests.cancelling(), 1);
            requests.run_until_cancelled(ms(1000)).await?;
            Ok(())
        });
        let ended = cancelled_at(100, owner.clone()).await;
        (text(ended), owner.cancelled())
    });
    assert_eq!(done.output, ("cancelled at 110".to_owned(), true));
}

#[test]
fn tg_37_errors_in_the_order_of_their_ends_and_the_bodys_last() {
    let done = run(|| async {
        let requests = Requests::new();
        let asked = requests.clone();
        let result = cooperative_group(&requests, |group| async move {
            group.spawn_cooperative(|requests| fails_in_cleanup(requests, "Y", 20));
            group.spawn(fails("X", 10));
            fails_in_cleanup(asked, "body", 5).await
        });
        text((result.await, now()))
    });
    assert_eq!(done.output, "Group[Boom(X), Boom(Y), Boom(body)] at 30");
}

#[test]
fn a_body_may_refuse_and_give_its_value_but_errors_outrank_it() {
    let done = run(|| async {
        let refuses = |child: u64| async move {
            let requests = Requests::new();
            let asked = requests.clone();
            let result = cooperative_group(&requests, |group| async move {
                group.spawn(fails("child", child));
                asked.requested().await;
                Ok("all the same")
            });
            result.await
        };
        refuses(10).await.unwrap_err().to_string()
    });
    assert_eq!(done.output, "Group[Boom(child)]");
}

#[test]
fn a_cooperative_child_may_run_a_group_whose_error_nests() {
    let done = run(|| async {
        let result: Result<(), _> = task_group(|group| async move {
            group.spawn_cooperative(|requests| async move {
                cooperative_group(&requests, |inner| async move {
                    inner.spawn(fails("inner", 10));
                    Ok(())
                })
                .await?;
                Ok(())
            });
            Ok(())
        })
        .await;
        let error: GroupError<Boom> = result.unwrap_err();
        assert!(matches!(error.failures(), [Failure::Group(_)]));
        (error.to_string(), error.errors().len())
    });
    assert_eq!(done.output, ("Group[Group[Boom(inner)]]".to_owned(), 1));
}

#[test]
fn a_child_that_cancels_itself_is_no_failure() {
    let done = run(|| async {
        task_group(|group: Group<Boom>| async move {
            group
                .spawn_cooperative(|_| async { Err::<(), _>(Stop::Cancelled(Default::default())) });
            ms(10).await;
            Ok(group.is_open())
        })
        .await
    });
    assert_eq!(done.output, Ok(true));
}
