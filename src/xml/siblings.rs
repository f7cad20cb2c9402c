//! Which children of an element have the same name, wherever they stand among the others.

use std::collections::HashMap;

use super::tape::{Node, flag};
use crate::error::{Error, Limit};
use crate::xml::lex::exceeds;

/// How many different names one element may have below it before a hash table finds them.
const FEW: usize = 32;

/// The different names below each open element.
#[derive(Debug, Default)]
pub(super) struct Siblings<'a> {
    /// The names below the innermost element are at the end.
    names: Vec<Name>,
    levels: Vec<Level>,
    /// The names below elements with many, by the element's place among `levels`. Entries below
    /// an element that was closed are left; their numbers never match again.
    many: Option<HashMap<(u64, u32, &'a str), usize>>,
    /// How many elements had children so far.
    parents: u64,
}

#[derive(Clone, Copy, Debug)]
struct Name {
    mark: u32,
    /// The last element of this name so far.
    last: u32,
    count: u32,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    /// Where the names below start.
    start: usize,
    /// The name that came last.
    last: usize,
    parent: u64,
}

/// Something of a name that is quick to compare. Names with different marks are different.
#[inline(always)]
fn mark(name: &[u8], namespace: u32) -> u32 {
    let byte = |at: usize| u32::from(name.get(at).copied().unwrap_or_default());
    let len = name.len();
    let ends = byte(0) | (byte(len / 2) << 8) | (byte(len.wrapping_sub(2)) << 16);
    let ends = ends | (byte(len.wrapping_sub(1)) << 24);
    ends ^ (namespace << 7)
}

impl<'a> Siblings<'a> {
    /// Goes below the element that was added last.
    #[inline(always)]
    pub(super) fn enter(&mut self) {
        self.parents += 1;
        self.levels.push(Level {
            start: self.names.len(),
            last: usize::MAX,
            parent: self.parents,
        });
    }

    /// Goes back to the siblings of the element that is closed.
    #[inline(always)]
    pub(super) fn leave(&mut self) {
        if let Some(level) = self.levels.pop() {
            self.names.truncate(level.start);
        }
    }

    /// Adds the element at `at` of the tape, linking it to the one before it of the same name.
    #[inline]
    pub(super) fn add(
        &mut self,
        source: &'a str,
        nodes: &mut [Node],
        at: usize,
        most: u32,
    ) -> Result<(), Error> {
        let Some(level) = self.levels.last().copied() else {
            return Ok(());
        };
        let name = &source.as_bytes()[nodes[at].name()];
        let namespace = nodes[at].namespace;
        let mark = mark(name, namespace);
        let same = |known: &Name| {
            let node = &nodes[known.last as usize];
            known.mark == mark
                && node.namespace == namespace
                && source.as_bytes()[node.name()] == *name
        };
        let known = match self.names.get(level.last) {
            Some(last) if same(last) => Some(level.last),
            _ if self.names.len() - level.start >= FEW => self.find_many(source, nodes, at, level),
            _ => {
                let below = &self.names[level.start..];
                below.iter().position(same).map(|found| level.start + found)
            }
        };
        let here = super::tape::place(at);
        let name = known.unwrap_or(self.names.len());
        match known {
            Some(known) => {
                let known = &mut self.names[known];
                nodes[known.last as usize].next = here;
                nodes[at].flags |= flag::LATER;
                known.last = here;
                known.count += 1;
                if known.count > most {
                    return exceeds(Limit::List(most), nodes[at].name());
                }
            }
            None => self.names.push(Name {
                mark,
                last: here,
                count: 1,
            }),
        }
        if let Some(level) = self.levels.last_mut() {
            level.last = name;
        }
        Ok(())
    }

    #[cold]
    fn find_many(
        &mut self,
        source: &'a str,
        nodes: &[Node],
        at: usize,
        level: Level,
    ) -> Option<usize> {
        let key = |node: &Node| {
            let name = source.get(node.name()).unwrap_or_default();
            (level.parent, node.namespace, name)
        };
        let many = self.many.get_or_insert_default();
        let below = &self.names[level.start..];
        if below.len() == FEW {
            let all = below.iter().enumerate();
            many.extend(all.map(|(n, name)| (key(&nodes[name.last as usize]), level.start + n)));
        }
        let key = key(&nodes[at]);
        let known = many.get(&key).copied();
        if known.is_none() {
            many.insert(key, self.names.len());
        }
        known
    }
}
