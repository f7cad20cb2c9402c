//! Reading Rust values off a tape.
//!
//! A [`Cursor`] is a place on the tape. [`Value`](node::Value) reads what stands there and leaves
//! the place after it; the accesses lead from child to child. None of them knows bytes, and
//! nothing is read twice.

mod access;
mod enums;
mod faults;
mod lexical;
mod node;
mod own;

use std::borrow::Cow;
use std::ops::Range;

use serde::de::{self, Deserialize, DeserializeOwned};

use super::config::Config;
use super::document::{Document, Element};
use super::names;
use super::tape::{MarkupNode, TEXT, decode, flag};
use super::warning::{Warning, WarningKind};
use crate::error::{Error, ErrorKind};
use crate::scalar::{Scalar, deserializer};
pub(super) use lexical::{Lexical, Words};
use node::Value;

/// Deserializes a value from an XML document.
///
/// Usually [`from_str`](super::from_str) and similar functions do this; a `Deserializer` is for combining
/// with other serde tools, for asking which [root](Deserializer::document) the document has, and
/// for looking at the [warnings](Deserializer::warnings) afterwards. `&mut Deserializer` is the
/// [`serde::Deserializer`].
///
/// ```
/// use paywire::xml::Deserializer;
/// use serde::Deserialize;
/// use std::collections::BTreeMap;
///
/// let mut deserializer = Deserializer::from_slice(b"<r xmlns='urn:r'><a>1</a></r>")?;
/// let map = BTreeMap::<String, u8>::deserialize(&mut deserializer)?;
/// assert_eq!(map["a"], 1);
/// assert_eq!(deserializer.document().root().namespace(), Some("urn:r"));
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Debug)]
pub struct Deserializer<'de> {
    document: Document<'de>,
}

impl<'de> Deserializer<'de> {
    /// A deserializer over a text, which is read and checked as a whole, with [`Config::strict`].
    ///
    /// # Errors
    ///
    /// Those of [`Deserializer::from_slice_with`].
    #[expect(
        clippy::should_implement_trait,
        reason = "the name serde formats share"
    )]
    pub fn from_str(input: &'de str) -> Result<Self, Error> {
        Deserializer::from_str_with(input, Config::strict())
    }

    /// Like [`Deserializer::from_str`], over bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Deserializer::from_slice_with`].
    pub fn from_slice(input: &'de [u8]) -> Result<Self, Error> {
        Deserializer::from_slice_with(input, Config::strict())
    }

    /// Like [`Deserializer::from_str`], with a configuration.
    ///
    /// # Errors
    ///
    /// Those of [`Deserializer::from_slice_with`].
    pub fn from_str_with(input: &'de str, config: Config<'_>) -> Result<Self, Error> {
        Document::from_str_with(input, config).map(Deserializer::from)
    }

    /// Like [`Deserializer::from_slice`], with a configuration.
    ///
    /// # Errors
    ///
    /// For what is not well-formed or not text, exceeds the limits, or has another root than the
    /// one the config asks for.
    pub fn from_slice_with(input: &'de [u8], config: Config<'_>) -> Result<Self, Error> {
        Document::from_slice_with(input, config).map(Deserializer::from)
    }

    /// The document that is read.
    #[must_use]
    pub fn document(&self) -> &Document<'de> {
        &self.document
    }

    /// The repairs made so far. Empty with the strict preset.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        self.document.warnings()
    }

    /// Deserializes a value and returns it with its warnings.
    pub(super) fn reporting<T: Deserialize<'de>>(mut self) -> Result<(T, Vec<Warning>), Error> {
        let value = T::deserialize(&mut self)?;
        Ok((value, self.document.warnings))
    }

    /// Reads the root, and keeps what was repaired.
    fn warning<R>(
        &mut self,
        read: impl FnOnce(Value<'_, '_, 'de>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let mut warnings = Vec::new();
        let value = self.document.root().read(&mut warnings, read)?;
        self.document.warnings.append(&mut warnings);
        Ok(value)
    }
}

impl<'de> From<Document<'de>> for Deserializer<'de> {
    fn from(document: Document<'de>) -> Self {
        Deserializer { document }
    }
}

