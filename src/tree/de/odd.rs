//! What only a type can decide, or nobody: several values of one name, names that are two things at once, lists with
//! gaps.

use super::{State, locate, repaired};
use crate::error::{Error, ErrorKind, Result};
use crate::tree::rules::{Repair, Repaired, Repeated, Rules, Syntax};
use crate::tree::{Kind, Taken, Tree, flag};

/// The one of several values that counts.
pub(super) struct Counting {
    pub(super) at: usize,
    /// What is said of the others.
    pub(super) repair: Repair,
}

/// Of several values of one name the one that counts.
///
/// # Errors
///
/// There may be one only.
#[cold]
pub(super) fn counting(tree: &Tree, rules: &Rules, list: usize) -> Result<Counting> {
    let mut children = tree.children(list);
    // There are two at least.
    let first = children.next().unwrap_or(list);
    let (repair, at) = match rules.repeated {
        Repeated::Error => return Err(twice(tree, list)),
        Repeated::First => (Repair::FirstOfRepeated, first),
        Repeated::Last => (Repair::LastOfRepeated, children.last().unwrap_or(first)),
    };
    Ok(Counting { at, repair })
}

/// Several values stand where there may be one.
#[cold]
pub(super) fn twice(tree: &Tree, list: usize) -> Error {
    let mut children = tree.children(list);
    let first = children.next().unwrap_or(list);
    let second = children.next().unwrap_or(list);
    let kind = ErrorKind::DuplicateName {
        first: tree.node(first).span(),
    };
    locate(tree, Error::new(kind), second)
}

/// Refuses indices among names where `a(0)` and `a.0` would be one name, or any where they are not let pass.
#[cold]
pub(super) fn mixed(tree: &Tree, rules: &Rules, at: usize) -> Result<()> {
    if !rules.conflicts {
        let error = Error::new(ErrorKind::NamedAndIndexed);
        return Err(locate(tree, error, at));
    }
    let is_index = |at: &usize| tree.node(*at).has(flag::INDEX);
    let indices: std::collections::HashMap<&str, usize> = tree
        .children(at)
        .filter(is_index)
        .map(|at| (tree.name(at), at))
        .collect();
    let mut words = tree.children(at).filter(|at| !is_index(at));
    let same = words.find_map(|word| Some((*indices.get(tree.name(word))?, word)));
    let Some((entry, word)) = same else {
        return Ok(());
    };
    let first = tree.node(entry).span();
    Err(locate(
        tree,
        Error::new(ErrorKind::DuplicateName { first }),
        word,
    ))
}

/// Refuses a list with missing indices, unless it is closed up.
#[cold]
pub(super) fn gap(tree: &Tree, rules: &Rules, at: usize) -> Result<()> {
    if rules.gaps {
        return Ok(());
    }
    let index = |at: usize| tree.name(at).parse::<u32>().ok();
    let mut entries = tree.children(at).filter_map(index).zip(0..);
    let missing = entries.find(|(index, n)| index != n);
    let missing = missing.map_or(0, |(_, n)| n);
    Err(locate(
        tree,
        Error::new(ErrorKind::ListGap { missing }),
        at,
    ))
}

/// A longer name of a namespace is not worth repeating.
const LONGEST: usize = 100;

/// The error of a field that is there in another namespace.
#[cold]
pub(super) fn foreign(tree: &Tree, at: usize, field: &str) -> Option<Error> {
    let (sign, bare) = match field.strip_prefix('@') {
        Some(bare) => ("@", bare),
        None => ("", field),
    };
    let mut children = tree.children(at);
    let uri = children.find_map(|at| {
        let name = tree.name(at).strip_prefix(sign)?;
        let (uri, local) = name.strip_prefix('{')?.rsplit_once('}')?;
        (local == bare && uri.len() <= LONGEST).then_some(uri)
    })?;
    let what =
        format!("`{field}`, but `{sign}{{{uri}}}{bare}` is there, which is in another namespace");
    Some(Error::new(ErrorKind::ForeignField(what.into())))
}

/// Settles what no type asked for: the values stay, but for those of several of one name.
pub(super) fn settle(
    tree: &Tree,
    rules: &Rules,
    taken: &Taken,
    found: &mut Vec<Repaired>,
) -> Result<()> {
    if rules.syntax != Syntax::Nvp || !tree.odd {
        return Ok(());
    }
    for (at, node) in tree.nodes.iter().enumerate() {
        let is_odd = node.has(flag::REPEATED | flag::GAP) || node.has(flag::INDEX);
        if !is_odd || taken.has(at) {
            continue;
        }
        if node.has(flag::REPEATED) && !tree.children(at).any(|child| taken.has(child)) {
            let counting = counting(tree, rules, at)?;
            let others = tree.children(at).filter(|other| *other != counting.at);
            found.extend(others.map(|other| repaired(tree, counting.repair, other, true)));
        } else if node.has(flag::GAP) {
            gap(tree, rules, at)?;
            found.push(repaired(tree, Repair::ListGap, at, false));
        }
    }
    for (at, node) in tree.nodes.iter().enumerate() {
        let mut children = tree.children(at);
        let is_mixed = node.kind == Kind::Object
            && !taken.has(at)
            && children.any(|child| tree.node(child).has(flag::INDEX));
        if is_mixed {
            mixed(tree, rules, at)?;
            found.push(repaired(tree, Repair::NamedAndIndexed, at, false));
        }
    }
    Ok(())
}

impl State<'_> {
    /// Notes each value in a subtree as left out.
    #[cold]
    pub(super) fn leave_out_subtree(&self, repair: Repair, at: usize) {
        let after = self.tree.node(at).after as usize;
        if self.rules.syntax == Syntax::Xml {
            // An element stands in one piece.
            for inside in at..after {
                self.marks.take(inside);
            }
            let node = self.tree.node(at);
            let is_blank = node.is_leaf() && node.text == node.end;
            let repaired = repaired(self.tree, repair, at, !is_blank);
            self.repaired.borrow_mut().push(repaired);
            return;
        }
        for inside in at..after {
            self.marks.take(inside);
            if self.tree.node(inside).is_leaf() {
                self.leave_out(repair, inside);
            }
        }
    }

    pub(super) fn has_told(&self, repair: Repair) -> bool {
        let repaired = self.repaired.borrow();
        repaired.iter().rev().any(|one| one.repair == repair)
    }
}
