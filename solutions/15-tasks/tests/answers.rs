extern crate sol15_tasks as ex15_tasks;
include!("../../../exercises/15-tasks/tests/answers.rs");
