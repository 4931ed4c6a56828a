//! Frames survive the network and the sender.

use std::io::ErrorKind;

use ch01_blocking_io::{FrameError, read_frame, write_frame};
use judge::{ReadStep, ScriptedReader, ScriptedWriter, WriteStep, largest_allocation};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const LIMIT: usize = 1024;

fn frame(payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_frame(&mut bytes, payload).expect("a Vec takes everything");
    bytes
}

#[test]
fn a_frame_comes_back_however_it_is_cut() {
    let bytes = frame(b"three awaits in a row");
    for size in 1..=bytes.len() {
        let mut reader = ScriptedReader::in_pieces(&bytes, size);
        let payload = read_frame(&mut reader, LIMIT).expect("the frame is whole");
        assert_eq!(
            payload.as_deref(),
            Some(&b"three awaits in a row"[..]),
            "cut into {size}"
        );
    }
}

#[test]
fn interruptions_are_no_errors() {
    let mut reader = ScriptedReader::failing_between(&frame(b"hi"), ErrorKind::Interrupted);
    assert_eq!(
        read_frame(&mut reader, LIMIT).expect("only interrupted"),
        Some(b"hi".to_vec())
    );
}

#[test]
fn an_end_between_frames_is_an_end_and_an_end_inside_is_an_error() {
    let bytes = frame(b"four");
    for (end, mut reader) in ScriptedReader::ending_at_every_offset(&bytes) {
        match (end, read_frame(&mut reader, LIMIT)) {
            (0, Ok(None)) => {}
            (1..4, Err(FrameError::CutShort { missing })) => assert_eq!(missing, 4 - end),
            (4.., Err(FrameError::CutShort { missing })) => assert_eq!(missing, 8 - end),
            (end, other) => panic!("the stream ended after {end} bytes: {other:?}"),
        }
    }
}

#[test]
fn a_length_over_the_limit_is_refused_before_the_payload_is_read() {
    let bytes = frame(&[0; LIMIT + 1]);
    let mut reader = ScriptedReader::in_pieces(&bytes, 4);
    let refused = read_frame(&mut reader, LIMIT);
    assert!(
        matches!(
            refused,
            Err(FrameError::TooLong {
                length: 1025,
                limit: LIMIT
            })
        ),
        "{refused:?}"
    );
    assert_eq!(
        reader.unread().len(),
        LIMIT + 1,
        "nothing of the payload was read"
    );
}

#[test]
fn memory_is_taken_for_what_came_and_not_for_what_was_announced() {
    let mut liar = ScriptedReader::new([ReadStep::Give(vec![0x7f, 0xff, 0xff, 0xff, b'h', b'i'])]);
    let (result, largest) = largest_allocation(|| read_frame(&mut liar, usize::MAX));
    assert!(
        matches!(result, Err(FrameError::CutShort { .. })),
        "{result:?}"
    );
    assert!(largest < 4096, "{largest} bytes were asked for at once");
}

#[test]
fn other_errors_come_through() {
    let mut reader = ScriptedReader::new([ReadStep::Fail(ErrorKind::ConnectionReset)]);
    let error = read_frame(&mut reader, LIMIT);
    assert!(
        matches!(&error, Err(FrameError::Io(error)) if error.kind() == ErrorKind::ConnectionReset),
        "{error:?}"
    );
}

#[test]
fn a_frame_is_written_whole_through_partial_writes() {
    let mut writer = ScriptedWriter::new([]).then(WriteStep::Take(3));
    write_frame(&mut writer, b"three awaits in a row").expect("it takes three bytes a write");
    assert_eq!(writer.written(), frame(b"three awaits in a row"));
}
