//! The values that no type read, with their paths.

use super::path::{push_index, push_word};
use super::rules::{Rules, Syntax};
use super::{Node, NodeKind, Ref, TEXT, Taken, Tree, flag};
use crate::policy::Duplicates;

/// Appends the step to a node.
type Enter = fn(&Tree, &mut String, Option<&mut WalkLevel>, usize, &Taken);

/// A node whose children are being visited.
struct WalkLevel {
    /// The first node after its subtree.
    end: usize,
    /// The length of its path.
    path: usize,
    /// How many of its entries were visited, if it is a list.
    entries: Option<usize>,
}

impl Tree {
    /// Calls `show` with each value that was not read and has no children, and with its path.
    pub(crate) fn rest(&self, taken: &Taken, rules: &Rules, show: &mut dyn FnMut(&str, Ref<'_>)) {
        if self.count_rest(taken, rules) == 0 {
            return;
        }
        self.walk(taken, Self::enter, |at, path| {
            if let Some(value) = self.untaken(at, taken, rules) {
                show(path, value);
            }
            !self.is_choice(self.node(at), rules)
        });
    }

    /// The path of a node for error messages.
    #[cold]
    pub(super) fn path(&self, at: usize) -> String {
        self.paths(&[at]).concat()
    }

    /// The paths of several sorted nodes, found in one walk.
    #[cold]
    pub(super) fn paths(&self, nodes: &[usize]) -> Vec<String> {
        let mut paths = Vec::with_capacity(nodes.len());
        let taken = Taken::default();
        self.walk(&taken, Self::enter_spelled, |at, path| {
            let same = nodes[paths.len()..].iter().take_while(|node| **node == at);
            paths.extend(same.map(|_| path.to_owned()));
            paths.len() < nodes.len()
        });
        paths
    }

    /// Visits every node with its path; `show` returns whether to visit its children.
    fn walk(&self, taken: &Taken, enter: Enter, mut show: impl FnMut(usize, &str) -> bool) {
        let mut path = String::new();
        let mut levels: Vec<WalkLevel> = Vec::new();
        let mut at = 0;
        while at < self.nodes.len() {
            while let Some(level) = levels.pop_if(|level| level.end <= at) {
                path.truncate(level.path);
            }
            let node = self.node(at);
            let mark = path.len();
            if at > 0 {
                enter(self, &mut path, levels.last_mut(), at, taken);
            }
            if show(at, &path) && at + 1 < node.after as usize {
                levels.push(WalkLevel {
                    end: node.after as usize,
                    path: mark,
                    entries: self.has_entries(at, taken).then_some(0),
                });
                at += 1;
            } else {
                path.truncate(mark);
                at = node.after as usize;
            }
        }
    }

    /// Whether the children of a node are entries: it is a list, or was read as one beside its names.
    pub(super) fn has_entries(&self, at: usize, taken: &Taken) -> bool {
        self.node(at).kind == NodeKind::List || self.is_list_among_names(at, taken)
    }

    pub(super) fn is_list_among_names(&self, at: usize, taken: &Taken) -> bool {
        let mut children = self.children(at);
        self.odd
            && self.node(at).kind == NodeKind::Object
            && taken.is_list(at)
            && children.any(|child| self.node(child).has(flag::INDEX))
    }

    /// The number of values that [`rest`](Self::rest) shows.
    pub(crate) fn count_rest(&self, taken: &Taken, rules: &Rules) -> usize {
        if taken.is_whole() {
            return 0;
        }
        let mut count = 0;
        let mut at = 0;
        while at < self.nodes.len() {
            count += usize::from(self.untaken(at, taken, rules).is_some());
            let node = self.node(at);
            at = if self.is_choice(node, rules) {
                node.after as usize
            } else {
                at + 1
            };
        }
        count
    }

    /// Whether a node stands for one of several values.
    pub(super) fn is_choice(&self, node: &Node, rules: &Rules) -> bool {
        self.odd && node.has(flag::REPEATED) && rules.syntax == Syntax::Nvp
    }

    /// The value of a node that was not read, if there is one and the node has no children.
    #[inline]
    pub(super) fn untaken(&self, at: usize, taken: &Taken, rules: &Rules) -> Option<Ref<'_>> {
        let node = self.node(at);
        if taken.has(at) || node.has(flag::BLANK) {
            return None;
        }
        if self.is_choice(node, rules) {
            let mut children = self.children(at);
            let first = children.next()?;
            let at = match rules.duplicates {
                Duplicates::First => first,
                Duplicates::Error | Duplicates::Last => children.last().unwrap_or(first),
            };
            let any = self.children(at).any(|child| taken.has(child)) || taken.has(first);
            return (!any).then_some(Ref { tree: self, at });
        }
        let is_empty = node.is_leaf() || node.after as usize == at + 1;
        is_empty.then_some(Ref { tree: self, at })
    }

    /// Appends the step to a node.
    fn enter(&self, path: &mut String, parent: Option<&mut WalkLevel>, at: usize, taken: &Taken) {
        let node = self.node(at);
        if node.has(flag::OWN) {
            // An own text has its parent's path.
        } else if let Some(entries) = parent.and_then(|level| level.entries.as_mut()) {
            push_index(path, *entries);
            *entries += 1;
        } else {
            push_word(path, taken.name(at).unwrap_or_else(|| self.name(at)));
        }
        if taken.is_list(at) && !self.is_list_among_names(at, taken) {
            push_index(path, 0);
        }
    }

    /// The same for error messages: an indexed child of an object has its index, entries of a list with gaps have
    /// theirs as written, and `$text` is a step where it is an ordinary member, as in JSON.
    fn enter_spelled(
        &self,
        path: &mut String,
        parent: Option<&mut WalkLevel>,
        at: usize,
        taken: &Taken,
    ) {
        let is_index = self.node(at).has(flag::INDEX)
            || parent.as_ref().is_some_and(|level| level.entries.is_some());
        match self.name(at).parse() {
            Ok(index) if is_index => push_index(path, index),
            _ if self.name(at) == TEXT && !self.node(at).has(flag::OWN) => {
                path.push('.');
                path.push_str(TEXT);
            }
            _ => self.enter(path, parent, at, taken),
        }
    }
}
