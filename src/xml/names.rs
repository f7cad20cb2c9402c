//! Names of fields that no element or attribute can have.
//!
//! A type with such a field would be read without it, silently. So it is refused, on reading as
//! on writing.

use std::cell::Cell;

use super::chars::is_ncname;
use super::tape::{TEXT, namespace};

/// The prefix under which the attributes of the namespace `xml` are fields.
pub(super) const XML: &str = "xml:";

/// The prefix under which the attributes of the schema instance namespace are fields.
pub(super) const INSTANCE: &str = "xsi:";

const VALUE: &str =
    "a field `$value` (give each child a field of its name; their order is in `Element::children`)";
const DECLARATION: &str = "a field for a namespace declaration, which is not an attribute (`Element::declarations` has them)";
const NIL: &str = "a field `@xsi:nil` (make the field an `Option`: it is `None` then)";
const PREFIXED: &str = "a field with a prefix, which has no meaning by itself (write the local name, or `{namespace}name`)";
const PREFIXED_ATTRIBUTE: &str =
    "an attribute with a prefix, which has no meaning by itself (write `@{namespace}name`)";

/// What is wrong with a name, if it is one of those.
pub(super) fn refusal(name: &str) -> Option<&'static str> {
    if name == "$value" {
        return Some(VALUE);
    }
    let Some(attribute) = name.strip_prefix('@') else {
        return is_prefixed(name).then_some(PREFIXED);
    };
    if attribute == "xmlns" || attribute.starts_with("xmlns:") {
        return Some(DECLARATION);
    }
    if attribute.strip_prefix(INSTANCE) == Some("nil") {
        return Some(NIL);
    }
    let known = attribute.starts_with(XML) || attribute.starts_with(INSTANCE);
    (is_prefixed(attribute) && !known).then_some(PREFIXED_ATTRIBUTE)
}

/// What is wrong with one of the fields of a type. A name with a prefix does no harm beside the
/// local name, as which another reader may know the field.
#[cold]
pub(super) fn refusal_of(fields: &[&str]) -> Option<&'static str> {
    let also = |name: &str| {
        let local = name.rsplit_once(':').map(|(_, local)| local);
        local.is_some_and(|local| {
            fields
                .iter()
                .any(|other| other.trim_start_matches('@') == local)
        })
    };
    let wrong = fields
        .iter()
        .filter_map(|name| Some((name, refusal(name)?)));
    let mut wrong = wrong.filter(|(name, _)| !also(name));
    wrong.next().map(|(_, what)| what)
}

/// Whether an attribute is one that a field may ask for, but no map is given by this name.
pub(super) fn is_for_fields(attribute: &str) -> bool {
    let instance = attribute.strip_prefix('{');
    let instance = instance.and_then(|rest| rest.strip_prefix(namespace::INSTANCE_URI));
    attribute.starts_with(XML)
        || attribute.starts_with(INSTANCE)
        || instance.is_some_and(|rest| rest.starts_with('}'))
}

/// Whether a name has a prefix. One that says its namespace, `{urn:example}name`, has none.
fn is_prefixed(name: &str) -> bool {
    !name.starts_with('{') && name.contains(':')
}

/// What the fields of a type are called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Called {
    /// As elements.
    Plain,
    /// As elements, attributes in no namespace, and the own text.
    Marked,
    /// Some in another way, or as nothing that can be read.
    Odd,
}

/// How many lists of fields are remembered.
const KNOWN: usize = 64;

/// A list of fields, by where it stands in the program and how long it is.
type Known = Cell<Option<(usize, usize, Called)>>;

thread_local! {
    static FIELDS: [Known; KNOWN] = const { [const { Cell::new(None) }; KNOWN] };
}

/// Says what the fields of a type are called. Types are few and documents many, so it is remembered.
#[inline]
pub(super) fn called(fields: &'static [&'static str]) -> Called {
    let (place, len) = (fields.as_ptr().addr(), fields.len());
    FIELDS.with(|known| {
        let known = &known[(place >> 4) % KNOWN];
        match known.get() {
            Some((at, length, called)) if (at, length) == (place, len) => called,
            _ => {
                let called = look_through(fields);
                known.set(Some((place, len, called)));
                called
            }
        }
    })
}

#[cold]
fn look_through(fields: &[&str]) -> Called {
    let attribute = |field: &str| field.strip_prefix('@').is_some_and(is_ncname);
    if fields.iter().all(|field| is_ncname(field)) {
        Called::Plain
    } else if fields
        .iter()
        .all(|field| is_ncname(field) || *field == TEXT || attribute(field))
        && refusal_of(fields).is_none()
    {
        Called::Marked
    } else {
        Called::Odd
    }
}
