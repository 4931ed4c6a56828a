//! What judges of exercises and tests of chapters stand on: an answer that is wrong is told so in a sentence, and never hangs.
//!
//! - [`within`] bounds code that blocks, and says what was being waited for;
//! - [`ScriptedReader`] and [`ScriptedWriter`] behave as sockets do on their worst days, in an order that you choose;
//! - [`VirtualClock`] makes time pass when the test says so;
//! - [`AllocationMeter`] tells how much memory an answer asked for at once;
//! - [`assert_answer`] compares, and speaks of the *answer*.
#![warn(missing_docs)]

mod allocation;
mod answer;
mod clock;
mod reader;
mod within;
mod writer;

pub use allocation::{AllocationMeter, largest_allocation};
pub use answer::{assert_answer, text};
pub use clock::VirtualClock;
pub use reader::{ReadStep, ScriptedReader};
pub use within::within;
pub use writer::{ScriptedWriter, WriteStep};
