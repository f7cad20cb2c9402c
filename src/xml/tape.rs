//! A document as a flat list of nodes, in the order in which they stand.
//!
//! An element, then its attributes, then its children with all of theirs. A node knows where its
//! subtree ends, so skipping it is one step. Text has no nodes: an element without children *is*
//! its text, and what stands between the children of another is found from their places.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use super::text;

/// The reserved name of an element's own text.
pub(super) const TEXT: &str = "$text";

/// A place in a document or a list of nodes, as it is stored. All are below 4 GiB, which is
/// checked when a document is taken in.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
#[inline(always)]
pub(super) const fn place(at: usize) -> u32 {
    at as u32
}

/// What a node is, as bits.
pub(super) mod flag {
    /// An attribute; otherwise an element.
    pub(in crate::xml) const ATTRIBUTE: u16 = 1;
    /// The text is not what stands there: references, line ends, comments, CDATA.
    pub(in crate::xml) const ESCAPED: u16 = 1 << 1;
    /// An element of the same name stands before it under the same parent.
    pub(in crate::xml) const LATER: u16 = 1 << 2;
    /// It has attributes that say more than `xsi:nil` and its like.
    pub(in crate::xml) const ATTRIBUTES: u16 = 1 << 3;
    /// It has child elements.
    pub(in crate::xml) const PARENT: u16 = 1 << 4;
    /// It has child elements, and text that is not white space between them.
    pub(in crate::xml) const MIXED: u16 = 1 << 5;
    /// `xsi:nil` says that there is no value.
    pub(in crate::xml) const NIL: u16 = 1 << 6;
    /// It is one tag, `<a/>`.
    pub(in crate::xml) const EMPTY_TAG: u16 = 1 << 7;
    /// It is an attribute of the schema instance namespace, which belongs to no type.
    pub(in crate::xml) const INSTANCE: u16 = 1 << 8;
}

/// The namespaces that have a number before any document is read.
pub(super) mod namespace {
    pub(in crate::xml) const NONE: u32 = 0;
    pub(in crate::xml) const XML: u32 = 1;
    pub(in crate::xml) const INSTANCE: u32 = 2;

    pub(in crate::xml) const XML_URI: &str = "http://www.w3.org/XML/1998/namespace";
    pub(in crate::xml) const INSTANCE_URI: &str = "http://www.w3.org/2001/XMLSchema-instance";
    pub(in crate::xml) const XMLNS_URI: &str = "http://www.w3.org/2000/xmlns/";
}

/// An element or attribute.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Node {
    /// Where the local name starts and ends.
    pub(super) name: u32,
    pub(super) name_end: u32,
    /// Where the value of an attribute starts and ends, or what stands between the tags.
    pub(super) value: u32,
    pub(super) value_end: u32,
    /// The next element of the same name under the same parent; 0 for the last one.
    pub(super) next: u32,
    /// The node behind the subtree.
    pub(super) after: u32,
    /// The number of the namespace.
    pub(super) namespace: u32,
    pub(super) flags: u16,
    /// How many elements have its name, if it is the first of several; at most what fits.
    pub(super) entries: u16,
}

impl Node {
    #[inline(always)]
    pub(super) fn has(&self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    #[inline(always)]
    pub(super) fn name(&self) -> Range<usize> {
        self.name as usize..self.name_end as usize
    }

    #[inline(always)]
    pub(super) fn value(&self) -> Range<usize> {
        self.value as usize..self.value_end as usize
    }

    /// Whether it is one of several elements of its name.
    #[inline(always)]
    pub(super) fn is_repeated(&self) -> bool {
        self.next != 0 || self.has(flag::LATER)
    }
}

/// The name of a namespace.
#[derive(Clone, Debug)]
pub(super) enum Uri {
    /// It stands in the document.
    Source(Range<usize>),
    /// It stands in the document with references in it.
    Decoded(Box<str>),
}

/// A document, lexed. The first node is the root.
#[derive(Debug)]
pub(super) struct Tape {
    pub(super) nodes: Vec<Node>,
    /// The namespaces by their numbers, from the first one of the document's own.
    pub(super) namespaces: Vec<Uri>,
    /// Where the first processing instruction stands.
    pub(super) instruction: Option<Range<usize>>,
}

impl Tape {
    /// The name of a namespace; `None` for no namespace.
    pub(super) fn uri<'a>(&'a self, source: &'a str, namespace: u32) -> Option<&'a str> {
        match namespace {
            namespace::NONE => None,
            namespace::XML => Some(namespace::XML_URI),
            namespace::INSTANCE => Some(namespace::INSTANCE_URI),
            own => match self.namespaces.get(own as usize - FIRST as usize)? {
                Uri::Source(range) => source.get(range.clone()),
                Uri::Decoded(uri) => Some(uri),
            },
        }
    }

