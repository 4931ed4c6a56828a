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

/// The claims of the judge's file that are not among those that ended.
pub fn open(exercise: &Exercise, ended: &[String]) -> Vec<String> {
    let text = fs::read_to_string(exercise.judge()).unwrap_or_default();
    let tests = text.split("#[test]\n").skip(1);
    let names = tests.filter_map(|test| test.split_once("fn ")?.1.split('(').next());
    let has_ended = |name: &&str| {
        let last = |claim: &String| claim.rsplit("::").next() == Some(name);
        ended.iter().any(last)
    };
    names
        .filter(|name| !has_ended(name))
        .map(|name| name.replace('_', " "))
        .collect()
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

/// Claims that say the same, in the same place: they are told at once.
type Alike<'a> = Vec<&'a Complaint>;

/// One paragraph for every thing that was said. Of many that give the same reason, three are told and the others named.
pub fn told(screen: &Screen, exercise: &Exercise, complaints: &[Complaint]) -> String {
    const IN_FULL: usize = 3;
    let mut out = String::new();
    let all = alike(complaints);
    for (at, alike) in all.iter().enumerate() {
        let same = |other: &&Alike| reason(other).is_some() && reason(other) == reason(alike);
        let before = all[..at].iter().filter(same).count();
        if before < IN_FULL {
            out.push_str(&paragraph(screen, exercise, alike));
        }
        if before + 1 == IN_FULL {
            let after = all[at + 1..].iter().filter(same).flatten();
            out.push_str(&and_more(after.copied(), screen.width));
        }
    }
    out.trim_end().to_owned() + "\n"
}

fn and_more<'a>(others: impl Iterator<Item = &'a Complaint>, width: usize) -> String {
    let others: Vec<_> = others.map(named).collect();
    if others.is_empty() {
        return String::new();
    }
    let count = text::count(others.len(), "more claim");
    let line = format!("and {count}, for the same reason: {}", others.join(", "));
    text::wrap(&line, "  ", width) + "\n"
}

fn alike(complaints: &[Complaint]) -> Vec<Alike<'_>> {
    let mut all: Vec<Alike> = Vec::new();
    for one in complaints {
        let same =
            |other: &Complaint| (&other.sentence, &other.place) == (&one.sentence, &one.place);
        match all.iter_mut().find(|alike| same(alike[0])) {
            Some(alike) => alike.push(one),
            None => all.push(vec![one]),
        }
    }
    all
}

/// Judges say what happened, and after the last semicolon what that means.
fn reason<'a>(alike: &Alike<'a>) -> Option<&'a str> {
    Some(alike[0].sentence.rsplit_once("; ")?.1)
}

/// Claims are tests: `bell::a_ring_ends_one_sleep`.
fn named(complaint: &Complaint) -> String {
    complaint.claim.replace("::", ": ").replace('_', " ")
}

fn paragraph(screen: &Screen, exercise: &Exercise, alike: &[&Complaint]) -> String {
    let complaint = alike[0];
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
        let claim = text::wrap(&named(one), "  ", width);
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
    out + &printed(alike) + "\n"
}

/// What the learner printed to see what happens, as it was printed.
fn printed(alike: &[&Complaint]) -> String {
    const SHOWN: usize = 10;
    let Some(one) = alike.iter().find(|one| !one.printed.is_empty()) else {
        return String::new();
    };
    let mut out = "    your answer printed:\n".to_owned();
    for line in text::excerpt_of(&one.printed, SHOWN).lines() {
        out.push_str(format!("      {line}").trim_end());
        out.push('\n');
    }
    out
}

/// Whether the panic was in the learner's own file; a line of the judge would only lead her astray.
fn in_the_answer(exercise: &Exercise, complaint: &Complaint) -> bool {
    complaint
        .place
        .contains(&format!("exercises/{}/src/", exercise.slug))
}
