//! The own text of an element, for the field `$text`.

use serde::de::Visitor;

use super::Cursor;
use super::lexical::{Lexical, Words, is_odd_boolean};
use crate::error::Error;
use crate::scalar::{
    Exponent, Number, Scalar, ValueReader, deserializer, is_decimal, without_exponent,
};
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
        Lexical::of(self.scalar())
    }
}

deserializer!(OwnText<'_, '_, 'de>);

impl<'de> ValueReader<'de> for OwnText<'_, '_, 'de> {
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar().visit(visitor)
    }

    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.trimmed().number::<N, V>(visitor)
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.trimmed().unit(visitor)
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.trimmed().one_of(variants, visitor)
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar().visit_bytes(visitor)
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let OwnText { cursor, at } = self;
        let own = OwnText {
            cursor: &mut *cursor,
            at,
        };
        let text = own.trimmed();
        if !is_odd_boolean(text.0.as_str()) {
            return text.boolean(visitor);
        }
        let said = text.0.as_str().len() == "true".len();
        visitor.visit_bool(cursor.odd_boolean(said, at)?)
    }

    /// No text at all is nothing, as that is what nothing is written as.
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
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

    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let most = self.cursor.document.switches.list;
        Words::new(self.scalar(), most).read(visitor)
    }

    fn newtype<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if is_decimal(name) {
            return self.decimal(visitor);
        }
        visitor.visit_newtype_struct(self)
    }
}
