//! `?` in an async block.

use std::fs;

fn main() {
    // ANCHOR: question
    let block = async {
        let text = fs::read_to_string("name")?;
        println!("{text}");
        Ok(())
    };
    // ANCHOR_END: question
    drop(block);
}
