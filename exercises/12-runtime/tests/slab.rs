// Judge of 12/slab.

use std::time::Duration;

use ex12_runtime::slab::{Key, Slab};
use judge::{assert_answer, within};

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the table to answer", case);
}

#[test]
fn values_are_found_by_their_keys() {
    bounded(|| {
        let mut slab = Slab::new();
        assert_answer(
            "asked how many are in an empty table",
            (slab.len(), slab.is_empty()),
            (0, true),
        );
        let keys = ["a", "b", "c"].map(|value| slab.insert(value));
        assert_answer(
            "for the keys of a, b and c",
            keys.map(|key| slab.get(key).copied()),
            [Some("a"), Some("b"), Some("c")],
        );
        assert_answer(
            "asked how many are in a table of three",
            (slab.len(), slab.is_empty()),
            (3, false),
        );
        assert_answer("asked to remove b", slab.remove(keys[1]), Some("b"));
        assert_answer(
            "after b was removed",
            keys.map(|key| slab.get(key).copied()),
            [Some("a"), None, Some("c")],
        );
        assert_answer(
            "asked how many are left of three, with one removed",
            slab.len(),
            2,
        );
    });
}

#[test]
fn a_stale_key_is_refused_by_the_next_tenant() {
    bounded(|| {
        let mut slab = Slab::new();
        let old = slab.insert("old");
        slab.remove(old);
        let new = slab.insert("new");
        assert_answer(
            "asked for the slot of the new value, where the old one was",
            new.slot,
            old.slot,
        );
        assert!(
            new != old,
            "the key of the new value equals the key of the old one, {old:?}: whoever has the old one finds the new value"
        );
        assert_answer(
            "for the key of a value that is gone, with a new value in its slot",
            slab.get(old),
            None,
        );
        assert_answer(
            "asked to remove by the key of a value that is gone",
            slab.remove(old),
            None,
        );
        assert_answer(
            "for the new value, after somebody came with the old key",
            slab.get(new),
            Some(&"new"),
        );
    });
}

#[test]
fn a_key_of_the_future_fits_nobody() {
    bounded(|| {
        let mut slab = Slab::new();
        let key = slab.insert("a");
        slab.remove(key);
        let next = Key {
            slot: key.slot,
            generation: key.generation + 1,
        };
        assert_answer(
            "for the key that the next value in an empty slot will have",
            slab.get(next),
            None,
        );
        assert_answer(
            "asked to remove what is not there yet",
            slab.remove(next),
            None,
        );
        assert_answer(
            "for a value that came to the slot after that",
            slab.insert("b"),
            next,
        );
        assert!(
            slab.insert("c").slot != next.slot,
            "two values live in slot {}: somebody came with the key of the next value while it was vacant, and it was given away twice",
            next.slot
        );
        for (slot, generation) in [(99, 0), (1 << 24, 1), (key.slot, 1 + (1 << 24))] {
            let key = Key { slot, generation };
            assert_answer(
                format!("for slot {slot}, generation {generation}, which there never was"),
                (slab.get(key).copied(), slab.remove(key)),
                (None, None),
            );
        }
    });
}

#[test]
fn slots_are_used_again() {
    bounded(|| {
        let mut slab = Slab::new();
        for round in 0..50 {
            let keys = [0, 1, 2].map(|value| slab.insert(round * 3 + value));
            for (value, key) in keys.into_iter().enumerate() {
                assert_answer(
                    "asked to remove what was just added",
                    slab.remove(key),
                    Some(round * 3 + value),
                );
            }
        }
        assert_answer(
            "asked for its slots, after 50 times three values",
            slab.slots(),
            3,
        );
    });
}

