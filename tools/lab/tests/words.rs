//! Names, wrapping, and the progress file.

mod common;

use std::fs;
use std::sync::mpsc;
use std::time::Duration;

use catalog::Workspace;
use common::Fixture;
use lab::progress::Progress;
use lab::{names, patience, text};

/// Which of the fixture's exercises `typed` means, or what the failure says.
fn meant(typed: &str) -> Result<String, String> {
    let fixture = Fixture::new(&format!("names-{}", typed.replace('/', "_")));
    let workspace = Workspace::find(&fixture.root).expect("a workspace");
    let exercises = workspace.exercises().expect("two exercises");
    match names::exercise(&exercises, typed) {
        Ok(exercise) => Ok(exercise.id()),
        Err(failure) => Err(failure.to_string()),
    }
}

#[test]
fn any_unambiguous_part_names_an_exercise() {
    for typed in [
        "01/read_frame",
        "read_frame",
        "read",
        "1/read",
        "frame",
        "first/fr",
        "READ-FRAME",
        "ame",
    ] {
        assert_eq!(meant(typed).as_deref(), Ok("01/read_frame"), "{typed}");
    }
}

#[test]
fn an_ambiguous_name_lists_its_candidates() {
    // Every exercise of the chapter is meant by its number, and `d` is in both names.
    for typed in ["1", "01", "d"] {
        let failure = meant(typed).expect_err("two are meant");
        assert!(
            failure.contains("01/read_frame") && failure.contains("01/add_one"),
            "{failure}"
        );
    }
}

#[test]
fn an_unknown_name_lists_all() {
    for typed in ["2/read", "11", "nothing"] {
        let failure = meant(typed).expect_err("none is meant");
        assert!(
            failure.contains(typed) && failure.contains("01/add_one"),
            "{failure}"
        );
    }
}

#[test]
fn a_chapter_is_named_by_number_or_part() {
    let fixture = Fixture::new("chapters");
    let chapters = Workspace::find(&fixture.root)
        .and_then(|w| w.chapters())
        .expect("a chapter");
    for typed in ["1", "01", "01-first", "first", "fir"] {
        assert!(names::chapter(&chapters, typed).is_ok(), "{typed}");
    }
    for typed in ["2", "10", "second"] {
        assert!(names::chapter(&chapters, typed).is_err(), "{typed}");
    }
}

#[test]
fn wrapped_lines_fit_and_lose_no_word() {
    let sentence = "one two three four five six seven eight nine ten";
    let wrapped = text::wrap(sentence, "  ", 14);
    assert!(
        wrapped
            .lines()
            .all(|line| line.len() <= 14 && line.starts_with("  ")),
        "{wrapped}"
    );
    assert_eq!(
        wrapped.split_whitespace().collect::<Vec<_>>().join(" "),
        sentence
    );
    // A path is not cut.
    assert_eq!(
        text::wrap("at a/very/long/path.rs", "", 8),
        "at\na/very/long/path.rs\n"
    );
}

#[test]
fn prose_joins_the_lines_of_a_paragraph_and_leaves_code_alone() {
    let laid_out = text::prose("a\nb\n\n    let x  = 1;\nc\n", "> ", 60);
    assert_eq!(laid_out, "> a b\n\n>     let x  = 1;\n> c\n");
    assert_eq!(text::prose("    code first", "", 60), "    code first\n");
}

#[test]
fn the_bar_is_ascii_and_full_only_at_the_end() {
    assert_eq!(text::bar(0, 3), "[....................] 0/3");
    assert_eq!(text::bar(5, 12), "[########............] 5/12");
    assert_eq!(text::bar(11, 12).matches('.').count(), 2);
    assert_eq!(text::bar(3, 3), "[####################] 3/3");
    assert_eq!(text::bar(0, 0), "[####################] 0/0");
}

#[test]
fn progress_survives_being_written_and_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut progress, remark) = Progress::load(folder.path());
    assert_eq!(remark, None);
    assert!(progress.set_done("01/a", true));
    assert!(!progress.set_done("01/a", true));
    progress.set_hints("01/b", 2);
    progress.save().expect("the folder is ours");
    let (again, _) = Progress::load(folder.path());
    assert!(again.is_done("01/a") && !again.is_done("01/b"));
    assert_eq!(again.hints("01/b"), 2);
    let file = fs::read_to_string(folder.path().join(".lab-progress")).expect("the file");
    assert_eq!(file, "01/a done\n01/b hints 2\n");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[test]
fn progress_that_makes_no_sense_is_set_aside_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    for (number, nonsense) in [
        &b"01/a done\nwhat is this\n"[..],
        b"\xff\xfe",
        b"01/a hints many\n",
    ]
    .into_iter()
    .enumerate()
    {
        fs::write(path(".lab-progress"), nonsense).expect("a file");
        let (progress, remark) = Progress::load(folder.path());
        let aside = format!(".lab-progress.corrupt-{}", number + 1);
        assert!(remark.is_some_and(|remark| remark.contains(&aside)));
        assert!(!progress.is_done("01/a"));
        assert_eq!(fs::read(path(&aside)).expect("set aside"), nonsense);
        assert!(!path(".lab-progress").exists());
    }
}

#[test]
fn only_who_waits_longer_than_usual_is_told_why() {
    let (say, told) = mpsc::channel();
    let long = Duration::from_secs(60);
    let fast = patience::with(long, || panic!("it was not slow"), || 1);
    let slow = patience::with(
        Duration::ZERO,
        || say.send(2).expect("the work waits"),
        || told.recv_timeout(long).expect("it is told"),
    );
    assert_eq!((fast, slow), (1, 2));
}
