extern crate sol12_runtime as ex12_runtime;
include!("../../../exercises/12-runtime/tests/slab.rs");
