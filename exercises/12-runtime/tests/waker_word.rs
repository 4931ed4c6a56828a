// Judge of 12/waker_word.

use std::fmt::{Debug, Formatter, Result as Fmt};
use std::time::Duration;

use ex12_runtime::waker_word::{TooLarge, Word};
use judge::{assert_answer, within};

const LAST: u32 = 0xff_ffff;

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the word", case);
}

/// A word, shown by its bytes: runtime_generation_slot.
#[derive(PartialEq)]
struct Fields(u64);

impl Debug for Fields {
    fn fmt(&self, f: &mut Formatter<'_>) -> Fmt {
        let [runtime, generation, slot] = [self.0 >> 48, self.0 >> 24, self.0];
        let last = u64::from(LAST);
        let (generation, slot) = (generation & last, slot & last);
        write!(f, "0x{runtime:04x}_{generation:06x}_{slot:06x}")
    }
}

fn packed(runtime: u16, generation: u32, slot: u32) -> Result<Fields, TooLarge> {
    Word::pack(runtime, generation, slot).map(|word| Fields(word.0))
}

/// A word of numbers that fit.
#[track_caller]
fn word(runtime: u16, generation: u32, slot: u32) -> Word {
    Word::pack(runtime, generation, slot).unwrap_or_else(|error| {
        panic!("for ({runtime}, {generation:#x}, {slot:#x}), which fit, pack gave Err({error:?})")
    })
}

#[test]
fn the_three_numbers_have_their_places() {
    bounded(|| {
        assert_answer(
            "for runtime 1, generation 2, slot 3",
            packed(1, 2, 3),
            Ok(Fields(0x0001_000002_000003)),
        );
        assert_answer(
            "for the largest of all three",
            packed(u16::MAX, LAST, LAST),
            Ok(Fields(u64::MAX)),
        );
        assert_answer(
            "for runtime 0x8000 alone",
            packed(0x8000, 0, 0),
            Ok(Fields(1 << 63)),
        );
    });
}

#[test]
fn what_was_packed_is_unpacked() {
    bounded(|| {
        for numbers in [
            (0, 0, 0),
            (1, 2, 3),
            (u16::MAX, 0, 0),
            (0, LAST, 0),
            (0, 0, LAST),
            (0x1234, 0x80_0001, 0x80_0002),
        ] {
            let (runtime, generation, slot) = numbers;
            assert_answer(
                format!("for {numbers:?}, packed and unpacked"),
                Word::pack(runtime, generation, slot).map(Word::unpack),
                Ok(numbers),
            );
        }
    });
}

#[test]
fn a_number_that_does_not_fit_is_refused() {
    bounded(|| {
        for bits in [24, 25, 31] {
            assert_answer(
                format!("for slot 2^{bits}"),
                packed(0, 0, 1 << bits),
                Err(TooLarge::Slot),
            );
            assert_answer(
                format!("for generation 2^{bits}"),
                packed(0, 1 << bits, 0),
                Err(TooLarge::Generation),
            );
        }
        assert_answer(
            "for slot and generation of 32 bits",
            packed(0, u32::MAX, u32::MAX),
            Err(TooLarge::Slot),
        );
    });
}

#[test]
fn the_next_tenant_has_the_next_generation() {
    bounded(|| {
        assert_answer(
            "for the tenant after (7, 41, 9)",
            word(7, 41, 9).next_tenant().unpack(),
            (7, 42, 9),
        );
    });
}

#[test]
fn after_the_last_generation_comes_the_first_and_nothing_spills() {
    bounded(|| {
        for (runtime, slot) in [(7, 9), (u16::MAX, LAST), (0, 0)] {
            assert_answer(
                format!(
                    "for the tenant after the last generation in runtime {runtime}, slot {slot}"
                ),
                word(runtime, LAST, slot).next_tenant().unpack(),
                (runtime, 0, slot),
            );
        }
    });
}

#[test]
fn a_wake_is_for_one_task_only() {
    bounded(|| {
        let word = word(7, 41, 9);
        assert_answer(
            "asked whether a word is for its own task",
            word.is_for(7, 41, 9),
            true,
        );
        for (runtime, generation, slot) in [
            (8, 41, 9),
            (7 + 256, 41, 9),
            (7, 42, 9),
            (7, 40, 9),
            (7, 41, 8),
            (7, 0, 9),
        ] {
            assert_answer(
                format!(
                    "asked whether the word of (7, 41, 9) is for ({runtime}, {generation}, {slot})"
                ),
                word.is_for(runtime, generation, slot),
                false,
            );
        }
    });
}

#[test]
fn a_number_out_of_range_is_nobodys() {
    bounded(|| {
        let word = word(7, 41, 9);
        let spill = 1 << 24;
        // In the second of each pair, what spills over is missing above.
        for (runtime, generation, slot, told) in [
            (7, 41, 9 + spill, "(7, 41, 9 + 2^24)"),
            (7, 40, 9 + spill, "(7, 40, 9 + 2^24)"),
            (7, 41 + spill, 9, "(7, 41 + 2^24, 9)"),
            (6, 41 + spill, 9, "(6, 41 + 2^24, 9)"),
        ] {
            assert_answer(
                format!("asked whether the word of (7, 41, 9) is for {told}"),
                word.is_for(runtime, generation, slot),
                false,
            );
        }
    });
}
