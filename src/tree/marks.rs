//! Records which nodes a type read.

use std::cell::{Cell, RefCell};

/// For each node, whether it was read, and how.
pub(crate) struct TakenMarks {
    bits: Vec<Cell<u8>>,
    /// Nodes that were read as a field of another spelling.
    renamed: RefCell<Vec<(usize, &'static str)>>,
}

/// The type requested the node's value.
const TAKEN: u8 = 1;
/// The node was read as a list of one, or as a list although it has named children.
const LIST: u8 = 1 << 1;

impl TakenMarks {
    pub(super) fn new(nodes: usize) -> Self {
        TakenMarks {
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

    /// Ends the recording.
    pub(super) fn finish(self) -> Taken {
        let mut renamed = self.renamed.into_inner();
        renamed.sort_by_key(|(node, _)| *node);
        Taken {
            bits: self.bits.into_iter().map(Cell::into_inner).collect(),
            renamed,
        }
    }
}

/// The nodes that a type read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken {
    bits: Vec<u8>,
    /// Sorted by node.
    renamed: Vec<(usize, &'static str)>,
}

impl Taken {
    /// No node.
    pub(crate) const NONE: &Self = &Taken {
        bits: Vec::new(),
        renamed: Vec::new(),
    };

    pub(super) fn has(&self, at: usize) -> bool {
        self.bits.get(at).is_some_and(|bits| bits & TAKEN != 0)
    }

    /// Whether all of the tree was read, which is nearly always so.
    pub(super) fn is_whole(&self) -> bool {
        // No early return, so that the loop is vectorised.
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
