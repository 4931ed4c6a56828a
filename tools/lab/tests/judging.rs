//! `check`, as a learner types it: cargo really builds, and judges really run.

mod common;

use std::fs;
use std::io::Read;
use std::process::Stdio;

use common::{Fixture, SOLVED};

#[test]
fn check_ticks_and_unticks() {
    let fixture = Fixture::new("check");
    let said = fixture.run(&["check"]);
    said.expect(
        1,
        &[
            "still a stub",
            "double the number",
            "exercises/01-first/src/read_frame.rs:3",
        ],
    );
    assert!(!said.out.contains("backtrace"));
    fixture.answer(SOLVED);
    fixture.run(&["check", "frame"]).expect(
        0,
        &[
            "Solved: 2 claims",
            "Zero needed no case",
            "Next: 01/add_one",
        ],
    );
    assert_eq!(fixture.read(".lab-progress"), "01/read_frame done\n");
    fixture.answer("number + 1");
    let said = fixture.run(&["check", "frame"]);
    said.expect(
        1,
        &[
            "x two becomes four",
            "double(2) gave 3",
            "x zero stays zero",
            "cargo lab hint 01/read_frame",
        ],
    );
    assert!(
        said.out.lines().all(|line| line.chars().count() <= 60),
        "{}",
        said.out
    );
    assert_eq!(fixture.read(".lab-progress"), "");
    fixture.run(&["check", "--all"]).expect(
        1,
        &[
            "[-] 01/read_frame",
            "2 claims failed",
            "[x] 01/add_one",
            "1/2",
        ],
    );
}

#[test]
fn a_chapter_and_nothing_more_is_checked_whole() {
    let fixture = Fixture::new("chapter");
    for typed in ["1", "01", "01/", "01-first"] {
        fixture.run(&["check", typed]).expect(
            1,
            &[
                "[ ] 01/read_frame                still a stub\n",
                "[x] 01/add_one\n",
                "1/2 exercises solved",
            ],
        );
    }
    assert_eq!(fixture.read(".lab-progress"), "01/add_one done\n");
    fixture.answer(SOLVED);
    fixture.run(&["check", "01"]).expect(0, &["2/2"]);
    fixture.run(&["check", "2"]).expect(2, &["no exercise"]);
}

#[test]
fn the_compiler_has_the_word_when_it_does_not_compile() {
    let fixture = Fixture::new("compile");
    fixture.answer("number + \"x\"");
    fixture
        .run(&["check", "frame"])
        .expect(1, &["error[E0277]", "read_frame.rs:3:", "does not compile"]);
}

#[test]
fn a_neighbour_that_does_not_compile_is_not_held_against_an_answer() {
    let fixture = Fixture::new("neighbour");
    let ticks = "01/add_one done\n01/read_frame done\n";
    fixture.write(".lab-progress", ticks);
    fixture.answer("number + \"x\"");
    fixture.run(&["check", "--all"]).expect(
        1,
        &[
            "[-] 01/read_frame                does not compile",
            "[?] 01/add_one                   not judged: 01/read_frame does not compile",
        ],
    );
    assert_eq!(fixture.read(".lab-progress"), "01/add_one done\n");
    fixture.write(".lab-progress", ticks);
    let said = fixture.run(&["check", "add"]);
    said.expect(1, &["error[E0277]", "read_frame.rs:3:"]);
    let words = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = "Another exercise of this chapter does not compile: 01/read_frame. \
        Finish it, or put its stub back: cargo lab reset 01/read_frame";
    assert!(words.contains(sentence), "{words}");
    assert_eq!(fixture.read(".lab-progress"), ticks);
    // Once her own file has an error, too, it is hers to mend.
    fixture.write(
        "exercises/01-first/src/add_one.rs",
        "pub fn add_one() {}\n1\n",
    );
    let said = fixture.run(&["check", "add"]);
    said.expect(1, &["add_one.rs:2:", "does not compile yet"]);
    assert_eq!(fixture.read(".lab-progress"), "01/read_frame done\n");
}

