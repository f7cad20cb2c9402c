//! Reads one text as whatever type is requested, for formats in which every value is text.

use serde::de::{self, DeserializeSeed, IntoDeserializer, Unexpected, Visitor};

pub(crate) mod attribute;
mod decimal;
mod key;
mod reader;
mod writer;

use crate::error::{Error, ErrorKind};
pub(crate) use decimal::{DECIMAL, Exponent, SPELLED_DECIMAL, is_decimal, without_exponent};
pub(crate) use key::{BorrowedKey, MapKey, SeenVariants};
pub(crate) use reader::{Number, ValueReader, deserializer};
pub(crate) use writer::{ValueWriter, serializer};

/// The name of a newtype around a single value that may come as a string or as a literal (a number,
/// `true`, `false`).
///
/// JSON, which tells the two apart, gives the visitor a string by `visit_str` and a literal's text
/// inside `visit_some`. When writing, the same newtype makes the text a literal, which need not fit
/// 64 bits. Other formats treat it as any newtype, and write text.
pub(crate) const SPELLED: &str = "$paywire::spelled";

/// The name of a newtype around a text that is a document of its own.
///
/// Layers around a serializer use it to see that unknown fields inside the text are part of the
/// text already.
pub(crate) const EMBEDDED: &str = "$paywire::embedded";

/// The name of a newtype around a struct that may also come as a list.
///
/// JSON gives it the list; for any other struct a list is an error.
pub(crate) const LISTED: &str = "$paywire::listed";

/// The name of a newtype that requests everything an element has.
///
/// XML gives it an element with attributes as a map that includes its text; other maps do not get
/// text that is only whitespace. Other formats treat it as any newtype.
pub(crate) const WHOLE: &str = "$paywire::whole";

/// The name of a newtype around a value that must not be shown.
///
/// Formats treat it as any newtype. Code that redacts a message knows by it what to hide, whatever
/// the field's name.
pub(crate) const SECRET: &str = "$paywire::secret";

/// A decoded value: borrowed from the input, or valid until the next one is decoded.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scalar<'de, 's> {
    Borrowed(&'de str),
    Transient(&'s str),
}

impl<'de> Scalar<'de, '_> {
    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Scalar::Borrowed(text) | Scalar::Transient(text) => text,
        }
    }

    #[inline(always)]
    pub(crate) fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Scalar::Borrowed(text) => visitor.visit_borrowed_str(text),
            Scalar::Transient(text) => visitor.visit_str(text),
        }
    }

    pub(crate) fn visit_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Scalar::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
            Scalar::Transient(text) => visitor.visit_bytes(text.as_bytes()),
        }
    }
}

#[cold]
pub(crate) fn not_a(expected: &dyn de::Expected) -> Error {
    let what = format!("invalid value, expected {expected}");
    Error::new(ErrorKind::InvalidValue(what.into()))
}

deserializer!(Scalar<'de, '_>);

impl<'de> ValueReader<'de> for Scalar<'de, '_> {
    #[inline(always)]
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.visit(visitor)
    }

    #[inline]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // `f64` also parses `inf`, `NaN` and numbers that are too large.
        match self.as_str().parse::<N>() {
            Ok(number) if number.is_finite() => number.visit(visitor),
            _ => Err(not_a(&visitor)),
        }
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.as_str() {
            "true" | "1" => visitor.visit_bool(true),
            "false" | "0" => visitor.visit_bool(false),
            text if text.eq_ignore_ascii_case("true") => visitor.visit_bool(true),
            text if text.eq_ignore_ascii_case("false") => visitor.visit_bool(false),
            _ => Err(not_a(&visitor)),
        }
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.as_str().is_empty() {
            visitor.visit_unit()
        } else {
            Err(de::Error::invalid_type(Unexpected::Str(""), &visitor))
        }
    }

    /// A unit variant by its name, or a variant with no content.
    fn one_of<V: Visitor<'de>>(
        self,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self)
    }
}

impl<'de> de::EnumAccess<'de> for Scalar<'de, '_> {
    type Error = Error;
    type Variant = Nothing;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Nothing), Error> {
        Ok((seed.deserialize(self)?, Nothing))
    }
}

/// An absent value: `None`, the unit, an empty list or map.
pub(crate) struct Nothing;

deserializer!(Nothing);

impl<'de> ValueReader<'de> for Nothing {
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::Unit, &visitor))
    }

    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_none()
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let empty: [u8; 0] = [];
        visitor.visit_seq(de::value::SeqDeserializer::new(empty.into_iter()))
    }

    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let empty: [(u8, u8); 0] = [];
        visitor.visit_map(de::value::MapDeserializer::new(empty.into_iter()))
    }

    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

impl<'de> de::VariantAccess<'de> for Nothing {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.map(visitor)
    }
}

impl<'de> IntoDeserializer<'de, Error> for Scalar<'de, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
