//! The words of the test harness: which claims failed, and what the panics said.

use crate::Complaint;

/// How the message of `todo!()` begins.
pub(crate) const TODO: &str = "not yet implemented";

/// How many claims held, if the harness says that all of them did.
pub(crate) fn count_passed(stdout: &str) -> usize {
    stdout
        .lines()
        .filter_map(|line| {
            line.strip_prefix("test result: ok. ")?
                .split(' ')
                .next()?
                .parse::<usize>()
                .ok()
        })
        .sum()
}

/// The claims whose end the harness has told, in that order: `test claim ... ok`.
pub(crate) fn ended(stdout: &str) -> Vec<String> {
    let ended = |line: &str| {
        let (claim, how) = line.strip_prefix("test ")?.split_once(" ... ")?;
        (!how.is_empty()).then(|| claim.to_owned())
    };
    stdout.lines().filter_map(ended).collect()
}

/// Reads the blocks that the test harness prints for each failed test: `---- claim stdout ----`, output, panic.
pub(crate) fn complaints(stdout: &str) -> Vec<Complaint> {
    stdout
        .split("\n---- ")
        .skip(1)
        .filter_map(|block| {
            let (claim, body) = block.split_once(" stdout ----\n")?;
            // After the last block, the harness names once more what failed.
            let body = body
                .rsplit_once("\n\nfailures:\n")
                .map_or(body, |(body, _)| body);
            let (place, sentence) = panic_in(body)?;
            Some(Complaint {
                claim: claim.to_owned(),
                sentence,
                place,
                printed: printed_in(body),
            })
        })
        .collect()
}

/// The place and the message of the panic that matters in a block.
///
/// That is a `todo!()` if there is one, since a judge that calls the answer on a helper thread panics once more itself;
/// else the last, which ended the test.
fn panic_in(body: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = body.lines().collect();
    let panics = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| begins_a_panic(line))
        .map(|(at, line)| panic_at(line, &lines[at + 1..]));
    let panics: Vec<_> = panics.collect();
    let todo = panics
        .iter()
        .find(|(_, sentence)| sentence.starts_with(TODO));
    todo.or(panics.last()).cloned()
}

/// What was printed in a block beside the panics: all lines up to the first, and what comes after the note to it.
///
/// Without a note nobody can tell where a panic's message ends.
fn printed_in(body: &str) -> String {
    let mut printed = Vec::new();
    let mut in_a_panic = false;
    for line in body.lines() {
        if begins_a_panic(line) {
            in_a_panic = true;
            // The panic begins with an empty line of its own.
            if printed.last() == Some(&"") {
                printed.pop();
            }
        } else if in_a_panic {
            in_a_panic = !line.starts_with("note: run with `RUST_BACKTRACE=1`");
        } else {
            printed.push(line);
        }
    }
    printed.join("\n").trim_end().to_owned()
}

fn begins_a_panic(line: &str) -> bool {
    line.starts_with("thread '") && line.contains(" panicked at ")
}

/// Reads `thread 'name' (id) panicked at file:line:column:`, and the message on the next lines up to a note.
fn panic_at(line: &str, after: &[&str]) -> (String, String) {
    let place = line
        .split_once(" panicked at ")
        .map_or("", |(_, place)| place.trim_end_matches(':'));
    let place = place
        .rsplit_once(':')
        .map_or(place, |(place, _column)| place);
    let message = after
        .iter()
        .take_while(|line| !line.starts_with("note: ") && !line.is_empty());
    (
        place.to_owned(),
        message.copied().collect::<Vec<_>>().join("\n"),
    )
}
