//! Bytes of a capture on their way to whoever parses them.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// Bytes of their own, or a part of more that several entries share.
///
/// Short lines are such parts: memory that is taken by the thread which cuts and given back by the one which parses costs
/// both of them more than a copy does.
pub(super) enum Piece {
    Own(Vec<u8>),
    Shared(Arc<[u8]>, Range<usize>),
}

impl Piece {
    pub(super) fn into_vec(self) -> Vec<u8> {
        match self {
            Piece::Own(bytes) => bytes,
            Piece::Shared(..) => self.to_vec(),
        }
    }
}

impl Deref for Piece {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Piece::Own(bytes) => bytes,
            Piece::Shared(all, range) => all.get(range.clone()).unwrap_or_default(),
        }
    }
}

impl From<Vec<u8>> for Piece {
    fn from(bytes: Vec<u8>) -> Self {
        Piece::Own(bytes)
    }
}
