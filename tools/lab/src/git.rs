//! Finding a pristine stub in the history.

use std::path::Path;
use std::process::{Command, Stdio};

/// The newest committed text of the file `path` (relative to `root`) that is still a stub: that contains a `todo!(`.
///
/// The learner may have committed her answer, even pushed it. So upstream is asked first, and then each of the two
/// histories is walked back until a stub turns up. Nothing without git, or if no version is a stub.
pub fn newest_stub(root: &Path, path: &Path) -> Option<String> {
    ["origin/HEAD", "HEAD"]
        .iter()
        .find_map(|branch| stub_in(root, path, branch))
}

fn stub_in(root: &Path, path: &Path, branch: &str) -> Option<String> {
    let path = path.to_str()?;
    let commits = git(root, &["log", "--format=%H", branch, "--", path])?;
    std::iter::once(branch)
        .chain(commits.lines())
        // `./`: the workspace need not be the root of the repository.
        .filter_map(|commit| git(root, &["show", &format!("{commit}:./{path}")]))
        .find(|text| text.contains("todo!("))
}

/// What git prints, if it is there and satisfied.
fn git(root: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).ok())?
}
