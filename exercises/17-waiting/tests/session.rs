// Judge of 17/session.

use std::time::Duration;

use ex17_waiting::session::{End, Event, session};
use judge::assert_answer;
use paused::{Done, Paused, now};
use tokio::sync::mpsc::channel;
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

/// What a session did, and when.
#[derive(Debug)]
struct Seen {
    lines: Vec<(String, u64)>,
    beats: Vec<u64>,
    end: (End, u64),
}

/// Drives a case.
fn bounded<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::judging(what).patience(Duration::from_secs(60));
    run.run(case)
}

/// A session that gets `count` lines, one every `every` ms, and then silence: with `hangs_up`, from a peer who is gone,
/// without, from one who stays.
fn watched(what: &'static str, count: u64, every: u32, hangs_up: bool) -> Seen {
    let done = bounded(what, move || async move {
        let (peer, lines) = channel(1);
        tokio::spawn(async move {
            for nth in 1..=count {
                sleep(every * MS).await;
                if peer.send(format!("line {nth}")).await.is_err() {
                    return; // the session has ended
                }
            }
            if !hangs_up {
                peer.closed().await;
            }
        });
        let (mut said, mut beats) = (Vec::new(), Vec::new());
        let end = session(lines, |event| match event {
            Event::Line(line) => said.push((line, now())),
            Event::Heartbeat => beats.push(now()),
        });
        let end = timeout(10_000 * MS, end).await.ok().map(|end| (end, now()));
        (said, beats, end)
    });
    let (lines, beats, end) = done.output;
    let count = beats.len();
    let Some(end) = end else {
        panic!(
            "waited for {what}; after 10 s the answer was still going, and had noted {count} heartbeats"
        )
    };
    Seen { lines, beats, end }
}

fn lines(count: u64, every: u64) -> Vec<(String, u64)> {
    (1..=count)
        .map(|nth| (format!("line {nth}"), every * nth))
        .collect()
}

#[test]
fn a_silent_session_beats_and_gives_up() {
    let seen = watched("a silent session to give up", 0, 1, false);
    assert_answer(
        "asked for the heartbeats of a silent session",
        seen.beats,
        vec![100, 200],
    );
    assert_answer(
        "asked how and when a silent session ended",
        seen.end,
        (End::Idle, 250),
    );
}

#[test]
fn lines_do_not_touch_the_heartbeat() {
    let beats = watched("a session with a line every 70 ms to end", 9, 70, true).beats;
    let right: Vec<u64> = (1..=6).map(|nth| 100 * nth).collect();
    assert!(
        beats == right,
        "with a line every 70 ms, the answer noted these heartbeats: {beats:?}; right is {right:?}"
    );
}

#[test]
fn every_line_is_noted_when_it_comes() {
    let seen = watched("a session with a line every 70 ms to end", 9, 70, true);
    assert_answer(
        "with a line every 70 ms, asked for the lines",
        seen.lines,
        lines(9, 70),
    );
}

#[test]
fn a_line_sets_the_idle_time_back() {
    let seen = watched("a session to give up after its last line", 9, 70, false);
    assert_answer(
        "with a line every 70 ms until 630 ms, asked how and when it ended",
        seen.end,
        (End::Idle, 880),
    );
    assert_answer(
        "with lines until 630 ms and silence until 880 ms, asked for the heartbeats",
        seen.beats,
        (1..=8).map(|nth| 100 * nth).collect(),
    );
}

#[test]
fn slow_lines_are_still_lines() {
    let seen = watched("a session with a line every 240 ms to end", 4, 240, true);
    assert_answer(
        "with a line every 240 ms, asked how and when it ended",
        seen.end,
        (End::Closed, 960),
    );
}

#[test]
fn the_idle_time_begins_with_the_last_line() {
    let seen = watched("a session to give up after its only line", 1, 130, false);
    assert_answer(
        "with one line at 130 ms, asked how and when it ended",
        seen.end,
        (End::Idle, 380),
    );
}

#[test]
fn when_nobody_can_send_any_more_it_ends_at_once() {
    let seen = watched("a session whose peer hangs up", 1, 70, true);
    assert_answer(
        "when the senders are gone at 70 ms, asked for the end and the time",
        seen.end,
        (End::Closed, 70),
    );
}

#[test]
fn what_was_sent_before_the_end_is_noted() {
    let done = bounded("a session whose lines are all there", || async {
        let (peer, inbox) = channel(8);
        for nth in 1..=5 {
            let _ = peer.try_send(format!("line {nth}"));
        }
        drop(peer);
        let mut said = Vec::new();
        let end = session(inbox, |event| said.push((event, now()))).await;
        (said, end, now())
    });
    let right: Vec<_> = (1..=5)
        .map(|nth| (Event::Line(format!("line {nth}")), 0))
        .collect();
    assert_answer(
        "with five lines in the channel and nobody to send more",
        done.output,
        (right, End::Closed, 0),
    );
}
