//! The attributes of a start tag.

use std::collections::HashSet;
use std::ops::Range;

use super::chars::{self, QName, is_space};
use super::markup::NO_REFERENCE;
use super::scan::{Scan, StartTag, cut, exceeds, malformed, malformed_at};
use super::scope::RawUri;
use super::tape::{MarkupNode, flag, namespace, place};
use super::text::{self, reference};
use crate::error::{Error, ErrorKind, Limit, XmlErrorKind};
use crate::growth::reserve_for_rest;

/// How many attributes are compared pair by pair. More are put into a hash table.
const FEW: usize = 16;

impl Scan<'_> {
    /// Reads the attributes of a tag into nodes, from after its name; goes to the place where the tag ends, with `>`
    /// or `/>`.
    pub(super) fn attributes(
        &mut self,
        nodes: &mut Vec<MarkupNode>,
        tag: &mut StartTag,
    ) -> Result<(), Error> {
        let first = nodes.len();
        let outer = self.scope.len();
        let start = tag.behind;
        let mut count = 0;
        while let Some((name, value)) = next(self.source, &mut tag.behind)? {
            count += 1;
            let escaped = self.check(count, name, &value)?;
            if let Some(prefix) = declared(self.source, name) {
                // It becomes part of the keys of what is in it.
                let most = self.limits.max_name();
                if self.is_longer(&value, most as usize) {
                    return exceeds(Limit::Name(most), value);
                }
                tag.declares = true;
                let raw = RawUri { value, escaped };
                if let Err(what) = self.scope.declare(self.source, prefix, raw, outer) {
                    return malformed(what, name.range());
                }
                continue;
            }
            reserve_for_rest(nodes, name.end, self.bytes.len());
            nodes.push(MarkupNode {
                name: place(name.local),
                name_end: place(name.end),
                value: place(value.start),
                value_end: place(value.end),
                // Until the declarations of the whole tag are known.
                next: place(name.start),
                flags: flag::ATTRIBUTE | if escaped { flag::ESCAPED } else { 0 },
                ..MarkupNode::default()
            });
        }
        // Declarations that hold at once are as many as attributes of one element may be.
        let most = self.limits.max_attributes();
        if self.scope.len() > most as usize {
            return exceeds(Limit::Attributes(most), start..tag.behind);
        }
        if let Some(own) = nodes.get_mut(first..)
            && !own.is_empty()
        {
            self.resolve(&mut tag.element, own, first)?;
        }
        Ok(())
    }

    /// Holds an attribute to the limits, the `count`-th of its element; gives whether its value is something else than
    /// stands there.
    fn check(&self, count: u32, name: QName, value: &Range<usize>) -> Result<bool, Error> {
        let limits = &self.limits;
        if count > limits.max_attributes() {
            return exceeds(Limit::Attributes(limits.max_attributes()), name.range());
        }
        if name.range().len() > limits.max_name() as usize {
            return exceeds(Limit::Name(limits.max_name()), name.range());
        }
        if value.len() > limits.max_value() as usize {
            return exceeds(Limit::Value(limits.max_value()), value.clone());
        }
        check_value(self.bytes, value)
    }

    /// Whether a value is longer than `most` once its references are resolved: what is written again may
    /// have others.
    fn is_longer(&self, value: &Range<usize>, most: usize) -> bool {
        if value.len() <= most {
            return false;
        }
        let raw = self.source.get(value.clone()).unwrap_or_default();
        let mut decoded = String::new();
        text::attribute(raw, &mut decoded);
        decoded.len() > most
    }

    /// Finds the namespaces of the attributes of an element, whose nodes start at `first`.
    fn resolve(
        &self,
        element: &mut MarkupNode,
        own: &mut [MarkupNode],
        first: usize,
    ) -> Result<(), Error> {
        let source = self.source;
        for (node, after) in own.iter_mut().zip(first + 1..) {
            let start = node.next as usize;
            node.next = 0;
            node.after = place(after);
            if start == node.name as usize {
                element.flags |= flag::ATTRIBUTES;
                continue;
            }
            let prefix = start..node.name as usize - 1;
            let Some(found) = self.scope.resolve(&source[prefix.clone()]) else {
                return malformed(XmlErrorKind::UndeclaredPrefix, prefix);
            };
            node.namespace = found;
            if found == namespace::INSTANCE {
                node.flags |= flag::INSTANCE;
                self.instance(element, node)?;
            } else {
                element.flags |= flag::ATTRIBUTES;
            }
        }
        self.unique(own)
    }

    /// Sees what an attribute of the schema instance namespace says.
    fn instance(&self, element: &mut MarkupNode, node: &MarkupNode) -> Result<(), Error> {
        let source = self.source;
        if &source[node.name()] != "nil" {
            return Ok(());
        }
        match chars::trim(&source[node.value()]) {
            "true" | "1" => element.flags |= flag::NIL,
            "false" | "0" => {}
            _ => return malformed(XmlErrorKind::InvalidNil, node.value()),
        }
        Ok(())
    }

    /// Refuses two attributes of one name.
    fn unique(&self, own: &[MarkupNode]) -> Result<(), Error> {
        let source = self.source;
        let name = |node: &MarkupNode| (node.namespace, &source[node.name()]);
        let second = if own.len() <= FEW {
            let mut all = own.iter().enumerate();
            all.find(|(n, node)| own[..*n].iter().any(|other| name(other) == name(node)))
                .map(|(_, node)| node)
        } else {
            let mut known = HashSet::with_capacity(own.len());
            own.iter().find(|node| !known.insert(name(node)))
        };
        let Some(second) = second else {
            return Ok(());
        };
        let first = own.iter().find(|node| name(node) == name(second));
        let first = first.map_or(0..0, MarkupNode::name);
        Err(Error::at(ErrorKind::DuplicateName { first }, second.name()))
    }
}

