//! The recording as JSON, for the player in the page.

use serde_json::{Value, json};

use crate::canvas::time_scale;
use crate::polls::Layout;
use crate::{Cause, Event, Picture, Recording, What};

impl Recording {
    /// The recording as one line of JSON: `title`, `description`, `lanes` (names) and `events`, each with `at` (milliseconds),
    /// `lane` (a number), `what`, what else belongs to it, and `x`, where it stands in [`Recording::polls_svg`] or, if there is
    /// no poll in it, in [`Recording::svg`].
    ///
    /// A state that ends because the next one begins is no event of its own: the one that begins is there `instead`.
    pub fn json(&self, picture: &Picture<'_>) -> String {
        let places = self.places();
        let next = self.events.iter().skip(1).map(Some).chain([None]);
        let mut before: Option<&Event> = None;
        let mut events = Vec::new();
        for ((event, next), x) in self.events.iter().zip(next).zip(places) {
            let replaced = event.what == What::End && next.is_some_and(|next| begins(event, next));
            if !replaced {
                let mut value = value(event, x);
                if before.is_some_and(|before| before.what == What::End && begins(before, event)) {
                    value["instead"] = json!(true);
                }
                events.push(value);
            }
            before = Some(event);
        }
        let whole = json!({
            "title": picture.title,
            "description": picture.description,
            "lanes": self.lanes,
            "events": events,
        });
        format!("{whole}\n")
    }

    /// Where each event stands in the picture.
    fn places(&self) -> Vec<f64> {
        if self
            .events
            .iter()
            .any(|event| event.what == What::PollBegin)
        {
            let layout = Layout::new(self);
            return layout.after.iter().map(|after| layout.x(*after)).collect();
        }
        let x = time_scale(self.end());
        self.events.iter().map(|event| x(event.at)).collect()
    }
}

/// Whether `next` is a state that begins on the lane of `event`, at the same time.
fn begins(event: &Event, next: &Event) -> bool {
    matches!(next.what, What::Begin(..)) && next.lane == event.lane && next.at == event.at
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
