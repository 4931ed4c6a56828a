//! Captions and warnings: what happens to a page on its way into the book.

mod common;

use std::fs;

use common::Fixture;
use lab::{book, caption};

const CAPTION: &str =
    "<p class=\"listing-file\"><code>chapters/01-first/src/bin/hello.rs</code></p>\n\n";

#[test]
fn a_listing_gets_the_name_of_its_file() {
    for include in [
        "../../../chapters/01-first/src/bin/hello.rs",
        "../../../chapters/01-first/src/bin/hello.rs:main",
        "../../../chapters/01-first/src/bin/hello.rs:2:5",
    ] {
        let block = format!("```rust\n{{{{#include {include}}}}}\n```\n");
        assert_eq!(
            caption::listings(&format!("Text.\n\n{block}")),
            format!("Text.\n\n{CAPTION}{block}")
        );
    }
}

#[test]
fn an_indented_block_and_one_of_tildes_get_theirs() {
    let block = "  ~~~python\n  {{#include ../../../chapters/01/asyncio/a.py}}\n  ~~~\n";
    let captioned = caption::listings(block);
    assert!(
        captioned.starts_with("  <p class=\"listing-file\"><code>chapters/01/asyncio/a.py</code>")
    );
    assert!(captioned.ends_with(block));
}

#[test]
fn other_blocks_stay_as_they_are() {
    let include = "{{#include ../../../chapters/01-first/src/bin/hello.rs}}";
    for page in [
        // Outputs, pictures, and files of others.
        "```text\n{{#include ../../../chapters/01-first/expected/hello.txt}}\n```\n",
        "```rust\n{{#include ../../../tools/lab/src/lib.rs}}\n```\n",
        "```rust\n{{#include ../../../chapters-of-another/x.rs}}\n```\n",
        // More than one include, none, not closed.
        &format!("```rust\n{include}\n{include}\n```\n"),
        "```rust\nfn main() {}\n```\n",
        &format!("```rust\n{include}\n"),
        // Not fenced, or shown as text within a longer fence.
        &format!("{include}\n"),
        &format!("````md\n```rust\n{include}\n```\n````\n"),
    ] {
        assert_eq!(caption::listings(page), page);
    }
}

#[test]
fn after_a_long_fence_captions_go_on() {
    let block = "```rust\n{{#include ../../../chapters/01-first/src/bin/hello.rs}}\n```\n";
    let page = format!("````md\n{block}````\n\n{block}");
    assert_eq!(
        caption::listings(&page),
        format!("````md\n{block}````\n\n{CAPTION}{block}")
    );
}

#[test]
fn the_built_page_holds_caption_and_code() {
    let fixture = Fixture::new("page");
    fixture.page("# First {#first}\n\n```rust\n{{#include ../../../chapters/01-first/src/bin/hello.rs:main}}\n```\n");
    let into = fixture.target().join("html");
    let warnings = book::build(&fixture.root, &into).expect("the book builds");
    assert_eq!(warnings, Vec::<String>::new());
    let page = fs::read_to_string(into.join("01-first.html")).expect("the page");
    assert!(page.contains(CAPTION.trim_end()), "{page}");
    assert!(
        page.contains("std::process::exit(3)") && !page.contains("ANCHOR"),
        "{page}"
    );
    assert!(
        !page.contains(".lab/version"),
        "the reload script belongs to the server"
    );
}

#[test]
fn what_mdbook_warns_of_is_collected() {
    let fixture = Fixture::new("warning");
    fixture.page("# First\n\n{{#include nowhere.rs}}\n\n<b>\n");
    let warnings = book::build(&fixture.root, &fixture.target().join("html")).expect("it builds");
    assert!(
        warnings
            .iter()
            .any(|warning| warning.contains("nowhere.rs")),
        "{warnings:?}"
    );
    assert!(warnings.iter().all(|warning| !warning.contains('\n')));
}

#[test]
fn a_page_that_is_missing_fails_and_is_not_created() {
    let fixture = Fixture::new("missing");
    fixture.write("book/en/src/SUMMARY.md", "- [Gone](gone.md)\n");
    let failure = book::build(&fixture.root, &fixture.target().join("html")).expect_err("no page");
    assert!(failure.to_string().contains("gone.md"), "{failure}");
    assert!(!fixture.root.join("book/en/src/gone.md").exists());
}

#[test]
fn build_replaces_a_book_and_nothing_else() {
    let fixture = Fixture::new("dest");
    let dest = fixture.target().join("out");
    let _ = fs::remove_dir_all(&dest);
    let args = ["build", "--dest", dest.to_str().expect("a path")];
    fixture.run(&args).expect(0, &["index.html"]);
    fixture.page("# Another {#first}\n");
    fixture.run(&args).expect(0, &[]);
    let page = fs::read_to_string(dest.join("01-first.html")).expect("the page");
    assert!(page.contains("Another"));
    fixture
        .run(&["build", "--dest", "chapters"])
        .expect(1, &["something else than a book"]);
    assert!(fixture.root.join("chapters/01-first/Cargo.toml").exists());
    let siblings = fs::read_dir(fixture.target()).expect("a folder").flatten();
    let left: Vec<_> = siblings
        .map(|entry| entry.file_name())
        .filter(|name| name.to_string_lossy().starts_with("out."))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn build_fails_when_the_book_has_a_warning() {
    let fixture = Fixture::new("strict");
    fixture.page("# First\n\n{{#include nowhere.rs}}\n");
    fixture
        .run(&["build"])
        .expect(1, &["nowhere.rs", "warning"]);
}

#[test]
fn a_warning_that_quotes_half_a_page_is_cut_short() {
    let fixture = Fixture::new("long-warning");
    let long = "word ".repeat(1000);
    fixture.page(&format!("# First\n\n<dl>\n{long}\n<<<<< HEAD\n</dl>\n"));
    let warnings = book::build(&fixture.root, &fixture.target().join("html")).expect("it builds");
    assert!(!warnings.is_empty());
    assert!(
        warnings.iter().all(|warning| warning.len() < 400),
        "{warnings:?}"
    );
}
