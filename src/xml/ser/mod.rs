//! Writing Rust values as elements.

mod children;
mod place;
mod root;
mod scalar;

use std::io;

use serde::Serialize;

use super::config::Config;
use super::writer::Writer;
use crate::error::{Error, ErrorKind, Limit, Result};
use crate::limits::Limits;

/// Writes one value as an XML document.
///
/// Usually [`to_string`](super::to_string) and similar functions do this; a `Serializer` appends to a
/// string that can be used again. `&mut Serializer` is the [`serde::Serializer`]. It writes straight
/// into that string, without a tree.
///
/// | Rust | XML |
/// | --- | --- |
/// | struct, map | an element with a child for each field or entry, in their order |
/// | field `@name` | an attribute, in the start tag wherever the field stands |
/// | field `$text` | the element's own text |
/// | list, tuple | an element for each entry, all of the field's name |
/// | list, tuple in an attribute or `$text` | its entries with spaces between them |
/// | `None`, empty list | nothing; in a list, an element with `xsi:nil` |
/// | unit, empty text, struct without content | an empty element, `<a/>` |
/// | unit variant | its name as text |
/// | other variants | `<a><Variant>…</Variant></a>`; its name as text if it has nothing in it |
/// | number, `bool`, `char` | text; `INF`, `-INF` and `NaN` for floats that are not numbers |
/// | bytes | text if they are UTF-8, otherwise refused: encode them as you agreed to |
/// | top level | one element, called as [`Config::root`] says or as the type is |
///
/// Refused is what would not be read back: a list in a list or at the top, a key that is not a name, an
/// attribute twice, a character that XML does not have (it is never dropped), and whitespace as the
/// own text of an element with children.
///
/// ```
/// use paywire::xml::{Config, Serializer};
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct Order { item: Vec<&'static str> }
///
/// let mut document = String::new();
/// let config = Config::strict().declaration(false);
/// Order { item: vec!["a", "b"] }.serialize(&mut Serializer::with_config(&mut document, config))?;
/// assert_eq!(document, "<Order><item>a</item><item>b</item></Order>");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Debug)]
pub struct Serializer<'a> {
    writer: Writer<'a>,
    config: Config<'a>,
    max_depth: u16,
}

impl<'a> Serializer<'a> {
    /// A serializer that appends to `out`. After an error, discard the appended text.
    pub fn new(out: &'a mut String) -> Self {
        Serializer::with_config(out, Config::strict())
    }

    /// Like [`Serializer::new`], with a configuration.
    pub fn with_config(out: &'a mut String, config: Config<'a>) -> Self {
        Serializer {
            writer: Writer::new(out, config.indent),
            config,
            max_depth: config.max_depth(),
        }
    }

    /// Goes on where a writer is, with the value as a child of the element it is in.
    pub(crate) fn inside(writer: Writer<'a>, config: Config<'a>) -> Self {
        Serializer {
            writer,
            config: config.declaration(false),
            max_depth: config.max_depth(),
        }
    }

    /// Gives the writer back.
    pub(crate) fn into_writer(self) -> Writer<'a> {
        self.writer
    }

    /// Refuses to begin an element below too many others.
    #[inline]
    fn check_depth(&self) -> Result<()> {
        if self.writer.depth() < self.max_depth {
            return Ok(());
        }
        Err(self.too_deep())
    }

    #[cold]
    fn too_deep(&self) -> Error {
        Error::new(ErrorKind::Limit(Limit::Depth(self.max_depth)))
    }
}

/// Writes a value as a document. The root is called as the type is.
///
/// # Errors
///
/// For what a document cannot hold or would not give back: a type without a name at the top (see
/// [`Config::root`]), a list there or in a list, a number that is not finite, a map key that is no
/// name, a character that XML does not have, a type nested deeper than the default limit.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Order { note: &'static str, price: [f64; 2] }
///
/// let order = Order { note: "2 < 3", price: [1.5, 2.0] };
/// assert_eq!(
///     paywire::xml::to_string(&order)?,
///     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
///      <Order><note>2 &lt; 3</note><price>1.5</price><price>2</price></Order>",
/// );
/// assert!(paywire::xml::to_string("a text").is_err());
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Config::strict().to_string(value)
}

