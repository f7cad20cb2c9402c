//! Writing, which is `serde_json`'s own but for literals.

use std::io::Write;

use serde::Serialize;

use super::literal::WithLiterals;
use crate::error::{Error, ErrorKind, Result};

/// Writes a value as JSON on one line.
///
/// ```
/// assert_eq!(paywire::json::to_string(&("100.10", true))?, r#"["100.10",true]"#);
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(&WithLiterals(value)).map_err(convert)
}

/// Writes a value as JSON on many lines, indented by two spaces.
pub fn to_string_pretty<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string_pretty(&WithLiterals(value)).map_err(convert)
}

/// Writes a value as JSON into bytes.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(&WithLiterals(value)).map_err(convert)
}

/// Writes a value as JSON behind bytes that are there. What was written before an error stays.
///
/// ```
/// let mut line = b"sent ".to_vec();
/// paywire::json::append(&mut line, &["100.10"])?;
/// assert_eq!(line, b"sent [\"100.10\"]");
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn append<T: Serialize + ?Sized>(bytes: &mut Vec<u8>, value: &T) -> Result<()> {
    to_writer(bytes, value)
}

/// Writes a value as JSON to a stream. Wrap a file or socket in a `BufWriter`.
pub fn to_writer<W: Write, T: Serialize + ?Sized>(writer: W, value: &T) -> Result<()> {
    serde_json::to_writer(writer, &WithLiterals(value)).map_err(convert)
}

fn convert(error: serde_json::Error) -> Error {
    if error.is_io() {
        return std::io::Error::from(error).into();
    }
    Error::new(ErrorKind::Custom(error.to_string().into()))
}
