//! Values in the spelling of XML Schema, where that is not the one of Rust.

use serde::de::{self, Visitor};

use crate::error::{Error, ErrorKind, Limit};
use crate::scalar::{Number, Scalar, ValueReader, deserializer};
use crate::xml::chars::{self, is_space};

/// A text without whitespace around it, read as XML Schema spells values.
pub(in crate::xml) struct Lexical<'de, 's>(pub(in crate::xml) Scalar<'de, 's>);

const BOOLEAN: &str =
    "not a boolean (write `true` or `false`; the lenient preset reads other letter cases)";

/// Whether a text is a boolean only in other letters than XML has for it.
pub(super) fn is_odd_boolean(text: &str) -> bool {
    let odd = |word: &str| text != word && text.eq_ignore_ascii_case(word);
    odd("true") || odd("false")
}

#[cold]
pub(super) fn odd_boolean() -> Error {
    Error::new(ErrorKind::InvalidValue(BOOLEAN.into()))
}

/// Whether a text is the name that XML has for a float that is not a number. It is one in Rust too,
/// among others.
fn is_named(text: &str) -> bool {
    matches!(text, "INF" | "-INF" | "NaN")
}

deserializer!(Lexical<'de, '_>);

impl<'de> ValueReader<'de> for Lexical<'de, '_> {
    #[inline]
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.visit(visitor)
    }

    #[inline]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if N::IS_FLOAT
            && is_named(self.0.as_str())
            && let Ok(number) = self.0.as_str().parse::<N>()
        {
            return number.visit(visitor);
        }
        self.0.number::<N, V>(visitor)
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if is_odd_boolean(self.0.as_str()) {
            return Err(odd_boolean());
        }
        self.0.boolean(visitor)
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.unit(visitor)
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.one_of(variants, visitor)
    }
}

/// The entries of a list in one text, `xs:list`: what whitespace stands between.
pub(in crate::xml) struct Words<'de, 's> {
    left: Scalar<'de, 's>,
    /// How many there may still be.
    room: u32,
    most: u32,
}

impl<'de, 's> Lexical<'de, 's> {
    /// Takes a text with whitespace around it.
    #[inline(always)]
    pub(in crate::xml) fn of(text: Scalar<'de, 's>) -> Self {
        Lexical(match text {
            Scalar::Borrowed(text) => Scalar::Borrowed(chars::trim(text)),
            Scalar::Transient(text) => Scalar::Transient(chars::trim(text)),
        })
    }
}

impl<'de, 's> Words<'de, 's> {
    pub(in crate::xml) fn new(text: Scalar<'de, 's>, most: u32) -> Self {
        Words {
            left: text,
            room: most,
            most,
        }
    }

    /// Reads all of them with a visitor.
    pub(in crate::xml) fn read<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, Error> {
        let value = visitor.visit_seq(&mut self)?;
        match self.next() {
            Some(_) => Err(Error::new(ErrorKind::TrailingElements)),
            None => Ok(value),
        }
    }

    fn next(&mut self) -> Option<Scalar<'de, 's>> {
        fn cut(text: &str) -> (&str, &str) {
            let text = chars::trim(text);
            let end = text.bytes().position(is_space).unwrap_or(text.len());
            text.split_at(end)
        }
        let (word, left) = match self.left {
            Scalar::Borrowed(text) => {
                let (word, left) = cut(text);
                (Scalar::Borrowed(word), Scalar::Borrowed(left))
            }
            Scalar::Transient(text) => {
                let (word, left) = cut(text);
                (Scalar::Transient(word), Scalar::Transient(left))
            }
        };
        self.left = left;
        (!word.as_str().is_empty()).then_some(word)
    }
}

impl<'de> de::SeqAccess<'de> for Words<'de, '_> {
    type Error = Error;

    fn next_element_seed<S: de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(word) = self.next() else {
            return Ok(None);
        };
        match self.room.checked_sub(1) {
            Some(room) => self.room = room,
            None => return Err(Error::new(ErrorKind::Limit(Limit::List(self.most)))),
        }
        seed.deserialize(Lexical(word)).map(Some)
    }
}
