//! From a document to its tape, with every check that makes a document well-formed, in one pass.

use std::ops::Range;

use super::config::Config;
use super::declaration;
use super::scan::{Run, Scan, Tag, malformed};
use super::siblings::{Level, Siblings};
use super::stack::Stack;
use super::tape::{MarkupNode, Tape, flag, place};
use super::twins::Twins;
use crate::error::{Error, ErrorKind, XmlErrorKind};
use crate::growth::reserve_for_rest;

/// Reads a document that starts at `start` of `source`.
pub(super) fn tape(source: &str, start: usize, config: &Config<'_>) -> Result<Tape, Error> {
    no_document_type(source.as_bytes(), start)?;
    let mut scan = Scan::new(source, config.limits);
    scan.survey()?;
    let mut lexer = Lexer::new(scan);
    if let Err(error) = lexer.document(start) {
        return Err(lexer.located(error));
    }
    Ok(lexer.finish())
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

struct Lexer<'a> {
    scan: Scan<'a>,
    tape: Tape,
    /// The open elements, the innermost last.
    open: Stack<Open, SHALLOW>,
    siblings: Siblings<'a>,
}

impl<'a> Lexer<'a> {
    fn new(scan: Scan<'a>) -> Self {
        let bytes = scan.bytes;
        // What has attributes has to grow.
        let tags = memchr::memchr_iter(b'<', bytes);
        let elements = tags.filter(|at| bytes.get(at + 1) != Some(&b'/')).count();
        let most = usize::try_from(scan.limits.max_names()).unwrap_or(usize::MAX);
        Lexer {
            scan,
            tape: Tape {
                nodes: Vec::with_capacity((elements + 1).min(most)),
                ..Tape::default()
            },
            open: Stack::default(),
            siblings: Siblings::new(),
        }
    }

    fn document(&mut self, start: usize) -> Result<(), Error> {
        let mut at = self.scan.declaration(start)?;
        let end = loop {
            at = match self.scan.tag(at)? {
                Tag::Start(from) => self.start(from)?,
                Tag::End(from) => self.end(from)?,
                Tag::None(end) => break end,
            };
        };
        if let Some(open) = self.open.last_mut() {
            let tag = open.name as usize - 1..self.tape.nodes[open.node as usize].name_end as usize;
            return malformed(XmlErrorKind::UnclosedElement, tag);
        }
        if self.scan.elements == 0 {
            return self.scan.ended(end);
        }
        Ok(())
    }

    /// The tape of a document that was read to its end.
    fn finish(mut self) -> Tape {
        if self.siblings.are_mixed() {
            self.tape.twins = Twins::find(self.scan.source, &mut self.tape.nodes);
        }
        self.tape.namespaces = self.scan.scope.into_namespaces();
        self.tape.instruction = self.scan.instruction;
        self.tape
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
                self.tape.push_step(&mut path, self.scan.source, step, home);
            }
            path
        })
    }

    /// Reads the start tag at `from`; gives the place after it.
    #[inline]
    fn start(&mut self, from: usize) -> Result<usize, Error> {
        let name = self.scan.name(from)?;
        let nodes = &mut self.tape.nodes;
        if let Some(parent) = self.open.last_mut() {
            let mixed = if self.scan.run.solid { flag::MIXED } else { 0 };
            nodes[parent.node as usize].flags |= flag::PARENT | mixed;
        }
        let at = nodes.len();
        let declarations = place(self.scan.scope.len());
        reserve_for_rest(nodes, name.end, self.scan.bytes.len());
        nodes.push(MarkupNode::default());
        let tag = self.scan.rest(nodes, name)?;
        if tag.declares {
            self.tape.declare(at);
        }
        let behind = tag.behind;
        let after = place(self.tape.nodes.len());
        let node = &mut self.tape.nodes[at];
        *node = tag.element;
        node.value = place(behind);
        let empty = node.has(flag::EMPTY_TAG);
        if let Some(parent) = self.open.last_mut() {
            let most = self.scan.limits.max_list();
            let nodes = &mut self.tape.nodes;
            self.siblings
                .add(self.scan.source, nodes, at, &mut parent.level, most)?;
        }
        self.scan.run = Run::from(behind);
        if empty {
            let node = &mut self.tape.nodes[at];
            node.value_end = place(behind);
            node.after = after;
            self.scan.scope.truncate(declarations as usize);
        } else if let Some(to) = self.leaf(at, name.range(), behind) {
            self.scan.scope.truncate(declarations as usize);
            self.scan.run = Run::from(to);
            return Ok(to);
        } else {
            self.scan.depth += 1;
            self.open.push(Open {
                node: place(at),
                name: place(name.start),
                declarations,
                level: self.siblings.below(),
            });
        }
        Ok(behind)
    }

    /// Closes an element that has nothing in it but plain text from `from` on; gives the place after
    /// its end tag.
    #[inline(always)]
    fn leaf(&mut self, at: usize, name: Range<usize>, from: usize) -> Option<usize> {
        let (end, to) = self.scan.leaf(name, from)?;
        let after = place(self.tape.nodes.len());
        let node = &mut self.tape.nodes[at];
        if node.has(flag::NIL) {
            return None;
        }
        node.value_end = place(end);
        node.after = after;
        Some(to)
    }

    /// Reads the end tag at `from`; gives the place after it.
    #[inline]
    fn end(&mut self, from: usize) -> Result<usize, Error> {
        let Some(open) = self.open.pop() else {
            return malformed(XmlErrorKind::UnmatchedEndTag, from..from + 2);
        };
        self.scan.depth -= 1;
        let at = open.node as usize;
        let name = open.name as usize..self.tape.nodes[at].name_end as usize;
        let to = self.scan.close(name, from)?;
        let run = self.scan.run;
        let after = place(self.tape.nodes.len());
        let node = &mut self.tape.nodes[at];
        node.value_end = place(from);
        node.after = after;
        if node.has(flag::PARENT) {
            node.flags |= if run.solid { flag::MIXED } else { 0 };
        } else if run.escaped {
            node.flags |= flag::ESCAPED;
        }
        if node.has(flag::NIL) && (node.has(flag::PARENT) || run.solid) {
            return malformed(XmlErrorKind::NilWithContent, from..to);
        }
        self.siblings.above(open.level);
        self.scan.scope.truncate(open.declarations as usize);
        self.scan.run = Run::from(to);
        Ok(to)
    }
}
