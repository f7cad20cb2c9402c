//! One scalar, given to a type in whichever way the type asks for it.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, EnumAccess, Error as _, Unexpected, VariantAccess, Visitor};

use super::lexer::{Token, unescape};
use crate::error::{Error, Result};
use crate::scalar::{
    Exponent, Number, Scalar as Text, ValueReader, deserializer, without_exponent,
};

/// A scalar as text: a string without its quotes and escapes, a number in the digits as written,
/// `true` or `false`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scalar<'de, 's> {
    kind: Kind,
    text: Text<'de, 's>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    String,
    Number,
    Bool,
    Null,
}

impl<'de, 's> Scalar<'de, 's> {
    #[inline]
    pub(super) fn new(token: Token<'de>, scratch: &'s mut String) -> Self {
        let (kind, text) = match token {
            Token::String(string) if string.escaped => {
                scratch.clear();
                unescape(string.raw, scratch);
                (Kind::String, Text::Transient(scratch))
            }
            Token::String(string) => (Kind::String, Text::Borrowed(string.raw)),
            Token::Number(number) => (Kind::Number, Text::Borrowed(number)),
            Token::Bool(true) => (Kind::Bool, Text::Borrowed("true")),
            Token::Bool(false) => (Kind::Bool, Text::Borrowed("false")),
            Token::Null => (Kind::Null, Text::Borrowed("null")),
        };
        Scalar { kind, text }
    }

    /// The name of a member.
    pub(super) fn name(text: &'s str) -> Self {
        let (kind, text) = (Kind::String, Text::Transient(text));
        Scalar { kind, text }
    }

    /// The scalar as text, unless it is `null`.
    #[inline]
    fn written(&self, expected: &dyn de::Expected) -> Result<&str> {
        if self.kind == Kind::Null {
            return Err(self.mismatch(expected));
        }
        Ok(self.text.as_str())
    }

    /// The error of a type that wants something else. It never holds the value.
    #[cold]
    pub(super) fn mismatch(&self, expected: &dyn de::Expected) -> Error {
        let found = match self.kind {
            Kind::String => Unexpected::Str(""),
            Kind::Number => Unexpected::Float(0.0),
            Kind::Bool => Unexpected::Bool(false),
            Kind::Null => Unexpected::Unit,
        };
        Error::invalid_type(found, expected)
    }

    /// The error of a text that does not parse as the type.
    #[cold]
    fn misspelt(&self, expected: &dyn de::Expected) -> Error {
        match self.kind {
            Kind::String | Kind::Number => Error::invalid_value(Unexpected::Str(""), expected),
            Kind::Bool | Kind::Null => self.mismatch(expected),
        }
    }

    #[inline]
    fn visit_text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.text {
            _ if self.kind == Kind::Null => Err(self.mismatch(&visitor)),
            text => text.visit(visitor),
        }
    }

    #[inline]
    fn parse<N: Number>(&self, expected: &dyn de::Expected) -> Result<N> {
        // The only texts that are no finite number but parse are names of one, or too large.
        match self.written(expected)?.parse::<N>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(self.misspelt(expected)),
        }
    }

    /// Whether it is a number without quotes.
    pub(super) fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    /// The text of a number with its exponent written out.
    pub(super) fn without_exponent(&self) -> Exponent {
        match self.kind {
            Kind::String | Kind::Number => without_exponent(self.text.as_str()),
            Kind::Bool | Kind::Null => Exponent::None,
        }
    }

    /// The scalar in its own type, for self-describing types.
    fn visit_native<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.kind {
            Kind::String => self.visit_text(visitor),
            Kind::Null => visitor.visit_unit(),
            Kind::Bool => {
                let value = self.written(&visitor)? == "true";
                visitor.visit_bool(value)
            }
            Kind::Number => {
                let text = self.written(&visitor)?;
                if let Ok(value) = text.parse() {
                    return visitor.visit_u64(value);
                }
                match text.parse::<i64>() {
                    // An integer has no negative zero.
                    Ok(value) if value != 0 => visitor.visit_i64(value),
                    _ => {
                        let value: f64 = self.parse(&"a number that 64 bits can hold")?;
                        value.visit(visitor)
                    }
                }
            }
        }
    }

    /// [`ValueReader::any`] with numbers as text.
    pub(super) fn visit_as_text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.kind {
            Kind::Null => visitor.visit_unit(),
            _ => self.visit_text(visitor),
        }
    }
}

impl<'de> Scalar<'de, '_> {
    /// A literal by its text, for a type that distinguishes it from a string. See
    /// [`SPELLED`](crate::scalar::SPELLED).
    pub(super) fn visit_literal<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match (self.kind, self.text) {
            (Kind::Number | Kind::Bool, Text::Borrowed(literal)) => {
                visitor.visit_some(BorrowedStrDeserializer::new(literal))
            }
            _ => self.visit_text(visitor),
        }
    }
}

deserializer!(Scalar<'de, '_>);

impl<'de> ValueReader<'de> for Scalar<'de, '_> {
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.visit_native(visitor)
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let text = self.written(&visitor)?;
        if text == "1" || text.eq_ignore_ascii_case("true") {
            visitor.visit_bool(true)
        } else if text == "0" || text.eq_ignore_ascii_case("false") {
            visitor.visit_bool(false)
        } else {
            Err(self.misspelt(&visitor))
        }
    }

    #[inline]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let number: N = self.parse(&visitor)?;
        number.visit(visitor)
    }

    #[inline]
    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.visit_text(visitor)
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.text {
            _ if self.kind == Kind::Null => Err(self.mismatch(&visitor)),
            text => text.visit_bytes(visitor),
        }
    }

    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.kind {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.kind {
            Kind::Null => visitor.visit_unit(),
            _ => Err(self.mismatch(&visitor)),
        }
    }

    fn one_of<V: Visitor<'de>>(
        self,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(self)
    }

    // A list or an object out of a scalar needs the document; see `de`.
    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}

impl<'de> EnumAccess<'de> for Scalar<'de, '_> {
    type Error = Error;
    type Variant = Unit;

    fn variant_seed<S: de::DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Unit)> {
        self.written(&"a variant")?;
        let value = seed.deserialize(self)?;
        Ok((value, Unit))
    }
}

/// The content of a variant that was given as nothing but its name.
pub(super) struct Unit;

impl<'de> VariantAccess<'de> for Unit {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<S: de::DeserializeSeed<'de>>(self, _: S) -> Result<S::Value> {
        Err(Error::invalid_type(
            Unexpected::Str(""),
            &"a variant with content",
        ))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        Err(Error::invalid_type(Unexpected::Str(""), &visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        Err(Error::invalid_type(Unexpected::Str(""), &visitor))
    }
}
