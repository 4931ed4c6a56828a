//! Reading a workspace from a folder.

use std::fs;
use std::path::Path;

use catalog::{Error, Workspace};
use tempfile::TempDir;

/// A workspace of one chapter with one exercise, as small as may be.
fn workspace() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    write(root, "Cargo.toml", "");
    write(
        root,
        "chapters/02-second/Cargo.toml",
        "[package]\nname = 'ch02-second'\ndescription = 'Why two?'\n\
         [package.metadata.chapter]\ntitle = 'Second'\nno-twin = 'there is none'\n",
    );
    write(
        root,
        "chapters/01-first/Cargo.toml",
        "[package]\nname = 'ch01-first'\ndescription = 'Why one?'\ndefault-run = 'two'\n\
         [package.metadata.chapter]\ntitle = 'First'\n",
    );
    write(
        root,
        "chapters/01-first/src/bin/two.rs",
        "//! Shows two.\nfn main() {}\n",
    );
    write(root, "chapters/01-first/src/bin/one.rs", "fn main() {}\n");
    write(root, "chapters/01-first/src/bin/notes.txt", "no demo");
    write(root, "chapters/01-first/asyncio/two.py", "");
    write(root, "exercises/01-first/Cargo.toml", "");
    write(
        root,
        "exercises/01-first/exercises.toml",
        "[[exercise]]\nname = 'later'\ntitle = 'L'\nquestion = 'Q'\nhints = ['a', 'b']\nnotice = 'N'\n\
         [[exercise]]\nname = 'earlier'\ntitle = 'E'\nquestion = 'Q'\nhints = []\nnotice = 'N'\n",
    );
    write(root, "solutions/01-first/wrong/later/b.rs", "");
    write(root, "solutions/01-first/wrong/later/a.rs", "");
    write(root, "solutions/01-first/wrong/later/a.txt", "");
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn open(folder: &TempDir) -> Workspace {
    Workspace::find(folder.path()).expect("the folder is a workspace")
}

#[test]
fn the_workspace_is_found_from_deep_inside() {
    let folder = workspace();
    let deep = folder.path().join("chapters/01-first/src/bin");
    let found = Workspace::find(&deep).expect("the workspace is above");
    assert_eq!(found.root(), folder.path());
}

#[test]
fn a_folder_outside_is_named_in_the_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let error = Workspace::find(folder.path()).expect_err("there is no workspace");
    assert!(matches!(&error, Error::NotFound(path) if path == folder.path()));
    assert!(
        error
            .to_string()
            .contains(&*folder.path().to_string_lossy())
    );
}

#[test]
fn chapters_come_in_the_order_of_their_numbers() {
    let folder = workspace();
    let chapters = open(&folder).chapters().expect("two chapters");
    let slugs: Vec<_> = chapters.iter().map(|chapter| &*chapter.slug).collect();
    assert_eq!(slugs, ["01-first", "02-second"]);
    assert_eq!(chapters[0].number, "01");
    assert_eq!(chapters[0].package(), "ch01-first");
    assert_eq!(chapters[0].question, "Why one?");
    assert_eq!(chapters[0].default_demo.as_deref(), Some("two"));
    assert_eq!(chapters[1].title, "Second");
    assert_eq!(chapters[1].no_twin.as_deref(), Some("there is none"));
}

#[test]
fn a_demo_brings_its_first_line_and_its_twin() {
    let folder = workspace();
    let chapters = open(&folder).chapters().expect("two chapters");
    let demos = chapters[0].demos().expect("two demos");
    let names: Vec<_> = demos
        .iter()
        .map(|demo| (&*demo.name, &*demo.about))
        .collect();
    assert_eq!(names, [("one", ""), ("two", "Shows two.")]);
    assert_eq!(demos[0].twin, None);
    assert!(
        demos[1]
            .twin
            .as_ref()
            .is_some_and(|twin| twin.ends_with("asyncio/two.py"))
    );
    assert!(
        chapters[1]
            .demos()
            .expect("no src/bin is no error")
            .is_empty()
    );
}

#[test]
fn a_chapter_without_a_title_is_named_in_the_error() {
    let folder = workspace();
    let manifest = "[package]\nname = 'ch03-third'\ndescription = 'Why?'\n";
    write(folder.path(), "chapters/03-third/Cargo.toml", manifest);
    let error = open(&folder).chapters().expect_err("the title is missing");
    let sentence = error.to_string();
    assert!(
        sentence.contains("03-third/Cargo.toml") && sentence.contains("title"),
        "{sentence}"
    );
}

#[test]
fn exercises_come_in_the_order_of_their_file() {
    let folder = workspace();
    let exercises = open(&folder).exercises().expect("two exercises");
    let ids: Vec<_> = exercises.iter().map(catalog::Exercise::id).collect();
    assert_eq!(ids, ["01/later", "01/earlier"]);
    let later = &exercises[0];
    assert_eq!(later.hints, ["a", "b"]);
    assert_eq!(later.package(), "ex01-first");
    assert_eq!(later.solution_package(), "sol01-first");
    let path = |path: &str| folder.path().join(path);
    assert_eq!(later.stub(), path("exercises/01-first/src/later.rs"));
    assert_eq!(later.judge(), path("exercises/01-first/tests/later.rs"));
    assert_eq!(later.solution(), path("solutions/01-first/src/later.rs"));
    let wrong = |name: &str| path("solutions/01-first/wrong/later").join(name);
    assert_eq!(
        later.wrong().expect("a folder"),
        [wrong("a.rs"), wrong("b.rs")]
    );
    assert!(
        exercises[1]
            .wrong()
            .expect("no folder is no error")
            .is_empty()
    );
}

#[test]
fn a_misspelt_key_is_an_error_that_names_file_and_key() {
    let folder = workspace();
    let text = "[[exercise]]\nname = 'x'\ntitel = 'X'\n";
    write(folder.path(), "exercises/01-first/exercises.toml", text);
    let sentence = open(&folder).exercises().expect_err("`titel`").to_string();
    assert!(
        sentence.contains("exercises.toml") && sentence.contains("titel"),
        "{sentence}"
    );
}
