// Judge of 11/stale.

use std::collections::HashSet;

use ex11_reactor::stale::Table;
use judge::assert_answer;

/// The place in a token.
fn place(token: u64) -> u64 {
    token & 0xffff_ffff
}

#[test]
fn a_token_finds_its_own_value() {
    let mut table = Table::default();
    let tokens = ["a", "b", "c"].map(|value| table.insert(value));
    let found = tokens.map(|token| table.get(token).copied());
    assert_answer(
        "for the tokens of a, b and c",
        found,
        [Some("a"), Some("b"), Some("c")],
    );
    let places = tokens.map(place);
    assert_answer("of the first three values, the places", places, [0, 1, 2]);
}

#[test]
fn a_value_can_be_changed_where_it_is() {
    let mut table = Table::default();
    let token = table.insert(1);
    if let Some(value) = table.get(token) {
        *value += 1;
    }
    assert_answer(
        "for a value of 1 that was counted up",
        table.get(token).copied(),
        Some(2),
    );
}

#[test]
fn who_was_removed_is_not_found_and_cannot_be_removed_again() {
    let mut table = Table::default();
    let token = table.insert("a");
    assert_answer("asked to remove a", table.remove(token), Some("a"));
    assert_answer(
        "for the token of a, which was removed",
        table.get(token).copied(),
        None,
    );
    assert_answer("asked to remove a again", table.remove(token), None);
    assert_answer("asked for the number of values then", table.len(), 0);
}

#[test]
fn a_stale_token_does_not_find_the_new_owner_of_its_place() {
    let mut table = Table::default();
    let _first = table.insert("first");
    let old = table.insert("old");
    table.remove(old);
    let new = table.insert("new");
    assert_answer(
        "of a value that came after another had left, the place",
        place(new),
        place(old),
    );
    assert_answer(
        "for the token of the one who has left",
        table.get(old).copied(),
        None,
    );
    assert_answer(
        "asked to remove the one who has left",
        table.remove(old),
        None,
    );
    assert_answer(
        "for the token of the new owner, after that",
        table.get(new).copied(),
        Some("new"),
    );
}

#[test]
fn not_even_after_many_owners() {
    let mut table = Table::default();
    let mut given = HashSet::new();
    for owner in 0..66_000_u32 {
        let token = table.insert(owner);
        assert!(
            given.insert(token),
            "the token of owner {owner} of a place was given before"
        );
        assert_answer(
            "of each of many owners, one after the other, the place",
            place(token),
            0,
        );
        assert_answer(
            format!("asked to remove owner {owner} of a place"),
            table.remove(token),
            Some(owner),
        );
    }
    let found = given
        .iter()
        .filter(|token| table.get(**token).is_some())
        .count();
    assert_answer(
        "of 66000 tokens whose owners have left, the number that found somebody",
        found,
        0,
    );
}

#[test]
fn places_are_reused_and_none_is_given_to_two() {
    let mut table = Table::default();
    let tokens: Vec<_> = (0..100).map(|value| table.insert(value)).collect();
    for token in tokens.iter().step_by(2) {
        table.remove(*token);
    }
    let new: Vec<_> = (100..150).map(|value| table.insert(value)).collect();
    let highest = new.iter().map(|token| place(*token)).max();
    assert!(
        highest < Some(100),
        "100 values came, 50 left, 50 came: the answer used place {}, though there were free ones below 100",
        highest.unwrap_or_default()
    );
    let mut found: Vec<_> = tokens
        .iter()
        .chain(&new)
        .filter_map(|token| table.get(*token).copied())
        .collect();
    found.sort_unstable();
    let right: Vec<_> = (0..100)
        .filter(|value| value % 2 == 1)
        .chain(100..150)
        .collect();
    assert_answer(
        "of 100 values of which 50 were replaced, those that are found",
        found,
        right,
    );
    assert_answer("asked for the number of values then", table.len(), 100);
}

#[test]
fn it_counts_the_living() {
    let mut table = Table::default();
    assert_answer(
        "asked for the number of values of a new table",
        (table.len(), table.is_empty()),
        (0, true),
    );
    let token = table.insert(1);
    table.insert(2);
    assert_answer(
        "asked for the number of two values",
        (table.len(), table.is_empty()),
        (2, false),
    );
    table.remove(token);
    assert_answer(
        "asked for the number, one of two removed",
        (table.len(), table.is_empty()),
        (1, false),
    );
}

#[test]
fn a_token_that_was_never_given_finds_nobody() {
    let mut table = Table::default();
    let token = table.insert(1);
    for never in [
        token + 1,
        token + (1 << 16),
        token + (1 << 32),
        token + (1 << 48),
        u64::MAX,
        u64::MAX - 1,
        u64::MAX << 32,
    ] {
        assert_answer(
            format!("for the token {never:#x}, which nobody was given"),
            table.get(never).copied(),
            None,
        );
        assert_answer(
            format!("asked to remove {never:#x}, which nobody was given"),
            table.remove(never),
            None,
        );
    }
    assert_answer(
        "for the one token that was given",
        table.get(token).copied(),
        Some(1),
    );
}
