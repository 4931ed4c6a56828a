//! The three things that a call can say.

use std::io::{self, ErrorKind, Read};

use ch03_nonblocking_io::Tally;
use judge::{ReadStep, ScriptedReader};

fn asked(steps: impl IntoIterator<Item = ReadStep>) -> (io::Result<Option<usize>>, Tally) {
    let mut reader = ScriptedReader::new(steps);
    let mut tally = Tally::default();
    let answer = tally.ask(|| reader.read(&mut [0; 16]));
    (answer, tally)
}

#[test]
fn would_block_is_an_answer_and_no_error() {
    let (answer, tally) = asked([ReadStep::Fail(ErrorKind::WouldBlock)]);
    assert_eq!(answer.expect("no error"), None);
    let right = Tally {
        calls: 1,
        in_vain: 1,
    };
    assert_eq!(tally, right);
}

#[test]
fn an_interrupted_call_is_made_again_at_once() {
    let interrupted = ReadStep::Fail(ErrorKind::Interrupted);
    let steps = [
        interrupted.clone(),
        interrupted,
        ReadStep::Give(b"hi".into()),
    ];
    let (answer, tally) = asked(steps);
    assert_eq!(answer.expect("no error"), Some(2));
    let right = Tally {
        calls: 3,
        in_vain: 0,
    };
    assert_eq!(tally, right);
}

#[test]
fn other_errors_come_through() {
    let (answer, tally) = asked([ReadStep::Fail(ErrorKind::ConnectionReset)]);
    let error = answer.expect_err("a reset is an error");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(tally.in_vain, 0);
}
