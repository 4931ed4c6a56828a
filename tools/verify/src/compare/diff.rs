//! A short difference of two texts, line by line.

use std::fmt::Write;

/// Equal lines that are shown around a difference.
const AROUND: usize = 2;

/// The most lines that are shown.
const SHOWN: usize = 40;

/// The difference as `-`, `+` and blank-led lines; long equal parts are left out.
///
/// Quadratic in the number of lines, which are at most a few hundred: an output that a page shows.
pub(super) fn unified(old: &str, new: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let steps = steps(&old, &new);
    let near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let to = (at + AROUND + 1).min(steps.len());
        steps[from..to].iter().any(|(sign, _)| *sign != ' ')
    };
    let mut text = String::new();
    let mut skipped = false;
    let mut shown = 0;
    for (at, (sign, line)) in steps.iter().enumerate() {
        if !near(at) {
            skipped = true;
            continue;
        }
        if std::mem::take(&mut skipped) {
            text.push_str("      …\n");
        }
        shown += 1;
        if shown > SHOWN {
            text.push_str("      … and more\n");
            break;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    {sign} {line}");
    }
    if text.is_empty() {
        text.push_str("    the lines are the same; only the ends of lines or of the file differ\n");
    }
    text.truncate(text.trim_end().len());
    text
}

/// The shortest way from `old` to `new`, by the longest common subsequence.
fn steps<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut steps = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            steps.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            steps.push(('-', old[i]));
            i += 1;
        } else {
            steps.push(('+', new[j]));
            j += 1;
        }
    }
    steps
}
