//! The frame reader that works on your machine.

use std::io::{self, Read};

// ANCHOR: read_frame_trusting
/// Reads a frame and trusts everybody: the network to deliver it in one piece, the sender to tell the truth.
///
/// # Errors
/// If reading fails.
#[expect(
    clippy::unused_io_amount,
    reason = "the mistake that the page is about"
)]
pub fn read_frame_trusting(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut header = [0; 4];
    reader.read(&mut header)?;
    let mut payload = vec![0; u32::from_be_bytes(header) as usize];
    reader.read(&mut payload)?;
    Ok(payload)
}
// ANCHOR_END: read_frame_trusting
