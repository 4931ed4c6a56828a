//! A copy of the fixture that a test may break.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use verify::{Context, Report};

/// A copy of the fixture, and the context to check it in.
pub struct Fixture {
    pub context: Context,
    _folder: TempDir,
}

impl Fixture {
    pub fn new() -> Self {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
        copy(&source, folder.path());
        let mut context = Context::new(folder.path()).expect("the fixture is a workspace");
        // Whatever the machine that runs this test has set.
        context.ci = false;
        context.target = context.root().join("target");
        Self {
            context,
            _folder: folder,
        }
    }

    /// A fixture of which only chapter 01 is looked at.
    pub fn of_chapter_01() -> Self {
        let mut fixture = Self::new();
        fixture.context.chapter = Some("01".to_owned());
        fixture
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.context.root().join(file)
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub fn write(&self, file: &str, text: &str) -> &Self {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("it has a folder"))
            .expect("the folder can be made");
        fs::write(path, text).unwrap_or_else(|error| panic!("{file}: {error}"));
        self
    }

    pub fn append(&self, file: &str, text: &str) -> &Self {
        let old = self.read(file);
        self.write(file, &(old + text))
    }

    /// Replaces a text that must be there.
    pub fn replace(&self, file: &str, old: &str, new: &str) -> &Self {
        let text = self.read(file);
        assert!(text.contains(old), "{file} does not hold {old:?}");
        self.write(file, &text.replace(old, new))
    }

    pub fn remove(&self, file: &str) -> &Self {
        let path = self.path(file);
        let removed = if path.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.unwrap_or_else(|error| panic!("{file}: {error}"));
        self
    }

    /// Demands that the check finds exactly one fault, with these words.
    #[track_caller]
    pub fn finds(&self, check: fn(&Context) -> Report, words: &str) {
        self.finds_all(check, &[words]);
    }

    /// Demands that the check finds these faults, in any order, and no other.
    #[track_caller]
    pub fn finds_all(&self, check: fn(&Context) -> Report, wanted: &[&str]) -> Report {
        let report = check(&self.context);
        self.same(&report, wanted);
        report
    }

    /// Demands that a report holds these faults and no other.
    #[track_caller]
    pub fn same(&self, report: &Report, wanted: &[&str]) {
        for words in wanted {
            let found = report
                .findings
                .iter()
                .filter(|finding| finding.contains(words))
                .count();
            assert!(
                found > 0,
                "`{words}` was not found, but: {:#?}",
                report.findings
            );
        }
        let others: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| !wanted.iter().any(|words| finding.contains(words)))
            .collect();
        assert!(others.is_empty(), "found besides: {others:#?}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the fixture is there").flatten() {
        // Somebody may have run cargo in the fixture itself.
        if entry.file_name() == "target" {
            continue;
        }
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}
