//! How complaints are told.

mod common;

use catalog::{Complaint, Exercise, Workspace};
use common::Fixture;
use lab::complaints;
use lab::screen::{NARROW, Screen};

const IN_THE_JUDGE: &str = "exercises/01-first/tests/read_frame.rs:3";

fn exercise(name: &str) -> Exercise {
    let fixture = Fixture::new(name);
    let workspace = Workspace::find(&fixture.root).expect("a workspace");
    workspace.exercises().expect("two exercises").remove(0)
}

fn complaint(claim: &str, sentence: &str) -> Complaint {
    Complaint {
        claim: claim.to_owned(),
        sentence: sentence.to_owned(),
        place: IN_THE_JUDGE.to_owned(),
        printed: String::new(),
    }
}

fn told(name: &str, complaints: &[Complaint]) -> String {
    let screen = Screen {
        width: NARROW,
        colour: false,
        raw: false,
    };
    complaints::told(&screen, &exercise(name), complaints)
}

#[test]
fn a_sentence_without_an_end_is_cut() {
    let lines: Vec<_> = (1..=40).map(|line| format!("line {line}")).collect();
    let said = told("told-lines", &[complaint("it_ends", &lines.join("\n"))]);
    assert!(
        said.ends_with("    line 12\n    (… 28 more lines)\n"),
        "{said}"
    );
    let said = told("told-long", &[complaint("it_ends", &"x".repeat(100_000))]);
    assert!(said.len() < 600 && said.ends_with("xxx…\n"), "{said}");
}

#[test]
fn what_is_said_again_and_again_is_said_three_times() {
    let waited = |what: &str| {
        let sentence = format!(
            "waited 500ms for {what}; it did not come: the answer waits for something that never happens, or loops without end"
        );
        complaint(&format!("{what}_comes"), &sentence)
    };
    let mut complaints: Vec<_> = ["one", "two", "three", "four", "bell::five", "six"]
        .into_iter()
        .map(waited)
        .collect();
    complaints.insert(1, complaint("it_counts", "it gave 3"));
    complaints.push(complaint("it_counts_on", "it gave 4"));
    let said = told("told-reasons", &complaints);
    assert_eq!(said.matches("never happens").count(), 3, "{said}");
    let heads: Vec<_> = said
        .lines()
        .filter(|line| line.starts_with("x ") || line.starts_with("  and "))
        .collect();
    let expected = [
        "x one comes",
        "x it counts",
        "x two comes",
        "x three comes",
        "  and 3 more claims, for the same reason: four comes, bell:",
        "x it counts on",
    ];
    assert_eq!(heads, expected, "{said}");
    assert!(said.contains("\n  five comes, six comes\n\n"), "{said}");
}

#[test]
fn what_was_printed_stands_under_its_claim_in_ten_lines() {
    let lines: Vec<_> = (1..=13).map(|line| format!("  at  {line}")).collect();
    let mut loud = complaint("it_counts", "it gave 3");
    loud.printed = lines.join("\n");
    let said = told("told-printed", &[loud, complaint("it_ends", "it went on")]);
    assert!(
        said.contains("    it gave 3\n    your answer printed:\n        at  1\n"),
        "{said}"
    );
    assert!(
        said.contains("\n        at  10\n      (… 3 more lines)\n\nx it ends\n    it went on\n"),
        "{said}"
    );
    assert_eq!(said.matches("printed").count(), 1, "{said}");
}
