//! A value that knows where it is, to see it moved in safe code.

// ANCHOR: note
/// A note that keeps the address of its own text: as a number, so that nobody can follow it.
#[derive(Debug)]
pub struct Note {
    text: [u8; 4],
    address: usize,
}

impl Note {
    /// A note that has not looked where it is.
    pub fn new(text: [u8; 4]) -> Self {
        Self { text, address: 0 }
    }

    /// Keeps the address that the text has now, as a first poll would.
    pub fn point_at_yourself(&mut self) {
        self.address = (&raw const self.text).addr();
    }

    /// Whether the text is still where the address says.
    pub fn points_at_itself(&self) -> bool {
        self.points_at(self)
    }

    /// Whether the address is that of `other`'s text.
    pub fn points_at(&self, other: &Self) -> bool {
        self.address == (&raw const other.text).addr()
    }
}
// ANCHOR_END: note

// ANCHOR: stays
/// An async function that keeps a reference to its own local across an await; says whether the local stayed where it was.
///
/// Dropping it loses nothing.
pub async fn stays(pause: impl Future<Output = ()>) -> bool {
    let text = *b"mine";
    let reference = &text;
    pause.await;
    std::ptr::eq(reference, &raw const text)
}
// ANCHOR_END: stays
