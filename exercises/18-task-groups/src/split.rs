//! Exercise 18/split: `except*`.

use ch18_task_groups::GroupError;

/// Splits `group` into the part whose errors `matches` likes, and the rest. Both have the nesting and the order of the whole;
/// groups in which nothing is left are left out, and a part without errors is `None`.
///
/// A failure without an error (`Failure::NoValue`) belongs to the rest.
pub fn split<E>(
    group: GroupError<E>,
    matches: &impl Fn(&E) -> bool,
) -> (Option<GroupError<E>>, Option<GroupError<E>>) {
    let _ = (group, matches);
    todo!("send each error to its side, and split the groups inside")
}
