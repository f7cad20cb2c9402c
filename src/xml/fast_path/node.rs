//! Reading the element whose start tag was read last.

use serde::de::Visitor;

use super::access::{EntryAccess, FieldAccess};
use super::{Reader, Text};
use crate::error::Error;
use crate::scalar::{
    Exponent, Number, Scalar, ValueReader, WHOLE, deserializer, is_decimal, without_exponent,
};
use crate::xml::chars;
use crate::xml::de::{Lexical, Words};
use crate::xml::names::{self, Called};
use crate::xml::tape::{TEXT, flag};
use crate::xml::text;

/// The element of the last start tag. Reading it goes to the end of it.
pub(crate) struct Value<'a, 'de, 'c> {
    reader: &'a mut Reader<'de, 'c>,
    /// It is read by itself: an entry of a list, or the root.
    alone: bool,
}

impl<'a, 'de, 'c> Value<'a, 'de, 'c> {
    /// A field. Other elements of its name are entries of the same list, or end the attempt.
    #[inline(always)]
    pub(super) fn field(reader: &'a mut Reader<'de, 'c>) -> Self {
        Value {
            reader,
            alone: false,
        }
    }

    /// An entry of a list, or the root.
    #[inline(always)]
    pub(super) fn only(reader: &'a mut Reader<'de, 'c>) -> Self {
        Value {
            reader,
            alone: true,
        }
    }

    #[inline(always)]
    fn scalar(self) -> Result<Scalar<'de, 'a>, Error> {
        let text = self.reader.text()?;
        Ok(self.reader.scalar(text))
    }

    #[inline(always)]
    fn lexical(self) -> Result<Lexical<'de, 'a>, Error> {
        self.scalar().map(Lexical::of)
    }

    /// A decimal number.
    #[inline]
    fn decimal<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.reader.text()?;
        self.reader.decimal(text, visitor)
    }

    /// Reads the children as fields, or as entries if none are named.
    #[inline(always)]
    fn children<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let reader = self.reader;
        let element = reader.take()?;
        if element.has(flag::NIL) {
            return Err(reader.give_up());
        }
        reader.enter()?;
        let mut access = FieldAccess::new(reader, element, fields);
        // Never unwrapped, so that a large value stays where it was made.
        let value = visitor.visit_map(&mut access);
        access.end(value.is_ok())?;
        value
    }

    /// Reads the attributes, the own text and the children. The text of an element without
    /// children is left out if it is only whitespace, unless it is `asked` for.
    fn members<V: Visitor<'de>>(
        self,
        asked: bool,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let reader = self.reader;
        if reader.element.has(flag::NIL) {
            return Err(reader.give_up());
        }
        if !reader.is_leaf()? {
            return Value::only(reader).children(fields, visitor);
        }
        let element = reader.element;
        let text = reader.text()?;
        let given = asked || !reader.is_blank(&text);
        let mut access = FieldAccess::of_leaf(reader, element, given.then_some(text));
        let value = visitor.visit_map(&mut access);
        access.end(value.is_ok())?;
        value
    }
}

impl<'de> Reader<'de, '_> {
    #[inline(always)]
    pub(super) fn scalar(&mut self, text: Text) -> Scalar<'de, '_> {
        let raw = self
            .scan
            .source
            .get(text.start..text.end)
            .unwrap_or_default();
        if !text.escaped {
            return Scalar::Borrowed(raw);
        }
        self.decoded(raw, text.attribute)
    }

    #[inline(never)]
    fn decoded(&mut self, raw: &str, attribute: bool) -> Scalar<'de, '_> {
        self.scratch.clear();
        if attribute {
            text::attribute(raw, &mut self.scratch);
        } else {
            text::content(raw, &mut self.scratch);
        }
        Scalar::Transient(&self.scratch)
    }

    /// Whether a text is only whitespace.
    pub(super) fn is_blank(&mut self, text: &Text) -> bool {
        chars::is_blank(self.scalar(*text).as_str().as_bytes())
    }

    /// A decimal number. Where an exponent is written out, there is something to warn of.
    #[inline(always)]
    pub(super) fn decimal<V: Visitor<'de>>(
        &mut self,
        text: Text,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let exponents = self.config.exponents;
        let text = self.scalar(text);
        if exponents && without_exponent(text.as_str()) != Exponent::None {
            return Err(self.give_up());
        }
        text.visit(visitor)
    }
}

