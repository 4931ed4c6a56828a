// Judge of 01/read_frame.

use std::io::ErrorKind;

use ex01_blocking_io::read_frame::{Frame, FrameError, read_frame};
use judge::{ReadStep, ScriptedReader, assert_answer, largest_allocation, text};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const LIMIT: usize = 100;
const HEADER: usize = 3;

fn bytes_of(kind: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len())
        .expect("judges send short payloads")
        .to_be_bytes();
    [&[kind][..], &length, payload].concat()
}

/// What the answer gave, in a form that can be compared and read: kind and payload.
fn read(reader: &mut ScriptedReader) -> Result<Option<(u8, String)>, String> {
    let frame = read_frame(reader, LIMIT);
    let shown = |frame: Frame| (frame.kind, text(&frame.payload));
    frame
        .map(|frame| frame.map(shown))
        .map_err(|error| match error {
            FrameError::CutShort { missing } => format!("CutShort, {missing} missing"),
            FrameError::TooLong { length, limit } => format!("TooLong, {length} over {limit}"),
            FrameError::Io(error) => format!("Io, {}", error.kind()),
        })
}

fn frame(kind: u8, payload: &[u8]) -> Result<Option<(u8, String)>, String> {
    Ok(Some((kind, text(payload))))
}

#[test]
fn it_reads_frame_after_frame_and_nothing_beyond() {
    let bytes = [bytes_of(1, b"hello"), bytes_of(2, b""), bytes_of(3, b"you")].concat();
    let mut reader = ScriptedReader::in_pieces(&bytes, bytes.len());
    assert_answer(
        "for the first of three frames that came at once",
        read(&mut reader),
        frame(1, b"hello"),
    );
    assert_answer(
        "for a frame without payload",
        read(&mut reader),
        frame(2, b""),
    );
    assert_answer(
        "for the last of three frames",
        read(&mut reader),
        frame(3, b"you"),
    );
    assert_answer("at the end of the stream", read(&mut reader), Ok(None));
}

#[test]
fn it_survives_short_reads() {
    let bytes = bytes_of(7, b"three awaits in a row");
    for size in (1..bytes.len()).rev() {
        let mut reader = ScriptedReader::in_pieces(&bytes, size);
        assert_answer(
            format!("fed {size} bytes at a time"),
            read(&mut reader),
            frame(7, b"three awaits in a row"),
        );
    }
}

#[test]
fn it_goes_on_when_interrupted() {
    let mut reader = ScriptedReader::failing_between(&bytes_of(7, b"hi"), ErrorKind::Interrupted);
    assert_answer(
        "interrupted before every byte",
        read(&mut reader),
        frame(7, b"hi"),
    );
}

#[test]
fn it_tells_an_end_from_a_cut() {
    let bytes = bytes_of(7, b"four");
    for (end, mut reader) in ScriptedReader::ending_at_every_offset(&bytes) {
        let right = match end {
            0 => Ok(None),
            1..HEADER => Err(format!("CutShort, {} missing", HEADER - end)),
            _ => Err(format!("CutShort, {} missing", bytes.len() - end)),
        };
        assert_answer(
            format!("when the stream ends after {end} of {} bytes", bytes.len()),
            read(&mut reader),
            right,
        );
    }
}

#[test]
fn it_refuses_what_is_over_the_limit_before_reading_it() {
    let longest = vec![b'x'; LIMIT];
    let mut reader = ScriptedReader::in_pieces(&bytes_of(7, &longest), HEADER);
    assert_answer(
        "for a payload as long as the limit",
        read(&mut reader),
        frame(7, &longest),
    );

    let mut reader = ScriptedReader::in_pieces(&bytes_of(7, &[b'x'; LIMIT + 1]), HEADER);
    assert_answer(
        "for a payload one byte over the limit",
        read(&mut reader),
        Err("TooLong, 101 over 100".to_owned()),
    );
    let read = LIMIT + 1 - reader.unread().len();
    assert!(
        read == 0,
        "the answer read {read} bytes of a payload that it then refused as too long"
    );
}

#[test]
fn it_takes_memory_for_what_came() {
    let mut liar = ScriptedReader::new([ReadStep::Give(vec![7, 0xff, 0xff, b'h', b'i'])]);
    let (result, largest) = largest_allocation(|| read_frame(&mut liar, 100_000));
    let summary = match result {
        Ok(Some(frame)) => format!("a frame of {} bytes", frame.payload.len()),
        Ok(None) => "no frame".to_owned(),
        Err(FrameError::CutShort { missing }) => format!("CutShort, {missing} missing"),
        Err(other) => format!("{other:?}"),
    };
    assert_answer(
        "when 65535 bytes are announced and 2 come",
        summary,
        "CutShort, 65533 missing".to_owned(),
    );
    assert!(
        largest < 16_384,
        "65535 bytes were announced and 2 came; the answer asked for {largest} bytes of memory at once, on the sender's word"
    );
}

#[test]
fn it_passes_other_errors_on() {
    let reset = || ReadStep::Fail(ErrorKind::ConnectionReset);
    let mut reader = ScriptedReader::new([reset()]);
    assert_answer(
        "when the connection is reset",
        read(&mut reader),
        Err("Io, connection reset".to_owned()),
    );
    let mut reader =
        ScriptedReader::new([ReadStep::Give(bytes_of(7, b"hi")[..4].to_vec()), reset()]);
    assert_answer(
        "when it is reset inside a payload",
        read(&mut reader),
        Err("Io, connection reset".to_owned()),
    );
}
