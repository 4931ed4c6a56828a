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
        assert_answer(
            "for a slot that there never was",
            slab.get(Key {
                slot: 99,
                generation: 0,
            }),
            None,
        );
        assert_answer(
            "asked to remove from a slot that there never was",
            slab.remove(Key {
                slot: 99,
                generation: 0,
            }),
            None,
        );
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
fn removing_twice_frees_one_slot() {
    bounded(|| {
        let mut slab = Slab::new();
        let key = slab.insert("a");
        slab.remove(key);
        slab.remove(key);
        assert_answer(
            "asked how many are left after one value was removed twice",
            slab.len(),
            0,
        );
        let (b, c) = (slab.insert("b"), slab.insert("c"));
        assert!(
            b.slot != c.slot,
            "two values live in slot {}: one value was removed twice, and the slot was given away twice",
            b.slot
        );
        assert_answer(
            "for two values that were added then",
            (slab.get(b), slab.get(c)),
            (Some(&"b"), Some(&"c")),
        );
    });
}

#[test]
fn a_generation_counts_who_has_left() {
    bounded(|| {
        let mut slab = Slab::new();
        let generations = [(); 4].map(|()| {
            let key = slab.insert(());
            slab.remove(key);
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
    });
}