deserializer!(Value<'_, 'de, '_>);

impl<'de> ValueReader<'de> for Value<'_, 'de, '_> {
    #[inline]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.lexical()?.number::<N, V>(visitor)
    }

    #[inline]
    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar()?.visit(visitor)
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.lexical()?.boolean(visitor)
    }

    #[inline]
    fn string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.reader.text()?;
        let source = self.reader.scan.source;
        let raw = source.get(text.start..text.end).unwrap_or_default();
        if !text.escaped {
            return visitor.visit_borrowed_str(raw);
        }
        let mut out = String::with_capacity(raw.len());
        text::content(raw, &mut out);
        visitor.visit_string(out)
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.lexical()?.unit(visitor)
    }

    /// What an element is by itself, which shows only in it.
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.reader.element.has(flag::NIL) {
            self.reader.nil()?;
            return visitor.visit_unit();
        }
        if !self.reader.element.has(flag::ATTRIBUTES) && self.reader.is_leaf()? {
            return self.text(visitor);
        }
        self.members(false, &[], visitor)
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar()?.visit_bytes(visitor)
    }

    #[inline]
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.reader.element.has(flag::NIL) {
            self.reader.nil()?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    #[inline]
    fn newtype<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if is_decimal(name) {
            return self.decimal(visitor);
        }
        let marked = self.reader.element.flags & (flag::ATTRIBUTES | flag::NIL) == flag::ATTRIBUTES;
        if name == WHOLE && marked && self.reader.is_leaf()? {
            return self.members(true, &[], visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.alone {
            return Err(self.reader.give_up());
        }
        let mut entries = EntryAccess::new(self.reader);
        let value = visitor.visit_seq(&mut entries);
        entries.end(value.is_ok())?;
        value
    }

    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.members(false, &[], visitor)
    }

    #[inline]
    fn fields<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match names::called(fields) {
            Called::Marked if fields.contains(&TEXT) => self.members(true, fields, visitor),
            Called::Plain | Called::Marked => self.children(fields, visitor),
            Called::Odd => Err(self.reader.give_up()),
        }
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // Who calls the root as a variant may mean another element.
        if self.reader.scan.depth == self.reader.around {
            return Err(self.reader.give_up());
        }
        self.lexical()?.one_of(variants, visitor)
    }

    /// Looks at all that stands there, for its faults: one element, or a list.
    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Value { reader, alone } = self;
        let first = reader.element;
        reader.skip()?;
        let mut room = reader.config.limits.max_list();
        while !alone && reader.again(first)? {
            room = room.saturating_sub(1);
            if room == 0 {
                return Err(reader.give_up());
            }
            reader.skip()?;
        }
        visitor.visit_unit()
    }
}

/// An attribute, or the own text of an element.
pub(super) struct OwnText<'a, 'de, 'c> {
    pub(super) reader: &'a mut Reader<'de, 'c>,
    pub(super) text: Text,
}

impl<'de, 'a> OwnText<'a, 'de, '_> {
    fn scalar(self) -> Scalar<'de, 'a> {
        self.reader.scalar(self.text)
    }

    fn lexical(self) -> Lexical<'de, 'a> {
        Lexical::of(self.scalar())
    }
}

deserializer!(OwnText<'_, 'de, '_>);

impl<'de> ValueReader<'de> for OwnText<'_, 'de, '_> {
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar().visit(visitor)
    }

    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.lexical().number::<N, V>(visitor)
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.lexical().boolean(visitor)
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.lexical().unit(visitor)
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.lexical().one_of(variants, visitor)
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar().visit_bytes(visitor)
    }

    /// No text at all is nothing, but an empty attribute is one.
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if !self.text.attribute && self.reader.scalar(self.text).as_str().is_empty() {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn newtype<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if is_decimal(name) {
            return self.reader.decimal(self.text, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let most = self.reader.config.limits.max_list();
        Words::new(self.scalar(), most).read(visitor)
    }

    /// What no type asks of an attribute.
    fn map<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(self.reader.give_up())
    }

    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
