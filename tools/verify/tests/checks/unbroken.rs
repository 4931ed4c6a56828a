//! Where nothing is broken, nothing is found.

use crate::fixture::Fixture;
use verify::CHECKS;

#[test]
fn nothing_is_found_in_an_unbroken_workspace() {
    let mut fixture = Fixture::new();
    // `browser` opens the sound book; here it would cost the time twice.
    fixture.context.chromedriver = "no-such-driver".into();
    for check in CHECKS {
        let report = (check.run)(&fixture.context);
        assert!(
            report.findings.is_empty(),
            "{}: {:#?}",
            check.name,
            report.findings
        );
        assert!(
            !report.looked.is_empty(),
            "{} does not say what it looked at",
            check.name
        );
    }
}

#[test]
fn generated_files_are_written_once() {
    let fixture = Fixture::of_chapter_01();
    let generated = "target/verify/wrong/01-first/tests/greet__same.rs";
    let time = || {
        let report = verify::exercises::check(&fixture.context);
        assert!(report.findings.is_empty(), "{:#?}", report.findings);
        let file = std::fs::metadata(fixture.path(generated)).expect("it was generated");
        file.modified().expect("this machine keeps times")
    };
    assert_eq!(
        time(),
        time(),
        "an unchanged wrong answer would be compiled again"
    );
}
