// Judge of 10/metronome.

use std::time::Duration;

use ch10_timers::{VirtualClock, block_on_virtual, now, timeout};
use ex10_timers::metronome::{Metronome, Missed};
use judge::{assert_answer, within};

const MS: Duration = Duration::from_millis(1);
const PERIOD: Duration = Duration::from_millis(20);

/// For each beat: when it came, when it was due, how many were left out.
type Beats = Vec<(u128, u128, u32)>;

fn bounded<T: Send + 'static>(case: impl AsyncFnOnce(VirtualClock) -> T + Send + 'static) -> T {
    within(Duration::from_secs(2), "the beats to come", || {
        let clock = VirtualClock::new();
        clock.advance(1000 * MS); // it does not begin at zero
        block_on_virtual(&clock, case(clock.clone()))
    })
}

/// The beats, if after each of them the work takes so many milliseconds.
fn beats(missed: Missed, work: &'static [u32]) -> Beats {
    bounded(async move |clock| {
        let begin = now();
        let mut metronome = Metronome::new(PERIOD, missed);
        let mut beats = Vec::new();
        for work in work {
            let (due, left_out) = metronome.beat().await;
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
            metronome.beat().await;
            let busy = ch07_executor::spawn(async move { clock.advance(85 * MS) });
            let (due, left_out) = metronome.beat().await;
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
                if let Ok((due, left_out)) = timeout(7 * MS, metronome.beat()).await {
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
