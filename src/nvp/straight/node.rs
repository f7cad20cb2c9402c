//! Reading what stands behind the steps that were taken.

use serde::de::{self, IgnoredAny, Visitor};
use serde::forward_to_deserialize_any;

use super::Reader;
use super::access::{Entries, Fields};
use crate::error::Error;
use crate::nvp::attribute;
use crate::nvp::de::Scalar;
use crate::scalar::{Exponent, is_decimal, without_exponent};

/// A body as a whole.
pub(super) struct Root<'a, 'de, 'c> {
    pub(super) reader: &'a mut Reader<'de, 'c>,
}

impl<'de> de::Deserializer<'de> for Root<'_, 'de, '_> {
    type Error = Error;

    /// What no type asks a whole body for, or what takes its pairs as they come.
    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(self.reader.give_up())
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        fields(self.reader, 0, visitor)
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if attribute::any(known) {
            return Err(self.reader.give_up());
        }
        fields(self.reader, 0, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct enum identifier ignored_any
    }
}

/// Reads the children whose words start behind the first `prefix` bytes of the name.
#[inline(always)]
fn fields<'de, V: Visitor<'de>>(
    reader: &mut Reader<'de, '_>,
    prefix: usize,
    visitor: V,
) -> Result<V::Value, Error> {
    reader.descend()?;
    let mut fields = Fields::new(reader, prefix);
    // Never unwrapped, so that a large value stays where it was made.
    let value = visitor.visit_map(&mut fields);
    if value.is_ok() {
        fields.end()?;
    }
    value
}

/// What a step leads to.
pub(super) struct Node<'a, 'de, 'c> {
    pub(super) reader: &'a mut Reader<'de, 'c>,
}

/// What there is to read.
enum Shape {
    Value,
    Fields,
    List,
}

impl<'a, 'de> Node<'a, 'de, '_> {
    #[inline(always)]
    fn shape(&self) -> Shape {
        match self.reader.next() {
            Some(b'.') => Shape::Fields,
            Some(b'(') => Shape::List,
            _ => Shape::Value,
        }
    }

    /// The value, if it is all there is.
    #[inline(always)]
    fn scalar(self) -> Result<Scalar<'de, 'a>, Error> {
        let Shape::Value = self.shape() else {
            return Err(self.reader.give_up());
        };
        let (range, escaped) = self.reader.value()?;
        if escaped {
            return self.decoded(range);
        }
        let text = self.reader.text.get(range);
        text.map(Scalar::Borrowed)
            .ok_or_else(|| self.reader.give_up())
    }

    #[inline(never)]
    fn decoded(self, range: std::ops::Range<usize>) -> Result<Scalar<'de, 'a>, Error> {
        let piece = self.reader.piece(range);
        if piece.is_spaced() {
            return Err(self.reader.give_up());
        }
        let Reader {
            config,
            scratch,
            warnings,
            failed,
            ..
        } = self.reader;
        let text = piece.text(config, scratch, warnings);
        text.map(Scalar::Transient).inspect_err(|_| *failed = true)
    }

    /// A decimal number. Where an exponent is written out, there is something to warn of.
    #[inline]
    fn decimal<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let exponents = self.reader.config.exponents;
        let reader = &mut *self.reader;
        let text = Node { reader }.scalar()?;
        if exponents && without_exponent(text.as_str()) != Exponent::None {
            return Err(self.reader.give_up());
        }
        text.visit(visitor)
    }

    #[inline(always)]
    fn fields<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Shape::Fields = self.shape() else {
            return Err(self.reader.give_up());
        };
        let prefix = self.reader.end + 1 - self.reader.name;
        fields(self.reader, prefix, visitor)
    }
}

macro_rules! scalars {
    ($($method:ident)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.scalar()?.$method(visitor)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Node<'_, 'de, '_> {
    type Error = Error;

    scalars! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char deserialize_str
        deserialize_identifier deserialize_unit
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Shape::Value = self.shape() else {
            return Err(self.reader.give_up());
        };
        let (range, escaped) = self.reader.value()?;
        if escaped {
            return visitor.visit_string(self.reader.string(range)?);
        }
        match self.reader.text.get(range) {
            Some(text) => visitor.visit_borrowed_str(text),
            None => Err(self.reader.give_up()),
        }
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.shape() {
            Shape::Value => self.deserialize_str(visitor),
            Shape::Fields => self.fields(visitor),
            Shape::List => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.scalar()? {
            Scalar::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
            Scalar::Transient(text) => visitor.visit_bytes(text.as_bytes()),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    #[inline]
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

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Shape::List = self.shape() else {
            return Err(self.reader.give_up());
        };
        self.reader.descend()?;
        let mut entries = Entries::new(self.reader);
        let value = visitor.visit_seq(&mut entries);
        if value.is_ok() {
            entries.end()?;
        }
        value
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

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.fields(visitor)
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if attribute::any(known) {
            return Err(self.reader.give_up());
        }
        self.fields(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.scalar()?.deserialize_enum(name, variants, visitor)
    }

    /// Looks at all that stands there, for its faults.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(IgnoredAny)?;
        visitor.visit_unit()
    }
}
