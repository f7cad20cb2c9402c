//! NVP.

pub(crate) mod charset;
mod config;
mod de;
mod escape;
mod lex;
mod name;
mod order;
mod pairs;
mod scan;
mod ser;
mod tape;
mod trie;
mod value;
mod warning;
pub mod with;

use std::io::{self, Read as _};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use charset::Charset;
pub use config::{
    Config, Conflicts, Duplicates, Empty, Escapes, Gaps, Indices, MalformedNames, NameCase,
};
pub use de::Deserializer;
pub use name::{Name, Step};
pub use pairs::{Pair, Pairs, Raw, pairs};
pub use ser::Serializer;
pub use value::{Tree, Value};
pub use warning::{Warning, WarningKind};

#[doc(no_inline)]
pub use crate::error::{Category, Error, ErrorKind, Limit, Result};

/// Reads a value from a body, strictly.
pub fn from_str<'de, T: Deserialize<'de>>(body: &'de str) -> Result<T> {
    Config::strict().from_str(body)
}

/// Reads a value from the bytes of a body, strictly.
pub fn from_slice<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T> {
    Config::strict().from_slice(body)
}

/// Reads a value from a reader up to its end, strictly.
pub fn from_reader<T: DeserializeOwned, R: io::Read>(reader: R) -> Result<T> {
    Config::strict().from_reader(reader)
}

/// Writes a value as a body.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Config::strict().to_string(value)
}

/// Writes a value as the bytes of a body.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    Config::strict().to_vec(value)
}

/// Writes a value as a body to a writer.
pub fn to_writer<T: Serialize + ?Sized, W: io::Write>(writer: W, value: &T) -> Result<()> {
    Config::strict().to_writer(writer, value)
}

/// Reads a type out of a value, as it would be read out of a body.
pub fn from_value<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T> {
    T::deserialize(value)
}

/// Writes any type that a body could hold as a value.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value> {
    let unlimited = Config::strict().limits(crate::Limits::unlimited());
    unlimited.from_str(&unlimited.to_string(value)?)
}

impl Config {
    /// Reads a value from a body.
    pub fn from_str<'de, T: Deserialize<'de>>(&self, body: &'de str) -> Result<T> {
        T::deserialize(&mut Deserializer::from_text(body, *self)?)
    }

    /// Reads a value from the bytes of a body.
    pub fn from_slice<'de, T: Deserialize<'de>>(&self, body: &'de [u8]) -> Result<T> {
        T::deserialize(&mut Deserializer::new(body, *self)?)
    }

    /// Reads a value, and gives what was mended along with it.
    pub fn from_slice_reporting<'de, T: Deserialize<'de>>(
        &self,
        body: &'de [u8],
    ) -> Result<(T, Vec<Warning>)> {
        let mut deserializer = Deserializer::new(body, *self)?;
        let value = T::deserialize(&mut deserializer)?;
        Ok((value, deserializer.into_warnings()))
    }

    /// Reads a value from a reader up to its end, no further than the limit on input.
    pub fn from_reader<T: DeserializeOwned, R: io::Read>(&self, reader: R) -> Result<T> {
        let mut body = Vec::new();
        let most = u64::from(self.limits.max_input()) + 1;
        reader.take(most).read_to_end(&mut body)?;
        self.from_slice(&body)
    }

    /// Writes a value as a body.
    pub fn to_string<T: Serialize + ?Sized>(&self, value: &T) -> Result<String> {
        // What most messages fit in: growing from nothing costs small ones as much as writing.
        let mut body = String::with_capacity(512);
        value.serialize(&mut Serializer::new(&mut body, *self))?;
        Ok(body)
    }

    /// Writes a value as the bytes of a body. They are all ASCII.
    pub fn to_vec<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>> {
        self.to_string(value).map(String::into_bytes)
    }

    /// Writes a value as a body to a writer.
    pub fn to_writer<T: Serialize + ?Sized, W: io::Write>(
        &self,
        mut writer: W,
        value: &T,
    ) -> Result<()> {
        writer.write_all(self.to_string(value)?.as_bytes())?;
        Ok(())
    }
}
