//! Comparing what two programs did, step by step.

use std::fmt::Display;

use trace::{Event, Outcome, Recording, What};

/// Demands that the answer's recording tells the same story as the `right` one: which lanes were polled, with which outcome,
/// which were woken and dropped, all in the same order. Times, and who caused a wake, are not compared.
///
/// ```
/// use trace::{Clock, lane, record};
/// let run = || record(Clock::manual(), || drop(lane("a", async {}))).1;
/// judge::assert_same_trace("dropped before its first poll", &run(), &run());
/// ```
///
/// # Panics
/// If it does not, with the case and the first step that differs.
#[track_caller]
pub fn assert_same_trace(case: impl Display, given: &Recording, right: &Recording) {
    let (given, right) = (steps(given), steps(right));
    let same = given.iter().zip(&right).take_while(|(a, b)| a == b).count();
    if same == given.len() && same == right.len() {
        return;
    }
    let at = |steps: &[String], place: usize| {
        let nothing = "nothing more happens".to_owned();
        steps.get(place).cloned().unwrap_or(nothing)
    };
    let before = match same.checked_sub(1) {
        Some(last) => format!("after \"{}\" comes", at(&right, last)),
        None => "it begins with".to_owned(),
    };
    panic!(
        "{case}: in the answer, {before} \"{}\"; right is \"{}\"",
        at(&given, same),
        at(&right, same)
    );
}

fn steps(recording: &Recording) -> Vec<String> {
    let step = |Event { lane, what, .. }: &Event| {
        let name = &recording.lanes[lane.index()];
        Some(match what {
            What::Spawn => format!("`{name}` is made"),
            What::PollBegin => format!("`{name}` is polled"),
            What::PollEnd { outcome, .. } => match outcome {
                Outcome::Pending => format!("`{name}` is pending"),
                Outcome::Ready => format!("`{name}` is ready"),
                Outcome::Panicked => format!("`{name}` panics"),
            },
            What::Wake(_) => format!("`{name}` is woken"),
            What::Drop { finished: true } => format!("`{name}` is dropped, finished"),
            What::Drop { finished: false } => format!("`{name}` is dropped unfinished"),
            What::Mark(text) => format!("`{name}`: {text}"),
            _ => return None,
        })
    };
    recording.events.iter().filter_map(step).collect()
}
