//! A stand-in for bodies and secrets in `Debug` output.

use std::fmt;

/// Prints as `***` with the length, in place of a text or bytes.
pub(crate) struct Veiled(pub(crate) usize);

impl Veiled {
    /// The stand-in for a text or bytes.
    pub(crate) fn of(bytes: impl AsRef<[u8]>) -> Self {
        Veiled(bytes.as_ref().len())
    }
}

impl fmt::Debug for Veiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "*** ({} bytes)", self.0)
    }
}
