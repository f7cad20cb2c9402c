//! A read-only view of a checked document.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use super::attributes;
use super::chars::is_blank;
use super::charset::Source;
use super::config::Config;
use super::lex;
use super::tape::{self, MarkupNode, Tape, flag};
use super::text;
use super::warning::{Warning, WarningKind};
use crate::error::{Error, ErrorKind};
use crate::policy::Duplicates;

/// A well-formed document. All of it is checked on construction.
///
/// Types are deserialized through it: [`Element`] is a serde deserializer of its content.
/// It borrows the input, or holds a decoded copy if the input is not UTF-8.
///
/// ```
/// use paywire::xml::Document;
///
/// let document = Document::from_str("<a:order xmlns:a='urn:a'><id n='1'>7</id><id>8</id></a:order>")?;
/// let order = document.root();
/// assert_eq!((order.name(), order.namespace()), ("order", Some("urn:a")));
/// let ids: Vec<u8> = order.children().map(|id| id.deserialize()).collect::<Result<_, _>>()?;
/// assert_eq!(ids, [7, 8]);
/// assert_eq!(order.children().next().and_then(|id| id.attribute("n")).as_deref(), Some("1"));
/// # Ok::<(), paywire::Error>(())
/// ```
pub struct Document<'de> {
    pub(super) source: Source<'de>,
    pub(super) tape: Tape,
    pub(super) switches: Switches,
    pub(super) warnings: Vec<Warning>,
}

/// The switches of a [`Config`] that affect deserialization.
#[derive(Clone, Copy, Debug)]
pub(super) struct Switches {
    pub(super) stray_text: bool,
    pub(super) duplicates: Duplicates,
    pub(super) exponents: bool,
    pub(super) any_case_booleans: bool,
    /// The maximum number of entries of a list in one text.
    pub(super) list: u32,
    /// The namespace assumed for elements in none.
    pub(super) home: u32,
}

impl<'de> Document<'de> {
    /// Reads a document, with [`Config::strict`].
    ///
    /// # Errors
    ///
    /// For what is not well-formed, has a document type definition or exceeds the default limits.
    #[expect(
        clippy::should_implement_trait,
        reason = "the name serde formats share"
    )]
    pub fn from_str(input: &'de str) -> Result<Self, Error> {
        Document::from_str_with(input, Config::strict())
    }

    /// Reads a document out of bytes, with [`Config::strict`].
    ///
    /// # Errors
    ///
    /// Those of [`Document::from_str`], and one for bytes that are not text in the document's encoding.
    pub fn from_slice(input: &'de [u8]) -> Result<Self, Error> {
        Document::from_slice_with(input, Config::strict())
    }

    /// Like [`Document::from_slice`], with a configuration. The root must be the
    /// configured one, if any.
    ///
    /// # Errors
    ///
    /// Those of [`Document::from_slice`], and one for another root than the configured one.
    pub fn from_slice_with(input: &'de [u8], config: Config<'_>) -> Result<Self, Error> {
        let mut warnings = Vec::new();
        let source = Source::new(input, &config, &mut warnings)?;
        Document::with_source(source, &config, warnings)
    }

    /// Like [`Document::from_slice_with`], for text. A declared encoding is ignored.
    ///
    /// # Errors
    ///
    /// Those of [`Document::from_slice_with`].
    pub fn from_str_with(input: &'de str, config: Config<'_>) -> Result<Self, Error> {
        let source = Source::from_text(input, &config)?;
        Document::with_source(source, &config, Vec::new())
    }

    pub(crate) fn with_source(
        mut source: Source<'de>,
        config: &Config<'_>,
        warnings: Vec<Warning>,
    ) -> Result<Self, Error> {
        let mut warnings = warnings;
        let space = config.skipped(&source.text.as_bytes()[source.start..]);
        if space > 0 {
            let span = source.in_input(source.start..source.start + space);
            warnings.push(Warning::new(WarningKind::SurroundingSpace, Some(span)));
            source.start += space;
        }
        let tape = match lex::tape(&source.text, source.start, config) {
            Ok(tape) => tape,
            Err(error) => return Err(placed(&source, error)),
        };
        let mut document = Document {
            source,
            tape,
            switches: Switches {
                stray_text: config.stray_text,
                duplicates: config.duplicates,
                exponents: config.exponents,
                any_case_booleans: config.any_case_booleans,
                list: config.limits.max_list(),
                home: 0,
            },
            warnings,
        };
        document.set_home(config.namespace);
        document.check_root(config)?;
        Ok(document)
    }

    /// Sets the namespace of a message whose root is in none: children in this namespace are its
    /// fields as well.
    pub(crate) fn set_home(&mut self, namespace: Option<&str>) {
        self.switches.home = match namespace {
            Some(uri) => self.tape.namespaces.number(&self.source.text, uri),
            None => 0,
        };
    }

    fn check_root(&mut self, config: &Config<'_>) -> Result<(), Error> {
        let warning = self.root().expect(config)?;
        self.warnings.extend(warning);
        Ok(())
    }

    /// The root element.
    #[must_use]
    pub fn root(&self) -> Element<'_, 'de> {
        Element {
            document: self,
            at: 0,
        }
    }

    /// The repairs made in reading the document. Empty with the strict preset.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The span of the first processing instruction, if any. The XML declaration is not one.
    #[must_use]
    pub fn instruction(&self) -> Option<Range<usize>> {
        let span = self.tape.instruction.clone()?;
        Some(self.source.in_input(span))
    }

    /// Converts the span of an error to bytes of the input, and adds the line.
    pub(super) fn placed(&self, error: Error) -> Error {
        placed(&self.source, error)
    }

    /// The text, as long as the input itself where that is possible.
    #[inline(always)]
    pub(super) fn text(&self) -> &str {
        &self.source.text
    }
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("root", &self.root())
            .finish_non_exhaustive()
    }
}

