//! Which children of an element have the same name, wherever they stand among the others.

use std::collections::HashMap;

use super::scan::exceeds;
use super::tape::{MarkupNode, flag, place};
use crate::error::{Error, Limit};

/// How many different names one element may have below it before a hash table finds them.
const FEW: usize = 32;

/// The different names below each open element.
#[derive(Debug)]
pub(super) struct Siblings<'a> {
    /// The names below the innermost element are at the end.
    names: Vec<SiblingName>,
    /// The names below elements with many, by the number of the element. What stands here of an
    /// element that was closed is left: its number never comes again.
    many: Option<HashMap<(u32, u32, &'a str), usize>>,
    /// How many elements could have children so far.
    parents: u32,
    /// Whether some element has children both in no namespace and in one.
    mixed: bool,
}

#[derive(Clone, Copy, Debug)]
struct SiblingName {
    mark: u32,
    /// The first and the last element of this name so far.
    first: u32,
    last: u32,
    count: u32,
}

/// What is known below one open element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Level {
    /// Where the names below start.
    start: u32,
    /// The name that came last.
    last: u32,
    parent: u32,
    /// Whether there was a child in no namespace, and whether one in some: a bit for each.
    kinds: u32,
    /// A bit for each mark that was seen: a name whose bit is not set is new.
    seen: u64,
}

/// Something of a name that is quick to compare. Names with different marks are different.
#[inline(always)]
fn mark(source: &[u8], node: &MarkupNode) -> u32 {
    let name = node.name();
    let len = name.len();
    let eight = source.get(name.start..name.start + 8);
    let start = if let Some(eight) = eight.and_then(|eight| <[u8; 8]>::try_from(eight).ok()) {
        u64::from_le_bytes(eight)
    } else {
        // Too near to the end of the document to take eight bytes at once.
        let bytes = source[name.clone()].iter().take(8).rev();
        bytes.fold(0, |all, byte| all << 8 | u64::from(*byte))
    };
    let start = start << (64 - 8 * len.clamp(1, 8));
    let last = source[name.end - 1];
    let ends = start ^ (u64::from(last) << 8) ^ u64::from(place(len));
    let ends = ends ^ (u64::from(node.namespace) << 16);
    // What mixes best ends up on top.
    let mixed = ends.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    place(usize::try_from(mixed).unwrap_or_default())
}

impl<'a> Siblings<'a> {
    pub(super) fn new() -> Self {
        Siblings {
            names: Vec::with_capacity(FEW),
            many: None,
            parents: 0,
            mixed: false,
        }
    }

    /// Goes below the element that was added last.
    #[inline(always)]
    pub(super) fn below(&mut self) -> Level {
        self.parents += 1;
        Level {
            start: place(self.names.len()),
            last: u32::MAX,
            parent: self.parents,
            kinds: 0,
            seen: 0,
        }
    }

    /// Whether some element has children both in no namespace and in one.
    pub(super) fn are_mixed(&self) -> bool {
        self.mixed
    }

    /// Goes back to the siblings of the element that is closed.
    #[inline(always)]
    pub(super) fn above(&mut self, level: Level) {
        self.names.truncate(level.start as usize);
    }

    /// Adds the element at `at` of the tape, linking it to the one before it of the same name.
    #[inline]
    pub(super) fn add(
        &mut self,
        source: &'a str,
        nodes: &mut [MarkupNode],
        at: usize,
        level: &mut Level,
        most: u32,
    ) -> Result<(), Error> {
        let bytes = source.as_bytes();
        let node = &nodes[at];
        let (name, namespace) = (&bytes[node.name()], node.namespace);
        let mark = mark(bytes, node);
        let same = |known: &SiblingName| {
            let node = &nodes[known.last as usize];
            known.mark == mark && node.namespace == namespace && bytes[node.name()] == *name
        };
        let bit = 1 << (mark >> 26);
        level.kinds |= 1 << u32::from(namespace != 0);
        self.mixed |= level.kinds == 0b11;
        let start = level.start as usize;
        let known = if level.seen & bit == 0 && self.names.len() - start < FEW {
            None
        } else if self.names.get(level.last as usize).is_some_and(same) {
            Some(level.last as usize)
        } else if self.names.len() - start < FEW {
            let found = self.names[start..].iter().position(same);
            found.map(|found| start + found)
        } else {
            self.find_many(source, nodes, at, level)
        };
        level.seen |= bit;
        let here = place(at);
        let Some(known) = known else {
            level.last = place(self.names.len());
            self.names.push(SiblingName {
                mark,
                first: here,
                last: here,
                count: 1,
            });
            return Ok(());
        };
        level.last = place(known);
        let known = &mut self.names[known];
        nodes[known.last as usize].next = here;
        nodes[at].flags |= flag::LATER;
        known.last = here;
        known.count += 1;
        nodes[known.first as usize].entries = u16::try_from(known.count).unwrap_or(u16::MAX);
        if known.count > most {
            return exceeds(Limit::List(most), nodes[at].name());
        }
        Ok(())
    }

    #[cold]
    fn find_many(
        &mut self,
        source: &'a str,
        nodes: &[MarkupNode],
        at: usize,
        level: &Level,
    ) -> Option<usize> {
        let key = |node: &MarkupNode| {
            let name = source.get(node.name()).unwrap_or_default();
            (level.parent, node.namespace, name)
        };
        let many = self.many.get_or_insert_default();
        let start = level.start as usize;
        let below = &self.names[start..];
        if below.len() == FEW {
            let all = below.iter().enumerate();
            many.extend(all.map(|(n, name)| (key(&nodes[name.last as usize]), start + n)));
        }
        let key = key(&nodes[at]);
        let known = many.get(&key).copied();
        if known.is_none() {
            many.insert(key, self.names.len());
        }
        known
    }
}
