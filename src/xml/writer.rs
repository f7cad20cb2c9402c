//! Elements, attributes and text, appended to a string: what can go wrong on the way is caught
//! here, so whatever comes out is well-formed.

use super::chars;
use super::escape::{self, Unwritable};
use super::names;
use crate::error::{Error, ErrorKind, Result};

/// The namespace of `xsi:nil`.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace that the prefix `xml` is bound to, and no other prefix may be.
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// What the namespace of an extension is abbreviated to.
const FOREIGN_PREFIX: &str = "x";

const CHARACTER: ErrorKind =
    ErrorKind::Unsupported("a character that XML does not allow, such as NUL");
const NAME: ErrorKind = ErrorKind::UnwritableKey("a key that is not the name of an XML element");
const ATTRIBUTE: ErrorKind =
    ErrorKind::UnwritableKey("a key that is not the name of an XML attribute without a namespace");
const PREFIX: ErrorKind = ErrorKind::UnwritableKey(
    "a prefix that cannot be declared (it is not a name, or it is `xml` or `xmlns`)",
);
const TWICE: ErrorKind = ErrorKind::UnwritableKey("the same attribute twice on one element");
const BLANK: ErrorKind =
    ErrorKind::Unsupported("text of whitespace only beside elements (readers leave it out)");
const LATE_TEXT: ErrorKind = ErrorKind::Unsupported(
    "text after elements in an indented document (it would be read with the whitespace)",
);

impl From<Unwritable> for Error {
    #[cold]
    fn from(_: Unwritable) -> Self {
        Error::new(CHARACTER)
    }
}

/// Appends a document or a part of one to a string.
///
/// A start tag stays open until something is written into its element, so attributes may still be
/// added to it.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    out: &'a mut String,
    /// Whether the last start tag waits for its `>`.
    open: bool,
    /// What was written into the current element beside children: nothing, or bits of `content`.
    content: u8,
    /// Whether text was written that would not be read back.
    lost: bool,
    /// How many elements are not ended yet.
    depth: u16,
    indent: Option<u8>,
    names: KnownNames,
    /// How many prefixes were made for namespaces of attributes.
    prefixes: u32,
    /// Attributes that came after the content of their element, with the element's depth.
    late: Vec<(u16, String)>,
}

/// What text there is in an element.
mod content {
    pub(super) const TEXT: u8 = 1;
    /// There is, and all of it is whitespace.
    pub(super) const BLANK: u8 = 2;
}

/// An element that was begun and is to be ended.
#[derive(Debug)]
pub(crate) struct Element {
    /// The place of its name in the output.
    at: usize,
    len: u32,
    /// What text there was in the element around it.
    outer: u8,
}

impl Element {
    fn content(&self) -> usize {
        self.at + self.len as usize
    }
}

impl<'a> Writer<'a> {
    /// Appends to `out`, each element on a line of its own if an indentation is given.
    pub(crate) fn new(out: &'a mut String, indent: Option<u8>) -> Self {
        Writer {
            out,
            open: false,
            content: 0,
            lost: false,
            depth: 0,
            indent,
            names: KnownNames::default(),
            prefixes: 0,
            late: Vec::new(),
        }
    }

    /// How many elements are not ended yet.
    #[inline]
    pub(crate) fn depth(&self) -> u16 {
        self.depth
    }