#[cold]
fn placed(source: &Source<'_>, error: Error) -> Error {
    if error.line_column().is_some() {
        return error;
    }
    let Some(span) = error.span() else {
        return error;
    };
    let (line, column) = source.line_column(span.start);
    error
        .map_spans(|span| source.in_input(span))
        .or_line_column(line, column)
}

/// An element of a [`Document`].
///
/// It is a [`serde::Deserializer`] of its content, and gives access to it without types.
#[derive(Clone, Copy)]
pub struct Element<'doc, 'de> {
    pub(super) document: &'doc Document<'de>,
    pub(super) at: usize,
}

impl<'doc, 'de> Element<'doc, 'de> {
    #[inline]
    fn node(self) -> &'doc MarkupNode {
        &self.document.tape.nodes[self.at]
    }

    fn raw(self, range: Range<usize>) -> &'doc str {
        self.document.text().get(range).unwrap_or_default()
    }

    /// The name without its prefix.
    #[must_use]
    pub fn name(self) -> &'doc str {
        self.raw(self.node().name())
    }

    /// The prefix. Compare namespaces instead: a prefix has no meaning of its own.
    #[must_use]
    pub fn prefix(self) -> Option<&'doc str> {
        let start = self.document.tape.span(self.document.text(), self.at).start;
        self.raw(start + 1..self.node().name as usize)
            .strip_suffix(':')
    }

    /// The namespace of the element.
    #[must_use]
    pub fn namespace(self) -> Option<&'doc str> {
        let tape = &self.document.tape;
        tape.uri(self.document.text(), self.node().namespace)
    }

    /// Whether the element has this namespace and local name.
    #[must_use]
    pub fn is(self, namespace: Option<&str>, name: &str) -> bool {
        self.name() == name && self.namespace() == namespace
    }

    /// Returns an error for another root than the configured one, or a warning for a tolerated one.
    pub(crate) fn expect(self, config: &Config<'_>) -> Result<Option<Warning>, Error> {
        let named = config.root.is_none_or(|name| name == self.name());
        let spaced = config
            .namespace
            .is_none_or(|uri| self.namespace() == Some(uri));
        if named && spaced {
            return Ok(None);
        }
        let span = self.node().name();
        let bare = self.namespace().is_none();
        if named && (!config.root_namespace || (bare && config.unqualified_root)) {
            let span = self.document.source.in_input(span);
            let kind = if bare {
                WarningKind::NoNamespace
            } else {
                WarningKind::RootNamespace
            };
            return Ok(Some(Warning::new(kind, Some(span))));
        }
        let name = config.root.unwrap_or("*");
        let wanted = match config.namespace {
            Some(uri) => format!("{{{uri}}}{name}").into(),
            None => name.into(),
        };
        let kind = if named {
            ErrorKind::RootNamespace(wanted)
        } else {
            ErrorKind::UnexpectedRoot(wanted)
        };
        Err(self.document.placed(Error::at(kind, span)))
    }

    /// The number of the namespace whose children are fields, as are those in none.
    #[inline]
    pub(super) fn home(self) -> u32 {
        match self.node().namespace {
            0 => self.document.switches.home,
            own => own,
        }
    }

    /// Iterates over the attributes, in document order, without namespace declarations.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'doc>> + use<'doc, 'de> {
        let document = self.document;
        let own = document.tape.nodes[self.at + 1..].iter();
        own.take_while(|node| node.has(flag::ATTRIBUTE))
            .map(|node| {
                let text = document.text();
                Attribute {
                    name: text.get(node.name()).unwrap_or_default(),
                    prefix: prefix(text, node),
                    namespace: document.tape.uri(text, node.namespace),
                    value: tape::leaf(text, node),
                }
            })
    }

    /// The value of the attribute of this name that is in no namespace.
    #[must_use]
    pub fn attribute(self, name: &str) -> Option<Cow<'doc, str>> {
        self.attribute_in(None, name)
    }

    /// The value of the attribute of this name and namespace.
    #[must_use]
    pub fn attribute_in(self, namespace: Option<&str>, name: &str) -> Option<Cow<'doc, str>> {
        let mut attributes = self.attributes();
        let found = attributes.find(|one| one.name == name && one.namespace == namespace);
        found.map(|attribute| attribute.value)
    }

    /// Iterates over the child elements, in document order.
    pub fn children(self) -> impl Iterator<Item = Element<'doc, 'de>> + use<'doc, 'de> {
        let document = self.document;
        let children = document.tape.children(self.at);
        children.map(move |at| Element { document, at })
    }

    /// Whether there are no child elements.
    #[must_use]
    pub fn is_leaf(self) -> bool {
        !self.node().has(flag::PARENT)
    }

    /// Whether `xsi:nil` says that there is no value.
    #[must_use]
    pub fn is_nil(self) -> bool {
        self.node().has(flag::NIL)
    }

    /// The element's own text, without that of its children.
    #[must_use]
    pub fn text(self) -> Cow<'doc, str> {
        let (tape, source) = (&self.document.tape, self.document.text());
        if self.is_leaf() {
            return tape::leaf(source, self.node());
        }
        let mut out = String::new();
        for piece in tape.pieces(source, self.at) {
            text::content(piece, &mut out);
        }
        Cow::Owned(out)
    }

    /// Whether the element's own text is more than whitespace.
    #[must_use]
    pub fn has_text(self) -> bool {
        let node = self.node();
        if node.has(flag::PARENT) {
            return node.has(flag::MIXED);
        }
        !is_blank(self.text().as_bytes())
    }

    /// Iterates over the content: non-empty texts and child elements, in document order.
    pub fn content(self) -> impl Iterator<Item = Content<'doc, 'de>> + use<'doc, 'de> {
        let mut pieces = self.document.tape.pieces(self.document.text(), self.at);
        let mut children = self.children();
        let mut texts = true;
        std::iter::from_fn(move || {
            loop {
                if !texts {
                    texts = true;
                    return children.next().map(Content::Element);
                }
                texts = false;
                let mut text = String::new();
                text::content(pieces.next().unwrap_or_default(), &mut text);
                if !text.is_empty() {
                    return Some(Content::Text(text));
                }
            }
        })
    }

    /// The source text of the element, from `<` to `>`. Namespaces may be declared
    /// outside of it; see [`Element::declarations`].
    #[must_use]
    pub fn source(self) -> &'doc str {
        let text = self.document.text();
        self.raw(self.document.tape.span(text, self.at))
    }

    /// The span of the whole element in the bytes of the input.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        let span = self.document.tape.span(self.document.text(), self.at);
        self.document.source.in_input(span)
    }

    /// The path of the element from the root, in NVP notation: `list.item(1)`.
    #[must_use]
    pub fn path(self) -> String {
        let tape = &self.document.tape;
        tape.path(self.document.text(), 0, self.at, tape.nodes[0].namespace)
    }

    /// The prefixes that this element's own tag declares, with their namespaces. The default
    /// namespace has the empty prefix.
    #[must_use]
    pub fn own_declarations(self) -> Vec<(&'doc str, Cow<'doc, str>)> {
        declared(&self.document.tape, self.document.text(), self.at)
    }

    /// The prefixes in scope, declared on this element or around it, with their namespaces,
    /// sorted by prefix. The default namespace has the empty prefix.
    #[must_use]
    pub fn declarations(self) -> Vec<(&'doc str, Cow<'doc, str>)> {
        let mut found = BTreeMap::new();
        let (tape, source) = (&self.document.tape, self.document.text());
        for at in tape.declaring(self.at) {
            for (prefix, uri) in declared(tape, source, at) {
                found.entry(prefix).or_insert(uri);
            }
        }
        // The default namespace may be undeclared again.
        let declared = found
            .into_iter()
            .filter(|(prefix, uri)| !(prefix.is_empty() && uri.is_empty()));
        declared.collect()
    }
}

