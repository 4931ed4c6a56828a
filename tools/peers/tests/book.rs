//! The book's tables and charts follow from the file, and its sentences hold no number of their own.

use std::fs;

use peers::render;
use peers::results::Results;

fn results() -> Results {
    Results::read(&Results::path()).unwrap()
}

#[test]
fn tables_and_charts_follow_from_the_file() {
    for (name, text) in render::files(&results()) {
        let there = fs::read_to_string(Results::folder().join(name)).unwrap_or_default();
        assert!(
            there == text,
            "tools/peers/results/{name} does not follow from peers.json: run `cargo run -p peers -- render`"
        );
    }
}

#[test]
fn nothing_else_lies_beside_the_file() {
    let made: Vec<&str> = render::files(&results())
        .iter()
        .map(|(name, _)| *name)
        .collect();
    for entry in fs::read_dir(Results::folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name == "peers.json" || made.contains(&name.as_str()),
            "tools/peers/results/{name} is made from nothing"
        );
    }
}

#[test]
fn every_table_and_chart_stands_on_the_page() {
    let page = page();
    for (name, _) in render::files(&results()) {
        assert!(
            page.contains(&format!("results/{name}")),
            "peers.md does not include {name}"
        );
    }
}

/// Words that make a number before them a measured one.
const UNITS: [&str; 10] = [
    "ns",
    "µs",
    "ms",
    "bytes",
    "times",
    "%",
    "nanoseconds",
    "microseconds",
    "calls",
    "requests",
];

#[test]
fn no_sentence_of_the_page_has_a_measured_number_of_its_own() {
    for line in page().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        for pair in words.windows(2) {
            if pair[0].ends_with("}}") {
                continue; // it comes by include
            }
            let number = pair[0].trim_matches(|c: char| !c.is_ascii_digit());
            let unit = pair[1].trim_matches(|c: char| !c.is_alphabetic() && c != '%');
            let fixed = [("64", "bytes"), ("128", "bytes")].contains(&(number, unit));
            assert!(
                number.is_empty() || !UNITS.contains(&unit) || fixed,
                "`{} {}` is written by hand: include it from numbers.txt",
                pair[0],
                pair[1]
            );
        }
    }
}

fn page() -> String {
    let page = Results::workspace().join("book/en/src/peers.md");
    fs::read_to_string(page).unwrap()
}

#[test]
fn the_file_is_kept_as_it_was_read() {
    let folder = std::env::temp_dir().join(format!("peers-{}", std::process::id()));
    let path = folder.join("peers.json");
    results().write(&path).unwrap();
    let [written, read] = [path, Results::path()].map(|path| fs::read_to_string(path).unwrap());
    fs::remove_dir_all(folder).unwrap();
    assert!(
        written == read,
        "peers.json is not what reading and writing it gives"
    );
}

#[test]
fn a_file_that_is_none_is_refused_in_a_sentence() {
    let sentence = Results::read(&Results::folder().join("tasks.md")).unwrap_err();
    assert!(
        sentence.contains("tasks.md is no result of the peers"),
        "{sentence}"
    );
    let sentence = Results::read(&Results::folder().join("nothing.json")).unwrap_err();
    assert!(
        sentence.contains("nothing.json cannot be read"),
        "{sentence}"
    );
}