#[test]
fn a_generation_counts_who_has_left() {
    bounded(|| {
        let mut slab = Slab::new();
        let generations = [(); 4].map(|()| {
            let key = slab.insert(());
            let left = slab.remove(key);
            assert_answer("asked to remove what was just added", left, Some(()));
            key.generation
        });
        assert_answer(
            "for the generations of four values in one slot, one after the other",
            generations,
            [0, 1, 2, 3],
        );
        let (first, second) = (slab.insert(()), slab.insert(()));
        assert_answer(
            "for a fresh slot beside one that four values have left",
            (first.generation, second.generation),
            (4, 0),
        );
        let mut busy = Slab::new();
        for _ in 0..70_000 {
            let key = busy.insert(());
            busy.remove(key);
        }
        assert_answer(
            "for the generation of a slot that 70000 values have left",
            busy.insert(()).generation,
            70_000,
        );
    });
}

#[test]
fn a_removed_value_is_given_away_and_not_kept() {
    bounded(|| {
        let mut slab = Slab::new();
        let value = std::rc::Rc::new(());
        let key = slab.insert(std::rc::Rc::clone(&value));
        drop(slab.remove(key));
        assert_answer(
            "asked who still owns a value that was removed and dropped",
            std::rc::Rc::strong_count(&value),
            1,
        );
        slab.insert(std::rc::Rc::clone(&value));
        drop(slab);
        assert_answer(
            "asked who still owns a value whose table was dropped",
            std::rc::Rc::strong_count(&value),
            1,
        );
    });
}

#[test]
fn it_keeps_its_promises_in_every_order() {
    bounded(|| {
        // An insert, and then up to four events of ten kinds; few first, so that what goes wrong is told in as few as can be.
        for events in 0..5 {
            for number in 0..10_usize.pow(events) {
                let rest = (0..events).map(|place| number / 10_usize.pow(place) % 10);
                tell(std::iter::once(0).chain(rest));
            }
        }
    });
}

/// One story: 0 is an insert, 1 to 9 a removal by the key of slot 0 to 2 and generation 0 to 2, whoever has it.
fn tell(events: impl Iterator<Item = usize>) {
    let mut slab = Slab::new();
    let mut there: Vec<(Key, usize)> = Vec::new();
    let (mut left, mut most) = ([0; 6], 0); // how many have left each slot; how many there were at a time
    let mut story = Vec::new();
    for (value, event) in events.enumerate() {
        if event == 0 {
            let key = slab.insert(value);
            story.push((0, key));
            let taken = there.iter().any(|(other, _)| other.slot == key.slot);
            assert_last(&story, "whether two values live in a slot", taken, false);
            let right = left.get(key.slot as usize).map_or(0, |left| *left);
            let asked = "for the generation of its key";
            assert_last(&story, asked, key.generation, right);
            there.push((key, value));
            most = most.max(there.len());
        } else {
            let (slot, generation) = ((event - 1) as u32 / 3, (event - 1) as u32 % 3);
            let key = Key { slot, generation };
            story.push((1, key));
            let right = there.iter().position(|(other, _)| *other == key);
            let right = right.map(|place| there.remove(place).1);
            let given = slab.remove(key);
            assert_last(&story, "for what was removed", given, right);
            left[slot as usize] += u32::from(given.is_some());
        }
    }
    for key in (0..12).map(|n| (n / 4, n % 4)) {
        let (slot, generation) = key;
        let key = Key { slot, generation };
        let right = there.iter().find(|(other, _)| *other == key);
        let (given, right) = (slab.get(key), right.map(|(_, value)| value));
        if given != right {
            assert_last(&story, &format!("to get {}", told(key)), given, right);
        }
    }
    assert_last(&story, "how many there are", slab.len(), there.len());
    assert_last(&story, "how many slots there are", slab.slots(), most);
}

fn told(key: Key) -> String {
    format!("(slot {}, generation {})", key.slot, key.generation)
}

/// Demands `right` after the last step of a story, `asked` for something.
#[track_caller]
fn assert_last<T>(story: &[(usize, Key)], asked: &str, given: T, right: T)
where
    T: std::fmt::Debug + PartialEq,
{
    if given != right {
        let step = |(kind, key): &(usize, Key)| match kind {
            0 => format!("insert, which gave {}", told(*key)),
            _ => format!("remove {}", told(*key)),
        };
        let story: Vec<_> = story.iter().map(step).collect();
        assert_answer(
            format!("after {}: asked {asked}", story.join(", ")),
            given,
            right,
        );
    }
}
