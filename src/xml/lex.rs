//! From a document to its tape, with every check that makes a document well-formed, in one pass.
//!
//! Here are tags; what stands between them is in `markup`, what stands in start tags in
//! `attributes`.

use std::ops::Range;

use super::chars::{self, Survey, is_space};
use super::config::Config;
use super::declaration;
use super::scope::Scope;
use super::siblings::{Level, Siblings};
use super::tape::{MarkupNode, Tape, flag, namespace, place};
use super::twins::Twins;
use crate::error::{Error, ErrorKind, Limit, XmlErrorKind};
use crate::growth::reserve_for_rest;
use crate::limits::Limits;

#[cold]
#[inline(never)]
pub(super) fn malformed<T>(what: XmlErrorKind, span: Range<usize>) -> Result<T, Error> {
    Err(Error::at(ErrorKind::Xml(what), span))
}

/// Like [`malformed`], about the character at a place; at the end of the document it is missing.
#[cold]
#[inline(never)]
pub(super) fn malformed_at<T>(source: &str, (what, at): (XmlErrorKind, usize)) -> Result<T, Error> {
    match source.get(at..).and_then(|rest| rest.chars().next()) {
        Some(c) => malformed(what, at..at + c.len_utf8()),
        None => cut(source),
    }
}

/// The document ends where more of it has to follow.
#[cold]
#[inline(never)]
pub(super) fn cut<T>(source: &str) -> Result<T, Error> {
    let end = source.len();
    Err(Error::at(ErrorKind::UnexpectedEnd, end..end))
}

#[cold]
#[inline(never)]
pub(super) fn exceeds<T>(limit: Limit, span: Range<usize>) -> Result<T, Error> {
    Err(Error::at(ErrorKind::Limit(limit), span))
}

/// Reads a document that starts at `start` of `source`.
pub(super) fn tape(source: &str, start: usize, config: &Config<'_>) -> Result<Tape, Error> {
    no_document_type(source.as_bytes(), start)?;
    let survey =
        chars::survey(source).or_else(|span| malformed(XmlErrorKind::ForbiddenCharacter, span))?;
    let mut lexer = Lexer::new(source, config.limits, survey);
    if let Err(error) = lexer.document(start) {
        return Err(lexer.located(error));
    }
    if lexer.siblings.are_mixed() {
        lexer.tape.twins = Twins::find(source, &mut lexer.tape.nodes);
    }
    Ok(lexer.tape)
}

/// Refuses a document, in any encoding that starts with ASCII, that has a type definition.
pub(super) fn no_document_type(document: &[u8], start: usize) -> Result<(), Error> {
    match declaration::document_type(&document[start..]) {
        Some(span) => Err(Error::at(
            ErrorKind::Dtd,
            start + span.start..start + span.end,
        )),
        None => Ok(()),
    }
}

/// An element whose end tag is still to come.
#[derive(Clone, Copy, Default)]
struct Open {
    node: u32,
    /// The start of its whole name; it ends where the local name does.
    name: u32,
    /// How many namespace declarations held around it.
    declarations: u32,
    level: Level,
}

/// How many open elements fit without an allocation on the heap.
const SHALLOW: usize = 8;

/// The open elements, the innermost last.
#[derive(Default)]
struct Stack {
    first: [Open; SHALLOW],
    more: Vec<Open>,
    len: usize,
}

impl Stack {
    #[inline(always)]
    fn push(&mut self, open: Open) {
        match self.first.get_mut(self.len) {
            Some(place) => *place = open,
            None => self.more.push(open),
        }
        self.len += 1;
    }

    #[inline(always)]
    fn pop(&mut self) -> Option<Open> {
        self.len = self.len.checked_sub(1)?;
        match self.first.get(self.len) {
            Some(open) => Some(*open),
            None => self.more.pop(),
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Open> {
        let first = &self.first[..self.len.min(SHALLOW)];
        first.iter().chain(&self.more)
    }

    #[inline(always)]
    fn last_mut(&mut self) -> Option<&mut Open> {
        match self.first.get_mut(self.len.checked_sub(1)?) {
            Some(open) => Some(open),
            None => self.more.last_mut(),
        }
    }
}

/// The text since the last tag.
#[derive(Clone, Copy, Default)]
pub(super) struct Run {
    start: usize,
    /// It has something in it that is not whitespace.
    pub(super) solid: bool,
    /// It is not what stands there.
    pub(super) escaped: bool,
}

pub(super) struct Lexer<'a> {
    pub(super) source: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) limits: Limits,
    pub(super) survey: Survey,
    pub(super) tape: Tape,
    pub(super) scope: Scope<'a>,
    open: Stack,
    siblings: Siblings<'a>,
    pub(super) run: Run,
    pub(super) elements: u32,
}

