//! JSON as payment APIs send it, into any serde type.
//!
//! ```
//! use paywire::json;
//! use serde::Deserialize;
//!
//! #[derive(Debug, PartialEq, Deserialize)]
//! struct Receiver { email: String, amount: String, primary: bool }
//! #[derive(Debug, PartialEq, Deserialize)]
//! struct ReceiverList { receiver: Vec<Receiver> }
//!
//! let list: ReceiverList = json::from_str(
//!     r#"{"receiver": {"email": "shop@example.com", "amount": 100.10, "primary": "false"}}"#,
//! )?;
//! assert_eq!(list.receiver[0].amount, "100.10");
//! assert!(!list.receiver[0].primary);
//! # Ok::<(), paywire::Error>(())
//! ```
//!
//! # JSON values and the types they deserialize to
//!
//! These APIs send every scalar as a string, and their clients send numbers and booleans.
//! The type decides; both spellings are accepted.
//!
//! | in the document | may be read as |
//! | --- | --- |
//! | `"580001"`, `580001` | an integer, a text, a unit variant |
//! | `"100.10"`, `100.10` | a text with exactly these digits, a float |
//! | `"false"`, `false`, `"FALSE"`, `"0"`, `0` | a boolean; a text, as written |
//! | `null` | `None`, the unit type, an empty list; an error for anything else |
//! | `[…]` | a list, a tuple |
//! | an object or a scalar | also a list of one |
//! | `{…}` | a struct, a map, an enum with content |
//! | `[]` | also an object without members |
//! | a scalar | also a struct that has a field `$text` |
//!
//! A number never passes through a binary fraction, unless the type is a float or self-describing
//! (see [`Config::text_scalars`]).
//!
//! # What is refused
//!
//! The whole document is checked, also inside values that the type ignores. Errors are bytes that
//! are not UTF-8, half a surrogate pair, control characters in strings, a member name that occurs
//! twice in one object, text after the document, and exceeded [`Limits`](crate::Limits). An
//! error has a byte span ([`span`](crate::Error::span)), a line and column, and a path in NVP
//! notation, `receiverList.receiver(1).amount`.
//!
//! # What it does not do
//!
//! - It has no `Value` of its own: [`Value`](crate::Value), the tree that all formats read, keeps scalars as texts,
//!   and [`serde_json::Value`] can be read as well.
//! - Writing is `serde_json`'s: fields in the order of the type, no whitespace unless [`Config::indent`] is set or a
//!   `_pretty` function is called, `null` for NaN and infinite floats.
//! - serde buffers the input of untagged and internally tagged enums; types inside them get numbers
//!   and strings as written, without the conversions above.

mod config;
mod de;
#[cfg(feature = "api")]
mod embedded;
mod keys;
mod lexer;
mod literal;
mod path;
mod reader;
mod scalar;
mod ser;
mod stream;
#[cfg(feature = "api")]
mod tree;
mod warning;

pub use self::config::Config;
pub use self::de::Deserializer;
#[cfg(feature = "api")]
pub use self::embedded::Embedded;
pub use self::ser::{
    Serializer, to_string, to_string_pretty, to_vec, to_vec_pretty, to_writer, to_writer_pretty,
};
pub use self::stream::StreamDeserializer;
#[cfg(feature = "api")]
pub(crate) use self::tree::placed;
pub use self::warning::{Warning, WarningKind};

#[doc(no_inline)]
pub use crate::error::{Category, Error, ErrorKind, Limit, Result};
#[doc(no_inline)]
pub use crate::policy::Duplicates;

use std::io::Read;

use serde::de::{Deserialize, DeserializeOwned};

/// Reads a `T` from a text.
///
/// # Errors
///
/// The text is not JSON, is over a limit, or does not fit the type.
///
/// ```
/// let error = paywire::json::from_str::<Vec<u8>>("[1, 2, 300]").unwrap_err();
/// assert_eq!(error.path(), Some("(2)"));
/// assert_eq!(error.span(), Some(7..10));
/// ```
pub fn from_str<'de, T: Deserialize<'de>>(input: &'de str) -> Result<T> {
    Config::strict().from_str(input)
}

/// Reads a `T` from bytes, which must be UTF-8.
pub fn from_slice<'de, T: Deserialize<'de>>(input: &'de [u8]) -> Result<T> {
    Config::strict().from_slice(input)
}

/// Reads a `T` from a reader up to its end.
///
/// Reads at most one byte more than the limit on input.
///
/// ```
/// let reader = std::io::Cursor::new("[1, 2]");
/// let list: Vec<u8> = paywire::json::from_reader(reader)?;
/// assert_eq!(list, [1, 2]);
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn from_reader<R: Read, T: DeserializeOwned>(reader: R) -> Result<T> {
    Config::strict().from_reader(reader)
}
