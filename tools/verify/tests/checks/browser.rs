//! The browser's part of `book` is seen to fail: one start of the browser for all faults, each on a page of its own.

use crate::fixture::Fixture;
use verify::book::check;

/// Whether this machine has the browser; says so if not.
fn skipped(reason: Option<&String>) -> bool {
    if let Some(reason) = reason {
        assert!(std::env::var_os("CI").is_none(), "{reason}, and CI is set");
        println!("skipped: {reason}");
    }
    reason.is_some()
}

#[test]
fn errors_strangers_and_sideways_scrolls_are_found() {
    let mut fixture = Fixture::new();
    let page = |file: &str, old: &str, new: &str| {
        fixture.replace(&format!("book/built/{file}.html"), old, new);
    };
    page(
        "index",
        "</main>",
        "<script>console.error('alas')</script></main>",
    );
    // Only a browser sees this one: no address stands in the page.
    page(
        "01-first",
        "</main>",
        "<script>new Image().src = ['https:', '', 'example.invalid', 'x'].join('/')</script></main>",
    );
    page(
        "02-second",
        "</main>",
        "<details><p id=\"wide\" style=\"width: 800px\">Wide.</p></details></main>",
    );
    page("glossary", "<script src=\"theme.js\"></script>", "");
    fixture.context.screenshots = Some(fixture.path("shots"));
    let report = check(&fixture.context);
    if skipped(report.skipped.as_ref()) {
        return;
    }
    fixture.same(
        &report,
        &[
            "index.md in the browser at 1280 px, light: the console says: index.html 15:16 \"alas\"",
            "01-first.md in the browser at 1280 px, light: asks another host: https://example.invalid/x",
            "01-first.md in the browser at 1280 px, light: the console says: https://example.invalid/x - Failed to load",
            "02-second.md in the browser at 390 px, light: scrolls sideways: it is 8",
            "glossary.md in the browser at 1280 px, light: does not wear the theme light",
            "glossary.md in the browser at 1280 px, navy: does not wear the theme navy",
        ],
    );
    for name in ["index-1280-light", "01-first-390-navy"] {
        let picture =
            std::fs::read(fixture.path(&format!("shots/{name}.png"))).expect("there is a picture");
        assert!(picture.starts_with(b"\x89PNG"), "{name} is no picture");
    }
}

#[test]
fn a_sound_book_is_fine_in_a_browser() {
    let report = check(&Fixture::new().context);
    if !skipped(report.skipped.as_ref()) {
        assert!(report.findings.is_empty(), "{:#?}", report.findings);
        assert!(
            report
                .looked
                .iter()
                .any(|line| line.starts_with("16 visits in a browser")),
            "{:#?}",
            report.looked
        );
    }
}

/// A player that shows what `shows` says of its only lane, whatever the step.
fn player(shows: &str) -> String {
    format!(
        r#"<trace-player><script type="application/json">{{"title":"One","lanes":["a"],"events":[{{"lane":0,"what":"spawn"}},{{"lane":0,"what":"poll"}},{{"lane":0,"what":"ready","kept":0}}]}}</script>
<button aria-label="One step forward"></button><button aria-label="One step back"></button><button aria-label="To the end"></button>
<table><tbody><tr><td>a</td>{shows}</tr></tbody></table><p aria-live="polite">Said.</p></trace-player></main>"#
    )
}

/// A player that counts its polls as the recording has them, always shows `state`, and keeps no key to itself.
fn stepping(state: &str) -> String {
    player(&format!(r#"<td>{state}</td><td id="polls">0</td>"#)).replace(
        "</trace-player>",
        r#"<script>
            const cell = document.getElementById('polls');
            let step = 0;
            const show = () => { cell.textContent = step > 1 ? 1 : 0; };
            document.querySelector('trace-player').addEventListener('keydown', () => { step++; show(); });
            document.querySelector('[aria-label="One step back"]').addEventListener('click', () => { step--; show(); });
        </script></trace-player>"#,
    )
}

#[test]
fn players_that_do_not_follow_their_recording_are_found() {
    let mut fixture = Fixture::new();
    let page = |file: &str, new: &str| {
        fixture.replace(&format!("book/built/{file}.html"), "</main>", new);
    };
    page("index", "<trace-player></trace-player></main>");
    page("01-first", &player("<td>not made yet</td><td>0</td>"));
    page("02-second", &stepping("waiting"));
    page("glossary", &stepping("finished"));
    fixture.context.screenshots = None;
    let report = check(&fixture.context);
    if skipped(report.skipped.as_ref()) {
        return;
    }
    fixture.same(
        &report,
        &[
            "index.md in the browser at 1280 px, light: a trace player has no recording or no controls",
            "01-first.md in the browser at 1280 px, light: the player `One` shows 0 polls at step 2; there were 1",
            "02-second.md in the browser at 1280 px, light: the player `One` shows \"a\" as `waiting` at the end; it is `finished`",
            "glossary.md in the browser at 1280 px, light: the player `One` lets its keys out, and mdbook turns the page on them",
        ],
    );
}
