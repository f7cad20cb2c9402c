//! `AliExpress` dropshipping.

use super::message::CallRow;

/// How each operation is called.
pub(super) const CALLS: &[CallRow] = &[];
