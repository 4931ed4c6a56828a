//! The commands beside `check`, as a learner types them.

mod common;

use common::{Fixture, SOLVED, STUB};

#[test]
fn help_fits_into_60_columns() {
    let fixture = Fixture::new("help");
    for command in [
        "", "list", "run", "check", "watch", "hint", "show", "reset", "build",
    ] {
        let args: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|arg| !arg.is_empty())
            .collect();
        let said = fixture.run(&args);
        for line in said.expect(0, &["Usage: cargo lab"]).out.lines() {
            assert!(line.chars().count() <= 60, "{line}");
        }
    }
    fixture.run(&["nonsense"]).expect(2, &["nonsense"]);
}

#[test]
fn list_fits_into_60_columns_and_counts_the_ticks() {
    let fixture = Fixture::new("list");
    fixture.write(".lab-progress", "01/add_one done\n");
    let said = fixture.run(&["list", "1"]);
    said.expect(
        0,
        &[
            "[ ] 01/read_frame",
            "[x] 01/add_one",
            "] 1/2",
            "Next: 01/read_frame",
        ],
    );
    assert!(
        said.out.lines().all(|line| line.chars().count() <= 60),
        "{}",
        said.out
    );
    assert!(said.out.is_ascii());
    fixture.run(&["list", "9"]).expect(2, &["01-first"]);
}

#[test]
fn outside_the_workspace_one_sentence_says_so() {
    let fixture = Fixture::new("outside");
    let said = fixture
        .lab(&["list"])
        .current_dir("/")
        .output()
        .expect("it starts")
        .into();
    common::Said::expect(&said, 1, &["not inside the Poll by Poll workspace"]);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let fixture = Fixture::new("pipe");
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let said = fixture
        .lab(&["list"])
        .stdout(writer)
        .output()
        .expect("it starts")
        .into();
    common::Said::expect(&said, 0, &[]);
    assert_eq!(said.err, "");
}

#[test]
fn hints_come_one_by_one_and_end_with_the_solution() {
    let fixture = Fixture::new("hint");
    fixture
        .run(&["hint", "read"])
        .expect(0, &["hint 1 of 2", "twins"]);
    fixture
        .run(&["hint", "read"])
        .expect(0, &["hint 2 of 2", "Multiply"]);
    fixture.run(&["hint", "read"]).expect(
        0,
        &["no more hints", "cargo lab show 01/read_frame --anyway"],
    );
    assert_eq!(fixture.read(".lab-progress"), "01/read_frame hints 2\n");
    fixture
        .run(&["show", "read"])
        .expect(1, &["not solved yet"]);
    fixture.run(&["show", "read", "--anyway"]).expect(
        0,
        &["solutions/01-first/src/read_frame.rs", "our own answer"],
    );
    fixture.write(".lab-progress", "01/read_frame done\n");
    fixture
        .run(&["show", "read"])
        .expect(0, &["our own answer"]);
}

#[test]
fn reset_finds_the_stub_and_keeps_every_version() {
    let fixture = Fixture::new("reset");
    let path = "exercises/01-first/src/read_frame.rs";
    let stub = fixture.read(path);
    fixture
        .run(&["reset", "frame", "--yes"])
        .expect(1, &["git knows no version"]);
    fixture.commit();
    fixture.answer(SOLVED);
    // She may have committed her answer.
    fixture.commit();
    let mine = fixture.read(path);
    fixture.write(
        ".lab-progress",
        "01/read_frame done\n01/read_frame hints 2\n",
    );
    fixture.run(&["reset", "frame"]).expect(2, &["--yes"]);
    assert_eq!(fixture.read(path), mine);
    fixture
        .run(&["reset", "frame", "--yes"])
        .expect(0, &["read_frame.mine.rs"]);
    assert_eq!(fixture.read(path), stub);
    assert_eq!(
        fixture.read("exercises/01-first/src/read_frame.mine.rs"),
        mine
    );
    assert_eq!(fixture.read(".lab-progress"), "");
    fixture
        .run(&["reset", "frame", "--yes"])
        .expect(0, &["is the stub already"]);
    fixture.answer("7");
    fixture
        .run(&["reset", "frame", "--yes"])
        .expect(0, &["read_frame.2.mine.rs"]);
    assert_eq!(
        fixture.read("exercises/01-first/src/read_frame.mine.rs"),
        mine
    );
    assert!(fixture.read(path).contains(STUB));
}

#[test]
fn run_passes_arguments_and_exit_code_on() {
    let fixture = Fixture::new("run");
    let said = fixture.run(&["run", "1", "--", "you"]);
    assert_eq!(
        (said.code, &*said.out),
        (Some(3), "hello you\n"),
        "{said:?}"
    );
    fixture.run(&["run", "first", "oth"]).expect(0, &[]);
    fixture
        .run(&["run", "1", "nothing"])
        .expect(2, &["hello", "other"]);
    fixture
        .run(&["run", "1", "other", "--python"])
        .expect(1, &["no asyncio twin"]);
    fixture.run(&["run", "1", "--list"]).expect(
        0,
        &[
            "hello (the default, asyncio twin)",
            "Prints its arguments",
            "Another one.",
        ],
    );
}

#[test]
fn what_follows_the_demos_name_is_the_demos() {
    let fixture = Fixture::new("run-args");
    for (typed, passed) in [
        (&["run", "1", "hello", "16300", "16400"][..], "hello 16300"),
        (&["run", "1", "hello", "--", "16300"], "hello 16300"),
        (&["run", "1", "hello", "--loud"], "hello --loud"),
        (&["run", "1", "hello", "-3", "--python"], "hello -3"),
        (&["run", "1", "hello", "--", "--python"], "hello --python"),
    ] {
        let said = fixture.run(typed);
        assert_eq!(said.out.trim_end(), passed, "{typed:?}: {said:?}");
    }
    // Before the demo's first argument, the lab's own flags are the lab's.
    for typed in [
        &["run", "1", "other", "--python"][..],
        &["run", "--python", "1", "other"],
        &["run", "1", "other", "--python", "16300"],
    ] {
        fixture.run(typed).expect(1, &["no asyncio twin"]);
    }
    fixture
        .run(&["run", "1", "hello", "--list"])
        .expect(0, &["Prints its arguments"]);
}

#[test]
fn a_python_that_is_missing_or_too_old_gets_one_sentence() {
    let fixture = Fixture::new("python");
    let run = |path: &str| {
        let said = fixture
            .lab(&["run", "1", "--python"])
            .env("PATH", path)
            .output();
        common::Said::from(said.expect("it starts"))
    };
    run("/nonexistent").expect(1, &["python3 cannot be started", "3.11"]);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/old-python");
    run(folder).expect(1, &["older than 3.11"]);
}
