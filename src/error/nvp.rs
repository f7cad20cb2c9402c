//! What is not NVP.

use super::causes::causes;

causes! {
    /// Why a body is not NVP, as [`ErrorKind::Nvp`](super::ErrorKind::Nvp) has it.
    ///
    /// What is wrong with a single name, value or escape has a kind of its own in
    /// [`ErrorKind`](super::ErrorKind).
    ///
    /// ```
    /// use paywire::error::{ErrorKind, NvpErrorKind};
    /// use paywire::nvp::{self, Value};
    ///
    /// let error = nvp::from_slice::<Value>(b"\xff\xfea\0=\01\0").unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Nvp(NvpErrorKind::Utf16Le));
    /// ```
    pub enum NvpErrorKind {
        /// The body is little-endian UTF-16.
        Utf16Le = "the body is UTF-16, which NVP does not support (convert it: `iconv -f UTF-16LE -t UTF-8`)",
        /// The body is big-endian UTF-16.
        Utf16Be = "the body is UTF-16, which NVP does not support (convert it: `iconv -f UTF-16BE -t UTF-8`)",
        /// Pairs are separated by line ends instead of `&`.
        LineEnds = "line ends between pairs, where `&` belongs (write `&`, or read with the lenient preset)",
    }
}
