//! `?` in an async block, whose error has no type.

use std::num::ParseIntError;

async fn year() -> Result<u32, ParseIntError> {
    "1815".parse()
}

// ANCHOR: no_type
async fn born() {
    let sentence = async {
        let year = year().await?;
        Ok(format!("born in {year}"))
    };
    println!("{:?}", sentence.await);
}
// ANCHOR_END: no_type

fn main() {
    drop(born());
}
