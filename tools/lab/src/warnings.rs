//! What mdbook says while it builds: it logs through `tracing`, and here its warnings and errors are collected.

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Calls `work` and gives what it returned, together with the warnings and errors that it logged on this thread.
pub fn during<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    let said = Arc::new(Mutex::new(Vec::new()));
    let listener = Listener(Arc::clone(&said));
    let result = tracing::subscriber::with_default(listener, work);
    let said = std::mem::take(&mut *said.lock().unwrap_or_else(PoisonError::into_inner));
    (result, said)
}

struct Listener(Arc<Mutex<Vec<String>>>);

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // In tracing, what is more severe compares as less.
        *metadata.level() <= Level::WARN
    }

    fn event(&self, event: &Event<'_>) {
        let mut message = Message(String::new());
        event.record(&mut message);
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.push(message.0);
    }

    // mdbook's spans say nothing that a reader of the book wants to know. Every span needs an id all the same.
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// mdbook quotes the whole element that it cannot parse; nobody needs more than its beginning.
const LONGEST: usize = 300;

/// The text of an event, in one line.
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            let text = format!("{value:?}");
            let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some((end, _)) = line.char_indices().nth(LONGEST) {
                line.truncate(end);
                line.push_str(" ...");
            }
            // Writing to a String cannot fail.
            let _ = write!(self.0, "{line}");
        }
    }
}
