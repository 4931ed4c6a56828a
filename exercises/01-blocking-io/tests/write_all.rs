// Judge of 01/write_all.

use std::io::ErrorKind;

use ex01_blocking_io::write_all::write_all;
use judge::WriteStep::{Fail, Take};
use judge::{ScriptedWriter, assert_answer, text};

const TEXT: &[u8] = b"three awaits in a row";

/// What the answer gave, in a form that can be compared.
fn write(writer: &mut ScriptedWriter, bytes: &[u8]) -> Result<(), String> {
    write_all(writer, bytes)
        .map_err(|error| format!("{} after {} bytes", error.cause.kind(), error.written))
}

#[test]
fn all_of_it_arrives_once_and_in_order() {
    for size in (1..=TEXT.len()).rev() {
        let mut writer = ScriptedWriter::new([]).then(Take(size));
        let case = format!("to a writer that takes {size} bytes at a time");
        assert_answer(&case, write(&mut writer, TEXT), Ok(()));
        assert!(
            writer.written() == TEXT,
            "{case}, the answer wrote {}; right is {}",
            text(writer.written()),
            text(TEXT)
        );
    }
}

#[test]
fn an_interruption_is_no_failure() {
    let mut writer = ScriptedWriter::new([
        Fail(ErrorKind::Interrupted),
        Take(4),
        Fail(ErrorKind::Interrupted),
    ]);
    assert_answer("interrupted twice", write(&mut writer, TEXT), Ok(()));
    assert_answer("interrupted twice", text(writer.written()), text(TEXT));
}

#[test]
fn a_writer_that_takes_nothing_is_an_error() {
    let mut writer = ScriptedWriter::new([Take(4)]).then(Take(0));
    let right = Err("write zero after 4 bytes".to_owned());
    assert_answer(
        "to a writer that takes 4 bytes and then nothing",
        write(&mut writer, TEXT),
        right,
    );
}

#[test]
fn nothing_to_write_needs_no_call() {
    let mut writer = ScriptedWriter::new([]).then(Take(0));
    assert_answer("with nothing to write", write(&mut writer, b""), Ok(()));
    assert!(
        writer.calls() == 0,
        "with nothing to write, the answer called write {} times",
        writer.calls()
    );
}

#[test]
fn a_failure_says_how_far_it_came() {
    let mut writer = ScriptedWriter::new([Take(4), Take(3), Fail(ErrorKind::BrokenPipe)]);
    let right = Err("broken pipe after 7 bytes".to_owned());
    assert_answer(
        "to a writer that takes 4 bytes, 3 bytes, then breaks",
        write(&mut writer, TEXT),
        right,
    );
    let mut writer = ScriptedWriter::new([Take(4), Fail(ErrorKind::WouldBlock)]);
    let right = Err("operation would block after 4 bytes".to_owned());
    assert_answer(
        "to a writer that would block after 4 bytes",
        write(&mut writer, TEXT),
        right,
    );
}
