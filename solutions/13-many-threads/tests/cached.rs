extern crate sol13_many_threads as ex13_many_threads;
include!("../../../exercises/13-many-threads/tests/cached.rs");
