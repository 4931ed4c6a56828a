//! A small workspace in a folder of its own, and the lab started in it.

// Every test file uses its own part of this module.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Generous: a test that waits so long has failed.
pub const LONG: Duration = Duration::from_secs(60);

/// The stub's one line, and what solves it.
pub const STUB: &str = "todo!(\"double the number\")";
pub const SOLVED: &str = "number * 2";

/// A workspace of one chapter with two exercises.
pub struct Fixture {
    pub root: PathBuf,
}

impl Fixture {
    /// A fresh workspace called `name`, always in the same place, so that cargo need not build it anew each time.
    pub fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("workspaces")
            .join(name);
        let _ = fs::remove_dir_all(&root);
        let fixture = Self { root };
        fixture.write(
            "Cargo.toml",
            "[workspace]\nresolver = '3'\nmembers = ['chapters/*', 'exercises/*']\n",
        );
        fixture.write(".gitignore", "/.lab-progress*\n*.mine.rs\n");
        fixture.write_chapter();
        fixture.write_exercises();
        fixture.write_book();
        fixture
    }

    fn write_chapter(&self) {
        self.write(
            "chapters/01-first/Cargo.toml",
            "[package]\nname = 'ch01-first'\nedition = '2024'\ndefault-run = 'hello'\n\
             description = 'What does a program do while it waits for somebody else to answer it?'\n\
             [package.metadata.chapter]\ntitle = 'First things'\n",
        );
        let hello = "//! Prints its arguments and ends with code 3.\n\
             // ANCHOR: main\nfn main() {\n    println!(\"hello {}\", std::env::args().nth(1).unwrap());\n\
             \x20   std::process::exit(3);\n}\n// ANCHOR_END: main\n";
        self.write("chapters/01-first/src/bin/hello.rs", hello);
        self.write(
            "chapters/01-first/src/bin/other.rs",
            "//! Another one.\nfn main() {}\n",
        );
        self.write(
            "chapters/01-first/asyncio/hello.py",
            "import sys\nprint('hallo', sys.argv[1])\nsys.exit(4)\n",
        );
    }

    fn write_exercises(&self) {
        self.write(
            "exercises/01-first/Cargo.toml",
            "[package]\nname = 'ex01-first'\nedition = '2024'\n",
        );
        self.write(
            "exercises/01-first/src/lib.rs",
            "pub mod add_one;\npub mod read_frame;\n",
        );
        self.answer(STUB);
        self.write(
            "exercises/01-first/src/add_one.rs",
            "pub fn add_one(n: u32) -> u32 {\n    n + 1\n}\n",
        );
        self.write(
            "exercises/01-first/tests/read_frame.rs",
            "use ex01_first::read_frame::double;\n\
             #[test]\nfn two_becomes_four() {\n    let n = double(2);\n\
             \x20   assert!(n == 4, \"double(2) gave {n}, which is no good: a frame that is read twice is twice as long\");\n}\n\
             #[test]\nfn zero_stays_zero() {\n    assert!(double(0) == 0, \"zero has no double\");\n}\n",
        );
        self.write(
            "exercises/01-first/tests/add_one.rs",
            "#[test]\nfn one_becomes_two() {\n    assert!(ex01_first::add_one::add_one(1) == 2, \"one\");\n}\n",
        );
        self.write(
            "exercises/01-first/exercises.toml",
            "[[exercise]]\nname = 'read_frame'\ntitle = 'Read a frame twice'\nquestion = 'How?'\n\
             hints = ['Think of twins.', 'Multiply.']\nnotice = 'Zero needed no case of its own.'\n\
             [[exercise]]\nname = 'add_one'\ntitle = 'Add one'\nquestion = 'How?'\n\
             hints = ['Plus.']\nnotice = 'You can add.'\n",
        );
        self.write(
            "solutions/01-first/src/read_frame.rs",
            "// our own answer\n",
        );
    }

    fn write_book(&self) {
        self.write("book/en/book.toml", "[book]\ntitle = 'Fixture'\n");
        self.write(
            "book/en/src/SUMMARY.md",
            "# Summary\n\n- [First things](01-first.md)\n",
        );
        self.page("# First things {#first}\n");
    }

    /// Writes the only page of the book.
    pub fn page(&self, text: &str) {
        self.write("book/en/src/01-first.md", text);
    }

    /// Puts `line` into the stub of 01/read_frame.
    pub fn answer(&self, line: &str) {
        let text =
            format!("pub fn double(number: u32) -> u32 {{\n    let _ = number;\n    {line}\n}}\n");
        self.write("exercises/01-first/src/read_frame.rs", &text);
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// `cargo lab` with these arguments, not yet started; nothing that it prints goes to a terminal.
    pub fn lab(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lab"));
        command
            .args(args)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.target())
            // A repository further up is not the fixture's.
            .env(
                "GIT_CEILING_DIRECTORIES",
                self.root.parent().expect("a parent"),
            )
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .stdin(Stdio::null());
        command
    }

    /// Every workspace has its own, so that tests do not wait for each other's builds.
    pub fn target(&self) -> PathBuf {
        self.root.with_extension("target")
    }

    /// Runs `cargo lab` to its end.
    pub fn run(&self, args: &[&str]) -> Said {
        Said::from(self.lab(args).output().expect("the lab starts"))
    }

    /// Commits everything.
    pub fn commit(&self) {
        self.git(&["init", "--quiet"]);
        self.git(&["add", "--all"]);
        self.git(&[
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "commit",
            "--quiet",
            "-m",
            "x",
        ]);
    }

    fn git(&self, args: &[&str]) {
        let mut git = Command::new("git");
        git.args(args)
            .current_dir(&self.root)
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        assert!(git.status().expect("git starts").success(), "git {args:?}");
    }
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Said {
    /// That it ended with `code` and said each of `parts`, wherever.
    #[track_caller]
    pub fn expect(&self, code: i32, parts: &[&str]) -> &Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        for part in parts {
            assert!(
                self.out.contains(part) || self.err.contains(part),
                "no `{part}` in {self:#?}"
            );
        }
        self
    }
}

/// Waits until `happened`, however long it takes on a busy machine.
#[track_caller]
pub fn wait_for(what: &str, mut happened: impl FnMut() -> bool) {
    let start = Instant::now();
    while !happened() {
        assert!(start.elapsed() < LONG, "waited in vain for {what}");
        // Only to leave the processor to whoever is waited for.
        std::thread::sleep(Duration::from_millis(2));
    }
}
