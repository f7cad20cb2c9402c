//! NVP, name-value pairs in which names are paths, as a serde format.
//!
#![doc = include_str!("guide.md")]

mod config;
mod de;
mod escape;
mod fast_path;
mod in_order;
mod lex;
pub(crate) mod lines;
mod name;
#[cfg(feature = "api")]
mod ordered;
mod pairs;
mod scan;
mod ser;
mod spelling;
mod table;
mod tape;
#[cfg(feature = "api")]
mod tree;
mod trie;
mod unescape;
mod value;
mod warning;
pub mod with;

use std::io;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use config::{
    Brackets, Config, Conflicts, Empty, Escapes, Gaps, Indices, MalformedNames, NameCase,
};
pub use de::Deserializer;
pub use name::{Name, Step};
pub use pairs::{Pair, Pairs, Raw, pairs};
pub use ser::Serializer;
pub use value::{Map, Value};
pub use warning::{Warning, WarningKind};

#[doc(no_inline)]
pub use crate::encoding::Charset;
#[doc(no_inline)]
pub use crate::error::{Category, Error, ErrorKind, Limit, Result};
#[doc(no_inline)]
pub use crate::policy::Duplicates;

/// Reads a value from a body, with [`Config::strict`]. Text with nothing escaped in it is borrowed.
///
/// # Errors
///
/// For a body that is not well-formed, does not fit the type, or exceeds the default
/// [`Limits`](crate::Limits).
///
/// ```
/// use std::collections::BTreeMap;
///
/// let body = "color=red&size=42";
/// let map: BTreeMap<&str, &str> = paywire::nvp::from_str(body)?;
/// assert_eq!(map["size"], "42");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn from_str<'de, T: Deserialize<'de>>(body: &'de str) -> Result<T> {
    Config::strict().from_str(body)
}

/// Reads a value from the bytes of a body, with [`Config::strict`].
///
/// # Errors
///
/// Those of [`from_str`], and one for bytes that are not UTF-8; see [`Config::charset`] for other encodings.
///
/// ```
/// use paywire::nvp::{self, ErrorKind};
///
/// let pairs: Vec<(String, u8)> = nvp::from_slice(b"a=1&b=2")?;
/// assert_eq!(pairs[1], ("b".to_owned(), 2));
/// let error = nvp::from_slice::<nvp::Value>(b"name=Ren\xe9").unwrap_err();
/// assert_eq!(error.kind(), &ErrorKind::InvalidEncoding("UTF-8"));
/// assert_eq!(error.span(), Some(8..9));
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn from_slice<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T> {
    Config::strict().from_slice(body)
}

/// Reads a value from a reader up to its end, with [`Config::strict`].
///
/// Reads at most one byte more than the limit on input.
///
/// # Errors
///
/// Those of [`from_slice`], and those of the reader, as [`ErrorKind::Io`].
///
/// ```
/// let reader = std::io::Cursor::new("a(0)=1&a(1)=2");
/// let value: paywire::nvp::Value = paywire::nvp::from_reader(reader)?;
/// assert_eq!(value.at("a").and_then(|list| list.as_list()).map(<[_]>::len), Some(2));
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn from_reader<R: io::Read, T: DeserializeOwned>(reader: R) -> Result<T> {
    Config::strict().from_reader(reader)
}

/// Writes a value as a body. What is written is ASCII.
///
/// # Errors
///
/// For what a body cannot hold: a scalar at the top, a list entry with nothing in it, a number
/// that is not finite, a map key that would be read as structure, a type nested deeper than the
/// default limit.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Order { note: &'static str, price: [f64; 2] }
///
/// let order = Order { note: "2 & 2", price: [1.5, 2.0] };
/// assert_eq!(paywire::nvp::to_string(&order)?, "note=2+%26+2&price(0)=1.5&price(1)=2");
/// assert!(paywire::nvp::to_string("a text").is_err());
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Config::strict().to_string(value)
}

