//! From a document to its tape: tokens of `quick-xml`, and on them every check that makes a
//! document well-formed, in one pass.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::chars::{self, Survey, is_blank, is_space};
use super::config::Config;
use super::declaration;
use super::scope::Scope;
use super::siblings::Siblings;
use super::tape::{Node, Tape, flag, namespace, place};
use super::text::reference;
use crate::error::{Error, ErrorKind, Limit};
use crate::limits::Limits;

#[cold]
#[inline(never)]
pub(super) fn malformed<T>(what: &'static str, span: Range<usize>) -> Result<T, Error> {
    Err(Error::at(ErrorKind::Xml(what), span))
}

#[cold]
#[inline(never)]
pub(super) fn exceeds<T>(limit: Limit, span: Range<usize>) -> Result<T, Error> {
    Err(Error::at(ErrorKind::Limit(limit), span))
}

/// Reads a document that starts at `start` of `source`.
pub(super) fn tape(source: &str, start: usize, config: &Config<'_>) -> Result<Tape, Error> {
    let survey = chars::survey(source)
        .or_else(|span| malformed("a character that XML does not allow anywhere", span))?;
    let mut lexer = Lexer::new(source, config.limits, survey);
    lexer.document(start)?;
    Ok(lexer.tape)
}

/// An element whose end tag is still to come.
struct Open {
    node: u32,
    /// Where its whole name starts; it ends where the local name does.
    name: u32,
    /// How many namespace declarations held around it.
    declarations: u32,
}

/// The text since the last tag.
#[derive(Clone, Copy, Default)]
struct Run {
    start: usize,
    /// It has something in it that is no white space.
    solid: bool,
    /// It is not what stands there.
    escaped: bool,
}

pub(super) struct Lexer<'a> {
    source: &'a str,
    bytes: &'a [u8],
    limits: Limits,
    survey: Survey,
    pub(super) tape: Tape,
    pub(super) scope: Scope<'a>,
    open: Vec<Open>,
    siblings: Siblings<'a>,
    run: Run,
    elements: u32,
}

impl<'a> Lexer<'a> {
    fn new(source: &'a str, limits: Limits, survey: Survey) -> Self {
        let bytes = source.as_bytes();
        // Most elements have an end tag. What has more nodes than that has to grow.
        let tags = memchr::memchr_iter(b'<', bytes).count();
        let most = usize::try_from(limits.max_names()).unwrap_or(usize::MAX);
        Lexer {
            source,
            bytes,
            limits,
            survey,
            tape: Tape {
                nodes: Vec::with_capacity((tags / 2 + 2).min(most)),
                namespaces: Vec::new(),
                instruction: None,
            },
            scope: Scope::default(),
            open: Vec::with_capacity(8),
            siblings: Siblings::default(),
            run: Run::default(),
            elements: 0,
        }
    }

    fn document(&mut self, start: usize) -> Result<(), Error> {
        let body = &self.bytes[start..];
        if body.starts_with(b"\xef\xbb\xbf") {
            return malformed("text before the root element", start..start + 3);
        }
        let mut reader = Reader::from_reader(body);
        let checks = reader.config_mut();
        // Both are done here, where more is known about the names.
        checks.check_end_names = false;
        checks.allow_unmatched_ends = true;
        let mut from = start;
        loop {
            if self.bytes[from..].starts_with(b"<!") {
                self.bang(from)?;
            }
            let event = reader.read_event();
            #[expect(clippy::cast_possible_truncation, reason = "a place in the input")]
            let to = start + reader.buffer_position() as usize;
            match event {
                Ok(Event::Start(_)) => self.start(from, to - 1, false)?,
                Ok(Event::Empty(_)) => self.start(from, to - 2, true)?,
                Ok(Event::End(_)) => self.end(from, to)?,
                Ok(Event::Text(_)) => self.text(from..to)?,
                Ok(Event::GeneralRef(_)) => self.reference(from..to)?,
                Ok(Event::CData(_)) => self.cdata(from..to)?,
                Ok(Event::Comment(_)) => self.comment(from..to)?,
                Ok(Event::PI(_)) => self.instruction(from..to)?,
                Ok(Event::Decl(_)) => self.declaration(from..to, start)?,
                Ok(Event::DocType(_)) => return Err(Error::at(ErrorKind::Dtd, from..to)),
                Ok(Event::Eof) => break,
                Err(_) => return self.broken(from),
            }
            from = to;
        }
        if let Some(open) = self.open.last() {
            let tag = open.name as usize - 1..self.tape.nodes[open.node as usize].name_end as usize;
            return malformed("an element that is never closed", tag);
        }
        if self.elements == 0 {
            let end = self.bytes.len();
            return Err(Error::at(ErrorKind::UnexpectedEnd, end..end));
        }
        Ok(())
    }

