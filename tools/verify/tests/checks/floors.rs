//! `floors` is seen to fail.

use crate::fixture::Fixture;
use verify::floors::check;

const FIRST: &str = "chapters/01-first/Cargo.toml";
const GROUND: &str = "tools/judge/Cargo.toml";

fn depend(file: &str, dependency: &str, path: &str) -> Fixture {
    let fixture = Fixture::new();
    let line = format!("\n[dependencies]\n{dependency} = {{ path = \"{path}\" }}\n");
    fixture.append(file, &line);
    fixture
}

#[test]
fn a_chapter_depends_on_no_later_chapter() {
    depend(FIRST, "ch02-second", "../02-second").finds(
        check,
        "chapters/01-first/Cargo.toml: ch01-first depends on ch02-second, but a chapter stands only on chapters with lower numbers",
    );
}

#[test]
fn the_ground_depends_on_no_chapter() {
    depend(GROUND, "ch01-first", "../../chapters/01-first").finds(
        check,
        "judge depends on ch01-first, but judge, paused and trace are the ground",
    );
}

#[test]
fn nothing_depends_on_what_stands_outside() {
    depend(FIRST, "lab", "../../tools/lab")
        .finds(check, "nothing depends on a tool that stands outside");
}

#[test]
fn the_catalog_is_for_lab_and_verify() {
    depend(FIRST, "catalog", "../../tools/catalog")
        .finds(check, "the catalog is for lab and verify alone");
    depend("tools/lab/Cargo.toml", "catalog", "../catalog").finds_all(check, &[]);
}

#[test]
fn exercises_and_solutions_depend_on_no_later_chapter() {
    for file in [
        "exercises/01-first/Cargo.toml",
        "solutions/01-first/Cargo.toml",
    ] {
        depend(file, "ch02-second", "../../chapters/02-second")
            .finds(check, "ch02-second belongs to a later chapter");
    }
}

#[test]
fn nothing_depends_on_stubs_and_no_chapter_on_solutions() {
    depend(
        "tools/lab/Cargo.toml",
        "ex01-first",
        "../../exercises/01-first",
    )
    .finds(check, "stubs are for the learner");
    depend(FIRST, "sol01-first", "../../solutions/01-first")
        .finds(check, "a chapter does not stand on solutions");
}

#[test]
fn a_package_is_called_like_its_folder() {
    let fixture = Fixture::new();
    fixture.replace("exercises/01-first/Cargo.toml", "ex01-first", "ex01-fist").finds(
        check,
        "exercises/01-first/Cargo.toml: the package is called ex01-fist, but its folder wants ex01-first",
    );
}

#[test]
fn a_chapter_has_its_name_everywhere() {
    let fixture = Fixture::new();
    fixture
        .remove("solutions/02-second")
        .remove("book/en/src/02-second.md");
    fixture.write("book/en/src/03-third.md", "# Third {#third}\n");
    fixture.finds_all(
        check,
        &[
            "chapters/02-second: there is no solutions/02-second",
            "exercises/02-second: there is no solutions/02-second",
            "chapters/02-second: there is no page book/en/src/02-second.md",
            "book/en/src/03-third.md: there is no chapters/03-third",
        ],
    );
}

#[test]
fn a_number_is_given_once_and_has_two_digits() {
    let fixture = Fixture::new();
    let cargo = "[package]\nname = \"NAME\"\ndescription = \"?\"\n\n[package.metadata.chapter]\ntitle = \"X\"\n";
    for (slug, package) in [("02-other", "ch02-other"), ("3-odd", "ch3-odd")] {
        fixture.write(
            &format!("chapters/{slug}/Cargo.toml"),
            &cargo.replace("NAME", package),
        );
        fixture.write(&format!("chapters/{slug}/src/lib.rs"), "//! X.\n");
        fixture.write(&format!("book/en/src/{slug}.md"), "# X {#x}\n");
        for group in ["exercises", "solutions"] {
            let prefix = &group.replace("exercises", "ex").replace("solutions", "sol");
            fixture.write(
                &format!("{group}/{slug}/Cargo.toml"),
                &cargo.replace("NAME", &format!("{prefix}{slug}")),
            );
            fixture.write(&format!("{group}/{slug}/src/lib.rs"), "//! X.\n");
        }
    }
    fixture.finds_all(
        check,
        &[
            "has the same number as 02-other",
            "its name does not begin with two digits and a hyphen",
        ],
    );
}
