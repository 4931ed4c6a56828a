//! `listings` is seen to fail.

use crate::fixture::Fixture;
use verify::listings::check;

const PAGE: &str = "book/en/src/02-second.md";
const CHAPTER: &str = "../../../chapters/01-first";

/// Adds a text to the second page, where nothing needs the compiler, and demands one finding.
#[track_caller]
fn added(text: &str, wanted: &str) {
    let mut fixture = Fixture::new();
    fixture.context.chapter = Some("02".to_owned());
    fixture
        .append(PAGE, &format!("\n{text}\n"))
        .finds(check, wanted);
}

#[track_caller]
fn fenced(info: &str, content: &str, wanted: &str) {
    added(&format!("```{info}\n{content}\n```"), wanted);
}

#[test]
fn no_listing_is_pasted() {
    fenced(
        "rust",
        "fn main() {}",
        "02-second.md:13: `fn main() {}` is pasted",
    );
    fenced("rust,ignore", "let x = 1;", "`let x = 1;` is pasted");
    fenced("python", "print(1)", "`print(1)` is pasted");
    fenced(
        "console",
        "$ cargo test\nok",
        "`ok` is pasted: output comes by include",
    );
    fenced("text", "ok", "`ok` is pasted");
    fenced("", "ok", "`ok` is pasted");
    added(
        "<details>\n\n<pre>fn main() {}</pre>\n\n</details>",
        "02-second.md:14: code in raw HTML is pasted",
    );
    added("Behold:\n\n    fn main() {}", "`fn main() {}` is pasted");
}

#[test]
fn what_is_included_is_there() {
    let include = |rest: &str| format!("{{{{#include {CHAPTER}/{rest}}}}}");
    fenced(
        "rust",
        &include("src/gone.rs"),
        "there is no file chapters/01-first/src/gone.rs",
    );
    fenced(
        "rust",
        &include("src/words.rs:gone"),
        "words.rs has no `ANCHOR: gone`",
    );
    fenced(
        "rust",
        &include("src/words.rs:1:3"),
        "`1:3` counts lines, which move",
    );
    added(
        &include("expected/gone.svg"),
        "there is no file chapters/01-first/expected/gone.svg",
    );
    fenced(
        "rust",
        "{{#playground x.rs}}",
        "{{#playground}} is not used here",
    );
}

#[test]
fn a_listing_is_compiled_and_an_output_recorded() {
    let include = |rest: &str| format!("{{{{#include {CHAPTER}/{rest}}}}}");
    fenced(
        "rust",
        &include("expected/hello.txt"),
        "expected/hello.txt is no file that cargo compiles",
    );
    fenced("python", &include("src/words.rs"), "words.rs is no twin");
    fenced(
        "text",
        &include("src/words.rs"),
        "words.rs is no recorded output",
    );
    let mut fixture = Fixture::new();
    fixture.context.chapter = Some("02".to_owned());
    fixture.write("chapters/01-first/src/apart.rs", "fn apart() {}\n");
    fixture.append(
        PAGE,
        &format!("\n```rust\n{}\n```\n", include("src/apart.rs")),
    );
    fixture.finds(
        check,
        "chapters/01-first/src/apart.rs is no file that cargo compiles",
    );
    fixture
        .write("chapters/01-first/src/words/apart.rs", "")
        .replace(PAGE, "src/apart", "src/words/apart");
    fixture.finds(check, "words/apart.rs is no file that cargo compiles");
    fixture
        .append("chapters/01-first/src/words.rs", "pub(crate) mod apart;\n")
        .finds_all(check, &[]);
}

#[test]
fn a_command_names_what_is_there() {
    let command = |command: &str, wanted: &str| {
        fenced(
            "console",
            &format!("$ {command}"),
            &format!("`{command}`: {wanted}"),
        );
        added(&format!("Run `{command}`."), wanted);
    };
    command("cargo run -p ch09-gone", "there is no package ch09-gone");
    command(
        "cargo run -p ch01-first --bin gone",
        "ch01-first has no bin gone",
    );
    command(
        "cargo test -p ex01-first --test gone",
        "ex01-first has no test gone",
    );
    command("cargo test --test gone", "the workspace has no test gone");
    command(
        "cargo run -p ex01-first",
        "ex01-first has 0 programs and no default-run",
    );
    command("cargo lab run 09", "there is no chapter 09");
    command("cargo lab run 01 gone", "chapter 01 has no demo gone");
    command("cargo lab list 09", "there is no chapter 09");
    command("cargo lab check 01/gone", "there is no exercise 01/gone");
    command(
        "cargo lab hint 01/",
        "3 exercises are called something with 01/",
    );
    command("cargo lab dance", "cargo lab has no command dance");
    command(
        "cargo verify everything",
        "cargo verify has no check everything",
    );
    command(
        "python3 chapters/01-first/asyncio/gone.py",
        "there is no file chapters/01-first/asyncio/gone.py",
    );
}

#[test]
fn the_front_door_names_what_is_there() {
    let fixture = Fixture::of_chapter_01();
    fixture.append(
        "README.md",
        "\n```console\n$ cargo lab dance # all night\n```\n",
    );
    fixture.finds(
        check,
        "README.md:7: `cargo lab dance # all night`: cargo lab has no command dance",
    );
}

#[test]
fn the_compiler_refuses_what_the_page_says_and_as_it_says() {
    let fixture = Fixture::of_chapter_01();
    let words = "chapters/01-first/compile_fail/moved.txt";
    fixture.replace(words, "E0382", "E0502");
    fixture.finds(check, "moved.rs: the page says `error[E0502]: borrow of moved value: `word``, but the compiler `error[E0382]");
    fixture
        .replace(words, "E0502", "E0382")
        .append(words, "consider doing something else\n");
    fixture.finds(
        check,
        "moved.rs: the compiler does not say `consider doing something else`, but:",
    );
    fixture.write("chapters/01-first/compile_fail/moved.rs", "fn main() {}\n");
    fixture.finds(
        check,
        "moved.rs: compiles, but the page says that it does not",
    );
}

#[test]
fn a_refused_listing_has_its_words_and_a_page() {
    let fixture = Fixture::of_chapter_01();
    let folder = "chapters/01-first/compile_fail";
    let bad = "fn main() { nothing() }\n";
    fixture.write(&format!("{folder}/unseen.rs"), bad).write(
        &format!("{folder}/unseen.txt"),
        "error[E0425]: cannot find function `nothing` in this scope\n",
    );
    fixture
        .write(&format!("{folder}/silent.rs"), bad)
        .write(&format!("{folder}/alone.txt"), "error: x\n");
    fixture.finds_all(
        check,
        &[
            "unseen.rs: no page includes it",
            "unseen.txt: no page includes it",
            "silent.rs: no page includes it",
            "silent.rs: the compiler's words are missing: chapters/01-first/compile_fail/silent.txt",
            "alone.txt: no listing of this name stands beside it",
        ],
    );
}
