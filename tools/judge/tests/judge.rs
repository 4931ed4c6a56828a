//! Every helper, with an answer that is right and one that is not.

use std::io::{ErrorKind, Read, Write};
use std::panic::{UnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use judge::{
    Meeting, ReadStep, ScriptedReader, ScriptedWriter, WriteStep, assert_answer, text, within,
};

const LIMIT: Duration = Duration::from_secs(5);

/// What the judge says when `wrong` is judged.
fn complaint(wrong: impl FnOnce() + UnwindSafe) -> String {
    let panic = catch_unwind(wrong).expect_err("a wrong answer is refused");
    match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => panic
            .downcast::<&str>()
            .map(|text| text.to_string())
            .expect("a panic has a message"),
    }
}

#[test]
fn an_answer_that_comes_back_in_time_is_given_on() {
    assert_eq!(within(LIMIT, "a sum", || 1 + 1), 2);
}

#[test]
fn an_answer_that_never_comes_back_is_told_what_was_awaited() {
    let (_keep, never) = mpsc::channel::<()>();
    let said = complaint(move || {
        let limit = Duration::from_millis(20);
        within(limit, "an echo", move || never.recv().is_ok());
    });
    assert_eq!(
        said,
        "waited 20ms for an echo; it did not come: the answer waits for something that never happens, or loops without end"
    );
}

#[test]
fn a_panic_inside_the_limit_is_the_answers_own() {
    assert_eq!(
        complaint(|| within(LIMIT, "nothing", || panic!("index out of bounds"))),
        "index out of bounds"
    );
}

#[test]
fn a_meeting_takes_place_when_all_are_there_at_once() {
    let meeting = Meeting::of(3, LIMIT);
    let attended = thread::scope(|scope| {
        let threads = [(); 3].map(|()| scope.spawn(|| meeting.attend()));
        threads.map(|thread| thread.join().expect("no panic"))
    });
    assert_eq!(attended, [true; 3]);
    assert!(
        meeting.attend(),
        "who comes later is told that it took place"
    );
}

#[test]
fn a_meeting_of_people_who_come_one_after_the_other_is_given_up() {
    let meeting = Meeting::of(2, Duration::from_millis(20));
    assert!(!meeting.attend());
    assert!(!meeting.attend(), "the second came too late");
}