#[test]
fn claims_come_in_the_order_of_the_judge_and_with_their_module() {
    let fixture = Fixture::new("order");
    // Slow ones first, and no name in the order of the alphabet.
    fixture.write(
        "exercises/01-first/tests/read_frame.rs",
        "fn no(millis: u64) {\n    std::thread::sleep(std::time::Duration::from_millis(millis));\n\
         \x20   panic!(\"number {}\", ex01_first::read_frame::double(millis as u32));\n}\n\
         #[test]\nfn slow() {\n    no(300);\n}\n\
         mod bell {\n#[test]\nfn a_ring_ends_one_sleep() {\n    super::no(200);\n}\n}\n\
         mod late {\n#[test]\nfn slow() {\n    super::no(100);\n}\n}\n\
         #[test]\nfn fast() {\n    no(0);\n}\n",
    );
    fixture.answer("number");
    let said = fixture.run(&["check", "frame"]);
    let claims: Vec<_> = said
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("x "))
        .collect();
    let expected = ["slow", "bell: a ring ends one sleep", "late: slow", "fast"];
    assert_eq!(claims, expected, "{said:?}");
}

#[test]
fn what_the_answer_printed_is_shown_where_it_failed() {
    let fixture = Fixture::new("printed");
    fixture.answer("println!(\"doubling {number}\"); dbg!(number); number");
    let said = fixture.run(&["check", "frame"]);
    said.expect(1, &["x two becomes four\n"]);
    let printed = "    your answer printed:\n      doubling 2\n      [exercises/01-first/src/read_frame.rs:3:";
    assert!(said.out.contains(printed), "{}", said.out);
    assert!(!said.out.contains("doubling 0"), "{}", said.out);
}

#[test]
fn a_judge_that_hangs_or_crashes_gets_one_sentence() {
    let fixture = Fixture::new("hang");
    fixture.answer("loop { std::thread::park(); }");
    fixture.run(&["check", "frame", "--limit", "1"]).expect(
        1,
        &[
            "still running after 1 second",
            "Not ended by then: two becomes four, zero stays zero\n",
        ],
    );
    fixture.answer("while number == 2 { std::thread::park(); } 0");
    fixture
        .run(&["check", "frame", "--limit", "1"])
        .expect(1, &["Not ended by then: two becomes four\n"]);
    fixture.answer("std::process::exit(0)");
    fixture
        .run(&["check", "frame"])
        .expect(1, &["No verdict: the answer ended the whole program"]);
}

#[test]
fn inside_a_folder_of_exercises_its_chapter_is_checked() {
    let fixture = Fixture::new("inside");
    fixture.write(".lab-progress", "01/read_frame done\n");
    let mut lab = fixture.lab(&["check"]);
    lab.current_dir(fixture.root.join("exercises/01-first/src"));
    let said = lab.output().expect("it starts").into();
    common::Said::expect(
        &said,
        0,
        &["01/add_one - Add one", "All 2 exercises are done"],
    );
}

#[test]
fn a_read_only_workspace_still_lists_and_hints() {
    let fixture = Fixture::new("read-only");
    // A folder of that name stands in the file's way, for root, too.
    fs::create_dir(fixture.root.join(".lab-progress")).expect("a folder");
    fixture.run(&["list"]).expect(0, &["cannot be read", "0/2"]);
    fixture
        .run(&["hint", "read"])
        .expect(0, &["hint 1 of 2", "could not be written"]);
    fixture
        .run(&["check", "add"])
        .expect(0, &["Solved: 1 claim", "could not be written"]);
}

#[test]
fn ctrl_c_ends_a_check_and_its_judge() {
    let fixture = Fixture::new("ctrl-c");
    let pid = fixture.root.join("pid");
    fixture.answer(&format!(
        "std::fs::write({pid:?}, std::process::id().to_string()).unwrap(); loop {{ std::thread::park(); }}"
    ));
    let mut check = fixture
        .lab(&["check", "frame"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let written = || fs::read_to_string(&pid).is_ok_and(|text| !text.is_empty());
    common::wait_for("the judge", written);
    interrupt(check.id());
    assert_eq!(check.wait().expect("it ends").code(), Some(130));
    // The pipe closes when the last one who holds it is gone.
    let mut rest = String::new();
    check
        .stdout
        .take()
        .expect("piped")
        .read_to_string(&mut rest)
        .expect("text");
    let pid = fs::read_to_string(pid).expect("the judge's id");
    common::wait_for("the judge's end", || {
        !signal("0", pid.parse().expect("a number"))
    });
}

fn interrupt(pid: u32) {
    assert!(signal("INT", pid));
}

fn signal(name: &str, pid: u32) -> bool {
    let kill = format!("kill -{name} {pid} 2>/dev/null");
    let status = std::process::Command::new("sh")
        .args(["-c", &kill])
        .status();
    status.expect("sh starts").success()
}
