//! `complete` is seen to fail where an exercise lacks something.

use crate::complete::{added, removed, replaced};
use crate::fixture::Fixture;
use verify::complete::check;

const TOML: &str = "exercises/01-first/exercises.toml";

#[test]
fn an_exercise_has_all_its_words() {
    replaced(
        TOML,
        "title = \"The greet\"",
        "title = \" \"",
        "greet: the title is empty",
    );
    replaced(
        TOML,
        "What is the greet of a number?",
        "One.\\nTwo.",
        "greet: the question is not one line",
    );
    replaced(
        TOML,
        "That greet is arithmetic.",
        "",
        "greet: `notice` is empty",
    );
    let fixture = Fixture::new();
    fixture.replace(TOML, "[\"Think.\", \"Count.\"]", "[\"Think.\"]");
    let wanted = [
        "double: has 1 hints",
        "greet: has 1 hints",
        "shout: has 1 hints",
    ];
    fixture.finds_all(check, &wanted);
    fixture.replace(TOML, "[\"Think.\"]", "[\"Think.\", \"\"]");
    fixture.finds_all(
        check,
        &[
            "double: one of the hints is empty",
            "greet: one",
            "shout: one",
        ],
    );
}

#[test]
fn an_exercise_has_all_its_files() {
    removed(
        "exercises/01-first/src/greet.rs",
        "greet: there is no stub exercises/01-first/src/greet.rs",
    );
    removed(
        "exercises/01-first/tests/greet.rs",
        "greet: there is no judge",
    );
    removed(
        "solutions/01-first/src/greet.rs",
        "greet: there is no solution",
    );
    removed(
        "solutions/01-first/tests/greet.rs",
        "greet: there is no wrapper",
    );
    removed(
        "solutions/01-first/wrong/greet/zero.rs",
        "greet: has 1 wrong answers",
    );
    replaced(
        "solutions/01-first/tests/greet.rs",
        "greet.rs",
        "shout.rs",
        "does not hold the line `include!(",
    );
}

#[test]
fn a_wrong_answer_says_what_is_wrong_and_what_the_judge_says() {
    let file = "solutions/01-first/wrong/greet/zero.rs";
    replaced(
        file,
        "// WRONG: ",
        "// ",
        "zero.rs:1: the line does not say `// WRONG: …`",
    );
    replaced(
        file,
        "// JUDGE: greeting 4 gives 0",
        "// JUDGE: ",
        "zero.rs:2: the line does not say `// JUDGE: …`",
    );
}

#[test]
fn a_chapter_has_three_exercises() {
    let fixture = Fixture::new();
    fixture.write("exercises/02-second/exercises.toml", "exercise = []\n");
    let report = check(&fixture.context);
    let wanted =
        "exercises/02-second/exercises.toml: has 0 exercises, but a chapter has at least 3";
    assert!(
        report.findings.iter().any(|finding| finding == wanted),
        "{:#?}",
        report.findings
    );
}

#[test]
fn nothing_is_left_over_of_exercises_that_are_gone() {
    for folder in [
        "exercises/01-first/src",
        "exercises/01-first/tests",
        "solutions/01-first/src",
        "solutions/01-first/tests",
    ] {
        added(
            &format!("{folder}/gone.rs"),
            "",
            &format!("{folder}/gone.rs: exercises.toml does not name it"),
        );
    }
    added(
        "solutions/01-first/wrong/gone/x.rs",
        "",
        "wrong/gone: exercises.toml does not name it",
    );
    // What `cargo lab reset` keeps for the learner is no stray.
    Fixture::new()
        .write("exercises/01-first/src/greet.mine.rs", "")
        .finds_all(check, &[]);
}
