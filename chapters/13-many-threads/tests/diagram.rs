//! The picture of the task's states names the functions that make the moves.

use std::collections::BTreeSet;

#[test]
fn the_arrows_bear_the_names_of_the_functions() {
    let picture = include_str!("../../../book/en/src/pictures/task_state.svg");
    let arrows = picture
        .lines()
        .filter_map(|line| line.split_once("class=\"arrow\""))
        .filter_map(|(_, rest)| rest.split_once('>')?.1.split_once('<'))
        .map(|(name, _)| name)
        .collect::<BTreeSet<_>>();
    let source = include_str!("../src/state.rs");
    let functions = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub fn ")?.split_once('('))
        .map(|(name, _)| name)
        .filter(|name| *name != "is_done")
        .collect::<BTreeSet<_>>();
    assert_eq!(arrows, functions);
}
