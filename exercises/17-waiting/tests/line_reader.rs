// Judge of 17/line_reader.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use ex17_waiting::line_reader::LineReader;
use judge::assert_answer;
use paused::{Done, Paused};
use tokio::io::{AsyncRead, AsyncWriteExt, DuplexStream, ReadBuf, duplex};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

/// Drives a case.
fn bounded<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::judging(what).patience(Duration::from_secs(60));
    run.run(case)
}

/// A stream on which these pieces arrive, one every 10 ms.
fn arriving(pieces: Vec<Vec<u8>>) -> DuplexStream {
    let (mut peer, stream) = duplex(1 << 16);
    tokio::spawn(async move {
        for piece in pieces {
            sleep(10 * MS).await;
            if peer.write_all(&piece).await.is_err() {
                return;
            }
        }
    });
    stream
}

/// What came, up to the end; a reader that never ends is stopped at the third line too many.
async fn all<R: AsyncRead + Unpin>(
    reader: &mut LineReader<R>,
    most: usize,
) -> Vec<Result<String, io::ErrorKind>> {
    let mut lines = Vec::new();
    while lines.len() < most {
        match reader.next_line().await {
            Ok(Some(line)) => lines.push(Ok(line)),
            Ok(None) => break,
            Err(error) => lines.push(Err(error.kind())),
        }
    }
    lines
}

/// The same, but `next_line` is dropped and asked again every so often.
async fn impatiently(stream: DuplexStream, patience: Duration, most: usize) -> Vec<String> {
    let mut reader = LineReader::new(stream);
    let mut lines = Vec::new();
    for _ in 0..10_000 {
        if lines.len() == most {
            break;
        }
        match timeout(patience, reader.next_line()).await {
            Err(_) => (), // dropped
            Ok(Ok(Some(line))) => lines.push(line),
            Ok(Ok(None)) => break,
            Ok(Err(error)) => lines.push(error.to_string()),
        }
    }
    lines
}

fn read(pieces: &[&[u8]]) -> Vec<Result<String, io::ErrorKind>> {
    let pieces: Vec<_> = pieces.iter().map(|piece| piece.to_vec()).collect();
    let ends = pieces.iter().flatten().filter(|byte| **byte == b'\n');
    let most = ends.count() + 1 + 3;
    bounded("the lines to be read", move || async move {
        all(&mut LineReader::new(arriving(pieces)), most).await
    })
    .output
}

fn right(lines: &[&str]) -> Vec<Result<String, io::ErrorKind>> {
    lines.iter().map(|line| Ok((*line).to_owned())).collect()
}

#[test]
fn lines_come_one_by_one() {
    assert_answer(
        "for lines that arrive one by one",
        read(&[b"one\n", b"two\n", b"\n", b"three\n"]),
        right(&["one", "two", "", "three"]),
    );
}

#[test]
fn lines_that_arrive_together_are_lines() {
    assert_answer(
        "for lines that arrive together",
        read(&[b"one\ntwo\n\nthr", b"ee\nfour\n"]),
        right(&["one", "two", "", "three", "four"]),
    );
}

#[test]
fn the_last_line_needs_no_end() {
    assert_answer(
        "for a last line without its end",
        read(&[b"one\n", b"tw", b"o"]),
        right(&["one", "two"]),
    );
}

#[test]
fn only_the_end_of_a_line_is_cut_off() {
    assert_answer(
        "for lines that end in spaces and in \\r",
        read(&[b"  one\t\n", b"two  \nthree\r\n\r\n", b"four \r"]),
        right(&["  one\t", "two  ", "three\r", "\r", "four \r"]),
    );
}

#[test]
fn an_empty_stream_has_no_lines() {
    assert_answer("for an empty stream", read(&[]), right(&[]));
}

#[test]
fn a_letter_may_be_cut_in_two() {
    assert_answer(
        "for a letter whose two bytes arrive apart",
        read(&[b"gr\xc3", b"\xbcn\n"]),
        right(&["grün"]),
    );
}

#[test]
fn what_is_no_text_is_an_error_and_the_next_line_is_not() {
    let mut expected = right(&["one", "two"]);
    expected.insert(1, Err(io::ErrorKind::InvalidData));
    assert_answer(
        "for a line that is no text between two that are",
        read(&[b"one\n\xff\ntwo\n"]),
        expected,
    );
}

#[test]
fn a_half_read_line_is_not_lost() {
    let done = bounded("a line in two halves", || async {
        let halves = vec![b"hel".to_vec(), b"lo\n".to_vec()];
        // Dropped at 15 ms, between the halves.
        impatiently(arriving(halves), 15 * MS, 4).await
    });
    assert_answer(
        "for a line that arrives in two halves, with a time limit in between",
        done.output,
        vec!["hello".to_owned()],
    );
}

#[test]
fn nothing_is_lost_however_the_bytes_come_and_the_waits_are_dropped() {
    for seed in 1..=20 {
        let done = bounded("lines in random pieces", move || async move {
            let mut dice = fastrand::Rng::with_seed(seed);
            let lines: Vec<String> = (0..20)
                .map(|nth| format!("{nth}:{}", "ü".repeat(dice.usize(..8))))
                .collect();
            let mut rest = lines.join("\n").into_bytes();
            let mut pieces = Vec::new();
            while !rest.is_empty() {
                let tail = rest.split_off(dice.usize(1..=6).min(rest.len()));
                pieces.push(std::mem::replace(&mut rest, tail));
            }
            // Whole milliseconds and a half: never at one time with a piece.
            let patience = Duration::from_micros(1000 * dice.u64(1..25) + 500);
            (lines, impatiently(arriving(pieces), patience, 23).await)
        });
        let (sent, got) = done.output;
        assert_answer(
            format_args!("for twenty lines in random pieces (seed {seed}), read with time limits"),
            got,
            sent,
        );
    }
}

/// A reader that gives these, one a call, and then its end.
struct Scripted(VecDeque<io::Result<&'static [u8]>>);

impl AsyncRead for Scripted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let step = self.0.pop_front().unwrap_or(Ok(b""));
        Poll::Ready(step.map(|piece| buffer.put_slice(piece)))
    }
}

#[test]
fn an_error_of_the_reader_comes_through() {
    let done = bounded("a broken reader's error", || async {
        let reset = Err(io::ErrorKind::ConnectionReset.into());
        let mut reader = LineReader::new(Scripted([reset].into()));
        let line = reader.next_line().await;
        line.map_err(|error| error.kind())
    });
    assert_answer(
        "for a reader whose connection is reset",
        done.output,
        Err(io::ErrorKind::ConnectionReset),
    );
}

#[test]
fn after_an_error_of_the_reader_it_goes_on_where_it_was() {
    let done = bounded("a line with an error in its middle", || async {
        let steps: [io::Result<&[u8]>; 4] = [
            Ok(b"one\ntw"),
            Err(io::ErrorKind::TimedOut.into()),
            Ok(b"o\nthr"),
            Ok(b"ee"),
        ];
        all(&mut LineReader::new(Scripted(steps.into())), 7).await
    });
    let mut expected = right(&["one", "two", "three"]);
    expected.insert(1, Err(io::ErrorKind::TimedOut));
    assert_answer(
        "when the reader fails once in the middle of the line \"two\", and is asked again",
        done.output,
        expected,
    );
}
