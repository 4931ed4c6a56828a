//! The interview of `src/interview.rs`, written by the compiler. Needs a nightly toolchain; see the chapter's page.
#![feature(coroutines, coroutine_trait, stmt_expr_attributes)]

use std::ops::{Coroutine, CoroutineState};
use std::pin::Pin;

fn main() {
    let mut interview = #[coroutine]
    |_: &str| {
        let name = yield "name?".to_owned();
        let quest = yield format!("quest, {name}?");
        format!("{name} seeks {quest}")
    };
    println!("made");
    for sent in ["", "Lancelot", "the Grail"] {
        match Pin::new(&mut interview).resume(sent) {
            CoroutineState::Yielded(question) => println!("yielded  {question}"),
            CoroutineState::Complete(sentence) => println!("returned {sentence}"),
        }
    }
}