/// The prefix of an element or attribute.
fn prefix<'a>(source: &'a str, node: &MarkupNode) -> Option<&'a str> {
    let before = source.get(..node.name as usize)?.strip_suffix(':')?;
    // A name follows `<` or whitespace, and its prefix, if any.
    let start = before.rfind(['<', ' ', '\t', '\n', '\r'])?;
    Some(&before[start + 1..])
}

/// The declarations of one start tag.
pub(super) fn declared<'a>(
    tape: &Tape,
    source: &'a str,
    at: usize,
) -> Vec<(&'a str, Cow<'a, str>)> {
    let node = &tape.nodes[at];
    let mut from = node.name_end as usize;
    let mut found = Vec::new();
    // It was read before, so this gives no errors.
    while let Ok(Some((name, value))) = attributes::next(source, &mut from) {
        let Some(prefix) = attributes::declared(source, name) else {
            continue;
        };
        let raw = source.get(value).unwrap_or_default();
        let mut uri = String::new();
        text::attribute(raw, &mut uri);
        found.push((
            prefix,
            if uri == raw {
                Cow::Borrowed(raw)
            } else {
                Cow::Owned(uri)
            },
        ));
    }
    found
}

impl fmt::Debug for Element<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Element")
            .field("name", &self.name())
            .field("namespace", &self.namespace())
            .finish_non_exhaustive()
    }
}

/// An attribute of an [`Element`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribute<'doc> {
    /// The name without its prefix.
    pub name: &'doc str,
    /// The prefix. Compare namespaces instead: a prefix has no meaning of its own.
    pub prefix: Option<&'doc str>,
    /// The namespace. An attribute without a prefix is in none.
    pub namespace: Option<&'doc str>,
    /// The value, with references resolved and whitespace made spaces.
    pub value: Cow<'doc, str>,
}

/// A part of the content of an [`Element`].
#[derive(Clone, Debug)]
pub enum Content<'doc, 'de> {
    /// Text between tags, without comments.
    Text(String),
    /// A child element.
    Element(Element<'doc, 'de>),
}
