//! `outputs` is seen to fail. Each test builds the two demos once, and breaks what needs no new build one by one.

use crate::fixture::Fixture;
use verify::outputs::check;

const HELLO: &str = "chapters/01-first/src/bin/hello.rs";
const TXT: &str = "chapters/01-first/expected/hello.txt";
const SVG: &str = "chapters/01-first/expected/hello.svg";
const VARY: &str = "chapters/02-second/expected/clock.vary";
const CLOCK: &str = "chapters/02-second/expected/clock.txt";

#[test]
fn what_was_recorded_must_be_what_is_printed_and_drawn() {
    let fixture = Fixture::of_chapter_01();
    fixture.write(TXT, "hello\nworld\n");
    fixture.finds(check, "expected/hello.txt: hello.rs prints something else now (- recorded, + now):\n      hello\n    - world");
    fixture
        .write(TXT, "hello")
        .finds(check, "only the ends of lines");
    fixture
        .remove(TXT)
        .finds(check, "hello.txt: was never recorded");
    fixture
        .write(TXT, "hello\n")
        .write(SVG, "<svg/>\n")
        .finds(check, "hello.svg:1: hello draws something else now");
    fixture.remove(SVG).finds(
        check,
        "hello.svg: the demo draws it, and it was never recorded",
    );
}

#[test]
fn recording_writes_what_changed_and_says_so() {
    let mut fixture = Fixture::of_chapter_01();
    fixture.write(TXT, "old\n").remove(SVG);
    fixture.context.record = true;
    let report = fixture.finds_all(check, &[]);
    assert!(
        report.looked.contains(&format!("changed: {TXT}")),
        "{:#?}",
        report.looked
    );
    assert!(
        report.looked.contains(&format!("new: {SVG}")),
        "{:#?}",
        report.looked
    );
    assert_eq!(fixture.read(TXT), "hello\n");
    fixture.context.record = false;
    fixture.finds_all(check, &[]);
}

#[test]
fn a_wildcard_must_hide_something_but_not_too_much() {
    let fixture = Fixture::new();
    fixture.write(VARY, "# the time\n\\d+ ns\n# never\n\\d+ days\n");
    fixture.finds(
        check,
        "clock.vary:4: `\\d+ days` matches nothing in chapters/02-second/expected/clock.txt",
    );
    fixture.write(VARY, "\\d+ ns\n");
    fixture.finds_all(
        check,
        &[
            "clock.vary:1: `\\d+ ns` has no `# reason`",
            "prints something else now",
        ],
    );
    fixture.write(VARY, "# all\n.*\n");
    fixture.finds_all(
        check,
        &["`.*` matches the empty string", "prints something else now"],
    );
    fixture.write(VARY, "# a line\nit.+1970\n");
    fixture.finds(
        check,
        "`it.+1970` hides the whole of line 1 in chapters/02-second/expected/clock.txt",
    );
    fixture
        .write(VARY, "# lines\nis \\d+[^.]+and\n")
        .finds(check, "matches across lines");
    fixture
        .write(VARY, "# broken\n(\n")
        .finds_all(check, &["`(` is no regex", "prints something else now"]);
    fixture
        .write(VARY, "# the time\n\\d+ ns\n")
        .replace(CLOCK, "that is", "this is");
    fixture.finds(check, "- and this is all\n    + and that is all");
}

#[test]
fn a_demo_must_end_by_itself_and_well() {
    let fixture = Fixture::of_chapter_01();
    fixture.replace(
        HELLO,
        "    let word",
        "    std::process::exit(3);\n    #[allow(unreachable_code)]\n    let word",
    );
    fixture.finds(check, "hello.rs: ended with exit status: 3");
    fixture.write(
        HELLO,
        "//! Floods.\nfn main() {\n    println!(\"{}\", \"x\".repeat(2_000_000));\n}\n",
    );
    fixture.finds(check, "hello.rs: prints more than is kept");
    fixture.write(
        HELLO,
        "//! Draws no picture.\nfn main() {\n    println!(\"hello\");\n}\n",
    );
    fixture.finds(check, "hello.svg: the demo hello draws no such file");
    fixture.write(HELLO, "//! Broken.\nfn main() {\n    nothing();\n}\n");
    fixture.finds(check, "hello.rs: does not compile: error[E0425]");
}
