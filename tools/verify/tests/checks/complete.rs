//! `complete` is seen to fail.

use crate::fixture::Fixture;
use verify::complete::check;

const PAGE: &str = "book/en/src/01-first.md";

#[track_caller]
pub fn replaced(file: &str, old: &str, new: &str, wanted: &str) {
    Fixture::new().replace(file, old, new).finds(check, wanted);
}

#[track_caller]
pub fn removed(file: &str, wanted: &str) {
    Fixture::new().remove(file).finds(check, wanted);
}

#[track_caller]
pub fn added(file: &str, text: &str, wanted: &str) {
    Fixture::new().write(file, text).finds(check, wanted);
}

#[test]
fn a_page_is_listed_and_names_demos_and_exercises() {
    replaced(
        "book/en/src/SUMMARY.md",
        "01-first.md",
        "1st.md",
        "SUMMARY.md: does not list 01-first.md",
    );
    replaced(
        PAGE,
        "hello",
        "hallo",
        "01-first.md: does not name the demo hello",
    );
    replaced(
        PAGE,
        "01/greet",
        "01/greeting",
        "does not name the exercise 01/greet",
    );
    removed(PAGE, "book/en/src/01-first.md: is not there");
}

#[test]
fn a_demo_says_what_it_shows_and_was_recorded() {
    let demo = "chapters/01-first/src/bin/hello.rs";
    replaced(
        demo,
        "//! Says",
        "// Says",
        "hello.rs:1: its first line is not",
    );
    removed(
        "chapters/01-first/expected/hello.txt",
        "hello.rs: its output was not recorded in chapters/01-first/expected/hello.txt",
    );
    replaced(
        "chapters/01-first/Cargo.toml",
        "\"hello\"",
        "\"hullo\"",
        "default-run does not name one",
    );
    let fixture = Fixture::new();
    fixture.remove(demo).finds_all(
        check,
        &[
            "chapters/01-first: has no demo",
            "hello.txt: no demo and no twin produces it",
            "hello.svg: no demo",
        ],
    );
}

#[test]
fn a_chapter_has_a_twin_or_a_reason() {
    let manifest = "chapters/02-second/Cargo.toml";
    replaced(
        manifest,
        "no-twin = \"Python has nothing like it\"",
        "",
        "chapters/02-second: has no twin in asyncio/",
    );
    replaced(
        manifest,
        "Python has nothing like it",
        " ",
        "the reason in `no-twin` is empty",
    );
    removed(
        "chapters/01-first/expected/hello.py.txt",
        "hello.py: its output was not recorded",
    );
    let fixture = Fixture::new();
    fixture
        .write("chapters/02-second/asyncio/clock.py", "")
        .write("chapters/02-second/expected/clock.py.txt", "");
    fixture.finds(check, "gives a `no-twin` reason, but asyncio/ holds a twin");
}

#[test]
fn no_two_demos_have_one_name() {
    let fixture = Fixture::new();
    fixture.write("chapters/02-second/src/bin/hello.rs", "//! Says hello.");
    fixture.write("chapters/02-second/expected/hello.txt", "");
    fixture.replace("book/en/src/02-second.md", "clock", "clock hello");
    fixture.finds(
        check,
        "chapters/02-second/src/bin/hello.rs: has the name of chapters/01-first/src/bin/hello.rs",
    );
}

#[test]
fn nothing_is_left_over_in_expected() {
    for name in [
        "gone.txt",
        "gone.svg",
        "gone.vary",
        "gone.py.txt",
        "hello.html",
    ] {
        added(
            &format!("chapters/01-first/expected/{name}"),
            "x",
            &format!("{name}: no demo and no twin produces it"),
        );
    }
}

#[test]
fn a_library_warns_of_missing_docs() {
    replaced(
        "chapters/02-second/src/lib.rs",
        "#![warn(missing_docs)]",
        "",
        "lib.rs: does not say #![warn(missing_docs)]",
    );
}

#[test]
fn a_long_file_says_why() {
    let file = "tools/lab/src/long.rs";
    let long = "// x\n".repeat(301);
    added(file, &long, "tools/lab/src/long.rs: is 301 lines long");
    added(".ci/run", &long, ".ci/run: is 301 lines long");
    let excused = format!("// Over 300 lines because it is generated.\n{long}");
    Fixture::new().write(file, &excused).finds_all(check, &[]);
}

#[test]
fn a_function_fits_on_a_screen_and_a_chapter_on_a_few() {
    let fixture = Fixture::new();
    let long = format!(
        "\nimpl Word {{\n    /// Long.\n    pub fn long(&self) {{\n{}    }}\n}}\n",
        "        f();\n".repeat(60)
    );
    fixture.append("chapters/01-first/src/words.rs", &long);
    fixture.finds(
        check,
        "chapters/01-first/src/words.rs:9: `long` is 62 lines long",
    );
    let fixture = Fixture::new();
    fixture.append(
        "chapters/01-first/src/words.rs",
        &"// no code\nconst _: () = ();\n".repeat(296),
    );
    fixture.remove("chapters/01-first/src/bin/hello.rs");
    let report = check(&fixture.context);
    let wanted =
        "chapters/01-first/src: holds 301 lines of code, and a chapter has at most 300 of its own";
    assert!(
        report.findings.iter().any(|finding| finding == wanted),
        "{:#?}",
        report.findings
    );
}

#[test]
fn a_chapter_that_says_why_may_be_longer() {
    let with_size = |lines: usize| {
        let fixture = Fixture::new();
        let code = "const _: () = ();\n".repeat(400);
        fixture.append("chapters/01-first/src/words.rs", &code);
        let title = "[package.metadata.chapter]\n";
        let size = format!("{title}size = {{ lines = {lines}, because = \"it is whole\" }}\n");
        fixture.replace("chapters/01-first/Cargo.toml", title, &size);
        check(&fixture.context).findings.join("\n")
    };
    let refused = with_size(350);
    let wanted = "and a chapter has at most 350 of its own";
    assert!(refused.contains(wanted), "{refused}");
    let granted = with_size(500);
    assert!(!granted.contains("lines of code"), "{granted}");
}

#[test]
fn every_cell_of_the_combinators_is_a_test() {
    const TABLE: &str = "\
| combinator | gives | one fails |
|---|---|---|
| `join!` | both | go on |
| `JoinSet` | in order of completion | go on |
";
    let tests = |names: &[&str]| {
        let test = |name| format!("#[test]\nfn {name}() {{}}\n");
        names.iter().map(test).collect::<String>()
    };
    let all = [
        "join_gives",
        "join_one_fails",
        "join_set_gives",
        "join_set_one_fails",
    ];
    let fixture = |table: &str, names: &[&str]| {
        let fixture = Fixture::new();
        fixture.write("book/en/src/combinators.md", table);
        fixture.write("chapters/01-first/tests/combinators.rs", &tests(names));
        fixture
    };
    fixture(TABLE, &all).finds_all(check, &[]);
    fixture(TABLE, &all[1..]).finds_all(check, &["has a test `join_gives` for this cell"]);
    let more = [&all[..], &["select_gives"]].concat();
    fixture(TABLE, &more).finds_all(check, &["has no cell for the test `select_gives`"]);
    let short = TABLE.replace(" | go on |\n| `JoinSet`", " |\n| `JoinSet`");
    fixture(&short, &all).finds_all(check, &["the row of `join!` has 1 cells"]);
    fixture("no table", &[]).finds_all(check, &["has no table with rows"]);
}
