//! `cargo bench -p peers`: the whole run, and, started anew by itself, one sample of it.

use std::process::ExitCode;

fn main() -> ExitCode {
    peers::bench::main()
}
