//! When and where something began in a capture.

use jiff::Timestamp;

/// The time and the place of a piece of a capture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    /// When it was captured, if the capture says so.
    pub(super) time: Option<Timestamp>,
    /// Where it starts in the capture, in bytes.
    pub(super) offset: u64,
}