impl<'de> Element<'_, 'de> {
    /// Deserializes a type from the element. Texts that need no decoding are borrowed
    /// from the input.
    ///
    /// # Errors
    ///
    /// For what does not fit the type. Paths are counted from this element.
    ///
    /// ```
    /// use paywire::xml::Document;
    ///
    /// let document = Document::from_str("<r><size>40</size><size>4x</size></r>")?;
    /// let size = document.root().children().nth(1).unwrap();
    /// assert_eq!(size.deserialize::<&str>()?, "4x");
    /// assert_eq!(size.deserialize::<u8>().unwrap_err().span(), Some(24..26));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn deserialize<T: Deserialize<'de>>(self) -> Result<T, Error> {
        T::deserialize(self)
    }

    /// Like [`Element::deserialize`], for types that borrow nothing.
    ///
    /// # Errors
    ///
    /// Those of [`Element::deserialize`].
    pub fn deserialize_owned<T: DeserializeOwned>(self) -> Result<T, Error> {
        T::deserialize(self)
    }

    /// Like [`Element::deserialize`], with the warnings. There are none unless the document was
    /// read with a lenient switch.
    ///
    /// # Errors
    ///
    /// Those of [`Element::deserialize`].
    pub fn deserialize_reporting<T: Deserialize<'de>>(self) -> Result<(T, Vec<Warning>), Error> {
        let mut warnings = Vec::new();
        let value = self.read(&mut warnings, |value| T::deserialize(value))?;
        Ok((value, warnings))
    }

    /// Like [`Element::deserialize_reporting`], for what a seed makes.
    ///
    /// # Errors
    ///
    /// Those of [`Element::deserialize`].
    pub fn deserialize_seed_reporting<S: de::DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Vec<Warning>), Error> {
        let mut warnings = Vec::new();
        let value = self.read(&mut warnings, |value| seed.deserialize(value))?;
        Ok((value, warnings))
    }

    /// Reads from here and drops the warnings.
    fn silently<R>(
        self,
        read: impl FnOnce(Value<'_, '_, 'de>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.read(&mut Vec::new(), read)
    }

    /// Reads from here, and says of an error where it is.
    #[inline]
    fn read<R>(
        self,
        warnings: &mut Vec<Warning>,
        read: impl FnOnce(Value<'_, '_, 'de>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let mut cursor = Cursor {
            document: self.document,
            top: self.at,
            home: self.home(),
            at: self.at,
            scratch: String::new(),
            checked: [0; CHECKED],
            warnings: Vec::new(),
            unnamed: Vec::new(),
            told_twins: false,
        };
        match read(Value::only(&mut cursor)) {
            Ok(value) => {
                warnings.append(&mut cursor.into_warnings());
                Ok(value)
            }
            Err(error) => Err(self.document.placed(cursor.locate(error, self.at))),
        }
    }
}

/// How many lists of fields are known to have been looked through.
const CHECKED: usize = 16;

/// A place on the tape of a document.
struct Cursor<'doc, 'de> {
    document: &'doc Document<'de>,
    /// The element that is read as a whole.
    top: usize,
    /// The namespace in which children are fields, beside none.
    home: u32,
    /// The node to be read next.
    at: usize,
    /// Decoded text that lives until the next one.
    scratch: String,
    /// Where lists of fields stand in the program that were looked through.
    checked: [usize; CHECKED],
    /// What was repaired, with places in the text.
    warnings: Vec<Warning>,
    /// Warnings whose paths are still to be found, with the nodes they are about.
    unnamed: Vec<(usize, usize)>,
    /// Whether it was said that elements of two kinds are one list.
    told_twins: bool,
}

