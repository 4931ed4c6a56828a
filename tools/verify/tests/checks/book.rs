//! `book` is seen to fail. The fixture's lab copies a book that was built before, so nothing here waits for mdbook;
//! and no browser is started: `browser` does that.

use crate::fixture::Fixture;
use verify::book::check;

const FIRST: &str = "book/built/01-first.html";

/// A fixture whose lab is built once for all tests: what is built is the same, and two seconds are two seconds.
fn fixture() -> Fixture {
    let mut fixture = Fixture::new();
    fixture.context.chromedriver = "no-such-driver".into();
    fixture
}

/// Breaks one file in several ways, one after the other, and demands one finding each.
#[track_caller]
fn each(file: &str, old: &str, cases: &[(&str, &str)]) {
    let fixture = fixture();
    let whole = fixture.read(file);
    assert!(whole.contains(old), "{file} does not hold {old:?}");
    for (new, wanted) in cases {
        fixture
            .write(file, &whole.replacen(old, new, 1))
            .finds(check, wanted);
    }
}

#[test]
fn the_book_is_built_without_warnings() {
    let fixture = fixture();
    fixture.write("book/warning.txt", "Warning: something is odd\n");
    fixture.finds(
        check,
        "book/en: `cargo lab build` says: Warning: something is odd",
    );
    fixture.remove("book/warning.txt").remove("book/built");
    let report = check(&fixture.context);
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.contains("wrote no index.html")),
        "{:#?}",
        report.findings
    );
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.contains("`cargo lab build` says: thread 'main'")),
        "{:#?}",
        report.findings
    );
}

#[test]
fn a_heading_has_an_explicit_id() {
    let page = "book/en/src/01-first.md";
    each(
        page,
        "## A word {#a-word}",
        &[
            (
                "## A word",
                "01-first.md:3: the heading `A word` has no explicit id",
            ),
            ("### A word", "01-first.md:3"),
        ],
    );
}

#[test]
fn a_link_leads_somewhere() {
    each(
        "book/built/02-second.html",
        "01-first.html#a-word",
        &[
            (
                "03-third.html",
                "02-second.md: href=\"03-third.html\": the book has no file 03-third.html",
            ),
            (
                "01-first.html#a-sword",
                "01-first.html has nothing with the id a-sword",
            ),
            (
                "/01-first.html#a-word",
                "begins with `/`, and the book may lie in any folder",
            ),
            ("#third", "02-second.html has nothing with the id third"),
            ("sub/../../x/", "the book has no file x/index.html"),
        ],
    );
    each(
        FIRST,
        "src=\"dot.svg\"",
        &[(
            "src=\"spot.svg\"",
            "src=\"spot.svg\": the book has no file spot.svg",
        )],
    );
    each(
        FIRST,
        "<h2 id=\"a-word\">",
        &[(
            "<h2 id=\"a-word\"><b id=\"first\"></b>",
            "the id first is given twice",
        )],
    );
}

#[test]
fn a_picture_says_what_it_shows() {
    each(
        FIRST,
        " alt=\"a dot\"",
        &[
            ("", "01-first.md: the image dot.svg has no alt text"),
            (" alt=\"\"", "no alt text"),
        ],
    );
    each(
        FIRST,
        "<title>hello</title></svg>",
        &[("</svg>", "an <svg> has neither <title> nor aria-label")],
    );
    each(
        FIRST,
        "<svg role=\"img\"",
        &[("<svg", "the <svg> `hello` has no role=\"img\"")],
    );
}

#[test]
fn nothing_is_loaded_from_another_host() {
    let elements = [
        "<img alt=\"x\" src=\"https://example.org/x.png\">",
        "<img alt=\"x\" src=\"dot.svg\" srcset=\"dot.svg 1x, //example.org/x.png 2x\">",
        "<script src=\"//example.org/x.js\"></script>",
        "<link rel=\"stylesheet\" href=\"https://example.org/x.css\">",
        "<iframe src=\"http://example.org/\"></iframe>",
        "<p style=\"background: url('https://example.org/x.png')\"></p>",
        "<style>@import \"https://example.org/x.css\";</style>",
        "<script>fetch('https://example.org/x')</script>",
    ];
    let cases: Vec<_> = elements
        .iter()
        .map(|element| (*element, "example.org/x"))
        .collect();
    let fixture = fixture();
    let whole = fixture.read(FIRST);
    for (element, _) in cases {
        fixture.write(FIRST, &whole.replace("<h2", &format!("{element}<h2")));
        fixture.finds_all(check, &["example.org/"]);
    }
    fixture.write(FIRST, &whole);
    fixture.append(
        "book/built/style.css",
        "@import url(https://example.org/x.css);\np { background: url(gone.png); }\n",
    );
    fixture.append(
        "book/built/theme.js",
        "new WebSocket('wss://example.org/x');\n",
    );
    fixture.finds_all(
        check,
        &[
            "book/style.css: loads https://example.org/x.css",
            "book/style.css: loads gone.png, and the book has no file gone.png",
            "book/theme.js: loads wss://example.org/x",
        ],
    );
}

#[test]
fn a_link_elsewhere_is_counted_and_no_finding() {
    let report = fixture().finds_all(check, &[]);
    assert!(
        report
            .looked
            .iter()
            .any(|line| line == "1 links to https://www.rust-lang.org/"),
        "{:#?}",
        report.looked
    );
}

#[test]
fn the_first_use_of_a_term_is_a_link() {
    let unlinked = "01-first.md: the first `word` (in `A ";
    let link = "A <a href=\"glossary.html#term-word\">word</a> moves";
    each(
        FIRST,
        link,
        &[
            ("A word moves", unlinked),
            ("A Words move", unlinked),
            (
                "A Word, and <a href=\"glossary.html#term-word\">word</a>",
                unlinked,
            ),
            (
                "A <a href=\"02-second.html\">word</a> and word",
                "the first `word` (in `and word",
            ),
        ],
    );
    let fixture = fixture();
    for fine in [
        "<code>word</code>",
        "Swords",
        "a by-word",
        "<a href=\"02-second.html\">word</a>",
        "nothing",
    ] {
        let whole = fixture.read(FIRST);
        fixture.replace(FIRST, link, fine).finds_all(check, &[]);
        fixture.write(FIRST, &whole);
    }
    fixture.remove("book/built/glossary.html");
    let report = check(&fixture.context);
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.contains("the book has no glossary")),
        "{:#?}",
        report.findings
    );
}

#[test]
fn no_browser_is_a_skip_here_and_a_failure_in_ci() {
    let mut fixture = fixture();
    let report = fixture.finds_all(check, &[]);
    let reason = report.skipped.expect("there is no such driver");
    assert!(reason.contains("no browser"), "{reason}");
    fixture.context.ci = true;
    fixture.finds(
        check,
        "no browser: there is no chromium with its chromedriver on this machine, and CI is set",
    );
}