impl<'a> Lexer<'a> {
    fn new(source: &'a str, limits: Limits, survey: Survey) -> Self {
        let bytes = source.as_bytes();
        // What has attributes has to grow.
        let tags = memchr::memchr_iter(b'<', bytes);
        let elements = tags.filter(|at| bytes.get(at + 1) != Some(&b'/')).count();
        let most = usize::try_from(limits.max_names()).unwrap_or(usize::MAX);
        Lexer {
            source,
            bytes,
            limits,
            survey,
            tape: Tape {
                nodes: Vec::with_capacity((elements + 1).min(most)),
                namespaces: Vec::new(),
                twins: Twins::default(),
                declaring: Vec::new(),
                instruction: None,
            },
            scope: Scope::default(),
            open: Stack::default(),
            siblings: Siblings::new(),
            run: Run::default(),
            elements: 0,
        }
    }

    fn document(&mut self, start: usize) -> Result<(), Error> {
        let mut at = self.declaration(start)?;
        while let Some(&byte) = self.bytes.get(at) {
            if byte != b'<' {
                at = self.text(at)?;
                continue;
            }
            at = match self.bytes.get(at + 1) {
                Some(b'/') => self.end(at)?,
                Some(b'!') => self.bang(at)?,
                Some(b'?') => self.instruction(at)?,
                _ => self.start(at)?,
            };
        }
        if let Some(open) = self.open.last_mut() {
            let tag = open.name as usize - 1..self.tape.nodes[open.node as usize].name_end as usize;
            return malformed(XmlErrorKind::UnclosedElement, tag);
        }
        if self.elements == 0 {
            return self.ended(at);
        }
        Ok(())
    }

    /// Adds to an error in which element it is, as far as that is known.
    #[cold]
    fn located(&self, error: Error) -> Error {
        error.or_path(|| {
            let open: Vec<usize> = self.open.iter().map(|open| open.node as usize).collect();
            let home = open
                .first()
                .map_or(0, |root| self.tape.nodes[*root].namespace);
            let mut path = String::new();
            for step in open.windows(2) {
                let step = [step[0], step[1]];
                self.tape.push_step(&mut path, self.source, step, home);
            }
            path
        })
    }

    /// The input ends inside of what starts at `from`.
    #[cold]
    pub(super) fn ended<T>(&self, from: usize) -> Result<T, Error> {
        Err(Error::at(ErrorKind::UnexpectedEnd, from..self.bytes.len()))
    }

    #[inline(always)]
    pub(super) fn is_inside(&self) -> bool {
        self.open.len > 0
    }

    /// Reads the start tag at `from`; gives the place after it.
    #[inline]
    fn start(&mut self, from: usize) -> Result<usize, Error> {
        let name = match chars::qname(self.source, from + 1) {
            Ok(name) => name,
            Err(fault) => return self.no_name(from, fault),
        };
        self.count(name.range())?;
        match self.open.last_mut() {
            Some(parent) => {
                let node = &mut self.tape.nodes[parent.node as usize];
                node.flags |= flag::PARENT;
                if self.run.solid {
                    node.flags |= flag::MIXED;
                    self.check_run(from)?;
                }
            }
            None if self.elements > 1 => {
                return malformed(XmlErrorKind::SecondRoot, from..name.end);
            }
            None => {}
        }
        let at = self.tape.nodes.len();
        let declarations = place(self.scope.len());
        reserve_for_rest(&mut self.tape.nodes, name.end, self.bytes.len());
        self.tape.nodes.push(MarkupNode {
            name: place(name.local),
            name_end: place(name.end),
            ..MarkupNode::default()
        });
        let mut end = name.end;
        if self.bytes.get(end) != Some(&b'>') {
            end = self.attributes(at, end)?;
        }
        let empty = self.bytes[end] == b'/';
        let behind = end + 1 + usize::from(empty);
        let namespace = if name.has_prefix() || self.scope.len() > 0 {
            let prefix = &self.source[name.prefix()];
            match self.scope.resolve(prefix) {
                Some(namespace) => namespace,
                None => return malformed(XmlErrorKind::UndeclaredPrefix, name.prefix()),
            }
        } else {
            namespace::NONE
        };
        let after = place(self.tape.nodes.len());
        let node = &mut self.tape.nodes[at];
        node.namespace = namespace;
        node.value = place(behind);
        if let Some(parent) = self.open.last_mut() {
            let most = self.limits.max_list();
            let nodes = &mut self.tape.nodes;
            self.siblings
                .add(self.source, nodes, at, &mut parent.level, most)?;
        }
        if empty {
            let node = &mut self.tape.nodes[at];
            node.value_end = place(behind);
            node.after = after;
            node.flags |= flag::EMPTY_TAG;
            self.scope.truncate(declarations as usize);
        } else if let Some(to) = self.leaf(at, name.range(), behind) {
            self.scope.truncate(declarations as usize);
            self.run = Run {
                start: to,
                ..Run::default()
            };
            return Ok(to);
        } else {
            self.open.push(Open {
                node: place(at),
                name: place(name.start),
                declarations,
                level: self.siblings.below(),
            });
        }
        self.run = Run {
            start: behind,
            ..Run::default()
        };
        Ok(behind)
    }

