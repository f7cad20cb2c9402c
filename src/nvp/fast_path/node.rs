//! Reading what stands after the steps that were taken.

use serde::de::{IgnoredAny, Visitor};

use super::Reader;
use super::access::{CursorListAccess, CursorMapAccess};
use crate::error::Error;
use crate::nvp::de::Scalar;
use crate::scalar::attribute;
use crate::scalar::{Exponent, Number, ValueReader, deserializer, is_decimal, without_exponent};

/// A body as a whole.
pub(in crate::nvp) struct Root<'a, 'de, 'c> {
    pub(super) reader: &'a mut Reader<'de, 'c>,
}

deserializer!(Root<'_, 'de, '_>);

impl<'de> ValueReader<'de> for Root<'_, 'de, '_> {
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    /// What no type asks a whole body for, or what takes its pairs as they come.
    fn any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(self.reader.give_up())
    }

    #[inline]
    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        fields(self.reader, 0, visitor)
    }

    #[inline]
    fn fields<V: Visitor<'de>>(
        self,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if attribute::any(known) {
            return Err(self.reader.give_up());
        }
        fields(self.reader, 0, visitor)
    }
}

/// Reads the children whose words start after the first `prefix` bytes of the name.
#[inline(always)]
fn fields<'de, V: Visitor<'de>>(
    reader: &mut Reader<'de, '_>,
    prefix: usize,
    visitor: V,
) -> Result<V::Value, Error> {
    reader.attempt.descend()?;
    let mut fields = CursorMapAccess::new(reader, prefix);
    // Never unwrapped, so that a large value stays where it was made.
    let value = visitor.visit_map(&mut fields);
    if value.is_ok() {
        fields.end()?;
    }
    value
}

/// What a step leads to.
pub(super) struct CursorDeserializer<'a, 'de, 'c> {
    pub(super) reader: &'a mut Reader<'de, 'c>,
}

/// What there is to read.
enum Shape {
    Value,
    Fields,
    List,
}

impl<'a, 'de> CursorDeserializer<'a, 'de, '_> {
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
            attempt,
            ..
        } = self.reader;
        let text = piece.text(config, scratch, warnings);
        text.map(Scalar::Transient).map_err(|_| attempt.give_up())
    }

    /// A decimal number. Where an exponent is written out, there is something to warn of.
    #[inline]
    fn decimal<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let exponents = self.reader.config.exponents;
        let reader = &mut *self.reader;
        let text = CursorDeserializer { reader }.scalar()?;
        if exponents && without_exponent(text.as_str()) != Exponent::None {
            return Err(self.reader.give_up());
        }
        text.visit(visitor)
    }

    #[inline(always)]
    fn members<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Shape::Fields = self.shape() else {
            return Err(self.reader.give_up());
        };
        let prefix = self.reader.end + 1 - self.reader.name;
        fields(self.reader, prefix, visitor)
    }
}

deserializer!(CursorDeserializer<'_, 'de, '_>);

impl<'de> ValueReader<'de> for CursorDeserializer<'_, 'de, '_> {
    #[inline]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar()?.number::<N, V>(visitor)
    }

    #[inline]
    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar()?.boolean(visitor)
    }

    #[inline]
    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar()?.text(visitor)
    }

    #[inline]
    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar()?.unit(visitor)
    }

    #[inline]
    fn string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
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

    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.shape() {
            Shape::Value => self.text(visitor),
            Shape::Fields => self.members(visitor),
            Shape::List => self.list(visitor),
        }
    }

    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.scalar()?.visit_bytes(visitor)
    }

    #[inline]
    fn newtype<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        if is_decimal(name) {
            return self.decimal(visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Shape::List = self.shape() else {
            return Err(self.reader.give_up());
        };
        self.reader.attempt.descend()?;
        let mut entries = CursorListAccess::new(self.reader);
        let value = visitor.visit_seq(&mut entries);
        if value.is_ok() {
            entries.end()?;
        }
        value
    }

    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.members(visitor)
    }

    #[inline]
    fn fields<V: Visitor<'de>>(
        self,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if attribute::any(known) {
            return Err(self.reader.give_up());
        }
        self.members(visitor)
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.scalar()?.one_of(variants, visitor)
    }

    /// Looks at all that stands there, for its faults.
    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(IgnoredAny)?;
        visitor.visit_unit()
    }
}
