//! A stack whose first entries need no room of their own on the heap.

/// What messages need fits into `N` entries.
#[derive(Debug)]
pub(super) struct Stack<T, const N: usize> {
    few: [T; N],
    more: Vec<T>,
    len: usize,
}

impl<T: Copy, const N: usize> Stack<T, N> {
    /// An empty stack; `blank` fills the room that is not used yet.
    pub(super) fn new(blank: T) -> Self {
        Stack {
            few: [blank; N],
            more: Vec::new(),
            len: 0,
        }
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    pub(super) fn push(&mut self, entry: T) {
        match self.few.get_mut(self.len) {
            Some(room) => *room = entry,
            None => self.push_more(entry),
        }
        self.len += 1;
    }

    #[cold]
    #[inline(never)]
    fn push_more(&mut self, entry: T) {
        self.more.truncate(self.len - N);
        self.more.push(entry);
    }

    /// Goes back to a length that the stack had before.
    #[inline(always)]
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = len;
    }

    /// The entries from `first` on, in two pieces.
    #[inline]
    pub(super) fn since(&self, first: usize) -> [&[T]; 2] {
        let few = self.few.get(first..self.len.min(N)).unwrap_or_default();
        let more = first.saturating_sub(N)..self.len.saturating_sub(N);
        [few, self.more.get(more).unwrap_or_default()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_stack_however_long() {
        let mut stack = Stack::<usize, 4>::new(0);
        let mut model = Vec::new();
        for round in 0..10 {
            for entry in 0..round {
                stack.push(entry);
                model.push(entry);
            }
            model.truncate(model.len() - round / 2);
            stack.truncate(model.len());
            assert_eq!(stack.len(), model.len());
            assert_eq!(stack.since(0).concat(), model);
            for first in 0..=model.len() {
                assert_eq!(stack.since(first).concat(), model[first..]);
            }
        }
    }
}
