//! What a type took of a tree.

use std::cell::{Cell, RefCell};

/// Of each node, whether it was taken, and as what.
pub(crate) struct Marks {
    bits: Vec<Cell<u8>>,
    /// Fields that were taken under a name in other letters than theirs.
    renamed: RefCell<Vec<(usize, &'static str)>>,
}

/// Someone asked for the node's value.
const TAKEN: u8 = 1;
/// The node stood for a list of one, or was read as a list although it has names besides.
const LIST: u8 = 1 << 1;

impl Marks {
    pub(super) fn new(nodes: usize) -> Self {
        Marks {
            bits: vec![Cell::new(0); nodes],
            renamed: RefCell::new(Vec::new()),
        }
    }

    #[inline(always)]
    pub(super) fn take(&self, at: usize) {
        let bits = &self.bits[at];
        bits.set(bits.get() | TAKEN);
    }

    #[inline(always)]
    pub(super) fn take_as_list(&self, at: usize) {
        let bits = &self.bits[at];
        bits.set(bits.get() | LIST);
    }

    pub(super) fn rename(&self, at: usize, field: &'static str) {
        self.renamed.borrow_mut().push((at, field));
    }

    /// The marks as they stay.
    pub(super) fn finish(self) -> Taken {
        let mut renamed = self.renamed.into_inner();
        renamed.sort_by_key(|(node, _)| *node);
        Taken {
            bits: self.bits.into_iter().map(Cell::into_inner).collect(),
            renamed,
        }
    }
}

/// What a type took of a tree, once it has read it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken {
    bits: Vec<u8>,
    /// Sorted by nodes.
    renamed: Vec<(usize, &'static str)>,
}

impl Taken {
    /// Nothing.
    pub(crate) const NONE: &Self = &Taken {
        bits: Vec::new(),
        renamed: Vec::new(),
    };

    pub(super) fn has(&self, at: usize) -> bool {
        self.bits.get(at).is_some_and(|bits| bits & TAKEN != 0)
    }

    /// Whether all of the tree was taken, as nearly always.
    pub(super) fn is_whole(&self) -> bool {
        // No way out of the loop, so that many are looked at together.
        !self.bits.is_empty() && self.bits.iter().fold(TAKEN, |all, bits| all & bits) == TAKEN
    }

    pub(super) fn is_list(&self, at: usize) -> bool {
        self.bits.get(at).is_some_and(|bits| bits & LIST != 0)
    }

    pub(super) fn name(&self, at: usize) -> Option<&'static str> {
        let found = self.renamed.binary_search_by_key(&at, |(node, _)| *node);
        found.ok().map(|found| self.renamed[found].1)
    }
}
