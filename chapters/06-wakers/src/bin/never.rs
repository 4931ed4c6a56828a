//! A future that never comes back.

fn main() {}
