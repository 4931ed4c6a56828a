//! The command: what it prints, and its exit code.

use std::process::Command;

use crate::fixture::Fixture;

/// Runs the command in the fixture; gives the exit code and what it printed to either stream.
fn verify(fixture: &Fixture, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_verify"))
        .args(arguments)
        .current_dir(fixture.path("book"))
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CI")
        .output()
        .expect("the command can be started");
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

#[test]
fn every_check_has_a_line_at_the_end() {
    let (code, text) = verify(&Fixture::new(), &["floors", "complete"]);
    assert_eq!(code, Some(0), "{text}");
    let lines: Vec<&str> = text.lines().rev().take(2).collect();
    assert!(lines[1].starts_with("floors     ok "), "{text}");
    assert!(lines[0].starts_with("complete   ok "), "{text}");
    assert!(
        lines[0].ends_with("6 exercises, 12 wrong answers"),
        "{text}"
    );
}

#[test]
fn a_finding_is_printed_and_fails_the_command() {
    let fixture = Fixture::new();
    fixture.remove("book/en/src/02-second.md");
    let (code, text) = verify(&fixture, &["floors", "complete", "02"]);
    assert_eq!(code, Some(1), "{text}");
    let finding = "  ! chapters/02-second: there is no page book/en/src/02-second.md\n";
    assert!(text.contains(finding), "{text}");
    assert!(
        text.contains("floors     FAILED") && text.contains("1 finding\n"),
        "{text}"
    );
    // Another chapter has no fault.
    let (code, text) = verify(&fixture, &["floors", "--chapter", "01"]);
    assert_eq!(code, Some(0), "{text}");
}

#[test]
fn recording_is_for_outputs_and_twins() {
    let fixture = Fixture::new();
    let file = "chapters/01-first/expected/hello.txt";
    fixture.write(file, "old\n");
    let (code, text) = verify(&fixture, &["outputs", "01", "--record"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains(&format!("changed: {file}")), "{text}");
    assert_eq!(fixture.read(file), "hello\n");
    let (code, text) = verify(&fixture, &["floors", "--record"]);
    assert_eq!(
        (code, text.trim()),
        (Some(2), "--record goes with outputs and twins alone")
    );
}

#[test]
fn unknown_words_are_told() {
    let fixture = Fixture::new();
    let (code, text) = verify(&fixture, &["everything"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(
        text.starts_with("there is no check `everything`: the checks are floors, complete"),
        "{text}"
    );
    let (code, text) = verify(&fixture, &["floors", "09"]);
    assert_eq!((code, text.trim()), (Some(2), "there is no chapter 09"));
}
