//! The fast path: reads values directly from a document, without a tape.
//!
//! This is for what nearly every document is: elements that are the fields of a type, each name once or in a row. The
//! next field that the type has is held against the next tag, so most names are compared and not
//! parsed. Comments, instructions, CDATA sections, references, attributes, prefixes and what no
//! field is for are read as well, by the [scan](super::scan) that the tape is written from.
//!
//! See [`crate::fast_path`] for what happens to everything else: names that come again after others, text between
//! elements, and whatever is an error.

mod access;
mod envelope;
mod node;

use std::borrow::Cow;

use self::node::Value;
use super::chars::{is_blank, is_space};
use super::charset::Source;
use super::config::Config;
use super::scan::{Run, Scan, Tag};
use super::tape::{MarkupNode, flag, namespace, place};
use crate::error::Error;
use crate::fast_path::{Attempt, FastReader};

/// How deep elements are followed; real ones have eight levels at most.
const DEPTH: u16 = 32;

/// How many namespaces a document may have.
const NAMESPACES: usize = 16;

/// An element whose start tag was read.
#[derive(Clone, Copy, Default)]
struct Element {
    /// The whole name.
    name: u32,
    name_end: u32,
    /// The start of the local name.
    local: u32,
    namespace: u32,
    /// How many namespace declarations hold around it.
    declarations: u32,
    flags: u16,
}

impl Element {
    #[inline(always)]
    fn has(self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    #[inline(always)]
    fn qname(self) -> std::ops::Range<usize> {
        self.name as usize..self.name_end as usize
    }
}

/// Where a text stands.
#[derive(Clone, Copy)]
struct Text {
    start: usize,
    end: usize,
    /// It is not what stands there.
    escaped: bool,
    /// It is the value of an attribute.
    attribute: bool,
}

impl Text {
    #[inline(always)]
    fn of_element(start: usize, end: usize, escaped: bool) -> Self {
        Text {
            start,
            end,
            escaped,
            attribute: false,
        }
    }
}

/// A place in a document.
pub(crate) struct Reader<'de, 'c> {
    scan: Scan<'de>,
    config: &'c Config<'c>,
    attempt: Attempt,
    /// The place after the last tag.
    at: usize,
    /// The element of that tag, if it was a start tag, and whether it is still to be read.
    element: Element,
    pending: bool,
    /// The namespace in which children are fields, beside none.
    home: u32,
    /// How many elements are around the one that is read into a type.
    around: usize,
    /// Whether an attribute was met that is in a namespace of the document's own.
    foreign: bool,
    /// The attributes of the last start tag that had any.
    nodes: Vec<MarkupNode>,
    /// Decoded text that lives until the next one.
    scratch: String,
    /// The names below each open element that are not fields in order.
    names: Vec<(u32, u32)>,
    /// How many entries the last list had.
    entries: usize,
}

impl<'de, 'c> Reader<'de, 'c> {
    /// Starts before the root of a document.
    #[inline(always)]
    pub(crate) fn new(source: &Source<'de>, config: &'c Config<'c>) -> Self {
        let text = match source.text {
            Cow::Borrowed(text) => text,
            // What is no text of the input is no document here.
            Cow::Owned(_) => "",
        };
        Reader {
            scan: Scan::new(text, config.limits),
            config,
            attempt: Attempt::new(DEPTH),
            at: source.start,
            element: Element::default(),
            pending: false,
            home: 0,
            around: 0,
            foreign: false,
            nodes: Vec::new(),
            scratch: String::new(),
            names: Vec::new(),
            entries: 0,
        }
    }

    /// Whether the element is the one that the config asks for, and its namespace that of its fields.
    pub(crate) fn expect(&mut self, config: &Config<'_>) -> bool {
        self.around = self.scan.depth;
        self.home = self.element.namespace;
        let named = config.root.is_none_or(|name| name == self.name());
        let known = |wanted| self.namespace() == Some(wanted);
        named && config.namespace.is_none_or(known)
    }

    /// The namespace of the element.
    pub(crate) fn namespace(&self) -> Option<&str> {
        let number = self.element.namespace;
        self.scan.scope.namespaces.uri(self.scan.source, number)
    }

    #[inline(always)]
    fn bytes(&self) -> &'de [u8] {
        self.scan.bytes
    }

    /// Whether the element is the message's own, not an extension.
    #[inline(always)]
    fn is_own(&self) -> bool {
        let namespace = self.element.namespace;
        namespace == 0 || namespace == self.home
    }

