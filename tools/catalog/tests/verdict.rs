//! Reading verdicts. The judges here are shell scripts that say what a test harness says, word for word.

use std::path::{Path, PathBuf};
use std::time::Duration;

use catalog::{Complaint, Stop, Verdict, judge, judge_until};

const LIMIT: Duration = Duration::from_secs(20);

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/judges/{name}.sh"))
}

fn verdict(name: &str) -> Verdict {
    judge(&script(name), LIMIT).expect("the script starts")
}

fn crash(name: &str) -> String {
    match verdict(name) {
        Verdict::Crashed(how) => how,
        other => panic!("{name} gave {other:?}"),
    }
}

#[test]
fn all_claims_hold() {
    assert_eq!(verdict("passes"), Verdict::Passed(2));
}

#[test]
fn every_failed_claim_brings_its_sentence_and_its_place() {
    let complaint = |claim: &str, sentence: &str, place: &str, printed: &str| Complaint {
        claim: claim.to_owned(),
        sentence: sentence.to_owned(),
        place: place.to_owned(),
        printed: printed.to_owned(),
    };
    let expected = vec![
        complaint(
            "a_short_read_is_continued",
            "assertion `left == right` failed: the answer stopped early\n  left: 1\n right: 2",
            "exercises/01-first/tests/x.rs:11",
            "the answer printed this\n\n  and this\nand this while it was dropped",
        ),
        complaint(
            "an_early_end_is_an_error",
            "index out of bounds: the len is 0 but the index is 1",
            "exercises/01-first/src/x.rs:7",
            "",
        ),
    ];
    assert_eq!(verdict("fails"), Verdict::Failed(expected));
}

#[test]
fn a_todo_on_a_helper_thread_is_what_counts() {
    let Verdict::Failed(complaints) = verdict("stub") else {
        panic!("a stub fails");
    };
    let [complaint] = &complaints[..] else {
        panic!("one claim failed: {complaints:?}");
    };
    assert!(complaint.is_todo());
    assert_eq!(complaint.sentence, "not yet implemented: read the header");
    assert_eq!(complaint.place, "exercises/01-first/src/x.rs:12");
}

#[test]
fn a_judge_that_is_killed_has_crashed() {
    let how = crash("killed");
    assert!(
        how.contains("before it could say anything") && how.contains('9'),
        "{how}"
    );
}

#[test]
fn an_answer_that_ends_the_program_has_not_passed() {
    let how = crash("ends_early");
    assert!(how.contains("ended the whole program"), "{how}");
}

#[test]
fn a_stack_overflow_is_called_so() {
    let how = crash("overflows");
    assert!(how.starts_with("the stack overflowed"), "{how}");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes 1 GiB of memory and some seconds"]
fn a_judge_that_takes_all_memory_is_told_what_takes_so_much() {
    let how = crash("takes_all");
    assert!(
        how.starts_with(
            "it held more than 1 GiB of memory: the answer asks for very much at once, or "
        ),
        "{how}"
    );
}

#[test]
fn a_flood_that_buries_the_verdict_is_called_so() {
    let how = crash("floods");
    assert!(how.contains("printed so much"), "{how}");
}

#[test]
fn a_judge_that_floods_and_passes_has_passed() {
    assert_eq!(verdict("floods_and_passes"), Verdict::Passed(1));
}

#[test]
fn a_judge_that_hangs_is_stopped() {
    let limit = Duration::from_secs(1);
    let verdict = judge(&script("hangs"), limit).expect("the script starts");
    let ended = vec!["it_ends".to_owned(), "bell::it_rings".to_owned()];
    assert_eq!(verdict, Verdict::TooLong { limit, ended });
}

#[test]
fn a_stopped_judge_has_no_verdict() {
    let stop = Stop::new();
    stop.set();
    let verdict = judge_until(&script("hangs"), LIMIT, &stop).expect("the script starts");
    assert_eq!(verdict, None);
}
