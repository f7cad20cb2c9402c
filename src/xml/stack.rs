//! A list whose first items take no allocation.

/// Items of which there are few nearly always: `N` are kept in place, more on the heap.
#[derive(Debug)]
pub(super) struct Stack<T, const N: usize> {
    first: [T; N],
    more: Vec<T>,
    len: usize,
}

impl<T: Copy + Default, const N: usize> Default for Stack<T, N> {
    fn default() -> Self {
        Stack {
            first: [T::default(); N],
            more: Vec::new(),
            len: 0,
        }
    }
}

impl<T: Copy, const N: usize> Stack<T, N> {
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    pub(super) fn push(&mut self, item: T) {
        match self.first.get_mut(self.len) {
            Some(place) => *place = item,
            None => self.more.push(item),
        }
        self.len += 1;
    }

    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        match self.first.get(self.len) {
            Some(item) => Some(*item),
            None => self.more.pop(),
        }
    }

    #[inline(always)]
    pub(super) fn get(&self, at: usize) -> Option<T> {
        if at >= self.len {
            return None;
        }
        match self.first.get(at) {
            Some(item) => Some(*item),
            None => self.more.get(at - N).copied(),
        }
    }

    #[inline(always)]
    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        match self.first.get_mut(self.len.checked_sub(1)?) {
            Some(item) => Some(item),
            None => self.more.last_mut(),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = T> {
        let first = self.first.iter().take(self.len.min(N));
        first.chain(&self.more).copied()
    }
}
