//! A generator by hand: three steps of a protocol, and a pause between them.

use std::mem;

use crate::{Coroutine, Resume, ResumeOf, Step, StepOf};

// ANCHOR: states
/// Asks for a name and a quest, and returns a sentence about both. It knows nothing of sockets.
#[derive(Debug, Default)]
pub enum Interview {
    /// Nothing of it has run.
    #[default]
    Start,
    /// At the first `yield`.
    AwaitsName,
    /// At the second `yield`. The name is needed after it, so it is kept.
    AwaitsQuest {
        /// What was sent first.
        name: String,
    },
    /// It has returned or raised.
    Done,
}
// ANCHOR_END: states

// ANCHOR: resume
impl Coroutine for Interview {
    type Input = String;
    type Yield = String;
    type Return = String;
    type Error = std::io::Error;

    fn resume(&mut self, resume: ResumeOf<Self>) -> StepOf<Self> {
        // Where it stopped. From here on it is done, unless an arm below says where it stops next.
        match (mem::replace(self, Self::Done), resume) {
            (Self::Start, Resume::Send(_)) => {
                *self = Self::AwaitsName;
                Step::Yielded("name?".to_owned())
            }
            (Self::AwaitsName, Resume::Send(name)) => {
                let question = format!("quest, {name}?");
                *self = Self::AwaitsQuest { name };
                Step::Yielded(question)
            }
            (Self::AwaitsQuest { name }, Resume::Send(quest)) => {
                Step::Complete(Ok(format!("{name} seeks {quest}")))
            }
            (_, resume) => resume.unhandled(),
        }
    }
}
// ANCHOR_END: resume
