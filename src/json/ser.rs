//! Writing by `serde_json`, with literals added.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::config::Config;
use super::literal::{Convert, WithLiterals};
use crate::error::{Error, Result};

/// What a level may be indented by.
static SPACES: [u8; 255] = [b' '; 255];

/// Writes one value as JSON after what a buffer holds.
///
/// Usually [`to_string`](super::to_string) and similar functions do this; a `Serializer` is for combining with other serde
/// tools. `&mut Serializer` is the [`serde::Serializer`], and can be used again. What was written before an error
/// stays in the buffer.
///
/// ```
/// use paywire::json::{Config, Serializer};
/// use serde::Serialize;
///
/// let mut line = b"sent ".to_vec();
/// ["100.10"].serialize(&mut Serializer::new(&mut line))?;
/// assert_eq!(line, b"sent [\"100.10\"]");
/// let mut lines = Vec::new();
/// [1, 2].serialize(&mut Serializer::with_config(&mut lines, Config::strict().indent(1)))?;
/// assert_eq!(lines, b"[\n 1,\n 2\n]");
/// # Ok::<(), paywire::Error>(())
/// ```
pub struct Serializer<'a> {
    inner: serde_json::Serializer<&'a mut Vec<u8>, Layout>,
}

impl<'a> Serializer<'a> {
    /// A serializer that appends to `out`, on one line.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Serializer::with_config(out, Config::strict())
    }

    /// A serializer that appends to `out`, laid out as `config` says.
    pub fn with_config(out: &'a mut Vec<u8>, config: Config) -> Self {
        let layout = match config.indent {
            None => Layout::Compact(CompactFormatter),
            Some(_) => Layout::Pretty(config.pretty()),
        };
        Serializer {
            inner: serde_json::Serializer::with_formatter(out, layout),
        }
    }

    /// The inner serializer, without literals.
    #[inline]
    pub(super) fn inner_mut(&mut self) -> &mut serde_json::Serializer<&'a mut Vec<u8>, Layout> {
        &mut self.inner
    }
}

impl std::fmt::Debug for Serializer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Serializer").finish_non_exhaustive()
    }
}

/// One of the two layouts, chosen at run time.
pub enum Layout {
    Compact(CompactFormatter),
    Pretty(PrettyFormatter<'static>),
}

macro_rules! layout {
    ($($method:ident($($first:ident)?);)*) => {
        impl Formatter for Layout {
            $(
                #[inline]
                fn $method<W: Write + ?Sized>(
                    &mut self,
                    writer: &mut W
                    $(, $first: bool)?
                ) -> io::Result<()> {
                    match self {
                        Layout::Compact(compact) => compact.$method(writer $(, $first)?),
                        Layout::Pretty(pretty) => pretty.$method(writer $(, $first)?),
                    }
                }
            )*
        }
    };
}

layout! {
    begin_array();
    end_array();
    begin_array_value(first);
    end_array_value();
    begin_object();
    end_object();
    begin_object_key(first);
    end_object_key();
    begin_object_value();
    end_object_value();
}

/// Writes a value as JSON on one line.
///
/// # Errors
///
/// For a map key that is not text, a number or a boolean, and errors of the type itself.
///
/// ```
/// assert_eq!(paywire::json::to_string(&("100.10", true))?, r#"["100.10",true]"#);
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Config::strict().to_string(value)
}

/// Writes a value as JSON on many lines, indented by two spaces.
///
/// ```
/// assert_eq!(paywire::json::to_string_pretty(&[1])?, "[\n  1\n]");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Config::strict().to_string_pretty(value)
}

/// Writes a value as the bytes of JSON on one line.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    Config::strict().to_vec(value)
}

/// Writes a value as the bytes of JSON on many lines, indented by two spaces.
pub fn to_vec_pretty<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    Config::strict().to_vec_pretty(value)
}

/// Writes a value as JSON to a writer, as it goes: wrap a file or socket in a `BufWriter`. What was written before an
/// error stays.
///
/// ```
/// let mut line = b"sent ".to_vec();
/// paywire::json::to_writer(&mut line, &["100.10"])?;
/// assert_eq!(line, b"sent [\"100.10\"]");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_writer<W: Write, T: Serialize + ?Sized>(writer: W, value: &T) -> Result<()> {
    Config::strict().to_writer(writer, value)
}

/// Like [`to_writer`], on many lines, indented by two spaces.
pub fn to_writer_pretty<W: Write, T: Serialize + ?Sized>(writer: W, value: &T) -> Result<()> {
    Config::strict().to_writer_pretty(writer, value)
}

impl Config {
    fn pretty(&self) -> PrettyFormatter<'static> {
        let indent = usize::from(self.indent.unwrap_or_default());
        PrettyFormatter::with_indent(&SPACES[..indent])
    }

    /// Like [`json::to_string`](to_string), with this configuration.
    ///
    /// ```
    /// use paywire::json::Config;
    ///
    /// assert_eq!(Config::strict().indent(1).to_string(&[1])?, "[\n 1\n]");
    /// # Ok::<(), paywire::Error>(())
    /// ```
    pub fn to_string<T: Serialize + ?Sized>(&self, value: &T) -> Result<String> {
        if self.indent.is_none() {
            return serde_json::to_string(&WithLiterals(value)).map_err(Error::convert);
        }
        let bytes = self.to_vec(value)?;
        // What serde_json writes is UTF-8.
        Ok(String::from_utf8(bytes).unwrap_or_default())
    }

    /// Like [`Config::to_string`], indented by two spaces unless another [indentation](Config::indent) is set.
    pub fn to_string_pretty<T: Serialize + ?Sized>(&self, value: &T) -> Result<String> {
        self.indented().to_string(value)
    }

    /// Like [`json::to_vec`](to_vec), with this configuration.
    pub fn to_vec<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(128);
        self.to_writer(&mut bytes, value)?;
        Ok(bytes)
    }

    /// Like [`Config::to_vec`], indented by two spaces unless another [indentation](Config::indent) is set.
    pub fn to_vec_pretty<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>> {
        self.indented().to_vec(value)
    }

    /// Like [`json::to_writer`](to_writer), with this configuration.
    pub fn to_writer<W: Write, T: Serialize + ?Sized>(&self, writer: W, value: &T) -> Result<()> {
        let value = WithLiterals(value);
        let written = if self.indent.is_none() {
            serde_json::to_writer(writer, &value)
        } else {
            value.serialize(&mut serde_json::Serializer::with_formatter(
                writer,
                self.pretty(),
            ))
        };
        written.map_err(Error::convert)
    }

    /// Like [`Config::to_writer`], indented by two spaces unless another [indentation](Config::indent) is set.
    pub fn to_writer_pretty<W: Write, T: Serialize + ?Sized>(
        &self,
        writer: W,
        value: &T,
    ) -> Result<()> {
        self.indented().to_writer(writer, value)
    }
}
