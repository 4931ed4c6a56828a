extern crate sol02_threads as ex02_threads;
include!("../../../exercises/02-threads/tests/panic_proof_pool.rs");
