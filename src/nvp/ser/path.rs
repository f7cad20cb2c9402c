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
        if let Some(room) = self.inline.get_mut(self.len..end) {
            room.copy_from_slice(step);
        } else {
            if self.len <= INLINE {
                self.heap.clear();
                self.heap.extend_from_slice(&self.inline[..self.len]);
            }
            self.heap.extend_from_slice(step);
        }
        self.len = end;
    }

    #[inline(always)]
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = len;
        self.heap.truncate(len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_names_of_any_length() {
        let mut path = Path::new();
        let mut expected = b"&".to_vec();
        for (back, step) in [
            (0, 3),
            (0, 12),
            (2, 47),
            (0, 1),
            (0, 1),
            (1, 30),
            (60, 40),
            (0, 200),
            (300, 5),
        ] {
            expected.truncate(expected.len().saturating_sub(back).max(1));
            path.truncate(expected.len());
            let step = vec![b'a' + u8::try_from(step % 26).unwrap(); step];
            path.push(&step);
            expected.extend_from_slice(&step);
            assert_eq!(path.as_slice(), expected);
            assert_eq!(path.len(), expected.len());
            let mut out = b"x=1".to_vec();
            path.append_to(&mut out);
            assert_eq!(out, [b"x=1", expected.as_slice()].concat());
        }
    }
}