    /// The children of an element, attributes left out.
    pub(super) fn children(&self, at: usize) -> Children<'_> {
        let node = &self.nodes[at];
        let end = node.after as usize;
        let mut first = at + 1;
        while first < end && self.nodes[first].has(flag::ATTRIBUTE) {
            first += 1;
        }
        Children {
            nodes: &self.nodes,
            at: first,
            end,
        }
    }

    /// Where the whole of an element stands.
    pub(super) fn span(&self, source: &str, at: usize) -> Range<usize> {
        let node = &self.nodes[at];
        let bytes = source.as_bytes();
        let (name, end) = (node.name as usize, node.value_end as usize);
        if node.has(flag::ATTRIBUTE) {
            return name..(end + 1).min(bytes.len());
        }
        let start = memchr::memrchr(b'<', &bytes[..name]).unwrap_or(name);
        if node.has(flag::EMPTY_TAG) {
            return start..end;
        }
        let close = memchr::memchr(b'>', &bytes[end..]).map_or(bytes.len(), |gt| end + gt + 1);
        start..close
    }

    /// The pieces of an element's own text, as they stand in the document: one before each child
    /// and one behind the last.
    pub(super) fn pieces<'a>(
        &'a self,
        source: &'a str,
        at: usize,
    ) -> impl Iterator<Item = &'a str> + use<'a> {
        let node = &self.nodes[at];
        let mut from = node.value as usize;
        let mut children = self.children(at);
        let mut ended = false;
        std::iter::from_fn(move || {
            if ended {
                return None;
            }
            let piece = if let Some(child) = children.next() {
                let span = self.span(source, child);
                let piece = from..span.start;
                from = span.end;
                piece
            } else {
                ended = true;
                from..node.value_end as usize
            };
            Some(source.get(piece).unwrap_or_default())
        })
    }

    /// The name of the node at `at` in the spelling of NVP, counted from the element at `top`.
    #[cold]
    pub(super) fn path(&self, source: &str, top: usize, at: usize) -> String {
        let mut path = String::new();
        let mut parent = top;
        while parent != at {
            let Some(child) = self.step(parent, at) else {
                break;
            };
            let node = &self.nodes[child];
            if !path.is_empty() {
                path.push('.');
            }
            if node.has(flag::ATTRIBUTE) {
                path.push('@');
            }
            path.push_str(source.get(node.name()).unwrap_or_default());
            if node.is_repeated() {
                let index = self.index(parent, child);
                // Writing to a String cannot fail.
                let _ = write!(path, "({index})");
            }
            parent = child;
        }
        path
    }

    /// The child of `parent` on the way to `at`.
    fn step(&self, parent: usize, at: usize) -> Option<usize> {
        let mut child = parent + 1;
        while child < self.nodes[parent].after as usize {
            let after = self.nodes[child].after as usize;
            if at < after {
                return Some(child);
            }
            child = after;
        }
        None
    }

    /// How many elements of its name stand before a child.
    fn index(&self, parent: usize, child: usize) -> usize {
        let mut heads = self.children(parent);
        let entries = |head: usize| {
            let next = |at: &usize| {
                let next = self.nodes[*at].next as usize;
                (next != 0).then_some(next)
            };
            std::iter::successors(Some(head), next)
        };
        let heads = heads
            .by_ref()
            .filter(|head| !self.nodes[*head].has(flag::LATER));
        heads
            .filter(|head| self.nodes[*head].next != 0)
            .find_map(|head| entries(head).position(|entry| entry == child))
            .unwrap_or_default()
    }
}

/// The first number that a namespace of a document has.
pub(super) const FIRST: u32 = 3;

/// The text of a node that has no children.
pub(super) fn leaf<'t>(source: &'t str, node: &Node) -> Cow<'t, str> {
    let raw = source.get(node.value()).unwrap_or_default();
    if !node.has(flag::ESCAPED) {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    decode(node, raw, &mut out);
    Cow::Owned(out)
}

/// Adds the text of a leaf or attribute that is not what stands there.
pub(super) fn decode(node: &Node, raw: &str, out: &mut String) {
    if node.has(flag::ATTRIBUTE) {
        text::attribute(raw, out);
    } else {
        text::content(raw, out);
    }
}

/// From child element to child element.
#[derive(Clone, Debug)]
pub(super) struct Children<'t> {
    nodes: &'t [Node],
    at: usize,
    end: usize,
}

impl Iterator for Children<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let at = self.at;
        if at >= self.end {
            return None;
        }
        self.at = self.nodes[at].after as usize;
        Some(at)
    }
}