/// Writes a value as the bytes of a body.
///
/// # Errors
///
/// Those of [`to_string`].
///
/// ```
/// assert_eq!(paywire::nvp::to_vec(&[("a", "é")])?, b"a=%C3%A9");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    Config::strict().to_vec(value)
}

/// Writes a value as a body to a writer, in one piece after all of it was serialized.
///
/// # Errors
///
/// Those of [`to_string`], and those of the writer, as [`ErrorKind::Io`].
///
/// ```
/// let mut out = Vec::new();
/// paywire::nvp::to_writer(&mut out, &[("a", 1)])?;
/// assert_eq!(out, b"a=1");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_writer<W: io::Write, T: Serialize + ?Sized>(writer: W, value: &T) -> Result<()> {
    Config::strict().to_writer(writer, value)
}

/// Writes a value as a body with a line for each pair, for people and for documents.
///
/// The strict preset refuses the line ends; [`Config::space_around_pairs`], which the lenient one has, skips them.
///
/// # Errors
///
/// Those of [`to_string`].
///
/// ```
/// use paywire::nvp::{self, Config};
///
/// let pairs = [("a".to_owned(), "1 & 2".to_owned()), ("b".to_owned(), "3".to_owned())];
/// let body = nvp::to_string_pretty(&pairs)?;
/// assert_eq!(body, "a=1+%26+2\n&b=3");
/// assert_eq!(Config::lenient().from_str::<Vec<(String, String)>>(&body)?, pairs);
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Config::strict().to_string_pretty(value)
}

/// Like [`to_string_pretty`], as bytes.
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

/// Reads a type out of a value, as it would be read out of a body. Texts are borrowed from it.
///
/// # Errors
///
/// For a value that does not fit the type. There is no span and no path, since there is no input.
///
/// ```
/// use paywire::nvp::{self, Value};
///
/// let value: Value = nvp::from_str("id=7&size(0)=40&size(1)=42")?;
/// let sizes: Vec<u8> = nvp::from_value(value.at("size").unwrap())?;
/// assert_eq!(sizes, [40, 42]);
/// assert_eq!(nvp::from_value::<&str>(value.at("id").unwrap())?, "7");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn from_value<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T> {
    T::deserialize(value)
}

/// Writes any type that a body could hold as a value.
///
/// # Errors
///
/// Those of [`to_string`], without a limit on depth but [`Limits::MAX_DEPTH`](crate::Limits::MAX_DEPTH);
/// and for bytes that are not UTF-8, which a body can hold and a [`Value`], made of texts, cannot.
///
/// ```
/// use paywire::nvp::{self, Value};
///
/// #[derive(serde::Serialize)]
/// struct Order { size: Vec<u8>, note: Option<String> }
///
/// let value = nvp::to_value(&Order { size: vec![40, 42], note: None })?;
/// assert_eq!(value.at("size(1)").and_then(Value::as_str), Some("42"));
/// assert_eq!(value.at("note"), None);
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value> {
    let unlimited = Config::strict().limits(crate::Limits::unlimited());
    let body = unlimited.to_string(value)?;
    unlimited.from_str(&body).map_err(|error: Error| {
        if !matches!(error.kind(), ErrorKind::InvalidEncoding(_)) {
            return error;
        }
        // Its place in a body that is never shown means nothing.
        let what = "bytes that are not UTF-8, which a `Value` cannot hold";
        let path = error.path().unwrap_or_default().to_owned();
        Error::new(ErrorKind::Unsupported(what)).or_path(|| path)
    })
}

