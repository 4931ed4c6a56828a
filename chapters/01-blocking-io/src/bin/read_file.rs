//! How often a program must ask the kernel for the same file, with a small buffer and with a large one.

use std::{env, fs, io};

use ch01_blocking_io::count_lines;

fn main() -> io::Result<()> {
    let path = env::temp_dir().join(format!("poll-by-poll-{}.txt", std::process::id()));
    fs::write(&path, "sixteen letters\n".repeat(4096))?;
    println!("{:>10} {:>8} {:>8}", "buffer", "lines", "reads");
    for size in [16, 1024, 8192, 65536] {
        let count = count_lines(&path, size)?;
        println!("{size:>10} {:>8} {:>8}", count.lines, count.reads);
    }
    fs::remove_file(path)
}
