//! The own text of an element, for the field `$text`.

use serde::de::{self, Visitor};

use super::Cursor;
use super::lexical::{Lexical, Words, is_odd_boolean};
use crate::error::Error;
use crate::scalar::{Exponent, Scalar, is_decimal, without_exponent};
use crate::xml::chars;
use crate::xml::tape::flag;
use crate::xml::text;
use crate::xml::warning::WarningKind;

/// The own text of an element that has children too, for the field `$text`.
pub(super) struct OwnText<'a, 'doc, 'de> {
    pub(super) cursor: &'a mut Cursor<'doc, 'de>,
    pub(super) at: usize,
}

impl<'de, 'a> OwnText<'a, '_, 'de> {
    #[inline]
    fn scalar(self) -> Scalar<'de, 'a> {
        let node = &self.cursor.document.tape.nodes[self.at];
        if !node.has(flag::PARENT) {
            return self.cursor.leaf(node);
        }
        self.cursor.scratch.clear();
        let document = self.cursor.document;
        for piece in document.tape.pieces(document.text(), self.at) {
            text::content(piece, &mut self.cursor.scratch);
        }
        Scalar::Transient(&self.cursor.scratch)
    }

    /// As a value of an element is read.
    fn decimal<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let OwnText { cursor, at } = self;
        let exponents = cursor.document.switches.exponents;
        let own = OwnText {
            cursor: &mut *cursor,
            at,
        };
        let text = own.scalar();
        match without_exponent(text.as_str()) {
            Exponent::WrittenOut(digits) if exponents => {
                cursor.warn(WarningKind::Exponent, at);
                visitor.visit_str(&digits)
            }
            _ => text.visit(visitor),
        }
    }

    fn trimmed(self) -> Lexical<'de, 'a> {
        Lexical(match self.scalar() {
            Scalar::Borrowed(text) => Scalar::Borrowed(chars::trim(text)),
            Scalar::Transient(text) => Scalar::Transient(chars::trim(text)),
        })
    }
}

macro_rules! own_text {
    ($take:ident: $($method:ident($($arg:ident: $ty:ty),*))*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, $($arg: $ty,)* visitor: V) -> Result<V::Value, Error> {
            self.$take().$method($($arg,)* visitor)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for OwnText<'_, '_, 'de> {
    type Error = Error;

    own_text! { trimmed:
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64()
        deserialize_u128() deserialize_f32() deserialize_f64() deserialize_unit()
        deserialize_unit_struct(name: &'static str)
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
    }

    own_text! { scalar:
        deserialize_any() deserialize_char() deserialize_str() deserialize_string()
        deserialize_identifier() deserialize_ignored_any()
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.scalar() {
            Scalar::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
            Scalar::Transient(text) => visitor.visit_bytes(text.as_bytes()),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let OwnText { cursor, at } = self;
        let own = OwnText {
            cursor: &mut *cursor,
            at,
        };
        let text = own.trimmed();
        if !is_odd_boolean(text.0.as_str()) {
            return text.deserialize_bool(visitor);
        }
        let said = text.0.as_str().len() == "true".len();
        visitor.visit_bool(cursor.odd_boolean(said, at)?)
    }

    /// No text at all is nothing, as that is what nothing is written as.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let OwnText { cursor, at } = self;
        let own = OwnText {
            cursor: &mut *cursor,
            at,
        };
        if own.scalar().as_str().is_empty() {
            return visitor.visit_none();
        }
        visitor.visit_some(OwnText { cursor, at })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let most = self.cursor.document.switches.list;
        Words::new(self.scalar(), most).read(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if is_decimal(name) {
            return self.decimal(visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! { map struct }
}
