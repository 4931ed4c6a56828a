//! `exercises` is seen to fail. Builds are what takes time, so one broken copy holds many faults.

use crate::fixture::Fixture;
use verify::exercises::check;

#[test]
fn judges_must_refuse_with_a_sentence_and_accept_the_solution() {
    let fixture = Fixture::of_chapter_01();
    // The stub solves the exercise; another says nothing; the third warns.
    fixture.replace(
        "exercises/01-first/src/double.rs",
        "todo!(\"give the double of the number\")",
        "_number * 2",
    );
    fixture.replace(
        "exercises/01-first/src/greet.rs",
        "todo!(\"give the greet of the number\")",
        "todo!()",
    );
    fixture.replace("exercises/01-first/src/shout.rs", "_number", "number");
    fixture.replace("solutions/01-first/src/greet.rs", "n + 1", "n + 2");
    fixture.finds_all(
        check,
        &[
            "exercises/01-first/src/double.rs: the stub passes its judge",
            "exercises/01-first/src/greet.rs: the judge's `greet_is_right` fails without a sentence: `not yet implemented`",
            "exercises/01-first/src/shout.rs:2: warning: unused variable: `number`",
            "solutions/01-first/src/greet.rs: the solution fails its judge: `assertion `left == right` failed: greeting 4 gives 6",
        ],
    );
}

#[test]
fn a_wrong_answer_must_fail_with_the_words_it_quotes() {
    let fixture = Fixture::of_chapter_01();
    let wrong = |name: &str| format!("solutions/01-first/wrong/{name}.rs");
    fixture.replace(&wrong("greet/same"), "    n\n", "    n + 1\n");
    fixture.replace(&wrong("greet/zero"), "gives 0", "gives nothing");
    fixture.replace(&wrong("double/triples"), "n * 3", "m * 3");
    fixture.replace(
        &wrong("shout/whisper"),
        "n / 2",
        "if n > 1 { std::process::abort() } else { n }",
    );
    fixture.replace(
        &wrong("shout/cube"),
        "// JUDGE: shouting was too loud",
        "// nothing",
    );
    fixture.finds_all(
        check,
        &[
            "wrong/greet/same.rs: the wrong answer passes its judge",
            "wrong/greet/zero.rs: its judge does not say `greeting 4 gives nothing`, but: `",
            "wrong/double/triples.rs: does not compile: error[E0425]: cannot find value `m`",
            "wrong/shout/whisper.rs: its judge ended without a verdict",
            "wrong/shout/cube.rs: has no line `// JUDGE: …`",
        ],
    );
}

#[test]
fn a_judge_that_hangs_is_stopped_and_named() {
    let mut fixture = Fixture::of_chapter_01();
    fixture.context.judge_limit = std::time::Duration::from_secs(2);
    let hang = "loop { std::thread::park() }";
    fixture.replace(
        "solutions/01-first/wrong/greet/same.rs",
        "    n\n",
        &format!("    let _ = n;\n    {hang}\n"),
    );
    fixture.finds(
        check,
        "wrong/greet/same.rs: its judge was stopped after 2 s",
    );
}

#[test]
fn a_stub_that_does_not_compile_is_named() {
    let fixture = Fixture::of_chapter_01();
    fixture.append("exercises/01-first/src/greet.rs", "fn broken() -> u8 {}\n");
    fixture.finds(
        check,
        "exercises/01-first/src/greet.rs:5: error[E0308]: mismatched types",
    );
}
