//! Variants with something in them: `<a><Variant>…</Variant></a>`, once for each entry of a list.

use serde::de::{self, DeserializeSeed, Visitor};

use super::Cursor;
use super::node::Value;
use crate::error::Error;
use crate::scalar::{Scalar, ValueReader};

/// The element whose name is the variant; the first of several if there is a list in it.
pub(super) struct Variant<'a, 'doc, 'de> {
    pub(super) cursor: &'a mut Cursor<'doc, 'de>,
}

impl<'de> Variant<'_, '_, 'de> {
    fn locating<T>(
        self,
        read: impl FnOnce(Value<'_, '_, 'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let at = self.cursor.at;
        let value = read(Value::field(&mut *self.cursor));
        value.map_err(|error| self.cursor.locate(error, at))
    }
}

impl<'de> de::EnumAccess<'de> for Variant<'_, '_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let name = self.cursor.name(self.cursor.node());
        let variant = seed.deserialize(Scalar::Transient(name));
        let variant = variant.map_err(|error| self.cursor.locate_key(error))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_, '_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.locating(|value| de::Deserialize::deserialize(value))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        self.locating(|value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.locating(|value| value.list(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.locating(|value| value.fields(fields, visitor))
    }
}