    /// The local name of the element.
    #[inline(always)]
    pub(crate) fn name(&self) -> &'de str {
        let range = self.element.local as usize..self.element.name_end as usize;
        self.scan.source.get(range).unwrap_or_default()
    }

    #[cold]
    fn give_up(&mut self) -> Error {
        self.attempt.give_up()
    }

    /// Ends the attempt if something is wrong.
    #[inline(always)]
    fn sure<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|_| self.give_up())
    }

    /// Reads the start tag at `from`.
    fn start(&mut self, from: usize) -> Result<(), Error> {
        self.scan.run = Run::from(self.at);
        let declarations = place(self.scan.scope.len());
        let name = self.scan.name(from);
        let name = self.sure(name)?;
        self.nodes.clear();
        let tag = self.scan.rest(&mut self.nodes, name);
        let tag = self.sure(tag)?;
        self.element = Element {
            name: place(name.start),
            name_end: tag.element.name_end,
            local: tag.element.name,
            namespace: tag.element.namespace,
            declarations,
            flags: tag.element.flags,
        };
        self.at = tag.behind;
        self.pending = true;
        let mut nodes = self.nodes.iter();
        self.foreign |= nodes.any(|node| node.namespace > namespace::INSTANCE);
        if self.scan.scope.namespaces.len() <= NAMESPACES {
            return Ok(());
        }
        Err(self.give_up())
    }

    /// Reads the start tag at `from`, which has no prefix and no attributes and ends at `end`.
    #[inline(always)]
    fn start_plain(&mut self, from: usize, end: usize) -> Result<(), Error> {
        let count = self.scan.count(from + 1..end);
        self.sure(count)?;
        self.element = Element {
            name: place(from + 1),
            name_end: place(end),
            local: place(from + 1),
            namespace: self.scan.scope.of_no_prefix(),
            declarations: place(self.scan.scope.len()),
            flags: 0,
        };
        self.at = end + 1;
        self.pending = true;
        Ok(())
    }

    /// The end of the tag at `from`, if it has this name and nothing else.
    #[inline(always)]
    fn plain_tag(&self, from: usize, name: &[u8]) -> Option<usize> {
        let rest = self.bytes().get(from + 1..)?;
        let fits = rest.get(name.len()) == Some(&b'>') && rest.starts_with(name);
        fits.then_some(from + 1 + name.len())
    }

    /// Takes the element that is to be read.
    #[inline(always)]
    fn take(&mut self) -> Result<Element, Error> {
        if !std::mem::replace(&mut self.pending, false) {
            return Err(self.give_up());
        }
        Ok(self.element)
    }

    /// Goes to the next tag inside of an element. Text in front of it ends the attempt.
    #[inline(always)]
    fn tag(&mut self) -> Result<Tag, Error> {
        let mut at = self.at;
        while self.bytes().get(at).is_some_and(|byte| is_space(*byte)) {
            at += 1;
        }
        match self.bytes().get(at..) {
            Some([b'<', b'/', ..]) => {
                self.scan.run = Run::from(self.at);
                Ok(Tag::End(at))
            }
            Some([b'<', next, ..]) if !matches!(next, b'!' | b'?') => Ok(Tag::Start(at)),
            _ => self.long_tag(),
        }
    }

    #[cold]
    fn long_tag(&mut self) -> Result<Tag, Error> {
        self.scan.run = Run::from(self.at);
        let tag = self.scan.tag(self.at);
        let tag = self.sure(tag)?;
        if self.scan.run.solid {
            return Err(self.give_up());
        }
        Ok(tag)
    }

    /// Goes inside of an element.
    #[inline(always)]
    fn enter(&mut self) -> Result<(), Error> {
        self.scan.depth += 1;
        self.attempt.descend()
    }

    /// Reads the end tag at `from`, of an element that was entered.
    #[inline(always)]
    fn leave(&mut self, element: Element, from: usize) -> Result<(), Error> {
        let to = self.scan.close(element.qname(), from);
        self.at = self.sure(to)?;
        self.scan.depth -= 1;
        self.attempt.ascend();
        self.scan.scope.truncate(element.declarations as usize);
        Ok(())
    }

    /// Reads the text of an element and its end tag.
    #[inline(always)]
    fn text(&mut self) -> Result<Text, Error> {
        let element = self.take()?;
        let start = self.at;
        if element.flags & (flag::NIL | flag::EMPTY_TAG) == 0
            && let Some((end, to)) = self.scan.leaf(element.qname(), start)
        {
            self.at = to;
            self.scan.scope.truncate(element.declarations as usize);
            return Ok(Text::of_element(start, end, false));
        }
        self.long_text(element)
    }

    #[inline(never)]
    fn long_text(&mut self, element: Element) -> Result<Text, Error> {
        let start = self.at;
        if element.has(flag::NIL) {
            return Err(self.give_up());
        }
        if element.has(flag::EMPTY_TAG) {
            self.scan.scope.truncate(element.declarations as usize);
            return Ok(Text::of_element(start, start, false));
        }
        self.enter()?;
        self.scan.run = Run::from(start);
        let tag = self.scan.tag(start);
        let Tag::End(from) = self.sure(tag)? else {
            return Err(self.give_up());
        };
        let escaped = self.scan.run.escaped;
        self.leave(element, from)?;
        Ok(Text::of_element(start, from, escaped))
    }

    /// Whether the element that is to be read has no children.
    fn is_leaf(&mut self) -> Result<bool, Error> {
        let qname = self.element.qname();
        if self.element.has(flag::EMPTY_TAG) || self.scan.leaf(qname, self.at).is_some() {
            return Ok(true);
        }
        self.scan.depth += 1;
        self.scan.run = Run::from(self.at);
        let tag = self.scan.tag(self.at);
        self.scan.depth -= 1;
        let tag = self.sure(tag)?;
        Ok(matches!(tag, Tag::End(_)))
    }

    /// Reads an element that says that it has no value.
    #[cold]
    fn nil(&mut self) -> Result<(), Error> {
        self.element.flags &= !flag::NIL;
        let text = self.text()?;
        let blank = self.bytes().get(text.start..text.end).is_some_and(is_blank);
        if text.escaped || !blank {
            return Err(self.give_up());
        }
        Ok(())
    }

    /// Passes by an element with all that is in it.
    fn skip(&mut self) -> Result<(), Error> {
        if self.element.has(flag::NIL) {
            return self.nil();
        }
        let element = self.take()?;
        if self.skip_leaf(element) {
            return Ok(());
        }
        let first = self.scan.elements;
        let mut open = vec![element];
        self.scan.depth += 1;
        while let Some(inner) = open.last().copied() {
            self.scan.run = Run::from(self.at);
            let tag = self.scan.tag(self.at);
            match self.sure(tag)? {
                Tag::Start(from) => {
                    self.start(from)?;
                    let child = self.take()?;
                    if child.has(flag::NIL) {
                        return Err(self.give_up());
                    }
                    if !self.skip_leaf(child) {
                        open.push(child);
                        self.scan.depth += 1;
                    }
                }
                Tag::End(from) => {
                    let to = self.scan.close(inner.qname(), from);
                    self.at = self.sure(to)?;
                    self.scan.scope.truncate(inner.declarations as usize);
                    self.scan.depth -= 1;
                    open.pop();
                }
                Tag::None(_) => return Err(self.give_up()),
            }
        }
        // One of the lists in it may be too long.
        if self.scan.elements - first > self.config.limits.max_list() {
            return Err(self.give_up());
        }
        Ok(())
    }

    /// Passes by an element with nothing or plain text in it; `false` for others.
    #[inline(always)]
    fn skip_leaf(&mut self, element: Element) -> bool {
        if !element.has(flag::EMPTY_TAG) {
            let Some((_, to)) = self.scan.leaf(element.qname(), self.at) else {
                return false;
            };
            self.at = to;
        }
        self.scan.scope.truncate(element.declarations as usize);
        true
    }
}

impl<'de, 'c> FastReader<'de> for Reader<'de, 'c> {
    type Root<'a>
        = Value<'a, 'de, 'c>
    where
        Self: 'a;

    /// Goes to the root, which must be the one that the config asks for.
    #[inline(always)]
    fn begin(&mut self) -> Option<()> {
        let at = self.at;
        if self.config.skipped(self.bytes().get(at..)?) > 0 {
            return None;
        }
        self.scan.survey().ok()?;
        self.at = self.scan.declaration(at).ok()?;
        let Tag::Start(from) = self.scan.tag(self.at).ok()? else {
            return None;
        };
        self.start(from).ok()?;
        self.expect(self.config).then_some(())
    }

    #[inline(always)]
    fn root(&mut self) -> Value<'_, 'de, 'c> {
        Value::only(self)
    }

    fn is_done(&mut self) -> bool {
        if self.attempt.has_failed() || self.pending || self.scan.depth > 0 {
            return false;
        }
        self.scan.run = Run::from(self.at);
        matches!(self.scan.tag(self.at), Ok(Tag::None(_)))
    }
}

#[cfg(test)]
mod tests;