#[test]
fn a_comparison_names_the_case_what_was_given_and_what_is_right() {
    assert_answer("for nothing", 0, 0);
    let said = complaint(|| assert_answer("fed 3 bytes at a time", 3, 5));
    assert_eq!(said, "fed 3 bytes at a time, the answer gave 3; right is 5");
    assert_eq!(text(b"hi\n\0"), r#""hi\n\x00""#);
    let said = complaint(|| assert_answer("for a long answer", "x".repeat(9000), String::new()));
    assert!(
        said.len() < 500 && said.contains("xxx... (9002 characters); right is"),
        "{said}"
    );
    let said = complaint(|| assert_answer("for a case with its comma,", 1, 1));
    assert!(said.contains("without its comma"), "{said}");
}

#[test]
fn a_scripted_reader_goes_on_with_its_last_word() {
    let nothing_now = ReadStep::Fail(ErrorKind::WouldBlock);
    let mut silent = ScriptedReader::in_pieces(b"hi", 2).then(nothing_now.clone());
    let mut buffer = [0; 2];
    assert_eq!(silent.read(&mut buffer).expect("bytes"), 2);
    for _ in 0..2 {
        let error = silent.read(&mut buffer).expect_err("nothing more now");
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
    }
    let mut chatty = ScriptedReader::new([]).then(ReadStep::Give(b"x".to_vec()));
    for _ in 0..2 {
        assert_eq!(chatty.read(&mut buffer).expect("a byte"), 1);
    }
    assert_eq!((silent.calls(), chatty.calls()), (3, 2));
    let said = complaint(move || while silent.read(&mut [0]).is_err() {});
    assert_eq!(
        said,
        "the answer reads again and again (1000 times so far) from a reader that always fails with WouldBlock"
    );
}

#[test]
fn a_scripted_reader_cuts_fails_and_ends_as_told() {
    let script = [
        ReadStep::Give(b"abc".to_vec()),
        ReadStep::Fail(ErrorKind::WouldBlock),
        ReadStep::Give(b"d".to_vec()),
    ];
    let mut reader = ScriptedReader::new(script);
    let mut buffer = [0; 2];
    assert_eq!(reader.read(&mut buffer).expect("bytes"), 2);
    assert_eq!(reader.unread(), b"cd");
    assert_eq!(reader.read(&mut buffer).expect("bytes"), 1);
    assert_eq!(
        reader.read(&mut buffer).expect_err("scripted").kind(),
        ErrorKind::WouldBlock
    );
    assert_eq!(reader.read(&mut buffer).expect("bytes"), 1);
    assert_eq!(reader.read(&mut buffer).expect("the end"), 0);
    assert_eq!((reader.calls(), reader.unread()), (5, vec![]));
}

#[test]
fn readers_end_at_every_offset_but_the_last() {
    let lengths: Vec<_> = ScriptedReader::ending_at_every_offset(b"abc")
        .map(|(end, mut reader)| {
            let mut all = Vec::new();
            assert_eq!(reader.read_to_end(&mut all).expect("it only ends"), end);
            all
        })
        .collect();
    assert_eq!(lengths, [&b""[..], b"a", b"ab"]);
}

#[test]
fn an_empty_step_is_no_end_of_stream() {
    let mut reader = ScriptedReader::new([ReadStep::Give(vec![]), ReadStep::Give(b"a".to_vec())]);
    assert_eq!(reader.read(&mut [0; 4]).expect("a byte"), 1);
}

#[test]
fn an_interruption_between_all_bytes_leaves_them_whole() {
    let mut reader = ScriptedReader::failing_between(b"abc", ErrorKind::Interrupted);
    let mut all = String::new();
    reader
        .read_to_string(&mut all)
        .expect("the standard library goes on when interrupted");
    assert_eq!((all.as_str(), reader.calls()), ("abc", 7));
}

#[test]
fn reading_on_after_the_end_is_told_and_not_endless() {
    let said = complaint(|| {
        let mut reader = ScriptedReader::in_pieces(b"abc", 1);
        while reader.read(&mut [0; 8]).is_ok() {}
    });
    assert!(
        said.starts_with("the answer reads on after the end of the stream (1000 times so far)"),
        "{said}"
    );
}

#[test]
fn a_scripted_writer_takes_fails_and_fills_up_as_told() {
    let mut writer =
        ScriptedWriter::new([WriteStep::Take(2), WriteStep::Fail(ErrorKind::Interrupted)]);
    assert_eq!(writer.write(b"abc").expect("a part"), 2);
    assert_eq!(
        writer.write(b"c").expect_err("scripted").kind(),
        ErrorKind::Interrupted
    );
    assert_eq!(writer.write(b"c").expect("the rest"), 1);
    assert_eq!((writer.written(), writer.calls()), (&b"abc"[..], 3));
    let mut full = ScriptedWriter::new([]).then(WriteStep::Take(0));
    assert_eq!(
        full.write_all(b"a").expect_err("it is full").kind(),
        ErrorKind::WriteZero
    );
}

#[test]
fn writing_for_ever_to_a_full_writer_is_told_and_not_endless() {
    let said = complaint(|| {
        let mut writer = ScriptedWriter::new([]).then(WriteStep::Fail(ErrorKind::WouldBlock));
        while writer.write(b"a").is_err() {}
    });
    assert!(
        said.contains("writes again and again (1000 times so far)"),
        "{said}"
    );
}

#[test]
fn writing_the_same_for_ever_is_told_and_not_endless() {
    let said = complaint(|| {
        let mut writer = ScriptedWriter::new([]);
        while writer.write(b"a").is_ok() {}
    });
    assert!(
        said.starts_with("the answer has called write 100000 times and is still not done"),
        "{said}"
    );
}
