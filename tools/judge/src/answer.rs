//! Assertions whose messages speak of the answer.

use std::fmt::{Debug, Display};

/// Demands that the answer gave `right` in the `case` described.
///
/// ```should_panic
/// // fed 3 bytes at a time, the answer gave Ok(3); right is Ok(5)
/// judge::assert_answer("fed 3 bytes at a time", Ok::<_, ()>(3), Ok(5));
/// ```
///
/// # Panics
/// If it did not, with the case, what it gave, and what is right.
#[track_caller]
pub fn assert_answer<T: Debug + PartialEq>(case: impl Display, given: T, right: T) {
    assert!(
        given == right,
        "{case}, the answer gave {given:?}; right is {right:?}"
    );
}

/// Bytes as a reader can read them: `"hi\n"` instead of `[104, 105, 10]`.
pub fn text(bytes: &[u8]) -> String {
    format!("\"{}\"", bytes.escape_ascii())
}