impl Config {
    /// Like [`nvp::from_str`](from_str), with this configuration.
    ///
    /// # Errors
    ///
    /// Those of [`nvp::from_str`](from_str). With another charset than UTF-8, a
    /// body that is not ASCII is not text in that charset: give its bytes to [`Config::from_slice`].
    ///
    /// A body whose names are not plain or not in order, or that does not fit the type, is read a
    /// second time in another way. A `Deserialize` that does more than make a value does it twice
    /// then; a [`Deserializer`] is read from once.
    ///
    /// ```
    /// use paywire::nvp::{Config, Duplicates, Value};
    ///
    /// let last = Config::strict().duplicates(Duplicates::Last);
    /// let value: Value = last.from_str("a=1&a=2")?;
    /// assert_eq!(value.at("a").and_then(Value::as_str), Some("2"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn from_str<'de, T: Deserialize<'de>>(&self, body: &'de str) -> Result<T> {
        crate::fast_path::read(fast_path::Reader::new(body, self), || {
            T::deserialize(&mut Deserializer::from_str_with(body, *self)?)
        })
    }

    /// Like [`nvp::from_slice`](from_slice), with this configuration.
    ///
    /// Repairs are not reported; [`Config::from_slice_reporting`] reports them.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_str`], and one for bytes that are not text in the config's charset.
    ///
    /// ```
    /// use paywire::nvp::Config;
    ///
    /// let config = Config::strict().charset("iso-8859-2".parse()?);
    /// let pairs: Vec<(String, String)> = config.from_slice(b"city=Brod+u P%F8%edbyslavi")?;
    /// assert_eq!(pairs[0].1, "Brod u Příbyslavi");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, body: &'de [u8]) -> Result<T> {
        match self.text(body) {
            Some(text) => self.from_str(text),
            None => T::deserialize(&mut Deserializer::from_slice_with(body, *self)?),
        }
    }

    /// The body as text, if it is valid in the config's charset without decoding.
    fn text<'de>(&self, body: &'de [u8]) -> Option<&'de str> {
        // What is too long is not looked at.
        let fits = self.charset.is_utf8() && self.limits.check_input(body.len()).is_ok();
        fits.then(|| std::str::from_utf8(body).ok()).flatten()
    }

    /// Deserializes a value and returns it with its warnings. The strict preset gives none.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_slice`].
    ///
    /// ```
    /// use paywire::nvp::{Config, Value, WarningKind};
    ///
    /// let (value, warnings) = Config::lenient().from_slice_reporting::<Value>(b"a(0)=1&a(2)=3\n")?;
    /// assert_eq!(value.at("a(1)").and_then(Value::as_str), Some("3"));
    /// assert_eq!(warnings[0].kind(), WarningKind::SurroundingSpace);
    /// assert_eq!((warnings[1].kind(), warnings[1].path()), (WarningKind::ListGap, Some("a")));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn from_slice_reporting<'de, T: Deserialize<'de>>(
        &self,
        body: &'de [u8],
    ) -> Result<(T, Vec<Warning>)> {
        self.reporting(self.text(body), || {
            Deserializer::from_slice_with(body, *self)
        })
    }

    /// Like [`Config::from_slice_reporting`], from a text.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_str`].
    pub fn from_str_reporting<'de, T: Deserialize<'de>>(
        &self,
        body: &'de str,
    ) -> Result<(T, Vec<Warning>)> {
        self.reporting(Some(body), || Deserializer::from_str_with(body, *self))
    }

    /// Like [`Config::from_slice_reporting`], from a reader, as [`Config::from_reader`] reads it.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_reader`].
    pub fn from_reader_reporting<R: io::Read, T: DeserializeOwned>(
        &self,
        reader: R,
    ) -> Result<(T, Vec<Warning>)> {
        self.from_slice_reporting(&self.limits.read(reader)?)
    }

    /// Reads a value from a text, or else out of a deserializer, with what was repaired.
    fn reporting<'de, T: Deserialize<'de>>(
        &self,
        text: Option<&'de str>,
        open: impl FnOnce() -> Result<Deserializer<'de>>,
    ) -> Result<(T, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let read = || {
            let mut deserializer = open()?;
            let value = T::deserialize(&mut deserializer)?;
            warnings = deserializer.into_warnings();
            Ok(value)
        };
        let value = match text {
            Some(text) => crate::fast_path::read(fast_path::Reader::new(text, self), read),
            None => read(),
        };
        value.map(|value| (value, warnings))
    }

    /// Like [`nvp::from_reader`](from_reader), with this configuration. Reads at most one byte more than
    /// the limit on input.
    ///
    /// # Errors
    ///
    /// Those of [`Config::from_slice`], and those of the reader, as [`ErrorKind::Io`].
    ///
    /// ```
    /// use paywire::nvp::{Config, ErrorKind, Limit, Value};
    /// use paywire::Limits;
    ///
    /// let short = Config::strict().limits(Limits::default().input(1000));
    /// let error = short.from_reader::<_, Value>(std::io::repeat(b'a')).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Limit(Limit::Input(1000)));
    /// ```
    pub fn from_reader<R: io::Read, T: DeserializeOwned>(&self, reader: R) -> Result<T> {
        self.from_slice(&self.limits.read(reader)?)
    }

    /// Like [`nvp::to_string`](to_string), with this config's charset, style of indices and limit on depth.
    ///
    /// # Errors
    ///
    /// Those of [`nvp::to_string`](to_string), one for a character that the charset lacks,
    /// and one for a type nested deeper than the limit.
    ///
    /// ```
    /// use paywire::nvp::{Config, Indices};
    ///
    /// let config = Config::strict().indices(Indices::Square).charset("windows-1252".parse()?);
    /// let map = std::collections::BTreeMap::from([("name", ["é"])]);
    /// assert_eq!(config.to_string(&map)?, "name[0]=%E9");
    /// assert!(config.to_string(&[("name", "č")]).is_err());
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn to_string<T: Serialize + ?Sized>(&self, value: &T) -> Result<String> {
        Ok(ascii(self.to_vec(value)?))
    }

    /// Like [`nvp::to_string_pretty`](to_string_pretty), with this configuration.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`].
    pub fn to_string_pretty<T: Serialize + ?Sized>(&self, value: &T) -> Result<String> {
        Ok(self.to_string(value)?.replace('&', "\n&"))
    }

    /// Like [`Config::to_string_pretty`], as bytes.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`].
    pub fn to_vec_pretty<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>> {
        self.to_string_pretty(value).map(String::into_bytes)
    }

    /// Like [`Config::to_string_pretty`], to a writer, in one piece after all of it was serialized.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_writer`].
    pub fn to_writer_pretty<W: io::Write, T: Serialize + ?Sized>(
        &self,
        mut writer: W,
        value: &T,
    ) -> Result<()> {
        writer.write_all(self.to_string_pretty(value)?.as_bytes())?;
        Ok(())
    }

    /// Writes a value as the bytes of a body, as [`Config::to_string`] does. They are all ASCII.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`].
    ///
    /// ```
    /// use paywire::nvp::Config;
    ///
    /// assert_eq!(Config::strict().to_vec(&[("a", 1)])?, b"a=1");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn to_vec<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>> {
        // What most messages fit in, the larger the type, the more: growing costs small ones as
        // much as writing.
        let mut body = Vec::with_capacity(512 + 2 * size_of_val(value));
        value.serialize(&mut Serializer::with_config(&mut body, *self))?;
        Ok(body)
    }

    /// Writes a value as a body to a writer, in one piece after all of it was serialized.
    ///
    /// # Errors
    ///
    /// Those of [`Config::to_string`], and those of the writer, as [`ErrorKind::Io`].
    ///
    /// ```
    /// use paywire::nvp::{Config, ErrorKind};
    ///
    /// let full: &mut [u8] = &mut [];
    /// let error = Config::strict().to_writer(full, &[("a", 1)]).unwrap_err();
    /// assert_eq!(error.kind(), &ErrorKind::Io);
    /// ```
    pub fn to_writer<W: io::Write, T: Serialize + ?Sized>(
        &self,
        mut writer: W,
        value: &T,
    ) -> Result<()> {
        writer.write_all(&self.to_vec(value)?)?;
        Ok(())
    }
}

/// What was written, as text. It is ASCII only.
fn ascii(mut body: Vec<u8>) -> String {
    let len = body.len();
    // Whole blocks are looked at fast.
    body.extend_from_slice(&[b' '; 16]);
    body.truncate(len.next_multiple_of(16));
    // ASCII only, so this cannot fail.
    let mut body = String::from_utf8(body).unwrap_or_default();
    body.truncate(len);
    body
}
