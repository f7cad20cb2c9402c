//! What stands in `Debug` for what it must not show.

use std::fmt;

/// Stands for a text or bytes of which only the length is shown.
pub(crate) struct Veiled(pub(crate) usize);

impl Veiled {
    /// Stands for a text or bytes.
    pub(crate) fn of(bytes: impl AsRef<[u8]>) -> Self {
        Veiled(bytes.as_ref().len())
    }
}

impl fmt::Debug for Veiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "*** ({} bytes)", self.0)
    }
}
