//! What was wrong with an answer, claim by claim.

use std::fs;

use catalog::{Complaint, Exercise};

use crate::screen::Screen;
use crate::text;

/// The complaints in the order of the judge's file; the harness says them in the order in which the claims ended.
pub fn in_order(exercise: &Exercise, mut complaints: Vec<Complaint>) -> Vec<Complaint> {
    // Without its text they stay as they are: the order is a kindness and no more.
    let text = fs::read_to_string(exercise.judge()).unwrap_or_default();
    complaints.sort_by_key(|complaint| place_of(&text, &complaint.claim));
    complaints
}

/// Where the test `bell::it_rings` begins: after `mod bell`, at `fn it_rings(`. At the end, if it is not there.
fn place_of(text: &str, claim: &str) -> usize {
    let (modules, name) = claim.rsplit_once("::").unwrap_or(("", claim));
    let mut place = 0;
    for module in modules.split("::").filter(|module| !module.is_empty()) {
        place += text[place..].find(&format!("mod {module} ")).unwrap_or(0);
    }
    let found = text[place..].find(&format!("fn {name}("));
    found.map_or(usize::MAX, |found| place + found)
}

/// One paragraph for every thing that was said; what several claims say in the same words is said once.
pub fn told(screen: &Screen, exercise: &Exercise, complaints: &[Complaint]) -> String {
    let mut out = String::new();
    let mut said: Vec<&Complaint> = Vec::new();
    for complaint in complaints {
        let same = |other: &&Complaint| {
            (&other.sentence, &other.place) == (&complaint.sentence, &complaint.place)
        };
        if said.iter().any(same) {
            continue;
        }
        let alike: Vec<_> = complaints.iter().filter(same).collect();
        out.push_str(&paragraph(screen, exercise, complaint, &alike));
        said.push(complaint);
    }
    out.trim_end().to_owned() + "\n"
}

fn paragraph(
    screen: &Screen,
    exercise: &Exercise,
    complaint: &Complaint,
    alike: &[&Complaint],
) -> String {
    let width = screen.width;
    let place = format!("at {}", complaint.place);
    if complaint.is_todo() {
        let todo = text::excerpt(&complaint.sentence).replacen("not yet implemented", "todo!()", 1);
        let place = text::wrap(&place, "  ", width);
        return format!(
            "It is still a stub:\n{}{place}\n",
            text::wrap(&todo, "  ", width)
        );
    }
    let mut out = String::new();
    for one in alike {
        // Claims are tests: `mod::wake_before_park_is_not_lost`.
        let claim = one.claim.replace("::", ": ").replace('_', " ");
        let claim = text::wrap(&claim, "  ", width);
        out.push_str(&screen.red(&claim.trim_end().replacen("  ", "x ", 1)));
        out.push('\n');
    }
    out.push_str(&text::wrap(
        &text::excerpt(&complaint.sentence),
        "    ",
        width,
    ));
    if in_the_answer(exercise, complaint) {
        out.push_str(&text::wrap(&place, "    ", width));
    }
    out + "\n"
}

/// Whether the panic was in the learner's own file; a line of the judge would only lead her astray.
fn in_the_answer(exercise: &Exercise, complaint: &Complaint) -> bool {
    complaint
        .place
        .contains(&format!("exercises/{}/src/", exercise.slug))
}
