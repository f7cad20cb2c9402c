//! Variants with something in them: `a.Variant=…`.

use serde::de::{self, DeserializeSeed, Visitor};

use super::node::TapeDeserializer;
use super::{Deserializer, Scalar};
use crate::error::Error;
use crate::scalar::ValueReader;

/// The first child of a node, whose word is the variant.
pub(super) struct Variant<'a, 'de> {
    pub(super) de: &'a mut Deserializer<'de>,
}

impl<'de> Variant<'_, 'de> {
    fn locating<T>(
        self,
        read: impl FnOnce(TapeDeserializer<'_, 'de>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let at = self.de.at;
        let value = read(TapeDeserializer { de: &mut *self.de });
        value.map_err(|error| self.de.locate(error, at))
    }
}

impl<'de> de::EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let word = self.de.tape.word(&self.de.body, self.de.node());
        let variant = seed.deserialize(Scalar::Transient(word));
        let variant = variant.map_err(|error| self.de.locate_key(error))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.locating(|node| de::Deserialize::deserialize(node))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        self.locating(|node| seed.deserialize(node))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.locating(|node| node.list(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.locating(|node| node.fields(fields, visitor))
    }
}
