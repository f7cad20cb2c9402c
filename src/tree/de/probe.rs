//! Finds out what a type expects at the end of a path.
//!
//! A type that derives `Deserialize` shows what it is by the method that it calls on a deserializer. So it reads a tree
//! that only has the names of a path and a `null` at its end, and what it requests at the `null` is noted.

use std::cell::Cell;

use serde::de::Visitor;
use serde::de::value::BorrowedStrDeserializer;

use super::{NodeDeserializer, ReadState};
use crate::error::{Error, ErrorKind, Result};
use crate::tree::rules::{Rules, Syntax};
use crate::tree::{Builder, NodeKind, Tree};

/// The kind of value that a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldKind {
    /// A boolean.
    Bool,
    /// An integer.
    Integer,
    /// A binary floating point number.
    Float,
    /// A text, or a value that is written as text: an amount, a date, a code.
    Text,
    /// Bytes.
    Bytes,
    /// A struct; see [`Shape::find`](crate::api::shape::Shape::find).
    Struct,
    /// A map from names to values.
    Map,
    /// One of several variants.
    Enum,
    /// Any kind of value.
    #[default]
    Any,
}

/// What a type requested.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Probed {
    pub(crate) optional: bool,
    pub(crate) list: bool,
    pub(crate) secret: bool,
    pub(crate) kind: FieldKind,
    /// The name of the struct.
    pub(crate) name: &'static str,
    /// The fields of the struct, the words of the vocabulary, or the variants of the enum.
    pub(crate) names: &'static [&'static str],
    /// The Rust path of the type.
    pub(crate) type_path: &'static str,
}

/// Reads a type from a tree.
pub(crate) type ReadFn = fn(NodeDeserializer<'_, '_>) -> Result<()>;

/// Finds out what a type expects at the end of a path of fields, through options and into lists.
pub(crate) fn probe(read: ReadFn, path: &[&str]) -> Probed {
    let tree = chain(path, None);
    let probed = Cell::default();
    let rules = Rules::strict(Syntax::Any);
    let state = ReadState::placeless(&tree, &rules, Some(&probed));
    // Only the notes matter: the value need not be valid.
    let _ = read(NodeDeserializer::root(&state));
    probed.into_inner()
}

/// The field of which two names are aliases: the last name of a path and `before`; `None` if they name different
/// fields.
///
/// Serde refuses a struct with both, and the error gives the field's own name. To get there the first must be readable:
/// as `null`, or as a plain text.
pub(crate) fn field_of_both(
    read: ReadFn,
    path: &[&str],
    beside: &str,
    nothing: bool,
) -> Option<&'static str> {
    let sample = if nothing {
        NodeKind::Null
    } else {
        NodeKind::Text
    };
    let tree = chain(path, Some((beside, sample)));
    let rules = Rules::strict(Syntax::Any);
    let error = read(NodeDeserializer::root(&ReadState::placeless(
        &tree, &rules, None,
    )))
    .err()?;
    match error.kind() {
        ErrorKind::DuplicateField(field) => Some(field),
        _ => None,
    }
}

/// Builds the tree of a path, with an optional node before its last step.
fn chain(path: &[&str], before: Option<(&str, NodeKind)>) -> Tree {
    let mut builder = Builder::with_capacity(path.len() + 2, 0);
    let mut name = "";
    let mut opened = Vec::with_capacity(path.len());
    for step in path {
        opened.push(builder.open(name, NodeKind::Object, 0, 0..0));
        name = step;
    }
    if let Some((name, kind)) = before {
        builder.leaf(name, kind, 0, "0", 0..0);
    }
    builder.leaf(name, NodeKind::Null, 0, "", 0..0);
    for open in opened.iter().rev() {
        builder.close(open);
    }
    builder.finish()
}

impl<'t> NodeDeserializer<'t, '_> {
    /// Where to note what is requested of this node.
    #[inline(always)]
    pub(super) fn notes(self) -> Option<&'t Cell<Probed>> {
        match self.node().kind {
            NodeKind::Null => self.state.probed,
            _ => None,
        }
    }

    /// Notes the kind of value that is requested.
    #[cold]
    #[inline(never)]
    pub(super) fn note_kind(self, kind: FieldKind, type_path: &'static str) {
        if let Some(notes) = self.notes() {
            notes.set(Probed {
                kind,
                type_path,
                ..notes.get()
            });
        }
    }

    /// Notes the name of a struct, and the names of its fields or of an enum's variants.
    #[cold]
    #[inline(never)]
    pub(super) fn note_names(self, name: &'static str, names: &'static [&'static str]) {
        if let Some(notes) = self.notes() {
            notes.set(Probed {
                name,
                names,
                ..notes.get()
            });
        }
    }

    /// Notes the words of a vocabulary. It reports them as an enum does: by the error for an unknown variant.
    #[cold]
    pub(super) fn note_words<V: Visitor<'t>>(self, visitor: V) {
        if self.notes().is_none() {
            return;
        }
        let words = visitor
            .visit_enum(BorrowedStrDeserializer::<Error>::new(""))
            .err();
        if let Some(ErrorKind::UnknownVariant(words)) = words.as_ref().map(Error::kind) {
            self.note_names("", words);
        }
    }
}

/// Notes that a value is optional. Always returns true, like the functions below, for use in conditions.
#[cold]
pub(super) fn note_option(notes: &Cell<Probed>) -> bool {
    let optional = true;
    notes.set(Probed {
        optional,
        ..notes.get()
    });
    true
}

/// Notes that a list is requested.
#[cold]
pub(super) fn note_list(notes: &Cell<Probed>) -> bool {
    let list = true;
    notes.set(Probed {
        list,
        ..notes.get()
    });
    true
}

/// Notes that the value is a secret.
#[cold]
pub(super) fn note_secret(notes: &Cell<Probed>) -> bool {
    let secret = true;
    notes.set(Probed {
        secret,
        ..notes.get()
    });
    true
}