    /// Closes an element that has nothing in it but plain text from `from` on, which is what most
    /// are; gives the place after its end tag. Whatever is not as plain is left to the long way.
    #[inline(always)]
    fn leaf(&mut self, at: usize, name: Range<usize>, from: usize) -> Option<usize> {
        let rest = &self.bytes[from..];
        let len = memchr::memchr2(b'<', b'&', rest)?;
        let close = rest[len..].strip_prefix(b"</")?;
        let close = close.strip_prefix(&self.bytes[name.clone()])?;
        let plain = close.first() == Some(&b'>') && !self.survey.odd();
        let after = place(self.tape.nodes.len());
        let node = &mut self.tape.nodes[at];
        if !plain || len > self.limits.max_value() as usize || node.has(flag::NIL) {
            return None;
        }
        node.value_end = place(from + len);
        node.after = after;
        Some(from + len + 2 + name.len() + 1)
    }

    /// Counts an element, and holds its name and place to the limits.
    #[inline(always)]
    fn count(&mut self, name: Range<usize>) -> Result<(), Error> {
        self.elements += 1;
        if self.elements > self.limits.max_names() {
            return exceeds(Limit::Names(self.limits.max_names()), name);
        }
        if name.len() > self.limits.max_name() as usize {
            return exceeds(Limit::Name(self.limits.max_name()), name);
        }
        let depth = self.limits.max_depth().min(Limits::MAX_NESTING);
        if self.open.len >= usize::from(depth) {
            return exceeds(Limit::Depth(depth), name);
        }
        Ok(())
    }

    /// What to say of a `<` without a name after it.
    #[cold]
    fn no_name<T>(&self, from: usize, (what, at): (XmlErrorKind, usize)) -> Result<T, Error> {
        if from + 1 == self.bytes.len() {
            return self.ended(from);
        }
        if at == from + 1 {
            return malformed(XmlErrorKind::UnescapedLessThan, from..at);
        }
        malformed_at(self.source, (what, at))
    }

    /// Holds the text since the last tag to the limit.
    #[inline(always)]
    fn check_run(&self, end: usize) -> Result<(), Error> {
        if end - self.run.start > self.limits.max_value() as usize {
            return exceeds(Limit::Value(self.limits.max_value()), self.run.start..end);
        }
        Ok(())
    }

    /// Reads the end tag at `from`; gives the place after it.
    #[inline]
    fn end(&mut self, from: usize) -> Result<usize, Error> {
        let Some(open) = self.open.pop() else {
            return malformed(XmlErrorKind::UnmatchedEndTag, from..from + 2);
        };
        let at = open.node as usize;
        let name_end = self.tape.nodes[at].name_end as usize;
        let name = &self.bytes[open.name as usize..name_end];
        let found = &self.bytes[from + 2..];
        let behind = from + 2 + name.len();
        let to = if found.starts_with(name) && self.bytes.get(behind) == Some(&b'>') {
            behind + 1
        } else {
            self.odd_end(from, name)?
        };
        self.check_run(from)?;
        let after = place(self.tape.nodes.len());
        let node = &mut self.tape.nodes[at];
        node.value_end = place(from);
        node.after = after;
        if node.has(flag::PARENT) {
            node.flags |= if self.run.solid { flag::MIXED } else { 0 };
        } else if self.run.escaped {
            node.flags |= flag::ESCAPED;
        }
        if node.has(flag::NIL) && (node.has(flag::PARENT) || self.run.solid) {
            return malformed(XmlErrorKind::NilWithContent, from..to);
        }
        self.siblings.above(open.level);
        self.scope.truncate(open.declarations as usize);
        self.run = Run {
            start: to,
            ..Run::default()
        };
        Ok(to)
    }

    /// An end tag with whitespace after its name, or one that does not fit.
    #[cold]
    fn odd_end(&self, from: usize, name: &[u8]) -> Result<usize, Error> {
        let found = &self.bytes[from + 2..];
        if let Some(rest) = found.strip_prefix(name) {
            let space = rest.iter().take_while(|byte| is_space(**byte)).count();
            if rest.get(space) == Some(&b'>') {
                return Ok(from + 2 + name.len() + space + 1);
            }
        }
        let Some(end) = memchr::memchr(b'>', found) else {
            return self.ended(from);
        };
        malformed(XmlErrorKind::MismatchedEndTag, from..from + 2 + end + 1)
    }
}
