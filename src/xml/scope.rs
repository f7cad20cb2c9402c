//! Which prefix means which namespace where.

use std::collections::HashMap;
use std::ops::Range;

use super::stack::Stack;
use super::tape::{namespace, place};
use super::text;
use crate::error::XmlErrorKind;

/// How many there may be before a hash table is made to find one.
const FEW: usize = 16;

/// The name of a namespace.
#[derive(Clone, Copy, Debug)]
enum Uri {
    /// It stands in the document, from here to there.
    Source(u32, u32),
    /// It stands in the document with references in it; its place among those that were decoded.
    Decoded(u32),
}

impl Default for Uri {
    fn default() -> Self {
        Uri::Source(0, 0)
    }
}

/// The first number that a namespace of a document has.
const FIRST: u32 = 3;

/// The namespaces of a document by their numbers, from the first one of its own.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    uris: Stack<Uri, 4>,
    decoded: Vec<Box<str>>,
}

impl Namespaces {
    /// The name of a namespace; `None` for no namespace.
    pub(super) fn uri<'a>(&'a self, source: &'a str, namespace: u32) -> Option<&'a str> {
        match namespace {
            namespace::NONE => None,
            namespace::XML => Some(namespace::XML_URI),
            namespace::INSTANCE => Some(namespace::INSTANCE_URI),
            own => match self.uris.get(own as usize - FIRST as usize)? {
                Uri::Source(start, end) => source.get(start as usize..end as usize),
                Uri::Decoded(at) => self.decoded.get(at as usize).map(|uri| &**uri),
            },
        }
    }

    /// The number of a namespace by its name; that of none if the document does not have it.
    pub(super) fn number(&self, source: &str, uri: &str) -> u32 {
        let mut own = FIRST..self.next();
        own.find(|number| self.uri(source, *number) == Some(uri))
            .unwrap_or(namespace::NONE)
    }

    /// How many there are beside those that every document has.
    pub(super) fn len(&self) -> usize {
        self.uris.len()
    }

    /// The number of the one that is added next.
    fn next(&self) -> u32 {
        FIRST + place(self.uris.len())
    }

    /// Adds one that stands at a place in the document, or if it has references, nowhere.
    fn add(&mut self, uri: &str, plain: Option<Range<usize>>) {
        self.uris.push(if let Some(range) = plain {
            Uri::Source(place(range.start), place(range.end))
        } else {
            self.decoded.push(uri.into());
            Uri::Decoded(place(self.decoded.len() - 1))
        });
    }
}

/// The value of a declaration as it stands in the document.
pub(super) struct RawUri {
    pub(super) value: Range<usize>,
    /// It is not what stands there.
    pub(super) escaped: bool,
}

/// The declarations that hold at one place, innermost last.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    bindings: Stack<Binding<'a>, 4>,
    /// The last binding of each prefix, once there are many bindings.
    last: Option<HashMap<&'a str, usize>>,
    pub(super) namespaces: Namespaces,
    /// The number of each namespace of the document's own, once there are many.
    numbers: Option<HashMap<String, u32>>,
    /// The default namespace.
    default: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Binding<'a> {
    /// Empty for the default namespace.
    prefix: &'a str,
    namespace: u32,
    /// The binding of the same prefix that this one hides. Only kept once there are many.
    hidden: Option<usize>,
}