    /// What may stand behind `<!`. A document type stops here, before anything of it is read.
    fn bang(&self, from: usize) -> Result<(), Error> {
        let rest = &self.bytes[from..];
        if rest.starts_with(b"<!--") || rest.starts_with(b"<![CDATA[") {
            return Ok(());
        }
        if rest.starts_with(b"<!DOCTYPE") {
            return Err(Error::at(ErrorKind::Dtd, from..from + 9));
        }
        malformed(
            "`<!` that starts no comment and no CDATA section",
            from..from + 2,
        )
    }

    /// Says what is wrong where the tokenizer gave up.
    #[cold]
    fn broken<T>(&self, from: usize) -> Result<T, Error> {
        let rest = &self.bytes[from..];
        if rest.starts_with(b"&") {
            return malformed(
                "`&` that starts no reference (a literal one is `&amp;`)",
                from..from + 1,
            );
        }
        if rest.starts_with(b"<??>") || rest.starts_with(b"<?>") {
            return malformed("a processing instruction without a name", from..from + 2);
        }
        Err(Error::at(ErrorKind::UnexpectedEnd, from..self.bytes.len()))
    }

    #[inline(always)]
    fn is_inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// Refuses anything but white space around the root.
    #[cold]
    fn outside<T>(&self, span: Range<usize>) -> Result<T, Error> {
        malformed(
            if self.elements == 0 {
                "text before the root element"
            } else {
                "text behind the root element"
            },
            span,
        )
    }

    #[inline]
    fn text(&mut self, span: Range<usize>) -> Result<(), Error> {
        let text = &self.bytes[span.clone()];
        if !self.is_inside() {
            if is_blank(text) {
                return Ok(());
            }
            return self.outside(span);
        }
        if !self.run.solid {
            self.run.solid = !is_blank(text);
        }
        if self.survey.returns {
            self.run.escaped |= memchr::memchr(b'\r', text).is_some();
        }
        if self.survey.brackets
            && let Some(at) = memchr::memmem::find(text, b"]]>")
        {
            let at = span.start + at;
            return malformed("`]]>` in text (write `]]&gt;`)", at..at + 3);
        }
        Ok(())
    }

    fn reference(&mut self, span: Range<usize>) -> Result<(), Error> {
        if !self.is_inside() {
            return self.outside(span);
        }
        match reference(&self.bytes[span.start + 1..span.end - 1]) {
            Ok(c) => self.run.solid |= !matches!(c, ' ' | '\t' | '\n' | '\r'),
            Err(what) => return malformed(what, span),
        }
        self.run.escaped = true;
        Ok(())
    }

    fn cdata(&mut self, span: Range<usize>) -> Result<(), Error> {
        if !self.is_inside() {
            return self.outside(span);
        }
        self.run.solid |= !is_blank(&self.bytes[span.start + 9..span.end - 3]);
        self.run.escaped = true;
        Ok(())
    }

    fn comment(&mut self, span: Range<usize>) -> Result<(), Error> {
        // `<!-->` and `<!--->` are not comments, whatever a tokenizer thinks of them.
        let inner = span.start + 4..span.end.saturating_sub(2);
        let dashes = self
            .bytes
            .get(inner.clone())
            .and_then(|inner| memchr::memmem::find(inner, b"--"));
        if span.len() < 7 || dashes.is_some_and(|at| inner.start + at + 3 != span.end) {
            let at = inner.start + dashes.unwrap_or_default();
            return malformed("`--` inside a comment", at..at + 2);
        }
        self.run.escaped = true;
        Ok(())
    }

    fn instruction(&mut self, span: Range<usize>) -> Result<(), Error> {
        let start = span.start + 2;
        let end = match chars::ncname(self.source, start) {
            Ok(end) => end,
            Err((what, at)) => return malformed(what, at..at + 1),
        };
        if self.bytes[start..end].eq_ignore_ascii_case(b"xml") {
            return malformed(
                "an XML declaration that is not the first thing in the document",
                span,
            );
        }
        if end != span.end - 2 && !is_space(self.bytes[end]) {
            return malformed(
                "a processing instruction whose name does not end",
                start..end,
            );
        }
        self.run.escaped = true;
        self.tape.instruction.get_or_insert(span);
        Ok(())
    }

