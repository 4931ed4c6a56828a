extern crate sol10_timers as ex10_timers;
include!("../../../exercises/10-timers/tests/metronome.rs");
