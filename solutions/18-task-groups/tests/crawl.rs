extern crate sol18_task_groups as ex18_task_groups;
include!("../../../exercises/18-task-groups/tests/crawl.rs");
