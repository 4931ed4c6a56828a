//! Trace players: stepped to the end and back, they show what is in their recordings.

use serde_json::Value;

/// Steps through the players of the page that is open; see the script.
pub(super) const SCRIPT: &str = include_str!("players.js");

/// What is wrong with the players of a page, given what the script saw.
pub(super) fn faults(players: &Value) -> Vec<String> {
    let players = players.as_array().map(Vec::as_slice).unwrap_or_default();
    players.iter().filter_map(fault).collect()
}

fn fault(player: &Value) -> Option<String> {
    if player["broken"] == true {
        return Some("a trace player has no recording or no controls".to_owned());
    }
    let recording = &player["recording"];
    let title = recording["title"].as_str().unwrap_or_default();
    let events = recording["events"].as_array()?;
    let say = |what: String| Some(format!("the player `{title}` {what}"));
    if player["start"] != player["back"] {
        return say("does not come back to where it began".to_owned());
    }
    let mut polls = 0;
    for (step, shown) in player["totals"].as_array()?.iter().enumerate() {
        polls += u64::from(step > 0 && events[step - 1]["what"] == "poll");
        if shown.as_u64() != Some(polls) {
            return say(format!(
                "shows {shown} polls at step {step}; there were {polls}"
            ));
        }
    }
    let lanes = recording["lanes"].as_array()?;
    for (lane, row) in player["end"].as_array()?.iter().enumerate() {
        let state = row[1].as_str().unwrap_or_default();
        if let Some(right) = end_of(events, lane).filter(|right| *right != state) {
            return say(format!(
                "shows {} as `{state}` at the end; it is `{right}`",
                lanes[lane]
            ));
        }
    }
    if player["said"].as_str().is_none_or(str::is_empty) {
        return say("says nothing at its end".to_owned());
    }
    if player["leaked"] == true {
        return say("lets its keys out, and mdbook turns the page on them".to_owned());
    }
    None
}

/// How a lane ends, where its last event leaves no doubt.
fn end_of(events: &[Value], lane: usize) -> Option<&'static str> {
    let last = events
        .iter()
        .rfind(|event| event["lane"] == lane && event["what"] != "mark")?;
    match (last["what"].as_str()?, &last["finished"]) {
        ("ready", _) => Some("finished"),
        ("drop", Value::Bool(true)) => Some("finished and dropped"),
        ("drop", _) => Some("dropped unfinished"),
        ("panicked", _) => Some("panicked"),
        _ => None,
    }
}
