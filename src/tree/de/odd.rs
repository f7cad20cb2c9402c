//! What only a type can decide, or nobody: several values of one name, names that are two things at once, lists with
//! gaps.

use super::{Pending, State, locate};
use crate::error::{Error, ErrorKind, Result};
use crate::policy::Duplicates;
use crate::tree::rules::{Repair, Rules, Syntax};
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
    let (repair, at) = match rules.duplicates {
        Duplicates::Error => return Err(twice(tree, list)),
        Duplicates::First => (Repair::FirstOfDuplicates, first),
        Duplicates::Last => (Repair::LastOfDuplicates, children.last().unwrap_or(first)),
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
    Err(locate(tree, Error::new(ErrorKind::ListGap { missing }), at))
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
    found: &mut Vec<Pending>,
) -> Result<()> {
    if !tree.odd {
        return Ok(());
    }
    let untaken = (0..tree.nodes.len()).filter(|at| !taken.has(*at));
    for at in untaken {
        let node = tree.node(at);
        if node.has(flag::TWINS) {
            twins(tree, rules, at, found)?;
        } else if node.has(flag::GAP) {
            gap(tree, rules, at)?;
            found.push(Pending::new(Repair::ListGap, at));
        } else if node.has(flag::REPEATED) && rules.syntax == Syntax::Nvp {
            choice(tree, rules, taken, at, found)?;
        }
        let mut children = tree.children(at);
        if node.kind == Kind::Object && children.any(|child| tree.node(child).has(flag::INDEX)) {
            mixed(tree, rules, at)?;
            found.push(Pending::new(Repair::NamedAndIndexed, at));
        }
    }
    Ok(())
}

/// Elements of one name that other readers would take for two lists.
#[cold]
pub(super) fn twins(tree: &Tree, rules: &Rules, at: usize, found: &mut Vec<Pending>) -> Result<()> {
    if rules.duplicates == Duplicates::Error {
        return Err(twice(tree, at));
    }
    // There may be as many as there are elements, and a path takes time.
    if found
        .iter()
        .rev()
        .all(|one| one.repair != Repair::ListOfTwins)
    {
        found.push(Pending::new(Repair::ListOfTwins, at));
    }
    Ok(())
}

/// Several values of one name that no type asked for: one stays.
#[cold]
fn choice(
    tree: &Tree,
    rules: &Rules,
    taken: &Taken,
    at: usize,
    found: &mut Vec<Pending>,
) -> Result<()> {
    if tree.children(at).any(|child| taken.has(child)) {
        return Ok(());
    }
    let counting = counting(tree, rules, at)?;
    let others = tree.children(at).filter(|other| *other != counting.at);
    found.extend(others.map(|other| Pending::leaving_out(counting.repair, other)));
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
            let left_out = !is_blank;
            let pending = Pending {
                left_out,
                ..Pending::new(repair, at)
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
