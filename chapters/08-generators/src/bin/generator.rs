//! A generator that pauses twice, resumed by hand.

use ch08_generators::{Coroutine, Interview, Step, StepOf};

// ANCHOR: main
fn main() {
    let mut interview = Interview::default();
    println!("made");
    show(interview.next());
    show(interview.send("Lancelot".to_owned()));
    println!("(the caller does something else)");
    show(interview.send("the Grail".to_owned()));
    show(interview.next());
}
// ANCHOR_END: main

fn show(step: StepOf<Interview>) {
    match step {
        Step::Yielded(question) => println!("yielded  {question}"),
        Step::Complete(Ok(sentence)) => println!("returned {sentence}"),
        Step::Complete(Err(raised)) => println!("over     ({raised})"),
    }
}
