//! What happens when files are saved: to a watcher, to the server, to `watch`.

mod common;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use common::{Fixture, LONG, SOLVED, wait_for};
use lab::files;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// A lab that runs until the end of the test; its lines come as they are printed.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    fn start(fixture: &Fixture, args: &[&str]) -> Self {
        Self::start_with(fixture, args, Stdio::null())
    }

    fn start_with(fixture: &Fixture, args: &[&str], stdin: Stdio) -> Self {
        let mut child = fixture
            .lab(args)
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the lab starts");
        let (sender, lines) = mpsc::channel();
        let forward = |stream: Box<dyn Read + Send>| {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        };
        forward(Box::new(child.stdout.take().expect("piped")));
        forward(Box::new(child.stderr.take().expect("piped")));
        Self { child, lines }
    }

    /// The next line that contains `part`.
    #[track_caller]
    fn until(&self, part: &str) -> String {
        let mut before = Vec::new();
        loop {
            match self.lines.recv_timeout(LONG) {
                Ok(line) if line.contains(part) => return line,
                Ok(line) => before.push(line),
                Err(_) => panic!("no line with `{part}` among {before:#?}"),
            }
        }
    }

    /// Ends it with a signal and gives its exit code.
    fn end(self, signal: &str) -> Option<i32> {
        let kill = format!("kill -{signal} {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .expect("sh starts")
                .success()
        );
        self.ended()
    }

    /// Waits for its end and gives its exit code.
    fn ended(mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // After `end` it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("it listens");
    stream.set_read_timeout(Some(LONG)).expect("a socket");
    let head =
        format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

/// Saves as most editors do: a new file replaces the old one in one step.
fn save(file: &Path, text: &str) {
    let new = file.with_extension("unfinished");
    fs::write(&new, text).expect("a file");
    fs::rename(&new, file).expect("a rename");
}

#[test]
fn a_save_by_renaming_is_told_once_and_the_new_file_is_watched() {
    for poll in [false, true] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("answer.rs");
        fs::write(&file, "one").expect("a file");
        let (sender, saves) = mpsc::channel();
        let wanted = |path: &Path| path.extension().is_some_and(|kind| kind == "rs");
        let told = move || sender.send(()).expect("the test waits");
        let watching = files::watch(&[folder.path().to_owned()], poll, wanted, told);
        let watching = watching.expect("files can be watched");
        fs::write(folder.path().join("notes.txt"), "not wanted").expect("a file");
        for text in ["two", "six"] {
            save(&file, text);
            saves.recv_timeout(LONG).expect("the save is told");
        }
        drop(watching);
        assert!(saves.recv_timeout(LONG).is_err(), "a third message came");
    }
}

#[test]
fn the_page_follows_its_source_and_a_broken_one_changes_nothing() {
    let fixture = Fixture::new("serve");
    let lab = Running::start(&fixture, &["--no-open", "--port", "0"]);
    let line = lab.until("The book: http://127.0.0.1:");
    let port = line
        .trim_end_matches('/')
        .rsplit(':')
        .next()
        .expect("a port");
    let port: u16 = port.parse().expect("a number");
    lab.until("01/read_frame");
    let version = || {
        get(port, "/.lab/version")
            .split("\r\n\r\n")
            .nth(1)
            .map(str::to_owned)
    };
    let first = version();
    assert!(get(port, "/01-first.html").contains("First things"));

    fixture.page("# Something else {#first}\n");
    lab.until("rebuilt");
    assert_ne!(version(), first);
    assert!(get(port, "/01-first.html").contains("Something else"));

    let second = version();
    fixture.write("book/en/src/SUMMARY.md", "- [Gone](gone.md)\n");
    lab.until("The book before is still served");
    assert_eq!(version(), second);
    assert!(get(port, "/01-first.html").contains("Something else"));
    assert_eq!(lab.end("INT"), Some(0));
    let left = fs::read_dir(fixture.target().join("book"))
        .expect("a folder")
        .count();
    assert_eq!(left, 0, "builds were left behind");
}

#[test]
fn a_termination_ends_the_server_cleanly() {
    let fixture = Fixture::new("terminate");
    let lab = Running::start(&fixture, &["--no-open", "--port", "0"]);
    lab.until("The book:");
    assert_eq!(lab.end("TERM"), Some(0));
}

/// A terminal: the end where keys are pressed, and the one that a program reads.
fn terminal() -> (File, File) {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&ours).expect("it is ours");
    unlockpt(&ours).expect("it is ours");
    let name = ptsname(&ours, Vec::new()).expect("its other end");
    let name = name.to_str().expect("a path");
    let theirs = File::options().read(true).write(true).open(name);
    (ours.into(), theirs.expect("it can be opened"))
}

#[test]
fn after_the_list_watch_names_its_keys_again() {
    let fixture = Fixture::new("keys");
    let (mut keyboard, terminal) = terminal();
    let lab = Running::start_with(&fixture, &["watch", "add"], terminal.into());
    lab.until("h hint   n next   l list   q quit");
    keyboard.write_all(b"l").expect("it reads");
    lab.until("exercises done");
    lab.until("h hint   n next   l list   q quit");
    keyboard.write_all(b"q").expect("it reads");
    assert_eq!(lab.ended(), Some(0));
}

/// If reading counted as saving, the compiler would start the judge over and over.
#[test]
fn watch_judges_again_after_a_save_and_stops_what_runs() {
    let fixture = Fixture::new("watch");
    let started = fixture.root.join("started");
    fixture.answer(&format!(
        "std::fs::write({started:?}, \"\").unwrap(); loop {{ std::thread::park(); }}"
    ));
    let lab = Running::start(&fixture, &["watch", "frame", "--limit", "3600"]);
    lab.until("01/read_frame: judging");
    wait_for("the judge", || started.exists());
    fixture.answer(SOLVED);
    lab.until("Solved: 2 claims");
    // It stays where it is until the learner says otherwise.
    fixture.answer("number");
    lab.until("01/read_frame: judging");
    lab.until("x two becomes four");
    assert_eq!(lab.end("INT"), Some(0));
}
