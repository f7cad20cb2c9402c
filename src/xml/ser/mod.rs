//! Writing Rust values as elements.

mod children;
mod place;
mod root;
mod scalar;

use super::config::Config;
use super::writer::Writer;
use crate::error::{Error, ErrorKind, Limit, Result};
use crate::limits::Limits;

/// Writes one value as an XML document.
///
/// Usually [`to_string`](super::to_string) and its like do this; a `Serializer` appends to a
/// string that can be used again. `&mut Serializer` is the [`serde::Serializer`].
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
/// Order { item: vec!["a", "b"] }.serialize(&mut Serializer::new(&mut document, config))?;
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
    /// Appends to `out`.
    pub fn new(out: &'a mut String, config: Config<'a>) -> Self {
        Serializer {
            writer: Writer::new(out, config.indent),
            config,
            max_depth: config.limits.max_depth().min(Limits::MAX_DEPTH),
        }
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
