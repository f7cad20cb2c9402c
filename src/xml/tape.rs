//! A document as a flat list of nodes, in the order in which they stand.
//!
//! An element, then its attributes, then its children with all of theirs. A node knows where its
//! subtree ends, so skipping it is one step. Text has no nodes: an element without children *is*
//! its text, and what stands between the children of another is found from their places.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use super::chars;
use super::scope::Namespaces;
use super::text;
use super::twins::Twins;

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
    /// It has child elements, and text that is not whitespace between them.
    pub(in crate::xml) const MIXED: u16 = 1 << 5;
    /// `xsi:nil` says that there is no value.
    pub(in crate::xml) const NIL: u16 = 1 << 6;
    /// It is one tag, `<a/>`.
    pub(in crate::xml) const EMPTY_TAG: u16 = 1 << 7;
    /// It is an attribute of the schema instance namespace, which belongs to no type.
    pub(in crate::xml) const INSTANCE: u16 = 1 << 8;
    /// Another element has its name and parent, and one of the two is in no namespace. It is the
    /// first of its own kind.
    pub(in crate::xml) const TWIN: u16 = 1 << 9;
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
pub(super) struct MarkupNode {
    /// The range of the local name.
    pub(super) name: u32,
    pub(super) name_end: u32,
    /// The range of the value of an attribute, or what stands between the tags.
    pub(super) value: u32,
    pub(super) value_end: u32,
    /// The next element of the same name under the same parent; 0 for the last one.
    pub(super) next: u32,
    /// The node after the subtree.
    pub(super) after: u32,
    /// The number of the namespace.
    pub(super) namespace: u32,
    pub(super) flags: u16,
    /// How many elements have its name, if it is the first of several; at most what fits.
    pub(super) entries: u16,
}

impl MarkupNode {
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

/// A document, lexed. The first node is the root.
#[derive(Debug, Default)]
pub(super) struct Tape {
    pub(super) nodes: Vec<MarkupNode>,
    pub(super) namespaces: Namespaces,
    pub(super) twins: Twins,
    /// The elements that declare namespaces, each with the place in this list of the one around it.
    pub(super) declaring: Vec<(u32, Option<u32>)>,
    /// The place of the first processing instruction.
    pub(super) instruction: Option<Range<usize>>,
}

impl Tape {
    /// The name of a namespace; `None` for no namespace.
    pub(super) fn uri<'a>(&'a self, source: &'a str, namespace: u32) -> Option<&'a str> {
        self.namespaces.uri(source, namespace)
    }

    /// Takes note that the element at `at`, which is open, declares namespaces.
    #[cold]
    pub(super) fn declare(&mut self, at: usize) {
        let declaring = &self.declaring;
        let mut around = declaring.len().checked_sub(1).map(place);
        // An element that is open ends nowhere yet.
        while let Some(last) = around
            && self.nodes[declaring[last as usize].0 as usize].after != 0
        {
            around = declaring[last as usize].1;
        }
        self.declaring.push((place(at), around));
    }

    /// The children of an element, attributes left out.
    pub(super) fn children(&self, at: usize) -> Children<'_> {
        children(&self.nodes, at)
    }

    /// Every element of one field of a type in `home`, given the first of them.
    #[inline]
    pub(super) fn named(&self, head: usize, home: u32) -> Named {
        let twinned = self.nodes[head].has(flag::TWIN);
        Named {
            next: head,
            other: if twinned { self.twin(head, home) } else { None }.unwrap_or_default(),
        }
    }

    /// The first element of the same field as `head` that is not of its namespace.
    #[cold]
    pub(super) fn twin(&self, head: usize, home: u32) -> Option<usize> {
        self.twins.of(&self.nodes, head, home)
    }

    /// The elements around one and itself that declare namespaces, the innermost first.
    pub(super) fn declaring(&self, at: usize) -> impl Iterator<Item = usize> {
        let until = self
            .declaring
            .partition_point(|(node, _)| *node as usize <= at);
        let last = until.checked_sub(1);
        let all = std::iter::successors(last, |last| self.declaring[*last].1.map(|n| n as usize));
        let nodes = all.map(|n| self.declaring[n].0 as usize);
        nodes.filter(move |node| at < self.nodes[*node].after as usize)
    }

