//! Files, and what the kernel knows of a thread.

use std::{env, fs, io};

use ch01_blocking_io::{LineCount, count_lines, thread_cpu_time};

#[test]
fn every_buffer_size_counts_the_same_lines_in_its_own_number_of_reads() -> io::Result<()> {
    let path = env::temp_dir().join(format!("ch01-count-lines-{}.txt", std::process::id()));
    fs::write(&path, "ab\ncd\nef")?;
    let counts = [1, 3, 8, 100].map(|size| count_lines(&path, size));
    fs::remove_file(&path)?;
    let reads = [9, 4, 2, 2];
    for (count, reads) in counts.into_iter().zip(reads) {
        assert_eq!(count?, LineCount { lines: 2, reads });
    }
    Ok(())
}

#[test]
#[should_panic(expected = "at least one byte")]
fn a_buffer_of_no_bytes_is_refused() {
    let _ = count_lines(&env::temp_dir(), 0);
}

#[test]
fn going_in_circles_costs_processor_time() {
    let before = thread_cpu_time();
    while thread_cpu_time() == before {
        std::hint::spin_loop();
    }
    assert!(thread_cpu_time() > before);
}
