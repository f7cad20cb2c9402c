//! What a type asks for at the end of a path.
//!
//! A type that derives `Deserialize` says what it is by what it asks a deserializer for. So a tree with nothing but the
//! names of a path, and `null` at its end, is read once, and what is asked at the `null` is noted.

use std::cell::Cell;

use serde::de::Visitor;
use serde::de::value::BorrowedStrDeserializer;

use super::{State, Value};
use crate::error::{Error, ErrorKind, Result};
use crate::tree::rules::{Rules, Syntax};
use crate::tree::{Builder, Kind as Node, Tree};

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// True or false.
    Bool,
    /// A whole number.
    Integer,
    /// A binary floating point number.
    Float,
    /// A text, or what is written as one: an amount, a date, a code.
    Text,
    /// Bytes.
    Bytes,
    /// A struct: see [`Shape::find`](crate::api::shape::Shape::find).
    Struct,
    /// Names and values.
    Map,
    /// One of several variants.
    Enum,
    /// Whatever the input has.
    #[default]
    Any,
}

/// What a type asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) optional: bool,
    pub(crate) list: bool,
    pub(crate) secret: bool,
    pub(crate) kind: Kind,
    /// The name of a struct.
    pub(crate) name: &'static str,
    /// The fields of a struct, the words of a vocabulary, the variants of an enum.
    pub(crate) names: &'static [&'static str],
    /// The Rust path of what is read.
    pub(crate) type_path: &'static str,
}

/// A type that is read out of a tree.
pub(crate) type Read = fn(Value<'_, '_>) -> Result<()>;

/// Asks a type what it takes at the end of a path of fields, through options and into lists.
pub(crate) fn ask(read: Read, path: &[&str]) -> Asked {
    let tree = chain(path, None);
    let asked = Cell::default();
    let rules = Rules::strict(Syntax::Any);
    let state = State::placeless(&tree, &rules, Some(&asked));
    // All that is known of it is in the notes. Nothing needs to be a valid value.
    let _ = read(Value::root(&state));
    asked.into_inner()
}

/// The field that two names are of, the last of a path and one beside it, if they are of one.
///
/// Serde refuses both together by the name that is not an alias. The first has to be read before: as nothing, or as a
/// plain text.
pub(crate) fn field_of_both(
    read: Read,
    path: &[&str],
    beside: &str,
    nothing: bool,
) -> Option<&'static str> {
    let sample = if nothing { Node::Null } else { Node::Text };
    let tree = chain(path, Some((beside, sample)));
    let rules = Rules::strict(Syntax::Any);
    let error = read(Value::root(&State::placeless(&tree, &rules, None))).err()?;
    match error.kind() {
        ErrorKind::DuplicateField(field) => Some(field),
        _ => None,
    }
}

/// A tree of a path, and perhaps something before its last step.
fn chain(path: &[&str], before: Option<(&str, Node)>) -> Tree {
    let mut builder = Builder::with_capacity(path.len() + 2, 0);
    let mut name = "";
    let mut opened = Vec::with_capacity(path.len());
    for step in path {
        opened.push(builder.open(name, Node::Object, 0, 0..0));
        name = step;
    }
    if let Some((name, kind)) = before {
        builder.leaf(name, kind, 0, "0", 0..0);
    }
    builder.leaf(name, Node::Null, 0, "", 0..0);
    for open in opened.iter().rev() {
        builder.close(open);
    }
    builder.finish()
}

impl<'t> Value<'t, '_> {
    /// Where to note what is asked of the node.
    #[inline(always)]
    pub(super) fn notes(self) -> Option<&'t Cell<Asked>> {
        match self.node().kind {
            Node::Null => self.state.asked,
            _ => None,
        }
    }

    /// Notes what kind of value is asked for.
    #[cold]
    #[inline(never)]
    pub(super) fn note_kind(self, kind: Kind, type_path: &'static str) {
        if let Some(notes) = self.notes() {
            notes.set(Asked {
                kind,
                type_path,
                ..notes.get()
            });
        }
    }

    /// Notes the name of a struct, and what names it or an enum has.
    #[cold]
    #[inline(never)]
    pub(super) fn note_names(self, name: &'static str, names: &'static [&'static str]) {
        if let Some(notes) = self.notes() {
            notes.set(Asked {
                name,
                names,
                ..notes.get()
            });
        }
    }

    /// Notes the words of a vocabulary, which answers as an enum would: that there is no variant but these.
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

/// Notes that a value may be absent. Always true, as the ones below, to stand in conditions.
#[cold]
pub(super) fn note_option(notes: &Cell<Asked>) -> bool {
    let optional = true;
    notes.set(Asked {
        optional,
        ..notes.get()
    });
    true
}

/// Notes that a list is asked for.
#[cold]
pub(super) fn note_list(notes: &Cell<Asked>) -> bool {
    let list = true;
    notes.set(Asked {
        list,
        ..notes.get()
    });
    true
}

/// Notes that the value must not be shown.
#[cold]
pub(super) fn note_secret(notes: &Cell<Asked>) -> bool {
    let secret = true;
    notes.set(Asked {
        secret,
        ..notes.get()
    });
    true
}
