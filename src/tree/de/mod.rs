//! Reads types from a tree: the only deserializer with which messages are compiled.

mod access;
mod ambiguous;
mod list;
pub(crate) mod probe;
mod scalar;
mod value;

use std::cell::{Cell, RefCell};

use super::marks::TakenMarks;
use super::rules::{Repair, Repaired, Repairs, Rules};
use super::{Taken, Tree};
use crate::error::{Error, ErrorKind};
use crate::limits::MAX_WARNINGS;
use probe::Probed;
pub(crate) use value::NodeDeserializer;

/// A type that was read from a tree.
pub(crate) struct TypedRead<T> {
    pub(crate) value: T,
    /// The nodes that the type read; it does not know the others.
    pub(crate) taken: Taken,
    /// The repairs that were made.
    pub(crate) repairs: Repairs,
}

/// Reads the root of a tree.
///
/// Errors have their spans in the body and their paths.
pub(crate) fn read<'t, T>(
    tree: &'t Tree,
    rules: &'t Rules,
    read: impl FnOnce(NodeDeserializer<'t, '_>) -> Result<T, Error>,
) -> Result<TypedRead<T>, Error> {
    let state = ReadState::new(tree, rules, None);
    let value = read(NodeDeserializer::root(&state)).map_err(|error| state.locate(error, 0))?;
    let taken = state.marks.finish();
    let mut pending = state.pending.into_inner();
    ambiguous::settle(tree, rules, &taken, &mut pending)?;
    let repairs = placed(tree, pending);
    Ok(TypedRead {
        value,
        taken,
        repairs,
    })
}

/// Applies the rules to the ambiguities of a tree that no type reads.
///
/// # Errors
///
/// The rules do not allow one of them.
pub(crate) fn untyped(tree: &Tree, rules: &Rules) -> Result<Repairs, Error> {
    let mut pending = Vec::new();
    ambiguous::settle(tree, rules, &Taken::default(), &mut pending)?;
    Ok(placed(tree, pending))
}

/// The state that all deserializers of one reading share.
pub(crate) struct ReadState<'t> {
    tree: &'t Tree,
    rules: &'t Rules,
    marks: TakenMarks,
    pending: RefCell<Vec<PendingRepair>>,
    /// Where to note what a type requests of a `null`.
    probed: Option<&'t Cell<Probed>>,
    /// Whether errors get no span and path, because only their kind matters.
    placeless: bool,
}

impl<'t> ReadState<'t> {
    fn new(tree: &'t Tree, rules: &'t Rules, probed: Option<&'t Cell<Probed>>) -> Self {
        ReadState {
            tree,
            rules,
            marks: TakenMarks::new(tree.nodes.len()),
            pending: RefCell::new(Vec::new()),
            probed,
            placeless: false,
        }
    }

    /// A state whose errors get no places: finding those would take longest when a type is only probed.
    fn placeless(tree: &'t Tree, rules: &'t Rules, probed: Option<&'t Cell<Probed>>) -> Self {
        ReadState {
            placeless: true,
            ..ReadState::new(tree, rules, probed)
        }
    }

    /// Adds the span and path of a node to an error.
    #[cold]
    #[inline(never)]
    fn locate(&self, error: Error, at: usize) -> Error {
        if self.placeless {
            return error;
        }
        locate(self.tree, error, at)
    }

    #[cold]
    fn error(&self, kind: ErrorKind, at: usize) -> Error {
        self.locate(Error::new(kind), at)
    }

    #[cold]
    fn repair(&self, repair: Repair, at: usize) {
        self.pending
            .borrow_mut()
            .push(PendingRepair::new(repair, at));
    }

    /// Notes that a node was left out.
    #[cold]
    fn leave_out(&self, repair: Repair, at: usize) {
        self.marks.take(at);
        self.pending
            .borrow_mut()
            .push(PendingRepair::leaving_out(repair, at));
    }
}

/// A repair without its path.
struct PendingRepair {
    repair: Repair,
    at: usize,
    left_out: bool,
}

impl PendingRepair {
    fn new(repair: Repair, at: usize) -> Self {
        PendingRepair {
            repair,
            at,
            left_out: false,
        }
    }

    fn leaving_out(repair: Repair, at: usize) -> Self {
        PendingRepair {
            left_out: true,
            ..PendingRepair::new(repair, at)
        }
    }
}

/// The repairs with their paths, in the order of the body. One walk finds all of them.
fn placed(tree: &Tree, mut pending: Vec<PendingRepair>) -> Repairs {
    if pending.is_empty() {
        return Repairs::default();
    }
    pending.sort_by_key(|one| one.at);
    let more = pending.len().saturating_sub(MAX_WARNINGS);
    pending.truncate(MAX_WARNINGS);
    let nodes: Vec<usize> = pending.iter().map(|one| one.at).collect();
    let placed = pending.into_iter().zip(tree.paths(&nodes));
    let repaired = placed.map(|(one, path)| Repaired {
        repair: one.repair,
        span: tree.node(one.at).span(),
        path,
        left_out: one.left_out,
    });
    let listed = repaired.collect();
    Repairs { listed, more }
}

#[cold]
fn locate(tree: &Tree, error: Error, at: usize) -> Error {
    // The root has no name, and an error about the whole body has no place.
    let error = if at == 0 && tree.node(0).from == tree.node(0).to {
        error
    } else {
        error.or_span(tree.node(at).span())
    };
    error.or_path(|| tree.path(at))
}
