// WRONG: sorts errors, and drops a failure that has none.
// JUDGE: asked whether anything is liked, and for the rest, the answer gave (false, None)

//! Exercise 18/split: `except*`.

use ch18_task_groups::{Failure, GroupError};

/// Splits `group` into the part whose errors `matches` likes, and the rest. Both have the nesting and the order of the whole;
/// groups in which nothing is left are left out, and a part without errors is `None`.
///
/// A failure without an error (`Failure::NoValue`) belongs to the rest.
pub fn split<E>(
    group: GroupError<E>,
    matches: &impl Fn(&E) -> bool,
) -> (Option<GroupError<E>>, Option<GroupError<E>>) {
    let (mut liked, mut rest) = (Vec::new(), Vec::new());
    for failure in group.into_failures() {
        match failure {
            Failure::Error(error) if matches(&error) => liked.push(Failure::Error(error)),
            Failure::Group(inner) => {
                let halves = split(inner, matches);
                liked.extend(halves.0.map(Failure::Group));
                rest.extend(halves.1.map(Failure::Group));
            }
            Failure::Error(error) => rest.push(Failure::Error(error)),
            Failure::NoValue(_) => (),
        }
    }
    (GroupError::new(liked), GroupError::new(rest))
}