    /// Whether nothing was written into the current element yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.open
    }

    /// Says that what follows is a document in UTF-8.
    pub(crate) fn declaration(&mut self) {
        self.out
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        if self.indent.is_some() {
            self.out.push('\n');
        }
    }

    /// Writes an element that was written before.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.child();
        self.out.push_str(markup);
    }

    /// Adds an attribute to the element that was just begun, whatever it is called.
    pub(crate) fn raw_attribute(&mut self, name: &str, text: &str) -> Result<()> {
        push_attribute(self.out, name, text)
    }

    /// Whether an element may be called so; a name that stands in the program is looked at once.
    #[inline]
    pub(crate) fn is_known_name(&mut self, name: &'static str) -> bool {
        self.names.holds(name)
    }

    /// Refuses what no element may be called.
    #[inline]
    pub(crate) fn check_name(name: &str) -> Result<()> {
        if chars::is_ncname(name) {
            return Ok(());
        }
        let what = names::refusal(name).map(ErrorKind::UnwritableKey);
        Err(Error::new(what.unwrap_or(NAME)))
    }

    /// Like [`Writer::check_name`], also for a name that says its namespace, `{urn:example}name`.
    #[inline]
    pub(crate) fn check_key(key: &str) -> Result<()> {
        match key.strip_prefix('{') {
            Some(_) => foreign(key).map(drop),
            None => Writer::check_name(key),
        }
    }

    /// Refuses what no namespace may be abbreviated to: these two mean something else.
    pub(crate) fn check_prefix(prefix: &str) -> Result<()> {
        if chars::is_ncname(prefix) && prefix != "xml" && prefix != "xmlns" {
            Ok(())
        } else {
            Err(Error::new(PREFIX))
        }
    }

    /// Writes an element with nothing but text in it. The name must have been checked.
    #[inline]
    pub(crate) fn leaf(&mut self, name: &str, text: &str) -> Result<()> {
        if text.is_empty() {
            self.empty(name);
            return Ok(());
        }
        self.child();
        self.out.reserve(2 * name.len() + text.len() + 5);
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        escape::push_text(self.out, text)?;
        self.end_tag(name);
        Ok(())
    }

    /// Like [`Writer::leaf`], for a text that needs no escapes and is not empty.
    #[inline]
    pub(crate) fn plain_leaf(&mut self, name: &str, text: &str) {
        self.child();
        self.out.reserve(2 * name.len() + text.len() + 5);
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        self.out.push_str(text);
        self.end_tag(name);
    }

    /// Writes an element with nothing in it. The name must have been checked.
    pub(crate) fn empty(&mut self, name: &str) {
        self.child();
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str("/>");
    }

    /// Writes an element that says that its value is absent. The name must have been checked.
    pub(crate) fn nil(&mut self, name: &str) {
        self.child();
        for piece in ["<", name, " xmlns:xsi=\"", XSI, "\" xsi:nil=\"true\"/>"] {
            self.out.push_str(piece);
        }
    }

    /// Begins an element in no namespace. The name must have been checked.
    #[inline]
    pub(crate) fn begin(&mut self, name: &str) -> Element {
        self.child();
        self.out.push('<');
        self.start(name)
    }

    /// Begins an element in a namespace that it declares for its own name: with the empty prefix
    /// for everything in it too.
    pub(crate) fn begin_in(
        &mut self,
        prefix: &str,
        name: &str,
        namespace: &str,
    ) -> Result<Element> {
        self.child();
        self.out.push('<');
        let mut element = self.start(prefix);
        if !prefix.is_empty() {
            self.out.push(':');
        }
        self.out.push_str(name);
        element.len = short(self.out.len() - element.at);
        self.out.push_str(" xmlns");
        if !prefix.is_empty() {
            self.out.push(':');
            self.out.push_str(prefix);
        }
        self.out.push_str("=\"");
        escape::push_attribute(self.out, namespace)?;
        self.out.push('"');
        Ok(element)
    }

    /// Begins an element whose name says its namespace, `{urn:example}name`.
    #[cold]
    pub(crate) fn begin_foreign(&mut self, key: &str) -> Result<Element> {
        let (namespace, name) = foreign(key)?;
        if namespace == XML {
            // Its prefix is always there, and no other may be declared.
            return Ok(self.begin(&["xml:", name].concat()));
        }
        self.begin_in(FOREIGN_PREFIX, name, namespace)
    }

    #[inline]
    fn start(&mut self, name: &str) -> Element {
        let at = self.out.len();
        self.out.push_str(name);
        self.depth += 1;
        self.open = true;
        Element {
            at,
            len: short(name.len()),
            outer: std::mem::take(&mut self.content),
        }
    }

    /// Ends an element: the last one that was begun and is not ended.
    #[inline]
    pub(crate) fn end(&mut self, element: &Element) -> Result<()> {
        if self.lost {
            return Err(Error::new(BLANK));
        }
        if !self.late.is_empty() {
            self.put_into_tag(element);
        }
        self.depth -= 1;
        let content = std::mem::replace(&mut self.content, element.outer);
        if self.open {
            self.open = false;
            self.out.push_str("/>");
            return Ok(());
        }
        if self.indent.is_some() && content == 0 {
            self.new_line();
        }
        self.out.push_str("</");
        self.out.extend_from_within(element.at..element.content());
        self.out.push('>');
        Ok(())
    }

    /// Adds an attribute to the current element. One that comes after content is put where it
    /// belongs when the element ends, once for all of them.
    pub(crate) fn attribute(&mut self, element: &Element, name: &str, text: &str) -> Result<()> {
        if name == "xmlns" || !chars::is_ncname(name) {
            return self.qualified_attribute(element, name, text);
        }
        self.any_attribute(element, name, text)
    }

    /// Adds an attribute whose name says its namespace, or has one of the two prefixes that mean the
    /// same everywhere.
    #[cold]
    fn qualified_attribute(&mut self, element: &Element, key: &str, text: &str) -> Result<()> {
        if let Some(name) = key
            .strip_prefix(names::XML)
            .filter(|name| chars::is_ncname(name))
        {
            return self.foreign_attribute(element, (XML, name), text);
        }
        let instance = key.strip_prefix(names::INSTANCE);
        if let Some(name) = instance.filter(|name| chars::is_ncname(name) && *name != "nil") {
            return self.foreign_attribute(element, (XSI, name), text);
        }
        if let Some(what) = names::refusal(&["@", key].concat()) {
            return Err(Error::new(ErrorKind::UnwritableKey(what)));
        }
        let name = foreign(key).map_err(|_| Error::new(ATTRIBUTE))?;
        self.foreign_attribute(element, name, text)
    }

    /// Adds an attribute of a namespace. A prefix for it is declared beside it, once in each tag.
    #[cold]
    fn foreign_attribute(
        &mut self,
        element: &Element,
        (namespace, name): (&str, &str),
        text: &str,
    ) -> Result<()> {
        if namespace == XML {
            return self.any_attribute(element, &["xml:", name].concat(), text);
        }
        let mut declared = String::from("=\"");
        escape::push_attribute(&mut declared, namespace)?;
        declared.push('"');
        let prefix = match self.prefix_of(element, &declared) {
            Some(prefix) => prefix,
            None => self.declare(element, namespace)?,
        };
        self.any_attribute(element, &format!("{prefix}:{name}"), text)
    }

    /// The prefix that the tag of an element declares by a namespace in quotes.
    fn prefix_of(&self, element: &Element, declared: &str) -> Option<String> {
        let late = self.late.last().filter(|(depth, _)| *depth == self.depth);
        let late = late.map_or("", |(_, late)| late);
        [self.tag(element), late].into_iter().find_map(|tag| {
            let mut ends = tag.match_indices(declared);
            ends.find_map(|(end, _)| {
                let start = tag[..end].rfind(' ')? + 1;
                let prefix = tag[start..end].strip_prefix("xmlns:")?;
                Some(prefix.to_owned())
            })
        })
    }

    /// Declares a prefix that the tag of an element does not have yet.
    fn declare(&mut self, element: &Element, namespace: &str) -> Result<String> {
        loop {
            self.prefixes += 1;
            let prefix = format!("{FOREIGN_PREFIX}{}", self.prefixes);
            let name = ["xmlns:", &prefix].concat();
            if !self.tag(element).contains(&*[" ", &name, "=\""].concat()) {
                self.any_attribute(element, &name, namespace)?;
                return Ok(prefix);
            }
        }
    }

    /// What the start tag of the current element has after its name so far.
    fn tag(&self, element: &Element) -> &str {
        let tag = &self.out[element.content()..];
        if self.open {
            return tag;
        }
        &tag[..tag.find('>').unwrap_or_default()]
    }

    fn any_attribute(&mut self, element: &Element, name: &str, text: &str) -> Result<()> {
        if self.open {
            return push_new_attribute(self.out, element.content(), name, text, "");
        }
        let tag = &self.out[element.content()..];
        let tag = &tag[..tag.find('>').unwrap_or_default()];
        let late = match self.late.last_mut() {
            Some((depth, late)) if *depth == self.depth => late,
            _ => {
                self.late.push((self.depth, String::new()));
                &mut self.late.last_mut().expect("just pushed").1
            }
        };
        push_new_attribute(late, 0, name, text, tag)
    }

    #[cold]
    fn put_into_tag(&mut self, element: &Element) {
        let depth = self.depth;
        if let Some((_, late)) = self.late.pop_if(|(of, _)| *of == depth) {
            let from = element.content();
            // A tag ends at the first `>`: values have none.
            let end = self.out[from..].find('>').unwrap_or_default();
            self.out.insert_str(from + end, &late);
        }
    }

    /// Writes text into the current element.
    pub(crate) fn text(&mut self, text: &str) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let behind = !self.open && self.content == 0;
        if behind && self.indent.is_some() {
            return Err(Error::new(LATE_TEXT));
        }
        let blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if blank {
            self.lost |= behind;
            self.content = content::TEXT | content::BLANK;
        } else {
            self.content = content::TEXT;
        }
        self.tag_end();
        escape::push_text(self.out, text)?;
        Ok(())
    }

    #[inline]
    fn end_tag(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Makes ready for a child of the current element.
    #[inline]
    fn child(&mut self) {
        self.tag_end();
        if self.indent.is_some() || self.content != 0 {
            self.child_beside();
        }
    }

    /// Makes ready for a child on its own line, or beside text.
    #[cold]
    fn child_beside(&mut self) {
        self.lost |= self.content & content::BLANK != 0;
        if self.indent.is_some() && self.content == 0 && self.depth > 0 {
            self.new_line();
        }
    }

    /// Makes ready for anything inside the current element.
    #[inline]
    fn tag_end(&mut self) {
        if self.open {
            self.open = false;
            self.out.push('>');
        }
    }

    #[cold]
    fn new_line(&mut self) {
        self.out.push('\n');
        let width = usize::from(self.depth) * usize::from(self.indent.unwrap_or_default());
        self.out.extend(std::iter::repeat_n(' ', width));
    }
}

