//! Reading a fault out of its element, whichever version's words it uses.

use std::borrow::Cow;

use super::entry::Entry;
use super::fault::{Code, Detail, Fault, Reason};
use super::version::Version;
use crate::xml::Element;

/// The names of a part of a fault in SOAP 1.1 and 1.2; empty if a version lacks it.
type Names = [&'static str; 2];

const CODE: Names = ["faultcode", "Code"];
const VALUE: Names = ["", "Value"];
const SUBCODE: Names = ["", "Subcode"];
const REASON: Names = ["faultstring", "Reason"];
const TEXT: Names = ["", "Text"];
const ACTOR: Names = ["faultactor", "Role"];
const NODE: Names = ["", "Node"];
const DETAIL: Names = ["detail", "Detail"];

/// Whether a fault starts with its code and its reason, as both versions require.
pub(super) fn is_well_formed(fault: Element<'_, '_>, version: Version) -> bool {
    let mut children = fault.children();
    let mut starts = |names| children.next().is_some_and(|part| is(part, names, version));
    starts(CODE) && starts(REASON)
}

/// Reads the fault of an element. Misplaced parts are accepted.
pub(super) fn fault(fault: Element<'_, '_>, version: Version) -> Fault {
    let of = |names| part(fault, names, version);
    let mut codes = codes(of(CODE), version).into_iter();
    Fault {
        code: codes.next().unwrap_or_else(Code::receiver),
        subcodes: codes.collect(),
        reason: of(REASON).map_or_else(Vec::new, |reason| reasons(reason, version)),
        actor: of(ACTOR).map(text),
        node: of(NODE).map(text),
        detail: of(DETAIL).map(|detail| self::detail(detail, version)),
    }
}

/// The element with the details of a fault.
pub(super) fn detail_of<'doc, 'de>(
    fault: Element<'doc, 'de>,
    version: Version,
) -> Option<Element<'doc, 'de>> {
    part(fault, DETAIL, version)
}

/// Whether an element is a part by the rules of a version.
fn is(element: Element<'_, '_>, [old, new]: Names, version: Version) -> bool {
    match version {
        Version::V11 => element.is(None, old),
        Version::V12 => element.is(Some(version.namespace()), new),
    }
}

/// The part by the rules of its version, else the first child with its name in either version.
fn part<'doc, 'de>(
    of: Element<'doc, 'de>,
    names: Names,
    version: Version,
) -> Option<Element<'doc, 'de>> {
    let own = of.children().find(|child| is(*child, names, version));
    own.or_else(|| {
        let mut children = of.children();
        children.find(|child| names.contains(&child.name()))
    })
}

fn codes(code: Option<Element<'_, '_>>, version: Version) -> Vec<Code> {
    let mut codes = Vec::new();
    let mut next = code;
    while let Some(here) = next {
        match part(here, VALUE, version) {
            Some(value) => codes.push(self::code(value)),
            // As 1.1 has it.
            None if here.has_text() || version == Version::V11 => codes.push(self::code(here)),
            None => {}
        }
        next = part(here, SUBCODE, version);
    }
    codes
}

fn reasons(reason: Element<'_, '_>, version: Version) -> Vec<Reason> {
    let is_text = |child: &Element<'_, '_>| is(*child, TEXT, version) || child.name() == TEXT[1];
    let texts: Vec<_> = reason.children().filter(is_text).map(one_reason).collect();
    if texts.is_empty() && (reason.has_text() || version == Version::V11) {
        return vec![one_reason(reason)];
    }
    texts
}

fn one_reason(element: Element<'_, '_>) -> Reason {
    let lang = element.attribute_in(Some("http://www.w3.org/XML/1998/namespace"), "lang");
    Reason {
        lang: lang.map(Cow::into_owned),
        text: text(element),
    }
}

fn detail(detail: Element<'_, '_>, version: Version) -> Detail {
    Detail {
        entries: Entry::read_all(detail, version),
        text: if detail.has_text() {
            text(detail)
        } else {
            String::new()
        },
    }
}

fn text(element: Element<'_, '_>) -> String {
    element.text().into_owned()
}

/// The qualified name in an element's text, with the namespace of its prefix. A name with an
/// undeclared prefix is kept whole, and one without a prefix is in no namespace.
fn code(element: Element<'_, '_>) -> Code {
    let text = element.text();
    let text = text.trim();
    let namespace = text.split_once(':').and_then(|(prefix, name)| {
        let mut declared = element.declarations().into_iter();
        let (_, namespace) = declared.find(|(known, _)| *known == prefix)?;
        Some((namespace.into_owned(), name))
    });
    match namespace {
        Some((namespace, name)) => Code {
            namespace: Some(namespace),
            name: name.to_owned(),
        },
        None => Code {
            namespace: None,
            name: text.to_owned(),
        },
    }
}
