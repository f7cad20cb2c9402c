//! Decides what only a type can decide: which of several values of one name counts, what a name is that is a value and
//! an object at once, and whether a list may have gaps.

use super::{PendingRepair, ReadState, locate};
use crate::error::{Error, ErrorKind, Result};
use crate::policy::Duplicates;
use crate::tree::rules::{Repair, Rules, Syntax};
use crate::tree::{NodeKind, Taken, Tree, flag};

/// The value that counts among several.
pub(super) struct Chosen {
    pub(super) at: usize,
    /// The repair to report for the others.
    pub(super) repair: Repair,
}

/// Chooses the value that counts among several of one name.
///
/// # Errors
///
/// The rules allow only one value.
#[cold]
pub(super) fn choose(tree: &Tree, rules: &Rules, list: usize) -> Result<Chosen> {
    let mut children = tree.children(list);
    // A repeated name has at least two values.
    let first = children.next().unwrap_or(list);
    let (repair, at) = match rules.duplicates {
        Duplicates::Error => return Err(duplicate(tree, list)),
        Duplicates::First => (Repair::FirstOfDuplicates, first),
        Duplicates::Last => (Repair::LastOfDuplicates, children.last().unwrap_or(first)),
    };
    Ok(Chosen { at, repair })
}

/// The error for several values where only one is allowed.
#[cold]
pub(super) fn duplicate(tree: &Tree, list: usize) -> Error {
    let mut children = tree.children(list);
    let first = children.next().unwrap_or(list);
    let second = children.next().unwrap_or(list);
    let kind = ErrorKind::DuplicateName {
        first: tree.node(first).span(),
    };
    locate(tree, Error::new(kind), second)
}

/// Refuses indices among names if `a(0)` and `a.0` would be the same name, or if the rules do not allow any.
#[cold]
pub(super) fn check_mixed(tree: &Tree, rules: &Rules, at: usize) -> Result<()> {
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

/// Refuses a list with missing indices, unless the rules allow it.
#[cold]
pub(super) fn check_gap(tree: &Tree, rules: &Rules, at: usize) -> Result<()> {
    if rules.gaps {
        return Ok(());
    }
    let index = |at: usize| tree.name(at).parse::<u32>().ok();
    let mut entries = tree.children(at).filter_map(index).zip(0..);
    let missing = entries.find(|(index, n)| index != n);
    let missing = missing.map_or(0, |(_, n)| n);
    Err(locate(tree, Error::new(ErrorKind::ListGap { missing }), at))
}

/// The longest namespace that an error repeats.
const LONGEST: usize = 100;

/// The error for a field that is present in another namespace.
#[cold]
pub(super) fn in_other_namespace(tree: &Tree, at: usize, field: &str) -> Option<Error> {
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
    Some(Error::new(ErrorKind::FieldInOtherNamespace(what.into())))
}

/// Applies the rules to nodes that no type read: all values stay, but of several of one name only one.
pub(super) fn settle(
    tree: &Tree,
    rules: &Rules,
    taken: &Taken,
    found: &mut Vec<PendingRepair>,
) -> Result<()> {
    if !tree.odd {
        return Ok(());
    }
    let untaken = (0..tree.nodes.len()).filter(|at| !taken.has(*at));
    for at in untaken {
        let node = tree.node(at);
        if node.has(flag::TWINS) {
            check_twins(tree, rules, at, found)?;
        } else if node.has(flag::GAP) {
            check_gap(tree, rules, at)?;
            found.push(PendingRepair::new(Repair::ListGap, at));
        } else if node.has(flag::REPEATED) && rules.syntax == Syntax::Nvp {
            choose_untaken(tree, rules, taken, at, found)?;
        }
        let mut children = tree.children(at);
        if node.kind == NodeKind::Object && children.any(|child| tree.node(child).has(flag::INDEX))
        {
            check_mixed(tree, rules, at)?;
            found.push(PendingRepair::new(Repair::NamedAndIndexed, at));
        }
    }
    Ok(())
}

/// Refuses elements of one name in two namespaces, which other readers would take for two lists.
#[cold]
pub(super) fn check_twins(
    tree: &Tree,
    rules: &Rules,
    at: usize,
    found: &mut Vec<PendingRepair>,
) -> Result<()> {
    if rules.duplicates == Duplicates::Error {
        return Err(duplicate(tree, at));
    }
    // There may be as many as there are elements, and finding a path takes time.
    if found
        .iter()
        .rev()
        .all(|one| one.repair != Repair::ListOfTwins)
    {
        found.push(PendingRepair::new(Repair::ListOfTwins, at));
    }
    Ok(())
}

/// Chooses one of several values of one name that no type read.
#[cold]
fn choose_untaken(
    tree: &Tree,
    rules: &Rules,
    taken: &Taken,
    at: usize,
    found: &mut Vec<PendingRepair>,
) -> Result<()> {
    if tree.children(at).any(|child| taken.has(child)) {
        return Ok(());
    }
    let chosen = choose(tree, rules, at)?;
    let others = tree.children(at).filter(|other| *other != chosen.at);
    found.extend(others.map(|other| PendingRepair::leaving_out(chosen.repair, other)));
    Ok(())
}

impl ReadState<'_> {
    /// Notes each value in a subtree as left out.
    #[cold]
    pub(super) fn leave_out_subtree(&self, repair: Repair, at: usize) {
        let after = self.tree.node(at).after as usize;
        if self.rules.syntax == Syntax::Xml {
            // An element is left out as a whole.
            for inside in at..after {
                self.marks.take(inside);
            }
            let node = self.tree.node(at);
            let is_blank = node.is_leaf() && node.text == node.end;
            let left_out = !is_blank;
            let pending = PendingRepair {
                left_out,
                ..PendingRepair::new(repair, at)
            };
            self.pending.borrow_mut().push(pending);
            return;
        }
        for inside in at..after {
            self.marks.take(inside);
            if self.tree.node(inside).is_leaf() {
                self.leave_out(repair, inside);
            }
        }
    }
}
