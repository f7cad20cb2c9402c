//! A document from tag to tag: what makes it well-formed, without a place to keep what was read.
//!
//! Both readers of documents go through it: the one that writes a [tape](super::lex), and the
//! [fast path](super::fast_path). Here are tags; what stands between them is in `markup`, what
//! stands in start tags in `attributes`.

use std::ops::Range;

use super::chars::{self, QName, Survey, is_space};
use super::scope::Scope;
use super::tape::{MarkupNode, flag, place};
use crate::error::{Error, ErrorKind, Limit, XmlErrorKind};
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

/// The text since the last tag.
#[derive(Clone, Copy, Default)]
pub(super) struct Run {
    pub(super) start: usize,
    /// It has something in it that is not whitespace.
    pub(super) solid: bool,
    /// It is not what stands there.
    pub(super) escaped: bool,
}

impl Run {
    pub(super) fn from(start: usize) -> Self {
        Run {
            start,
            ..Run::default()
        }
    }
}

/// The next tag, by the place of its `<`.
pub(super) enum Tag {
    Start(usize),
    End(usize),
    /// The document ends here instead.
    None(usize),
}

pub(super) struct Scan<'a> {
    pub(super) source: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) limits: Limits,
    pub(super) survey: Survey,
    pub(super) scope: Scope<'a>,
    pub(super) run: Run,
    pub(super) elements: u32,
    /// How many elements are open.
    pub(super) depth: usize,
    /// The place of the first processing instruction.
    pub(super) instruction: Option<Range<usize>>,
}

impl<'a> Scan<'a> {
    #[inline(always)]
    pub(super) fn new(source: &'a str, limits: Limits) -> Self {
        Scan {
            source,
            bytes: source.as_bytes(),
            limits,
            survey: Survey::default(),
            scope: Scope::default(),
            run: Run::default(),
            elements: 0,
            depth: 0,
            instruction: None,
        }
    }

    /// Looks through the document for characters that may stand nowhere. This comes before everything else.
    #[inline]
    pub(super) fn survey(&mut self) -> Result<(), Error> {
        match chars::survey(self.source) {
            Ok(survey) => {
                self.survey = survey;
                Ok(())
            }
            Err(span) => malformed(XmlErrorKind::ForbiddenCharacter, span),
        }
    }

    /// Goes to the next tag, over the text that stands before it.
    #[inline]
    pub(super) fn tag(&mut self, mut at: usize) -> Result<Tag, Error> {
        loop {
            let Some(&byte) = self.bytes.get(at) else {
                return Ok(Tag::None(at));
            };
            if byte != b'<' {
                at = self.text(at)?;
                continue;
            }
            at = match self.bytes.get(at + 1) {
                Some(b'/') => return Ok(Tag::End(at)),
                Some(b'!') => self.bang(at)?,
                Some(b'?') => self.instruction(at)?,
                _ => return Ok(Tag::Start(at)),
            };
        }
    }

    /// The input ends inside of what starts at `from`.
    #[cold]
    pub(super) fn ended<T>(&self, from: usize) -> Result<T, Error> {
        Err(Error::at(ErrorKind::UnexpectedEnd, from..self.bytes.len()))
    }

    #[inline(always)]
    pub(super) fn is_inside(&self) -> bool {
        self.depth > 0
    }

    /// Reads the name of the start tag at `from`, and counts its element.
    #[inline(always)]
    pub(super) fn name(&mut self, from: usize) -> Result<QName, Error> {
        let name = match chars::qname(self.source, from + 1) {
            Ok(name) => name,
            Err(fault) => return self.no_name(from, fault),
        };
        self.count(name.range())?;
        if !self.is_inside() && self.elements > 1 {
            return malformed(XmlErrorKind::SecondRoot, from..name.end);
        }
        if self.run.solid && self.is_inside() {
            self.check_run(from)?;
        }
        Ok(name)
    }

    /// Reads the rest of a start tag, and adds nodes for its attributes.
    #[inline(always)]
    pub(super) fn rest(
        &mut self,
        nodes: &mut Vec<MarkupNode>,
        name: QName,
    ) -> Result<StartTag, Error> {
        let mut tag = StartTag {
            element: MarkupNode {
                name: place(name.local),
                name_end: place(name.end),
                ..MarkupNode::default()
            },
            behind: name.end,
            declares: false,
        };
        if self.bytes.get(name.end) != Some(&b'>') {
            self.attributes(nodes, &mut tag)?;
            if self.bytes.get(tag.behind) == Some(&b'/') {
                tag.element.flags |= flag::EMPTY_TAG;
                tag.behind += 1;
            }
        }
        tag.behind += 1;
        tag.element.namespace = self.namespace(name)?;
        Ok(tag)
    }

    /// The namespace of an element, by the declarations that hold in it.
    #[inline(always)]
    fn namespace(&self, name: QName) -> Result<u32, Error> {
        if !name.has_prefix() {
            return Ok(self.scope.of_no_prefix());
        }
        let prefix = self.source.get(name.prefix()).unwrap_or_default();
        match self.scope.resolve(prefix) {
            Some(namespace) => Ok(namespace),
            None => malformed(XmlErrorKind::UndeclaredPrefix, name.prefix()),
        }
    }

    /// The end of the text at `from`, and the place after the end tag that closes it, if the element
    /// has nothing in it but plain text, which is what most have. Whatever is not as plain is left to the long way.
    #[inline(always)]
    pub(super) fn leaf(&self, name: Range<usize>, from: usize) -> Option<(usize, usize)> {
        let rest = self.bytes.get(from..)?;
        let len = chars::plain(rest)?;
        let close = rest.get(len..)?.strip_prefix(b"</")?;
        let close = close.strip_prefix(self.bytes.get(name.clone())?)?;
        let plain = close.first() == Some(&b'>') && !self.survey.odd();
        if !plain || len > self.limits.max_value() as usize {
            return None;
        }
        let end = from + len;
        Some((end, end + 2 + name.len() + 1))
    }

    /// Counts an element, and holds its name and place to the limits.
    #[inline(always)]
    pub(super) fn count(&mut self, name: Range<usize>) -> Result<(), Error> {
        self.elements += 1;
        if self.elements > self.limits.max_names() {
            return exceeds(Limit::Names(self.limits.max_names()), name);
        }
        if name.len() > self.limits.max_name() as usize {
            return exceeds(Limit::Name(self.limits.max_name()), name);
        }
        let depth = self.limits.max_depth().min(Limits::MAX_NESTING);
        if self.depth >= usize::from(depth) {
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

    /// Reads the end tag at `from`, of the element with this whole name; gives the place after it.
    #[inline(always)]
    pub(super) fn close(&self, name: Range<usize>, from: usize) -> Result<usize, Error> {
        let name = self.bytes.get(name).unwrap_or_default();
        let found = self.bytes.get(from + 2..).unwrap_or_default();
        let behind = from + 2 + name.len();
        let to = if found.starts_with(name) && self.bytes.get(behind) == Some(&b'>') {
            behind + 1
        } else {
            self.odd_end(from, name)?
        };
        self.check_run(from)?;
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

/// A start tag that was read.
pub(super) struct StartTag {
    /// The element, as far as its start tag says what it is.
    pub(super) element: MarkupNode,
    /// The place after the tag.
    pub(super) behind: usize,
    /// Whether it declares namespaces.
    pub(super) declares: bool,
}
