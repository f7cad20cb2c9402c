//! Reading a single text as whatever type is asked for, as formats do in which every value is text.

use serde::de::{self, DeserializeSeed, IntoDeserializer, Unexpected, Visitor};

pub(crate) mod attribute;
mod decimal;
mod key;
mod reader;
mod writer;

use crate::error::{Error, ErrorKind};
pub(crate) use decimal::{DECIMAL, Exponent, SPELLED_DECIMAL, is_decimal, without_exponent};
pub(crate) use key::{Key, Met, PlainName};
pub(crate) use reader::{Number, ValueReader, deserializer};
pub(crate) use writer::{ValueWriter, serializer};

/// The name of a newtype around a single value that is spelled as a text or as a literal (a number,
/// `true`, `false`).
///
/// A format that tells them apart (JSON) gives such a newtype the text of a string by `visit_str`, and
/// the text of a literal inside `visit_some`; what is written in it is a literal by its text, which need
/// not be a number of 64 bits. Other formats know nothing of it: they give the value as to any newtype,
/// and write a text.
pub(crate) const SPELLED: &str = "$paywire::spelled";

/// The name of a newtype around a text that is a document of its own.
///
/// What stands around a writer knows by it that a text has an inside, and that whatever is to be
/// added there is in the text already.
pub(crate) const EMBEDDED: &str = "$paywire::embedded";

/// The name of a newtype around a struct that also comes as a bare list.
///
/// JSON gives it the list, which in the place of any other struct is a mistake.
pub(crate) const LISTED: &str = "$paywire::listed";

/// The name of a newtype that asks for all there is.
///
/// XML gives it an element with attributes as a map with its text, which to other maps is nothing where it is but white
/// space. Other formats know nothing of it and give the value as to any newtype.
pub(crate) const WHOLE: &str = "$paywire::whole";

/// The name of a newtype around a value that must not be shown.
///
/// Formats know nothing of it and write the value as that of any newtype. Who walks a message to
/// show it knows by it what to hide, whatever the field is called.
pub(crate) const SECRET: &str = "$paywire::secret";

/// A decoded value: borrowed from the input, or living until the next one is decoded.
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
    let what = format!("not a value of the type, expected {expected}");
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
        // The only texts that are no finite number but parse are names of one, or too large.
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

    /// A variant's name alone: a unit variant, or one with nothing in it.
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

/// What stands where nothing was written: `None`, the unit, an empty list or map.
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
