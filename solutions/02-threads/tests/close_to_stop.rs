extern crate sol02_threads as ex02_threads;
include!("../../../exercises/02-threads/tests/close_to_stop.rs");
