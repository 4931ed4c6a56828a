extern crate sol11_reactor as ex11_reactor;
include!("../../../exercises/11-reactor/tests/raw_recv.rs");
