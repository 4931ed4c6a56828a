//! The recording as JSON, for the player in the page.

use serde_json::{Value, json};

use crate::polls::Layout;
use crate::{Cause, Event, Picture, Recording, What};

impl Recording {
    /// The recording as one line of JSON: `title`, `description`, `lanes` (names) and `events`, each with `at` (milliseconds),
    /// `lane` (a number), `what`, what else belongs to it, and `x`, where it stands in [`Recording::polls_svg`].
    pub fn json(&self, picture: &Picture<'_>) -> String {
        let layout = Layout::new(self);
        let events = self.events.iter().zip(&layout.after);
        let events: Vec<Value> = events
            .map(|(event, after)| value(event, layout.x(*after)))
            .collect();
        let whole = json!({
            "title": picture.title,
            "description": picture.description,
            "lanes": self.lanes,
            "events": events,
        });
        format!("{whole}\n")
    }
}

fn value(event: &Event, x: f64) -> Value {
    let mut value = what(&event.what);
    value["x"] = json!((x * 10.0).round() / 10.0);
    value["at"] = json!(event.at.as_secs_f64() * 1000.0);
    value["lane"] = json!(event.lane.0);
    value
}

fn what(what: &What) -> Value {
    match what {
        What::Begin(state, why) => json!({ "what": "begin", "state": state.name(), "why": why }),
        What::End => json!({ "what": "end" }),
        What::Mark(text) => json!({ "what": "mark", "text": text }),
        What::Spawn => json!({ "what": "spawn" }),
        What::PollBegin => json!({ "what": "poll" }),
        What::PollEnd { outcome, kept } => json!({ "what": outcome.name(), "kept": kept }),
        What::Wake(Cause::Lane(by)) => json!({ "what": "wake", "by": by.0 }),
        What::Wake(Cause::Named(name)) => json!({ "what": "wake", "by": name }),
        What::Wake(Cause::Unknown) => json!({ "what": "wake" }),
        What::Drop { finished } => json!({ "what": "drop", "finished": finished }),
    }
}
