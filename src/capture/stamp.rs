//! The time and offset of data in a capture.

use jiff::Timestamp;

/// The time and offset of data in a capture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CaptureStamp {
    /// The time of capture, if known.
    pub(super) time: Option<Timestamp>,
    /// The offset in the capture, in bytes.
    pub(super) offset: u64,
}
