//! What was measured, exactly: machine, kernel, compilers, libraries.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::results::Results;

/// The libraries whose versions the file names.
const LIBRARIES: [&str; 6] = [
    "tokio",
    "smol",
    "async-executor",
    "async-std",
    "futures",
    "monoio",
];

/// Processor, cores, system, memory pages.
pub fn machine() -> BTreeMap<String, String> {
    let machine = trace::machine();
    let pages = fs::read_to_string("/sys/kernel/mm/transparent_hugepage/enabled");
    let pages = pages.map_or_else(|_| "unknown".to_owned(), |text| text.trim().to_owned());
    let uring = if monoio::utils::detect_uring() {
        "yes"
    } else {
        "no: monoio runs on epoll"
    };
    [
        ("processor", machine.processor),
        ("cores", machine.cores.to_string()),
        ("system", machine.system),
        (
            "huge pages",
            format!("{pages}; switched off for the samples"),
        ),
        ("io_uring", uring.to_owned()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}

/// Versions of libraries (from `Cargo.lock`), compiler, Python, uvloop and strace; and of this repository.
pub fn versions(python: &Path) -> BTreeMap<String, String> {
    let mut versions = libraries();
    let mut add = |name: &str, version: Option<String>| {
        let version = version.unwrap_or_else(|| "not there".to_owned());
        versions.insert(name.to_owned(), version);
    };
    add("rustc", first_line(Command::new("rustc").arg("--version")));
    add(
        "strace",
        first_line(Command::new("strace").arg("--version")),
    );
    add("python", first_line(Command::new(python).arg("--version")));
    add("uvloop", uvloop(python));
    add("this repository", commit());
    versions
}

/// uvloop's version, if this Python has it.
pub fn uvloop(python: &Path) -> Option<String> {
    first_line(Command::new(python).args(["-c", "import uvloop; print(uvloop.__version__)"]))
}

/// Whether a program starts.
pub fn is_there(program: &Path) -> bool {
    first_line(Command::new(program).arg("--version")).is_some()
}

/// The first line that a command prints, if it succeeds.
fn first_line(command: &mut Command) -> Option<String> {
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().next().map(|line| line.trim().to_owned())
}

fn libraries() -> BTreeMap<String, String> {
    let lock = fs::read_to_string(Results::workspace().join("Cargo.lock")).unwrap_or_default();
    let lock: toml::Table = lock.parse().unwrap_or_default();
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let mut found = BTreeMap::new();
    for package in packages.into_iter().flatten() {
        let word = |key| package.get(key).and_then(toml::Value::as_str);
        if let (Some(name), Some(version)) = (word("name"), word("version"))
            && LIBRARIES.contains(&name)
        {
            found.insert(name.to_owned(), version.to_owned());
        }
    }
    found
}

/// The commit, and whether the files have changed since.
fn commit() -> Option<String> {
    let git = |words: &[&str]| {
        first_line(
            Command::new("git")
                .current_dir(Results::workspace())
                .args(words),
        )
    };
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?;
    let code = [
        "status",
        "--porcelain",
        "--",
        "Cargo.lock",
        "chapters",
        "tools/peers/src",
        "tools/peers/python",
    ];
    Some(match git(&code) {
        Some(_) => format!("{commit}, with changes"),
        None => commit,
    })
}
