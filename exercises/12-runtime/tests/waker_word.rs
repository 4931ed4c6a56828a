// Judge of 12/waker_word.

use ex12_runtime::waker_word::{TooLarge, Word};
use judge::assert_answer;

const LAST: u32 = 0xff_ffff;

#[test]
fn the_three_numbers_have_their_places() {
    assert_answer(
        "for runtime 1, generation 2, slot 3",
        Word::pack(1, 2, 3),
        Ok(Word(0x0001_000002_000003)),
    );
    assert_answer(
        "for the largest of all three",
        Word::pack(u16::MAX, LAST, LAST),
        Ok(Word(u64::MAX)),
    );
    assert_answer(
        "for runtime 0x8000 alone",
        Word::pack(0x8000, 0, 0),
        Ok(Word(1 << 63)),
    );
}

#[test]
fn what_was_packed_is_unpacked() {
    for numbers in [
        (0, 0, 0),
        (1, 2, 3),
        (u16::MAX, 0, 0),
        (0, LAST, 0),
        (0, 0, LAST),
        (0x1234, 0x80_0001, 0x80_0002),
    ] {
        let (runtime, generation, slot) = numbers;
        let word = Word::pack(runtime, generation, slot);
        assert_answer(
            format!("for {numbers:?}, packed and unpacked"),
            word.map(Word::unpack),
            Ok(numbers),
        );
    }
}

#[test]
fn a_number_that_does_not_fit_is_refused() {
    assert_answer(
        "for slot 2^24",
        Word::pack(0, 0, LAST + 1),
        Err(TooLarge::Slot),
    );
    assert_answer(
        "for generation 2^24",
        Word::pack(0, LAST + 1, 0),
        Err(TooLarge::Generation),
    );
    assert_answer(
        "for slot and generation of 32 bits",
        Word::pack(0, u32::MAX, u32::MAX),
        Err(TooLarge::Slot),
    );
}

#[test]
fn the_next_tenant_has_the_next_generation() {
    let word = Word::pack(7, 41, 9).expect("it fits");
    assert_answer(
        "for the tenant after (7, 41, 9)",
        word.next_tenant().unpack(),
        (7, 42, 9),
    );
}

#[test]
fn after_the_last_generation_comes_the_first_and_nothing_spills() {
    for (runtime, slot) in [(7, 9), (u16::MAX, LAST), (0, 0)] {
        let word = Word::pack(runtime, LAST, slot).expect("it fits");
        assert_answer(
            format!("for the tenant after the last generation in runtime {runtime}, slot {slot}"),
            word.next_tenant().unpack(),
            (runtime, 0, slot),
        );
    }
}

#[test]
fn a_wake_is_for_one_task_only() {
    let word = Word::pack(7, 41, 9).expect("it fits");
    assert_answer(
        "asked whether a word is for its own task",
        word.is_for(7, 41, 9),
        true,
    );
    for (runtime, generation, slot) in [(8, 41, 9), (7, 42, 9), (7, 40, 9), (7, 41, 8), (7, 0, 9)] {
        assert_answer(
            format!(
                "asked whether the word of (7, 41, 9) is for ({runtime}, {generation}, {slot})"
            ),
            word.is_for(runtime, generation, slot),
            false,
        );
    }
}

#[test]
fn a_number_out_of_range_is_nobodys() {
    let word = Word::pack(7, 41, 9).expect("it fits");
    assert_answer(
        "asked whether the word of (7, 41, 9) is for slot 9 + 2^24",
        word.is_for(7, 41, 9 + (1 << 24)),
        false,
    );
    assert_answer(
        "asked whether the word of (7, 41, 9) is for generation 41 + 2^24",
        word.is_for(7, 41 + (1 << 24), 9),
        false,
    );
}