impl<'doc, 'de> Cursor<'doc, 'de> {
    #[inline(always)]
    fn node(&self) -> &'doc MarkupNode {
        &self.document.tape.nodes[self.at]
    }

    #[inline(always)]
    fn text(&self) -> &'doc str {
        self.document.text()
    }

    #[inline(always)]
    fn name(&self, node: &MarkupNode) -> &'doc str {
        self.text().get(node.name()).unwrap_or_default()
    }

    /// Whether a child is the message's own, not an extension.
    #[inline(always)]
    fn is_own(&self, node: &MarkupNode) -> bool {
        node.namespace == 0 || node.namespace == self.home
    }

    /// The first element of the field of the one at `at` that is not of its namespace.
    #[cold]
    fn twin(&self, at: usize) -> Option<usize> {
        self.document.tape.twin(at, self.home)
    }

    /// Refuses a type with a field that no element or attribute can be; the same fields come again
    /// for each entry of a list.
    #[inline]
    fn check_fields(&mut self, fields: &'static [&'static str]) -> Result<(), Error> {
        let place = fields.as_ptr().addr();
        let slot = (place >> 4) % CHECKED;
        if self.checked[slot] == place {
            return Ok(());
        }
        self.checked[slot] = place;
        match names::refusal_of(fields) {
            Some(what) => Err(self.fault(ErrorKind::Unsupported(what), self.at)),
            None => Ok(()),
        }
    }

    /// A piece of the document, lent as long as the input is if the text is the input.
    #[inline(always)]
    fn piece(&self, range: Range<usize>) -> Scalar<'de, 'doc> {
        match &self.document.source.text {
            Cow::Borrowed(input) => Scalar::Borrowed(input.get(range).unwrap_or_default()),
            Cow::Owned(text) => Scalar::Transient(text.get(range).unwrap_or_default()),
        }
    }

    /// The text of a node without children.
    #[inline(always)]
    fn leaf(&mut self, node: &MarkupNode) -> Scalar<'de, '_> {
        if node.has(flag::ESCAPED) {
            return self.decoded(node);
        }
        self.piece(node.value())
    }

    #[inline(never)]
    fn decoded(&mut self, node: &MarkupNode) -> Scalar<'de, '_> {
        self.scratch.clear();
        let raw = self.text().get(node.value()).unwrap_or_default();
        decode(node, raw, &mut self.scratch);
        Scalar::Transient(&self.scratch)
    }

    /// Adds to an error where the node at `at` is.
    #[cold]
    #[inline(never)]
    fn locate(&self, error: Error, at: usize) -> Error {
        let node = &self.document.tape.nodes[at];
        let valued = node.has(flag::ATTRIBUTE) || !node.has(flag::PARENT);
        let span = if valued && node.value_end > node.value {
            node.value()
        } else {
            node.name()
        };
        let error = error.or_span(span);
        error.or_path(|| self.path(at))
    }

    /// Adds to an error about the name at the place where it is.
    #[cold]
    #[inline(never)]
    fn locate_key(&self, error: Error) -> Error {
        self.locate(error.or_span(self.node().name()), self.at)
    }

    #[cold]
    fn fault(&self, kind: ErrorKind, at: usize) -> Error {
        self.locate(Error::new(kind), at)
    }

    #[cold]
    fn warn(&mut self, kind: WarningKind, at: usize) {
        let span = self.document.tape.nodes[at].name();
        self.warn_of(Warning::new(kind, Some(span)), at);
    }

    /// Warns of something at a node.
    #[cold]
    fn warn_of(&mut self, warning: Warning, at: usize) {
        self.unnamed.push((at, self.warnings.len()));
        self.warnings.push(warning);
    }

    /// Warns that what stands at this place in the text was left out.
    #[cold]
    fn leave_out(&mut self, kind: WarningKind, span: Range<usize>, at: usize) {
        let charset = self.document.source.charset();
        self.warn_of(Warning::new(kind, Some(span)).leaving_out(charset), at);
    }

    /// The warnings, with their paths and places in the input.
    fn into_warnings(mut self) -> Vec<Warning> {
        if self.warnings.is_empty() {
            return self.warnings;
        }
        // Finding a path is a walk along the tape, so all are found in one; and so are places.
        self.unnamed.sort_unstable();
        let nodes: Vec<usize> = self.unnamed.iter().map(|(node, _)| *node).collect();
        let document = self.document;
        let paths = document
            .tape
            .paths(document.text(), self.top, &nodes, self.home);
        for ((_, warning), path) in self.unnamed.into_iter().zip(paths) {
            self.warnings[warning].set_path(path);
        }
        let places = self.warnings.iter_mut().flat_map(Warning::places);
        document.source.places_in_input(places.collect());
        self.warnings
    }

    #[cold]
    fn path(&self, at: usize) -> String {
        let tape = &self.document.tape;
        tape.path(self.text(), self.top, at, self.home)
    }
}

deserializer!(Element<'_, 'de>, silently);
deserializer!(&mut Deserializer<'de>, warning);
