//! Assertions whose messages speak of the answer.

use std::fmt::{Debug, Display};

/// More than this of a value nobody reads.
const LONGEST: usize = 400;

/// Demands that the answer gave `right` in the `case` described.
///
/// ```should_panic
/// // fed 3 bytes at a time, the answer gave Ok(3); right is Ok(5)
/// judge::assert_answer("fed 3 bytes at a time", Ok::<_, ()>(3), Ok(5));
/// ```
///
/// # Panics
/// If it did not, with the case, what it gave, and what is right; of a long value, with its beginning. Also if the case
/// ends in a comma, which the sentence brings along.
#[track_caller]
pub fn assert_answer<T: Debug + PartialEq>(case: impl Display, given: T, right: T) {
    let case = case.to_string();
    assert!(
        !case.ends_with(','),
        "a case is a clause without its comma: {case}"
    );
    assert!(
        given == right,
        "{case}, the answer gave {}; right is {}",
        shown(&given),
        shown(&right)
    );
}

/// A value as its `Debug` shows it, cut where nobody reads on.
fn shown(value: &impl Debug) -> String {
    let mut text = format!("{value:?}");
    let length = text.chars().count();
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push_str(&format!("... ({length} characters)"));
    }
    text
}

/// Bytes as a reader can read them: `"hi\n"` instead of `[104, 105, 10]`.
pub fn text(bytes: &[u8]) -> String {
    format!("\"{}\"", bytes.escape_ascii())
}
