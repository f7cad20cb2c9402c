//! Writing Rust values as pairs.

mod compound;
mod key;
mod pair;
mod place;
mod root;

use std::borrow::Cow;

use super::config::{Config, Indices};
use super::escape;
use super::pairs::pairs;
use crate::error::{Error, ErrorKind, Limit};

/// Writes one value as an NVP body.
///
/// Usually [`to_string`](super::to_string) and its like do this; a `Serializer` appends to a
/// string that can be used again. `&mut Serializer` is the [`serde::Serializer`].
///
/// ```
/// use paywire::nvp::{Config, Serializer};
/// use serde::Serialize;
///
/// let mut body = String::new();
/// [("a", "1"), ("b", "x y")].serialize(&mut Serializer::new(&mut body, Config::strict()))?;
/// assert_eq!(body, "a=1&b=x+y");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Debug)]
pub struct Serializer<'a> {
    out: &'a mut String,
    /// An `&`, then the name of the value to be written, as it is written.
    path: String,
    depth: u16,
    /// How many pairs were written.
    pairs: usize,
    plain: PlainKeys,
    config: Config,
}

impl<'a> Serializer<'a> {
    /// Appends to `out`.
    pub fn new(out: &'a mut String, config: Config) -> Self {
        Serializer {
            out,
            path: start_of_path(),
            plain: PlainKeys::default(),
            depth: 0,
            pairs: 0,
            config,
        }
    }

    /// Starts the pair of the current name.
    #[inline]
    fn begin(&mut self) {
        let path = self.path.as_str();
        self.out
            .push_str(if self.pairs > 0 { path } else { &path[1..] });
        self.out.push('=');
        self.pairs += 1;
    }

    /// Writes the current name with this value.
    #[inline]
    fn value(&mut self, text: &str) -> Result<(), Error> {
        self.begin();
        if self.config.charset.is_utf8() {
            escape::push_value(self.out, text);
            return Ok(());
        }
        let bytes = self.encoded(text)?;
        escape::push_raw(self.out, &bytes);
        Ok(())
    }

    /// Writes the current name with a value that needs no escapes in any charset.
    #[inline]
    fn plain(&mut self, text: &str) {
        self.begin();
        self.out.push_str(text);
    }

    fn encoded(&self, text: &str) -> Result<Vec<u8>, Error> {
        let charset = self.config.charset;
        charset
            .encode(text)
            .ok_or_else(|| self.fault(ErrorKind::Unencodable(charset.name())))
    }

    /// Writes what `write` does below the step `word`.
    #[inline]
    fn below<T>(
        &mut self,
        word: &str,
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let back = self.path.len();
        self.step(word)?;
        let result = write(self)?;
        self.back(back);
        Ok(result)
    }

    #[inline]
    fn step(&mut self, word: &str) -> Result<(), Error> {
        let back = self.path.len();
        if self.depth > 0 {
            self.path.push('.');
        }
        if let Err(kind) = self.word(word) {
            self.path.truncate(back);
            return Err(self.fault(kind));
        }
        self.deeper()
    }

    /// As [`Serializer::step`], for a field: its name is looked at once, however often it occurs.
    #[inline]
    fn step_to_field(&mut self, field: &'static str) -> Result<(), Error> {
        if !self.plain.holds(field) {
            return self.step(field);
        }
        if self.depth > 0 {
            self.path.push('.');
        }
        self.path.push_str(field);
        self.deeper()
    }

    #[inline]
    fn word(&mut self, word: &str) -> Result<(), ErrorKind> {
        const STRUCTURE: ErrorKind = ErrorKind::UnwritableKey(
            "a key with `.`, `(`, `)`, `[` or `]`, which would be read as structure",
        );
        let charset = self.config.charset;
        if charset.is_utf8() || word.is_ascii() && charset.keeps_ascii() {
            let written = escape::push_word(&mut self.path, word);
            return if written { Ok(()) } else { Err(STRUCTURE) };
        }
        if word.contains(['.', '(', ')', '[', ']']) {
            return Err(STRUCTURE);
        }
        let bytes = charset.encode(word);
        let bytes = bytes.ok_or(ErrorKind::Unencodable(charset.name()))?;
        escape::push_raw(&mut self.path, &bytes);
        Ok(())
    }

    /// Writes what `write` does below the list entry `index`.
    #[inline]
    fn entry<T>(
        &mut self,
        index: usize,
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (open, close) = match self.config.indices {
            Indices::Round => ('(', ')'),
            Indices::Square => ('[', ']'),
        };
        let len = self.path.len();
        self.path.push(open);
        self.path.push_str(itoa::Buffer::new().format(index));
        self.path.push(close);
        self.deeper()?;
        let result = write(self)?;
        self.back(len);
        Ok(result)
    }

    #[inline]
    fn deeper(&mut self) -> Result<(), Error> {
        self.depth += 1;
        if self.depth <= self.config.depth() {
            return Ok(());
        }
        let limit = Limit::Depth(self.config.depth());
        Err(self.fault(ErrorKind::Limit(limit)))
    }

    #[inline]
    fn back(&mut self, len: usize) {
        self.depth -= 1;
        self.path.truncate(len);
    }

    #[cold]
    fn fault(&self, kind: ErrorKind) -> Error {
        Error::new(kind).or_path(|| self.shown())
    }

    #[cold]
    fn locate(&self, error: Error) -> Error {
        error.or_path(|| self.shown())
    }

    /// The current name without its escapes.
    fn shown(&self) -> String {
        let pair = pairs(self.path.as_bytes()).next();
        let name = pair.and_then(|pair| pair.name.decode(&self.config).ok());
        name.map(Cow::into_owned).unwrap_or_default()
    }
}

fn start_of_path() -> String {
    let mut path = String::with_capacity(64);
    path.push('&');
    path
}

/// Fields that were found to be written as they are, by where their names stand in the program.
///
/// In a list the same fields come again for each entry; looking a name up here costs a fifth of
/// looking through it.
#[derive(Debug, Default)]
struct PlainKeys {
    fields: [Option<&'static str>; 32],
}

impl PlainKeys {
    #[inline]
    fn holds(&mut self, field: &'static str) -> bool {
        let slot = (field.as_ptr().addr() ^ field.len()) % self.fields.len();
        let known = &mut self.fields[slot];
        if known.is_some_and(|known| std::ptr::eq(known, field)) {
            return true;
        }
        let plain = escape::is_plain_word(field);
        if plain {
            *known = Some(field);
        }
        plain
    }
}
