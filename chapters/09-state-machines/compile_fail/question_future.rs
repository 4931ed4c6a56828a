//! `?` on a future.

use std::io;

async fn read() -> io::Result<String> {
    Ok("Ada".to_owned())
}

// ANCHOR: question
async fn length() -> io::Result<usize> {
    let text = read()?;
    Ok(text.len())
}
// ANCHOR_END: question

fn main() {
    drop(length());
}
