//! Saying what the judge said, so that the next step is clear.

use std::time::Duration;

use catalog::{Complaint, Exercise, Verdict};

use crate::check::Outcome;
use crate::lab::Lab;
use crate::{complaints, text};

/// What is shown after one exercise was judged.
pub fn of(lab: &Lab, exercises: &[Exercise], exercise: &Exercise, outcome: &Outcome) -> String {
    let id = exercise.id();
    let head = format!("{id} - {}", exercise.title);
    let mut out = format!("{}\n\n", lab.screen.bold(&head));
    let blamed = outcome.blamed(exercise, exercises);
    match outcome {
        Outcome::Judged(Verdict::Passed(claims)) => {
            out.push_str(&solved(lab, exercise, *claims));
            out.push_str(&lab.next_line(exercises, Some(exercise)));
            return out;
        }
        Outcome::Judged(Verdict::Failed(complaints)) => {
            out.push_str(&complaints::told(&lab.screen, exercise, complaints));
        }
        Outcome::Judged(Verdict::TooLong { limit, ended }) => {
            out.push_str(&too_long(lab, exercise, *limit, ended));
        }
        Outcome::Judged(Verdict::Crashed(how)) => {
            out.push_str(&crashed(how, lab.screen.width));
        }
        Outcome::DoesNotCompile { words, .. } if !blamed.is_empty() => {
            out.push_str(&not_judged(&blamed, lab.screen.width));
            return format!("{out}\n{}\n", words.trim_end());
        }
        // Whatever the compiler laid out must stay as it is.
        Outcome::DoesNotCompile { words, .. } => {
            out.push_str(words.trim_end());
            out.push_str(match words.contains("could not compile") {
                true => "\n\nIt does not compile yet.\n",
                false => "\n\nCargo could not build the judge; it says above why.\n",
            });
        }
    }
    out.push_str(&format!("\nFor a hint: cargo lab hint {id}\n"));
    out
}

/// One line for `check --all`.
pub fn line(lab: &Lab, exercises: &[Exercise], exercise: &Exercise, outcome: &Outcome) -> String {
    let blamed = outcome.blamed(exercise, exercises);
    let (tick, how) = match outcome {
        Outcome::Judged(Verdict::Passed(_)) => (lab.screen.green("[x]"), String::new()),
        Outcome::Judged(Verdict::Failed(complaints))
            if complaints.iter().any(Complaint::is_todo) =>
        {
            ("[ ]".to_owned(), "still a stub".to_owned())
        }
        Outcome::Judged(Verdict::Failed(complaints)) => {
            let claims = text::count(complaints.len(), "claim");
            (lab.screen.red("[-]"), format!("{claims} failed"))
        }
        Outcome::Judged(Verdict::TooLong { .. }) => {
            (lab.screen.red("[-]"), "took too long".to_owned())
        }
        Outcome::Judged(Verdict::Crashed(_)) => (lab.screen.red("[-]"), "crashed".to_owned()),
        Outcome::DoesNotCompile { .. } if !blamed.is_empty() => {
            let how = format!("not judged: {} does not compile", blamed[0].id());
            ("[?]".to_owned(), how)
        }
        Outcome::DoesNotCompile { .. } => (lab.screen.red("[-]"), "does not compile".to_owned()),
    };
    let line = format!("{tick} {:<28} {how}", exercise.id());
    format!("{}\n", line.trim_end())
}

/// Why nothing is known of an answer: the compiler did not come as far as that.
fn not_judged(blamed: &[&Exercise], width: usize) -> String {
    let mut out = String::new();
    for other in blamed {
        let id = other.id();
        let sentence = format!(
            "Another exercise of this chapter does not compile: {id}. Finish it, or put its stub back: cargo lab reset {id}"
        );
        out.push_str(&text::wrap(&sentence, "", width));
    }
    out
}

fn solved(lab: &Lab, exercise: &Exercise, claims: usize) -> String {
    let holds = format!(
        "Solved: {} of the judge hold.",
        text::count(claims, "claim")
    );
    let notice = text::prose(&exercise.notice, "", lab.screen.width);
    format!("{}\n\n{notice}\n", lab.screen.green(&holds))
}

/// That the judge was stopped, and over which claims.
fn too_long(lab: &Lab, exercise: &Exercise, limit: Duration, ended: &[String]) -> String {
    let seconds = usize::try_from(limit.as_secs()).unwrap_or(usize::MAX);
    let sentence = format!(
        "The judge was still running after {} and was stopped: something in your answer waits, loops or prints for ever.",
        text::count(seconds, "second")
    );
    let mut out = text::wrap(&sentence, "", lab.screen.width);
    let open = complaints::open(exercise, ended);
    if !open.is_empty() {
        let line = format!("Not ended by then: {}", open.join(", "));
        out.push_str(&text::wrap(&line, "", lab.screen.width));
    }
    out
}

/// How the judge crashed: a sentence, and indented below it what was printed last.
fn crashed(how: &str, width: usize) -> String {
    let (sentence, said) = how.split_once('\n').unwrap_or((how, ""));
    let sentence = text::wrap(&format!("No verdict: {sentence}."), "", width);
    sentence + &text::wrap(&text::excerpt(said), "  ", width)
}
