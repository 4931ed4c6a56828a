//! `twins` is seen to fail.

use crate::fixture::Fixture;
use verify::twins::check;

const TXT: &str = "chapters/01-first/expected/hello.py.txt";

/// Whether this machine has a Python for the twins; says so if not.
fn python() -> bool {
    let skipped = check(&Fixture::new().context).skipped;
    if let Some(reason) = &skipped {
        assert!(std::env::var_os("CI").is_none(), "{reason}, and CI is set");
        println!("skipped: {reason}");
    }
    skipped.is_none()
}

#[test]
fn a_twin_prints_what_was_recorded() {
    if !python() {
        return;
    }
    let mut fixture = Fixture::new();
    fixture.write(TXT, "hello from Perl\n");
    fixture.finds(check, "hello.py.txt: hello.py prints something else now (- recorded, + now):\n    - hello from Perl\n    + hello from Python");
    fixture.context.record = true;
    let report = fixture.finds_all(check, &[]);
    assert!(
        report.looked.contains(&format!("changed: {TXT}")),
        "{:#?}",
        report.looked
    );
    fixture.context.record = false;
    fixture.write(
        "chapters/01-first/asyncio/hello.py",
        "raise SystemExit('no')\n",
    );
    fixture.finds(check, "hello.py: ended with exit status: 1: no");
}

#[test]
fn no_python_is_a_skip_here_and_a_failure_in_ci() {
    let mut fixture = Fixture::new();
    fixture.context.python = "no-such-python".into();
    let report = fixture.finds_all(check, &[]);
    assert_eq!(
        report.skipped.as_deref(),
        Some("there is no no-such-python on this machine")
    );
    fixture.context.ci = true;
    fixture.finds(
        check,
        "there is no no-such-python on this machine, and CI is set",
    );
}

#[test]
fn an_old_python_will_not_do() {
    use std::os::unix::fs::PermissionsExt;
    let mut fixture = Fixture::new();
    fixture.write("python", "#!/bin/sh\necho Python 3.9.2\n");
    let old = fixture.path("python");
    std::fs::set_permissions(&old, std::fs::Permissions::from_mode(0o755))
        .expect("it can be made a program");
    fixture.context.python = old;
    fixture.context.ci = true;
    fixture.finds(check, "is 3.9.2, and the twins need 3.11 or newer");
}