impl<'a> Scope<'a> {
    /// How many declarations hold here.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    pub(super) fn into_namespaces(self) -> Namespaces {
        self.namespaces
    }

    /// The namespace of elements without a prefix.
    #[inline(always)]
    pub(super) fn of_no_prefix(&self) -> u32 {
        self.default
    }

    /// Adds the declaration `xmlns:prefix="…"`, or `xmlns="…"` for an empty prefix. `since` is how
    /// many held before this tag.
    pub(super) fn declare(
        &mut self,
        source: &'a str,
        prefix: &'a str,
        raw: RawUri,
        since: usize,
    ) -> Result<(), XmlErrorKind> {
        let written = source.get(raw.value.clone()).unwrap_or_default();
        let mut decoded = String::new();
        if raw.escaped {
            text::attribute(written, &mut decoded);
        }
        let uri = if raw.escaped { &decoded } else { written };
        check(prefix, uri)?;
        if prefix == "xml" {
            return Ok(());
        }
        let number = self.number(source, uri, (!raw.escaped).then_some(raw.value));
        let hidden = self.find(prefix);
        if hidden.is_some_and(|hidden| hidden >= since) {
            return Err(XmlErrorKind::DuplicatePrefix);
        }
        if let Some(last) = &mut self.last {
            last.insert(prefix, self.bindings.len());
        }
        if prefix.is_empty() {
            self.default = number;
        }
        self.bindings.push(Binding {
            prefix,
            namespace: number,
            hidden,
        });
        if self.bindings.len() == FEW {
            // In order, so that the innermost is what stays.
            let all = self.bindings.iter().enumerate();
            self.last = Some(all.map(|(at, binding)| (binding.prefix, at)).collect());
        }
        Ok(())
    }

    fn number(&mut self, source: &'a str, uri: &str, plain: Option<Range<usize>>) -> u32 {
        match uri {
            "" => return namespace::NONE,
            namespace::INSTANCE_URI => return namespace::INSTANCE,
            namespace::XML_URI => return namespace::XML,
            _ => {}
        }
        let next = self.namespaces.next();
        let known = match &self.numbers {
            Some(numbers) => numbers.get(uri).copied(),
            None => Some(self.namespaces.number(source, uri)).filter(|known| *known >= FIRST),
        };
        if let Some(known) = known {
            return known;
        }
        if self.namespaces.uris.len() == FEW {
            let known = (FIRST..next).filter_map(|number| {
                let uri = self.namespaces.uri(source, number)?;
                Some((uri.to_owned(), number))
            });
            self.numbers = Some(known.collect());
        }
        if let Some(numbers) = &mut self.numbers {
            numbers.insert(uri.to_owned(), next);
        }
        self.namespaces.add(uri, plain);
        next
    }

    /// The innermost binding of a prefix.
    fn find(&self, prefix: &str) -> Option<usize> {
        if let Some(last) = &self.last {
            return last.get(prefix).copied();
        }
        let mut all = (0..self.bindings.len()).rev();
        let of = |at: &usize| self.bindings.get(*at);
        all.find(|at| of(at).is_some_and(|binding| binding.prefix == prefix))
    }

    /// The namespace that a prefix means, the empty one for elements without a prefix. `None` if
    /// it is not declared.
    #[inline]
    pub(super) fn resolve(&self, prefix: &str) -> Option<u32> {
        if prefix == "xml" {
            return Some(namespace::XML);
        }
        match self.find(prefix) {
            Some(binding) => Some(self.bindings.get(binding)?.namespace),
            None => prefix.is_empty().then_some(namespace::NONE),
        }
    }

    /// Forgets the declarations of a tag that is closed.
    #[inline(always)]
    pub(super) fn truncate(&mut self, len: usize) {
        if self.bindings.len() > len {
            self.forget(len);
        }
    }

    fn forget(&mut self, len: usize) {
        while self.bindings.len() > len
            && let Some(binding) = self.bindings.pop()
        {
            if let Some(last) = &mut self.last {
                match binding.hidden {
                    Some(hidden) => last.insert(binding.prefix, hidden),
                    None => last.remove(binding.prefix),
                };
            }
        }
        self.default = self.resolve("").unwrap_or_default();
    }
}

/// What no declaration may say.
fn check(prefix: &str, uri: &str) -> Result<(), XmlErrorKind> {
    match (prefix, uri) {
        ("xml", namespace::XML_URI) | ("", "") => Ok(()),
        ("xml", _) | (_, namespace::XML_URI) => Err(XmlErrorKind::ReservedXmlPrefix),
        ("xmlns", _) | (_, namespace::XMLNS_URI) => Err(XmlErrorKind::ReservedXmlnsPrefix),
        (_, "") => Err(XmlErrorKind::EmptyNamespace),
        _ => Ok(()),
    }
}
