//! XML documents as a serde format.

mod config;
mod escape;
mod ncname;
mod ser;
mod writer;

use std::io;

use serde::Serialize;

pub use config::Config;
pub use ser::Serializer;

#[doc(no_inline)]
pub use crate::error::{Category, Error, ErrorKind, Limit, Result};

/// Writes a value as a document, with [`Config::strict`]. The root is called as the type is.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    Config::strict().to_string(value)
}

/// Writes a value as the bytes of a document, in UTF-8.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    Config::strict().to_vec(value)
}

/// Writes a value as a document to a writer, in one piece once all of it could be written.
pub fn to_writer<T: Serialize + ?Sized, W: io::Write>(writer: W, value: &T) -> Result<()> {
    Config::strict().to_writer(writer, value)
}

impl Config<'_> {
    /// As [`xml::to_string`](to_string), written as this config says.
    pub fn to_string<T: Serialize + ?Sized>(&self, value: &T) -> Result<String> {
        // What most messages fit in: growing from nothing costs small ones as much as writing.
        let mut document = String::with_capacity(1024);
        value.serialize(&mut Serializer::new(&mut document, *self))?;
        Ok(document)
    }

    /// As [`xml::to_vec`](to_vec), written as this config says.
    pub fn to_vec<T: Serialize + ?Sized>(&self, value: &T) -> Result<Vec<u8>> {
        self.to_string(value).map(String::into_bytes)
    }

    /// As [`xml::to_writer`](to_writer), written as this config says.
    pub fn to_writer<T: Serialize + ?Sized, W: io::Write>(
        &self,
        mut writer: W,
        value: &T,
    ) -> Result<()> {
        writer.write_all(self.to_string(value)?.as_bytes())?;
        Ok(())
    }
}