    fn declaration(&mut self, span: Range<usize>, start: usize) -> Result<(), Error> {
        if span.start != start {
            return malformed(
                "an XML declaration that is not the first thing in the document",
                span,
            );
        }
        let inner = span.start + 5..span.end - 2;
        match declaration::parse(&self.bytes[inner.clone()]) {
            Ok(_) => Ok(()),
            Err((what, at)) => {
                let at = inner.start + at;
                malformed(what, at..at + 1)
            }
        }
    }

    /// A start tag, from its `<` to where its attributes end.
    #[inline]
    fn start(&mut self, from: usize, end: usize, empty: bool) -> Result<(), Error> {
        let name = match chars::qname(self.source, from + 1) {
            Ok(name) => name,
            Err((what, at)) => return malformed(what, at..at + 1),
        };
        self.elements += 1;
        if self.elements > self.limits.max_names() {
            return exceeds(Limit::Names(self.limits.max_names()), name.range());
        }
        if name.range().len() > self.limits.max_name() as usize {
            return exceeds(Limit::Name(self.limits.max_name()), name.range());
        }
        let depth = self.limits.max_depth().min(Limits::MAX_DEPTH);
        if self.open.len() >= usize::from(depth) {
            return exceeds(Limit::Depth(depth), name.range());
        }
        match self.open.last() {
            Some(parent) => {
                let node = &mut self.tape.nodes[parent.node as usize];
                node.flags |= flag::PARENT | if self.run.solid { flag::MIXED } else { 0 };
                if self.run.solid {
                    self.check_run(from)?;
                }
            }
            None if self.elements > 1 => {
                return malformed("a second root element", from..name.end);
            }
            None => {}
        }
        let at = self.tape.nodes.len();
        let declarations = place(self.scope.len());
        self.tape.nodes.push(Node {
            name: place(name.local),
            name_end: place(name.end),
            ..Node::default()
        });
        if name.end != end {
            self.attributes(at, name.end, end)?;
        }
        let namespace = if name.has_prefix() || self.scope.len() > 0 {
            let prefix = &self.source[name.prefix()];
            match self.scope.resolve(prefix) {
                Some(namespace) => namespace,
                None => return malformed("a prefix that is not declared", name.prefix()),
            }
        } else {
            namespace::NONE
        };
        let behind = end + 1 + usize::from(empty);
        let node = &mut self.tape.nodes[at];
        node.namespace = namespace;
        node.value = place(behind);
        if self.is_inside() {
            self.siblings.add(
                self.source,
                &mut self.tape.nodes,
                at,
                self.limits.max_list(),
            )?;
        }
        if empty {
            let after = place(self.tape.nodes.len());
            let node = &mut self.tape.nodes[at];
            node.value_end = place(behind);
            node.after = after;
            node.flags |= flag::EMPTY_TAG;
            self.scope.truncate(declarations as usize);
        } else {
            self.siblings.enter();
            self.open.push(Open {
                node: place(at),
                name: place(name.start),
                declarations,
            });
        }
        self.run = Run {
            start: behind,
            ..Run::default()
        };
        Ok(())
    }

    /// Holds the text since the last tag to the limit.
    #[inline]
    fn check_run(&self, end: usize) -> Result<(), Error> {
        if end - self.run.start > self.limits.max_value() as usize {
            return exceeds(Limit::Value(self.limits.max_value()), self.run.start..end);
        }
        Ok(())
    }

    /// An end tag, from its `<` to behind its `>`.
    #[inline]
    fn end(&mut self, from: usize, to: usize) -> Result<(), Error> {
        let Some(open) = self.open.pop() else {
            return malformed("an end tag without a start tag", from..to);
        };
        let at = open.node as usize;
        let name_end = self.tape.nodes[at].name_end as usize;
        let name = &self.bytes[open.name as usize..name_end];
        let found = &self.bytes[from + 2..to - 1];
        if found != name && !found.strip_prefix(name).is_some_and(is_blank) {
            return malformed(
                "an end tag that closes another element than the last one opened",
                from..to,
            );
        }
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
            return malformed("`xsi:nil` on an element that is not empty", from..to);
        }
        self.siblings.leave();
        self.scope.truncate(open.declarations as usize);
        self.run = Run {
            start: to,
            ..Run::default()
        };
        Ok(())
    }
}

impl<'a> Lexer<'a> {
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }
}
