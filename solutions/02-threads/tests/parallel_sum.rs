extern crate sol02_threads as ex02_threads;
include!("../../../exercises/02-threads/tests/parallel_sum.rs");
