//! The name of the place below which is written.

/// Fits nearly all names.
const INLINE: usize = 64;

/// A name as it is written, behind an `&`.
#[derive(Debug)]
pub(super) struct Path {
    inline: [u8; INLINE],
    len: usize,
    /// Used instead of the other for names that do not fit.
    heap: Vec<u8>,
}

impl Path {
    pub(super) fn new() -> Self {
        Path {
            inline: [b'&'; INLINE],
            len: 1,
            heap: Vec::new(),
        }
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Appends the name to what is written.
    #[inline(always)]
    pub(super) fn append_to(&self, out: &mut Vec<u8>) {
        if self.len > INLINE {
            out.extend_from_slice(&self.heap);
            return;
        }
        let end = out.len() + self.len;
        // Pieces of a fixed size, of which the last is too long, take no call.
        for piece in self
            .inline
            .as_chunks::<16>()
            .0
            .iter()
            .take(self.len.div_ceil(16))
        {
            out.extend_from_slice(piece);
        }
        out.truncate(end);
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        match self.inline.get(..self.len) {
            Some(name) => name,
            None => &self.heap,
        }
    }

    pub(super) fn push(&mut self, step: &[u8]) {
        let end = self.len + step.len();
        match self.inline.get_mut(self.len..end) {
            Some(room) => room.copy_from_slice(step),
            None => {
                if self.len <= INLINE {
                    self.heap.clear();
                    self.heap.extend_from_slice(&self.inline[..self.len]);
                }
                self.heap.extend_from_slice(step);
            }
        }
        self.len = end;
    }

    #[inline(always)]
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = len;
        self.heap.truncate(len);
    }
}
