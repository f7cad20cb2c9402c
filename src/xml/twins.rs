//! Elements that are one field to a type, and two names to the document: one in no namespace and
//! one in the type's.
//!
//! Which namespace is the type's is not known before it is read. So what is kept is which element
//! goes with which other one in each namespace. Documents that mix both under one parent are rare,
//! and only they pay for it.

use std::collections::HashMap;

use super::tape::{MarkupNode, children, flag, namespace, place};

/// For the first element of a name, and a namespace: the first element of the name there.
#[derive(Debug, Default)]
pub(super) struct Twins(HashMap<(u32, u32), u32>);

impl Twins {
    /// Finds all twins, and flags them.
    #[cold]
    pub(super) fn find(source: &str, nodes: &mut [MarkupNode]) -> Self {
        let mut twins = HashMap::new();
        for parent in 0..nodes.len() {
            if nodes[parent].has(flag::PARENT) {
                find_below(source, nodes, parent, &mut twins);
            }
        }
        for (head, _) in twins.keys() {
            nodes[*head as usize].flags |= flag::TWIN;
        }
        Twins(twins)
    }

    /// The first element of the same field as `head` that is not of its namespace, for a type in
    /// `home`.
    #[cold]
    pub(super) fn of(&self, nodes: &[MarkupNode], head: usize, home: u32) -> Option<usize> {
        let other = match nodes[head].namespace {
            namespace::NONE => home,
            own if own == home => namespace::NONE,
            _ => return None,
        };
        let twin = self.0.get(&(place(head), other))?;
        Some(*twin as usize)
    }
}

fn find_below(
    source: &str,
    nodes: &[MarkupNode],
    parent: usize,
    twins: &mut HashMap<(u32, u32), u32>,
) {
    let heads = || children(nodes, parent).filter(|child| !nodes[*child].has(flag::LATER));
    let plain = |child: &usize| nodes[*child].namespace == namespace::NONE;
    if heads().all(|child| plain(&child)) || !heads().any(|child| plain(&child)) {
        return;
    }
    let name = |child: usize| &source[nodes[child].name()];
    let known: HashMap<&str, usize> = heads().filter(plain).map(|own| (name(own), own)).collect();
    for child in heads().filter(|child| !plain(child)) {
        if let Some(own) = known.get(name(child)) {
            twins.insert((place(*own), nodes[child].namespace), place(child));
            twins.insert((place(child), namespace::NONE), place(*own));
        }
    }
}
