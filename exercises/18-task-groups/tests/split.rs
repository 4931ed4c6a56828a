// Judge of 18/split.

use std::future::pending;

use ch18_task_groups::{Failure, GroupError, task_group};
use ex18_task_groups::split::split;
use judge::assert_answer;
use paused::Paused;

type Group = GroupError<&'static str>;

fn error(error: &'static str) -> Failure<&'static str> {
    Failure::Error(error)
}

fn inner(failures: Vec<Failure<&'static str>>) -> Failure<&'static str> {
    Failure::Group(group(failures))
}

fn group(failures: Vec<Failure<&'static str>>) -> Group {
    GroupError::new(failures).expect("the judge makes no empty groups")
}

/// Both halves in words, for those who like what begins with `io`.
fn halves(whole: Group) -> (String, String) {
    let (liked, rest) = split(whole, &|error| error.starts_with("io"));
    let text = |half: Option<Group>| half.map_or("nothing".to_owned(), |half| half.to_string());
    (text(liked), text(rest))
}

fn case(whole: Group, liked: &str, rest: &str) {
    let text = format!("of {whole}, split by what begins with `io`");
    assert_answer(text, halves(whole), (liked.to_owned(), rest.to_owned()));
}

#[test]
fn errors_go_to_their_sides() {
    case(
        group(vec![error("io 1"), error("db")]),
        "Group[io 1]",
        "Group[db]",
    );
}

#[test]
fn a_side_without_errors_is_none() {
    case(group(vec![error("io 1")]), "Group[io 1]", "nothing");
    case(group(vec![error("db")]), "nothing", "Group[db]");
}

#[test]
fn the_order_is_kept() {
    let whole = vec![
        error("io 1"),
        error("a"),
        error("io 2"),
        error("b"),
        error("io 3"),
    ];
    case(group(whole), "Group[io 1, io 2, io 3]", "Group[a, b]");
}

#[test]
fn the_nesting_is_kept() {
    let whole = vec![
        error("io 1"),
        inner(vec![error("io 2"), error("a")]),
        error("b"),
    ];
    case(
        group(whole),
        "Group[io 1, Group[io 2]]",
        "Group[Group[a], b]",
    );
}

#[test]
fn deep_groups_are_split_too() {
    let deep = inner(vec![inner(vec![error("a"), error("io 1")])]);
    case(
        group(vec![deep]),
        "Group[Group[Group[io 1]]]",
        "Group[Group[Group[a]]]",
    );
}

#[test]
fn groups_in_which_nothing_is_left_are_left_out() {
    let whole = vec![
        inner(vec![error("io 1")]),
        inner(vec![error("a")]),
        error("io 2"),
    ];
    case(group(whole), "Group[Group[io 1], io 2]", "Group[Group[a]]");
    case(
        group(vec![inner(vec![inner(vec![error("a")])])]),
        "nothing",
        "Group[Group[Group[a]]]",
    );
}

#[test]
fn nothing_is_lost() {
    let mut whole = vec![error("io 0"), error("z")];
    for _ in 0..20 {
        whole = vec![inner(whole), error("io"), error("x")];
    }
    let (liked, rest) = split(group(whole), &|error| error.starts_with("io"));
    let count = |half: Option<Group>| half.map_or(0, |half| half.errors().len());
    assert_answer(
        "of 42 errors in 20 groups, half of which are liked",
        (count(liked), count(rest)),
        (21, 21),
    );
}

/// A group whose body gave up because its child was cancelled: its only failure is a `Failure::NoValue`.
fn no_value() -> Group {
    let run = Paused::new().awaiting("the judge's own group");
    let done = run.run(|| async {
        task_group(|group| async move {
            let child = group.spawn(pending::<Result<(), &'static str>>());
            child.cancel();
            Ok(child.await?)
        })
        .await
    });
    done.output.expect_err("its child was cancelled")
}

/// Whoever likes all errors likes no failure without an error.
fn liked_by_all(whole: Group) -> (bool, Option<String>) {
    let (liked, rest) = split(whole, &|_| true);
    (liked.is_some(), rest.map(|rest| rest.to_string()))
}

#[test]
fn a_failure_without_an_error_belongs_to_the_rest() {
    let whole = no_value();
    assert_answer(
        "of a group whose only failure is a `NoValue`, split by `|_| true`, asked whether anything is liked, and for the rest",
        liked_by_all(whole.clone()),
        (false, Some(whole.to_string())),
    );
    let nested = group(vec![error("db"), Failure::Group(whole.clone())]);
    assert_answer(
        "of a group with an error and a group inside whose only failure is a `NoValue`, split by `|_| true`, asked whether anything is liked, and for the rest",
        liked_by_all(nested),
        (true, Some(format!("Group[{whole}]"))),
    );
}
