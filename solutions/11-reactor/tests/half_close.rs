extern crate sol11_reactor as ex11_reactor;
include!("../../../exercises/11-reactor/tests/half_close.rs");
