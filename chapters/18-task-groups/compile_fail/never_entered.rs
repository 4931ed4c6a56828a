//! A child is spawned into a group that nobody has entered.

use ch18_task_groups::Group;

fn main() {
    let group: Group<String> = Group::open(None);
    drop(group.spawn(async { Ok(()) }));
}
