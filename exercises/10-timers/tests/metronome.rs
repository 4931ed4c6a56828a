// Judge of 10/metronome.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use ch10_timers::{VirtualClock, block_on_virtual, now, timeout};
use ex10_timers::metronome::{Metronome, Missed};
use judge::{assert_answer, within};

const MS: Duration = Duration::from_millis(1);
const PERIOD: Duration = Duration::from_millis(20);

/// More polls than any right answer needs for one beat.
const PATIENCE: usize = 50;

/// For each beat: when it came, when it was due, how many were left out.
type Beats = Vec<(u128, u128, u32)>;

fn bounded<T: Send + 'static>(case: impl AsyncFnOnce(VirtualClock) -> T + Send + 'static) -> T {
    within(Duration::from_secs(2), "the beats to come", || {
        let clock = VirtualClock::new();
        clock.advance(1000 * MS); // it does not begin at zero
        block_on_virtual(&clock, case(clock.clone()))
    })
}

/// The next beat, of an answer that sleeps until it comes.
async fn beat(metronome: &mut Metronome) -> (Instant, u32) {
    let (mut beat, mut polls) = (pin!(metronome.beat()), 0);
    poll_fn(|cx| {
        polls += 1;
        assert!(
            polls < PATIENCE,
            "while it waited for one beat, the answer was polled {PATIENCE} times: it asks round and round instead of sleeping"
        );
        beat.as_mut().poll(cx)
    })
    .await
}

/// The beats, if after each of them the work takes so many milliseconds.
fn beats(missed: Missed, work: &'static [u32]) -> Beats {
    bounded(async move |clock| {
        let begin = now();
        let mut metronome = Metronome::new(PERIOD, missed);
        let mut beats = Vec::new();
        for work in work {
            let (due, left_out) = beat(&mut metronome).await;
            let came = (now() - begin).as_millis();
            beats.push((came, (due - begin).as_millis(), left_out));
            clock.advance(*work * MS);
        }
        beats
    })
}

#[test]
fn the_first_comes_at_once_and_the_others_regularly() {
    for missed in [Missed::CatchUp, Missed::Skip] {
        assert_answer(
            format!("with {missed:?} and no work between the beats"),
            beats(missed, &[0, 0, 0, 0]),
            vec![(0, 0, 0), (20, 20, 0), (40, 40, 0), (60, 60, 0)],
        );
    }
}

#[test]
fn work_between_the_beats_does_not_move_them() {
    for missed in [Missed::CatchUp, Missed::Skip] {
        assert_answer(
            format!("with {missed:?} and 5, 19 and 1 ms of work after the beats"),
            beats(missed, &[5, 19, 1, 0]),
            vec![(0, 0, 0), (20, 20, 0), (40, 40, 0), (60, 60, 0)],
        );
    }
}

#[test]
fn a_beat_that_is_asked_for_late_comes_at_once() {
    for missed in [Missed::CatchUp, Missed::Skip] {
        assert_answer(
            format!("with {missed:?} and 25 ms of work after the first beat"),
            beats(missed, &[25, 0, 0]),
            vec![(0, 0, 0), (25, 20, 0), (40, 40, 0)],
        );
    }
}

#[test]
fn it_catches_up() {
    assert_answer(
        "with CatchUp and 75 ms of work after the first beat",
        beats(Missed::CatchUp, &[75, 0, 0, 0, 0]),
        vec![
            (0, 0, 0),
            (75, 20, 0),
            (75, 40, 0),
            (75, 60, 0),
            (80, 80, 0),
        ],
    );
}

#[test]
fn it_skips_to_the_latest_and_says_how_many_it_left_out() {
    assert_answer(
        "with Skip and 75 ms of work after the first beat",
        beats(Missed::Skip, &[75, 0, 0]),
        vec![(0, 0, 0), (75, 60, 2), (80, 80, 0)],
    );
}

#[test]
fn a_beat_that_is_due_right_now_is_the_latest() {
    assert_answer(
        "with Skip and 80 ms of work after the first beat",
        beats(Missed::Skip, &[80, 0, 0]),
        vec![(0, 0, 0), (80, 80, 3), (100, 100, 0)],
    );
    assert_answer(
        "with Skip and 79 ms of work after the first beat",
        beats(Missed::Skip, &[79, 0, 0]),
        vec![(0, 0, 0), (79, 60, 2), (80, 80, 0)],
    );
}

#[test]
fn who_is_woken_late_has_missed_beats_as_well() {
    for (missed, right) in [(Missed::Skip, (85, 80, 3)), (Missed::CatchUp, (85, 20, 0))] {
        let given = bounded(async move |clock| {
            let begin = now();
            let mut metronome = Metronome::new(PERIOD, missed);
            beat(&mut metronome).await;
            let busy = ch07_executor::spawn(async move { clock.advance(85 * MS) });
            let (due, left_out) = beat(&mut metronome).await;
            busy.await.expect("it ends");
            let came = (now() - begin).as_millis();
            (came, (due - begin).as_millis(), left_out)
        });
        assert_answer(
            format!("with {missed:?}, when another task keeps the thread from 0 to 85 ms"),
            given,
            right,
        );
    }
}

#[test]
fn a_wait_that_is_given_up_loses_no_beat() {
    for missed in [Missed::CatchUp, Missed::Skip] {
        let given = bounded(async move |_| {
            let begin = now();
            let mut metronome = Metronome::new(PERIOD, missed);
            let mut beats = Beats::new();
            for _ in 0..9 {
                if let Ok((due, left_out)) = timeout(7 * MS, beat(&mut metronome)).await {
                    let came = (now() - begin).as_millis();
                    beats.push((came, (due - begin).as_millis(), left_out));
                }
            }
            beats
        });
        assert_answer(
            format!("with {missed:?}, when each wait is given up after 7 ms and begun again"),
            given,
            vec![(0, 0, 0), (20, 20, 0), (40, 40, 0)],
        );
    }
}

#[test]
fn the_first_beat_is_when_it_is_made_and_not_when_it_is_asked() {
    for (missed, right) in [(Missed::CatchUp, (30, 0, 0)), (Missed::Skip, (30, 20, 1))] {
        let given = bounded(async move |clock| {
            let begin = now();
            let mut metronome = Metronome::new(PERIOD, missed);
            clock.advance(30 * MS);
            let (due, left_out) = beat(&mut metronome).await;
            let came = (now() - begin).as_millis();
            (came, (due - begin).as_millis(), left_out)
        });
        assert_answer(
            format!("with {missed:?}, when the first beat is asked for 30 ms after `new`"),
            given,
            right,
        );
    }
}

#[test]
fn what_was_left_out_is_told_though_a_wait_was_given_up() {
    let given = bounded(async |clock| {
        let begin = now();
        let mut metronome = Metronome::new(PERIOD, Missed::Skip);
        beat(&mut metronome).await;
        clock.advance(75 * MS);
        let once = {
            let mut wait = pin!(beat(&mut metronome));
            poll_fn(|cx| Poll::Ready(wait.as_mut().poll(cx))).await
        };
        let (due, left_out) = match once {
            Poll::Ready(beat) => beat,
            Poll::Pending => beat(&mut metronome).await, // the first wait is dropped
        };
        ((due - begin).as_millis(), left_out)
    });
    assert_answer(
        "with Skip and 75 ms of work after the first beat, and a wait that was given up after one poll, asked for the time of the next beat and how many were left out",
        given,
        (60, 2),
    );
}
