//! Which prefix means which namespace where.

use std::collections::HashMap;
use std::ops::Range;

use super::tape::{FIRST, Tape, Uri, namespace, place};
use super::text;
use crate::error::XmlErrorKind;

/// How many there may be before a hash table is made to find one.
const FEW: usize = 16;

/// The declarations that hold at one place, innermost last.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    bindings: Vec<Binding<'a>>,
    /// The last binding of each prefix, once there are many bindings.
    last: Option<HashMap<&'a str, usize>>,
    /// The number of each namespace of the document's own, once there are many.
    numbers: Option<HashMap<String, u32>>,
}

#[derive(Debug)]
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

    /// Adds the declaration `xmlns:prefix="…"`, or `xmlns="…"` for an empty prefix. `since` is how
    /// many held before this tag.
    pub(super) fn declare(
        &mut self,
        source: &'a str,
        tape: &mut Tape,
        prefix: &'a str,
        value: Range<usize>,
        since: usize,
    ) -> Result<(), XmlErrorKind> {
        let raw = source.get(value.clone()).unwrap_or_default();
        let mut decoded = String::new();
        let plain = !raw
            .bytes()
            .any(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r'));
        if !plain {
            text::attribute(raw, &mut decoded);
        }
        let uri = if plain { raw } else { &decoded };
        check(prefix, uri)?;
        if prefix == "xml" {
            return Ok(());
        }
        let number = self.number(source, tape, uri, plain.then_some(value));
        let hidden = self.find(prefix);
        if hidden.is_some_and(|hidden| hidden >= since) {
            return Err(XmlErrorKind::DuplicatePrefix);
        }
        if let Some(last) = &mut self.last {
            last.insert(prefix, self.bindings.len());
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

    fn number(
        &mut self,
        source: &'a str,
        tape: &mut Tape,
        uri: &str,
        plain: Option<Range<usize>>,
    ) -> u32 {
        match uri {
            "" => return namespace::NONE,
            namespace::INSTANCE_URI => return namespace::INSTANCE,
            namespace::XML_URI => return namespace::XML,
            _ => {}
        }
        let next = FIRST + place(tape.namespaces.len());
        let known = match &self.numbers {
            Some(numbers) => numbers.get(uri).copied(),
            None => (FIRST..next).find(|number| tape.uri(source, *number) == Some(uri)),
        };
        if let Some(known) = known {
            return known;
        }
        if tape.namespaces.len() == FEW {
            let known = (FIRST..next).filter_map(|number| {
                let uri = tape.uri(source, number)?;
                Some((uri.to_owned(), number))
            });
            self.numbers = Some(known.collect());
        }
        if let Some(numbers) = &mut self.numbers {
            numbers.insert(uri.to_owned(), next);
        }
        tape.namespaces.push(match plain {
            Some(range) => Uri::Source(range),
            None => Uri::Decoded(uri.into()),
        });
        next
    }

    /// The innermost binding of a prefix.
    fn find(&self, prefix: &str) -> Option<usize> {
        match &self.last {
            Some(last) => last.get(prefix).copied(),
            None => self
                .bindings
                .iter()
                .rposition(|binding| binding.prefix == prefix),
        }
    }

    /// The namespace that a prefix means, the empty one for elements without a prefix. `None` if
    /// it is not declared.
    #[inline]
    pub(super) fn resolve(&self, prefix: &str) -> Option<u32> {
        if prefix == "xml" {
            return Some(namespace::XML);
        }
        match self.find(prefix) {
            Some(binding) => Some(self.bindings[binding].namespace),
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
        for binding in self.bindings.drain(len..).rev() {
            if let Some(last) = &mut self.last {
                match binding.hidden {
                    Some(hidden) => last.insert(binding.prefix, hidden),
                    None => last.remove(binding.prefix),
                };
            }
        }
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