/// The namespace and the name in `{urn:example}name`.
fn foreign(key: &str) -> Result<(&str, &str)> {
    let parts = key.strip_prefix('{').and_then(|key| key.rsplit_once('}'));
    let parts = parts.filter(|(namespace, name)| !namespace.is_empty() && chars::is_ncname(name));
    parts.ok_or_else(|| Error::new(NAME))
}

/// Appends an attribute, whatever it is called.
pub(crate) fn push_attribute(out: &mut String, name: &str, text: &str) -> Result<()> {
    for piece in [" ", name, "=\""] {
        out.push_str(piece);
    }
    escape::push_attribute(out, text)?;
    out.push('"');
    Ok(())
}

/// Appends an attribute to a tag, unless it is there already, after `start` or in the `rest`.
fn push_new_attribute(
    out: &mut String,
    start: usize,
    name: &str,
    text: &str,
    rest: &str,
) -> Result<()> {
    let here = out.len();
    for piece in [" ", name, "=\""] {
        out.push_str(piece);
    }
    // Values have no `"` in them, so they cannot be mistaken for an attribute.
    if out[start..here].contains(&out[here..]) || rest.contains(&out[here..]) {
        return Err(Error::new(TWICE));
    }
    escape::push_attribute(out, text)?;
    out.push('"');
    Ok(())
}

/// A name is part of a string that was made by a program, not of an input.
fn short(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// Names that were found to be names of elements, by where they stand in the program.
///
/// In a list the same fields come again for each entry; looking a name up here costs a fraction of
/// looking through it.
#[derive(Debug, Default)]
struct KnownNames {
    names: [Option<&'static str>; 32],
}

impl KnownNames {
    #[inline]
    fn holds(&mut self, name: &'static str) -> bool {
        let slot = (name.as_ptr().addr() ^ name.len()) % self.names.len();
        let known = &mut self.names[slot];
        if known.is_some_and(|known| std::ptr::eq(known, name)) {
            return true;
        }
        let holds = chars::is_ncname(name);
        if holds {
            *known = Some(name);
        }
        holds
    }
}
