//! Reads a single value as the type that is requested.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserializer, Expected, Unexpected, Visitor};

use crate::error::{Error, ErrorKind, Limit, Result};
use crate::scalar::{DECIMAL, Scalar};
use crate::tree::NodeKind;
use crate::tree::rules::Syntax;

/// The text of a single value.
pub(super) struct SingleValue<'t> {
    pub(super) kind: NodeKind,
    pub(super) text: &'t str,
    pub(super) syntax: Syntax,
}

const BOOLEAN: &str =
    "not a boolean (write `true` or `false`; the lenient preset reads other letter cases)";

impl<'t> SingleValue<'t> {
    /// The text without whitespace around it, which XML ignores unless a text is requested.
    pub(super) fn trimmed(&self) -> &'t str {
        match self.syntax {
            Syntax::Xml | Syntax::Any => self.text.trim_matches([' ', '\t', '\r', '\n']),
            Syntax::Nvp | Syntax::Json => self.text,
        }
    }

    fn scalar(&self) -> Scalar<'t, 't> {
        Scalar::Borrowed(self.trimmed())
    }

    /// Whether it is a boolean in a letter case that XML does not allow.
    pub(super) fn is_boolean_in_other_case(&self) -> bool {
        let text = self.trimmed();
        let odd = |word: &str| text != word && text.eq_ignore_ascii_case(word);
        self.syntax == Syntax::Xml && (odd("true") || odd("false"))
    }

    /// The error for a text that is not of the requested type. It never has the value.
    #[cold]
    fn spelling_error(&self, expected: &dyn Expected, error: Error) -> Error {
        match (self.syntax, self.kind) {
            (Syntax::Json | Syntax::Any, NodeKind::Bool) => {
                de::Error::invalid_type(Unexpected::Bool(false), expected)
            }
            (Syntax::Json | Syntax::Any, _) => {
                de::Error::invalid_value(Unexpected::Str(""), expected)
            }
            _ => error,
        }
    }

    #[inline]
    fn visit_text<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.text)
    }

    /// Visits a type that accepts any value. A literal comes inside a newtype.
    pub(super) fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        match self.kind {
            NodeKind::Number | NodeKind::Bool => {
                visitor.visit_newtype_struct(BorrowedStrDeserializer::new(self.text))
            }
            _ => self.visit_text(visitor),
        }
    }

    /// Visits a type that distinguishes a string from a literal, or any other type.
    pub(super) fn spelled<V: Visitor<'t>>(self, name: &str, visitor: V) -> Result<V::Value> {
        match self.kind {
            NodeKind::Number | NodeKind::Bool if name != DECIMAL => {
                visitor.visit_some(BorrowedStrDeserializer::new(self.text))
            }
            _ => self.visit_text(visitor),
        }
    }

    pub(super) fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        if self.is_boolean_in_other_case() {
            return Err(Error::new(ErrorKind::InvalidValue(BOOLEAN.into())));
        }
        let text = self.trimmed();
        if text == "1" || text.eq_ignore_ascii_case("true") {
            return visitor.visit_bool(true);
        }
        if text == "0" || text.eq_ignore_ascii_case("false") {
            return visitor.visit_bool(false);
        }
        let expected: &dyn Expected = &visitor;
        Err(self.spelling_error(expected, crate::scalar::not_a(expected)))
    }

    pub(super) fn deserialize_unit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        if self.trimmed().is_empty() && self.syntax != Syntax::Json {
            return visitor.visit_unit();
        }
        let found = match self.kind {
            NodeKind::Number => Unexpected::Float(0.0),
            NodeKind::Bool => Unexpected::Bool(false),
            _ => Unexpected::Str(""),
        };
        Err(de::Error::invalid_type(found, &visitor))
    }

    pub(super) fn deserialize_bytes<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_bytes(self.text.as_bytes())
    }

    pub(super) fn deserialize_byte_buf<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_bytes(visitor)
    }

    /// Reads a unit variant.
    pub(super) fn variant<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
        self.scalar().deserialize_enum("", &[], visitor)
    }

    /// Reads the words of an attribute, as `xs:list` has them.
    pub(super) fn words<V: Visitor<'t>>(self, max: u32, visitor: V) -> Result<V::Value> {
        let words = self.text.split_ascii_whitespace();
        if words.clone().nth(max as usize).is_some() {
            return Err(Error::new(ErrorKind::Limit(Limit::List(max))));
        }
        let words = words.map(Scalar::Borrowed);
        visitor.visit_seq(de::value::SeqDeserializer::new(words))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $ty:ty;)*) => {
        impl<'t> SingleValue<'t> {$(
            #[inline]
            pub(super) fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
                match self.trimmed().parse::<$ty>() {
                    Ok(number) => visitor.$visit(number.into()),
                    Err(_) => {
                        let error = crate::scalar::not_a(&visitor);
                        Err(self.spelling_error(&visitor, error))
                    }
                }
            }
        )*}
    };
}

numbers! {
    deserialize_i8 visit_i64 i64;
    deserialize_i16 visit_i64 i64;
    deserialize_i32 visit_i64 i64;
    deserialize_i64 visit_i64 i64;
    deserialize_i128 visit_i128 i128;
    deserialize_u8 visit_u64 u64;
    deserialize_u16 visit_u64 u64;
    deserialize_u32 visit_u64 u64;
    deserialize_u64 visit_u64 u64;
    deserialize_u128 visit_u128 u128;
    deserialize_f32 visit_f32 Finite<f32>;
    deserialize_f64 visit_f64 Finite<f64>;
}

/// A finite number: `f64` also parses names such as `inf`, and numbers that are too large.
struct Finite<T>(T);

macro_rules! finite {
    ($($ty:ty)*) => {$(
        impl std::str::FromStr for Finite<$ty> {
            type Err = ();

            fn from_str(text: &str) -> std::result::Result<Self, ()> {
                let parsed: $ty = text.parse().map_err(|_| ())?;
                parsed.is_finite().then_some(Finite(parsed)).ok_or(())
            }
        }

        impl From<Finite<$ty>> for $ty {
            fn from(finite: Finite<$ty>) -> Self {
                finite.0
            }
        }
    )*};
}

finite! { f32 f64 }

macro_rules! texts {
    ($($method:ident)*) => {
        impl<'t> SingleValue<'t> {$(
            #[inline]
            pub(super) fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value> {
                self.visit_text(visitor)
            }
        )*}
    };
}

texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }
