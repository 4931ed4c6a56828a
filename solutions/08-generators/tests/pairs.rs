extern crate sol08_generators as ex08_generators;
include!("../../../exercises/08-generators/tests/pairs.rs");