/// Writes a value as the bytes of a document, in UTF-8.
///
/// # Errors
///
/// Those of [`to_string`].
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Name(&'static str);
///
/// let document = paywire::xml::to_vec(&Name("é"))?;
/// assert!(document.ends_with(b"<Name>\xc3\xa9</Name>"));
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    Config::strict().to_vec(value)
}

/// Writes a value as a document to a writer, in one piece after all of it was serialized.
///
/// # Errors
///
/// Those of [`to_string`], and those of the writer, as [`ErrorKind::Io`].
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Name(&'static str);
///
/// let mut out = Vec::new();
/// paywire::xml::to_writer(&mut out, &Name("a"))?;
/// assert!(out.ends_with(b"<Name>a</Name>"));
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_writer<W: io::Write, T: Serialize + ?Sized>(writer: W, value: &T) -> Result<()> {
    Config::strict().to_writer(writer, value)
}

/// Writes a value as a document with a line for each element, indented by two spaces.
///
/// Such a document is for people: to other readers whitespace may be data. See [`Config::indent`].
///
/// # Errors
///
/// Those of [`to_string`].
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Order { id: u8 }
///
/// let document = paywire::xml::to_string_pretty(&Order { id: 7 })?;
/// assert!(document.ends_with("<Order>\n  <id>7</id>\n</Order>"));
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Config::strict().to_string_pretty(value)
}

/// Like [`to_string_pretty`], as bytes in UTF-8.
///
/// # Errors
///
/// Those of [`to_string`].
pub fn to_vec_pretty<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    Config::strict().to_vec_pretty(value)
}

/// Like [`to_string_pretty`], to a writer, in one piece after all of it was serialized.
///
/// # Errors
///
/// Those of [`to_writer`].
pub fn to_writer_pretty<W: io::Write, T: Serialize + ?Sized>(writer: W, value: &T) -> Result<()> {
    Config::strict().to_writer_pretty(writer, value)
}

impl Config<'_> {
    fn max_depth(&self) -> u16 {
        self.limits.max_depth().min(Limits::MAX_DEPTH)
    }

    /// Like [`xml::to_string`](to_string), with this configuration.
    ///
    /// # Errors
    ///
    /// Those of [`xml::to_string`](to_string), with the configured limit on nesting.
    ///
    /// ```
    /// use paywire::xml::Config;
    /// use std::collections::BTreeMap;
    ///
    /// let config = Config::strict().declaration(false).root("Size").namespace("urn:example");
    /// let map = BTreeMap::from([("@unit", "cm"), ("$text", "42")]);
    /// assert_eq!(
    ///     config.prefix("e").to_string(&map)?,
    ///     "<e:Size xmlns:e=\"urn:example\" unit=\"cm\">42</e:Size>",
    /// );
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn to_string<T: Serialize + ?Sized>(&self, value: &T) -> Result<String> {
        // What most messages fit in: growing from nothing costs small ones as much as writing.
        let mut document = String::with_capacity(1024);
        value.serialize(&mut Serializer::with_config(&mut document, *self))?;
        Ok(document)
    }

    /// Writes a value as the bytes of a document in UTF-8, as [`Config::to_string`] does.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`].
    pub fn to_vec<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>> {
        self.to_string(value).map(String::into_bytes)
    }

    /// Writes a value as a document to a writer, in one piece after all of it was serialized.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`], and those of the writer, as [`ErrorKind::Io`].
    pub fn to_writer<W: io::Write, T: Serialize + ?Sized>(
        &self,
        mut writer: W,
        value: &T,
    ) -> Result<()> {
        writer.write_all(self.to_string(value)?.as_bytes())?;
        Ok(())
    }

    /// Like [`Config::to_string`], indented by two spaces unless another [indentation](Config::indent) is set.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`].
    pub fn to_string_pretty<T: Serialize + ?Sized>(&self, value: &T) -> Result<String> {
        self.indented().to_string(value)
    }

    /// Like [`Config::to_string_pretty`], as bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`].
    pub fn to_vec_pretty<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>> {
        self.indented().to_vec(value)
    }

    /// Like [`Config::to_string_pretty`], to a writer, in one piece after all of it was serialized.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`], and those of the writer, as [`ErrorKind::Io`].
    pub fn to_writer_pretty<W: io::Write, T: Serialize + ?Sized>(
        &self,
        writer: W,
        value: &T,
    ) -> Result<()> {
        self.indented().to_writer(writer, value)
    }
}