/// The prefix that an attribute declares, empty for the default namespace.
pub(super) fn declared(source: &str, name: QName) -> Option<&str> {
    if name.has_prefix() {
        let declares = &source[name.prefix()] == "xmlns";
        return declares.then(|| &source[name.local..name.end]);
    }
    (&source[name.range()] == "xmlns").then_some("")
}

/// The name and value of the next attribute; `None` at the end of the tag, and `from` there.
pub(super) fn next(source: &str, from: &mut usize) -> Result<Option<(QName, Range<usize>)>, Error> {
    let bytes = source.as_bytes();
    let space = |mut at: usize| {
        while bytes.get(at).is_some_and(|byte| is_space(*byte)) {
            at += 1;
        }
        at
    };
    let start = space(*from);
    match bytes.get(start) {
        Some(b'>') => {
            *from = start;
            return Ok(None);
        }
        Some(b'/') if bytes.get(start + 1) == Some(&b'>') => {
            *from = start;
            return Ok(None);
        }
        Some(b'/') if start + 1 < bytes.len() => {
            return malformed(XmlErrorKind::SlashInTag, start..start + 1);
        }
        Some(b'/') | None => {
            return cut(source);
        }
        Some(_) => {}
    }
    if start == *from {
        return malformed_at(source, (XmlErrorKind::MissingSpace, start));
    }
    let name = match chars::qname(source, start) {
        Ok(name) => name,
        Err(fault) => return malformed_at(source, fault),
    };
    let equals = space(name.end);
    if equals == bytes.len() {
        return cut(source);
    }
    if bytes[equals] != b'=' {
        return malformed(XmlErrorKind::AttributeWithoutValue, name.range());
    }
    let open = space(equals + 1);
    if open == bytes.len() {
        return cut(source);
    }
    let quote @ (b'"' | b'\'') = bytes[open] else {
        return malformed(XmlErrorKind::UnquotedAttribute, name.range());
    };
    let Some(len) = memchr::memchr(quote, &bytes[open + 1..]) else {
        return malformed(XmlErrorKind::UnclosedAttribute, name.range());
    };
    *from = open + 1 + len + 1;
    Ok(Some((name, open + 1..open + 1 + len)))
}

/// Whether a value means something else than stands there.
fn check_value(bytes: &[u8], value: &Range<usize>) -> Result<bool, Error> {
    let raw = &bytes[value.clone()];
    // All bytes without a branch, which is quicker than one after the other.
    let special = |byte: u8| matches!(byte, b'<' | b'&' | b'\t' | b'\n' | b'\r');
    if !raw.iter().fold(false, |met, byte| met | special(*byte)) {
        return Ok(false);
    }
    let mut escaped = false;
    let mut at = 0;
    while at < raw.len() {
        match raw[at] {
            b'<' => {
                let at = value.start + at;
                return malformed(XmlErrorKind::LessThanInAttribute, at..at + 1);
            }
            b'&' => {
                let Some(len) = memchr::memchr2(b';', b'&', &raw[at + 1..])
                    .filter(|len| raw[at + 1 + len] == b';')
                else {
                    let at = value.start + at;
                    return malformed(NO_REFERENCE, at..at + 1);
                };
                if let Err(what) = reference(&raw[at + 1..at + 1 + len]) {
                    let at = value.start + at;
                    return malformed(what, at..at + len + 2);
                }
                escaped = true;
                at += len + 1;
            }
            b'\t' | b'\n' | b'\r' => escaped = true,
            _ => {}
        }
        at += 1;
    }
    Ok(escaped)
}