    /// The place of the whole of an element.
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
    /// and one after the last.
    pub(super) fn pieces<'a>(
        &'a self,
        source: &'a str,
        at: usize,
    ) -> impl Iterator<Item = &'a str> + use<'a> {
        let ranges = self.ranges(source, at);
        ranges.map(|range| source.get(range).unwrap_or_default())
    }

    /// Where the first of an element's own text stands that is not whitespace.
    #[cold]
    pub(super) fn stray(&self, source: &str, at: usize) -> Option<Range<usize>> {
        let solid = |range: &Range<usize>| {
            let mut text = String::new();
            text::content(source.get(range.clone()).unwrap_or_default(), &mut text);
            !chars::is_blank(text.as_bytes())
        };
        let range = self.ranges(source, at).find(solid)?;
        let raw = source.get(range.clone()).unwrap_or_default();
        let start = range.start + raw.len() - raw.trim_start().len();
        Some(start..start + raw.trim().len())
    }

    /// The place of the pieces of an element's own text.
    fn ranges<'a>(
        &'a self,
        source: &'a str,
        at: usize,
    ) -> impl Iterator<Item = Range<usize>> + use<'a> {
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
            Some(piece)
        })
    }

    /// The name of the node at `at` in the spelling of NVP, counted from the element at `top`, for
    /// a type in the namespace `home`.
    #[cold]
    pub(super) fn path(&self, source: &str, top: usize, at: usize, home: u32) -> String {
        let mut path = String::new();
        let mut parent = top;
        while parent != at {
            let Some(child) = self.step(parent, at) else {
                break;
            };
            self.push_step(&mut path, source, [parent, child], home);
            parent = child;
        }
        path
    }

    /// The paths of several nodes below the one at `top`, which are sorted, found in one walk.
    #[cold]
    pub(super) fn paths(
        &self,
        source: &str,
        top: usize,
        nodes: &[usize],
        home: u32,
    ) -> Vec<String> {
        let mut indices = HashMap::new();
        let mut paths = Vec::with_capacity(nodes.len());
        // The nodes around the one that is looked at, each with how long the path to it is.
        let mut around: Vec<(usize, usize)> = Vec::new();
        let mut path = String::new();
        for at in top..self.nodes.len() {
            if paths.len() == nodes.len() {
                break;
            }
            while let Some((node, len)) = around.last()
                && self.nodes[*node].after as usize <= at
            {
                path.truncate(*len);
                around.pop();
            }
            around.push((at, path.len()));
            if at > top {
                if self.is_entry(at, home) && !indices.contains_key(&at) {
                    let mut entries = self.named(at, home);
                    let entries = std::iter::from_fn(|| entries.step(&self.nodes));
                    indices.extend(entries.zip(0..));
                }
                let index = indices.get(&at).copied();
                self.push_name(&mut path, source, at, index);
            }
            let same = nodes[paths.len()..].iter().take_while(|node| **node == at);
            paths.extend(same.map(|_| path.clone()));
        }
        paths
    }

    /// Adds a step to a path: a name, and which one of its name it is.
    #[cold]
    pub(super) fn push_step(
        &self,
        path: &mut String,
        source: &str,
        [parent, child]: [usize; 2],
        home: u32,
    ) {
        let is_entry = self.is_entry(child, home);
        let index = is_entry.then(|| self.index(source, [parent, child], home));
        self.push_name(path, source, child, index);
    }

    /// Adds the name of a node to a path, and which one of its name it is.
    #[cold]
    fn push_name(&self, path: &mut String, source: &str, at: usize, index: Option<usize>) {
        let node = &self.nodes[at];
        if !path.is_empty() {
            path.push('.');
        }
        if node.has(flag::ATTRIBUTE) {
            path.push('@');
        }
        path.push_str(source.get(node.name()).unwrap_or_default());
        if let Some(index) = index {
            // Writing to a String cannot fail.
            let _ = write!(path, "({index})");
        }
    }

    /// Whether a node is one of several of its field.
    fn is_entry(&self, at: usize, home: u32) -> bool {
        let node = &self.nodes[at];
        node.is_repeated() || (node.has(flag::TWIN) && self.twin(at, home).is_some())
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

    /// How many elements of the same field stand before a child.
    fn index(&self, source: &str, [parent, child]: [usize; 2], home: u32) -> usize {
        let field = |at: usize| {
            let node = &self.nodes[at];
            let own = node.namespace == home;
            let namespace = if own { namespace::NONE } else { node.namespace };
            (namespace, source.get(node.name()))
        };
        let mut before = parent + 1;
        let mut index = 0;
        // What is still open ends nowhere yet.
        while before < child && self.nodes[before].after as usize > before {
            let is_element = !self.nodes[before].has(flag::ATTRIBUTE);
            index += usize::from(is_element && field(before) == field(child));
            before = self.nodes[before].after as usize;
        }
        index
    }
}

/// The text of a node that has no children.
pub(super) fn leaf<'t>(source: &'t str, node: &MarkupNode) -> Cow<'t, str> {
    let raw = source.get(node.value()).unwrap_or_default();
    if !node.has(flag::ESCAPED) {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    decode(node, raw, &mut out);
    Cow::Owned(out)
}

/// Adds the text of a leaf or attribute that is not what stands there.
pub(super) fn decode(node: &MarkupNode, raw: &str, out: &mut String) {
    if node.has(flag::ATTRIBUTE) {
        text::attribute(raw, out);
    } else {
        text::content(raw, out);
    }
}

/// The children of an element, attributes left out.
pub(super) fn children(nodes: &[MarkupNode], at: usize) -> Children<'_> {
    let end = nodes[at].after as usize;
    let mut first = at + 1;
    while first < end && nodes[first].has(flag::ATTRIBUTE) {
        first += 1;
    }
    Children {
        nodes,
        at: first,
        end,
    }
}

/// The elements of one field under one parent, in the order in which they stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// The next one; 0 after the last one.
    next: usize,
    /// The next one of the other kind, if there are two.
    other: usize,
}

impl Named {
    /// Goes to the next one.
    #[inline]
    pub(super) fn step(&mut self, nodes: &[MarkupNode]) -> Option<usize> {
        let at = self.next;
        if at == 0 {
            return None;
        }
        self.next = nodes[at].next as usize;
        if self.other != 0 && (self.next == 0 || self.other < self.next) {
            std::mem::swap(&mut self.next, &mut self.other);
        }
        Some(at)
    }

    /// The one that is next.
    pub(super) fn peek(&self) -> Option<usize> {
        (self.next != 0).then_some(self.next)
    }
}

/// From child element to child element.
#[derive(Clone, Debug)]
pub(super) struct Children<'t> {
    nodes: &'t [MarkupNode],
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
