extern crate sol07_executor as ex07_executor;
include!("../../../exercises/07-executor/tests/yield_now.rs");
