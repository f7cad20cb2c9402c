//! Reading types out of a tree: the one deserializer that messages meet.

mod access;
pub(crate) mod asked;
mod list;
mod odd;
mod scalar;
mod value;

use std::cell::{Cell, RefCell};

use super::marks::Marks;
use super::rules::{Repair, Repaired, Repairs, Rules};
use super::{Taken, Tree};
use crate::error::{Error, ErrorKind};
use crate::limits::MOST_WARNINGS;
use asked::Asked;
pub(crate) use value::Value;

/// What came of reading a type.
pub(crate) struct Reading<T> {
    pub(crate) value: T,
    /// What the type took; the rest is unknown to it.
    pub(crate) taken: Taken,
    /// What was mended.
    pub(crate) repairs: Repairs,
}

/// Reads a tree by its root.
///
/// Errors have their spans in the body and their paths.
pub(crate) fn read<'t, T>(
    tree: &'t Tree,
    rules: &'t Rules,
    read: impl FnOnce(Value<'t, '_>) -> Result<T, Error>,
) -> Result<Reading<T>, Error> {
    let state = State::new(tree, rules, None);
    let value = read(Value::root(&state)).map_err(|error| state.locate(error, 0))?;
    let taken = state.marks.finish();
    let mut pending = state.pending.into_inner();
    odd::settle(tree, rules, &taken, &mut pending)?;
    let repairs = placed(tree, pending);
    Ok(Reading {
        value,
        taken,
        repairs,
    })
}

/// What of the oddities of a tree is settled where no type reads it.
///
/// # Errors
///
/// One that the rules do not let pass.
pub(crate) fn untyped(tree: &Tree, rules: &Rules) -> Result<Repairs, Error> {
    let mut pending = Vec::new();
    odd::settle(tree, rules, &Taken::default(), &mut pending)?;
    Ok(placed(tree, pending))
}

/// What all places of one reading share.
pub(crate) struct State<'t> {
    tree: &'t Tree,
    rules: &'t Rules,
    marks: Marks,
    pending: RefCell<Vec<Pending>>,
    /// Where to note what a type asks of a `null`.
    asked: Option<&'t Cell<Asked>>,
    /// Whether nobody looks at an error but at what it is.
    placeless: bool,
}

impl<'t> State<'t> {
    fn new(tree: &'t Tree, rules: &'t Rules, asked: Option<&'t Cell<Asked>>) -> Self {
        State {
            tree,
            rules,
            marks: Marks::new(tree.nodes.len()),
            pending: RefCell::new(Vec::new()),
            asked,
            placeless: false,
        }
    }

    /// One that adds no places to errors, which takes longer than all else where a type is only asked.
    fn placeless(tree: &'t Tree, rules: &'t Rules, asked: Option<&'t Cell<Asked>>) -> Self {
        State {
            placeless: true,
            ..State::new(tree, rules, asked)
        }
    }

    /// Adds to an error where a node is.
    #[cold]
    #[inline(never)]
    fn locate(&self, error: Error, at: usize) -> Error {
        if self.placeless {
            return error;
        }
        locate(self.tree, error, at)
    }

    #[cold]
    fn fault(&self, kind: ErrorKind, at: usize) -> Error {
        self.locate(Error::new(kind), at)
    }

    #[cold]
    fn repair(&self, repair: Repair, at: usize) {
        self.pending.borrow_mut().push(Pending::new(repair, at));
    }

    /// Notes that what stands at a node was left out.
    #[cold]
    fn leave_out(&self, repair: Repair, at: usize) {
        self.marks.take(at);
        self.pending
            .borrow_mut()
            .push(Pending::leaving_out(repair, at));
    }
}

/// A repair whose place is still to be told.
struct Pending {
    repair: Repair,
    at: usize,
    left_out: bool,
}

impl Pending {
    fn new(repair: Repair, at: usize) -> Self {
        Pending {
            repair,
            at,
            left_out: false,
        }
    }

    fn leaving_out(repair: Repair, at: usize) -> Self {
        Pending {
            left_out: true,
            ..Pending::new(repair, at)
        }
    }
}

/// The repairs with their places, in the order of the body. A path takes a walk, so all are found in one.
fn placed(tree: &Tree, mut pending: Vec<Pending>) -> Repairs {
    if pending.is_empty() {
        return Repairs::default();
    }
    pending.sort_by_key(|one| one.at);
    let untold = pending.len().saturating_sub(MOST_WARNINGS);
    pending.truncate(MOST_WARNINGS);
    let nodes: Vec<usize> = pending.iter().map(|one| one.at).collect();
    let placed = pending.into_iter().zip(tree.paths(&nodes));
    let repaired = placed.map(|(one, path)| Repaired {
        repair: one.repair,
        span: tree.node(one.at).span(),
        path,
        left_out: one.left_out,
    });
    let told = repaired.collect();
    Repairs { told, untold }
}

#[cold]
fn locate(tree: &Tree, error: Error, at: usize) -> Error {
    // The root has no name, and an error about all of it stands nowhere.
    let error = if at == 0 && tree.node(0).from == tree.node(0).to {
        error
    } else {
        error.or_span(tree.node(at).span())
    };
    error.or_path(|| tree.path(at))
}
