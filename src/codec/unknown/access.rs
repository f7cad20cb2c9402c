//! The layer around lists, maps and enums: it keeps the path.

use serde::de::{DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::Place;
use super::deserializer::{Seed, Watching};
use super::key::KeySeed;

pub(super) struct Entries<'p, A> {
    pub(super) inner: A,
    pub(super) place: &'p mut Place,
    pub(super) index: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Entries<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let mark = self.place.enter_index(self.index);
        self.index += 1;
        let place = &mut *self.place;
        let element = self.inner.next_element_seed(Seed { seed, place })?;
        self.place.leave(mark);
        Ok(element)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

pub(super) struct Members<'p, A> {
    pub(super) inner: A,
    pub(super) place: &'p mut Place,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<'_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let key = self.place.new_key();
        self.inner.next_key_seed(KeySeed { seed, key })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let mark = self.place.enter_key();
        let place = &mut *self.place;
        let value = self.inner.next_value_seed(Seed { seed, place })?;
        self.place.leave(mark);
        Ok(value)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

pub(super) struct Variants<'p, A> {
    pub(super) inner: A,
    pub(super) place: &'p mut Place,
}

impl<'de, 'p, A: EnumAccess<'de>> EnumAccess<'de> for Variants<'p, A> {
    type Error = A::Error;
    type Variant = Content<'p, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let key = self.place.new_key();
        let (value, inner) = self.inner.variant_seed(KeySeed { seed, key })?;
        // Whoever reads on after the enum goes back to the place before it.
        self.place.enter_key();
        let place = self.place;
        Ok((value, Content { inner, place }))
    }
}

pub(super) struct Content<'p, A> {
    inner: A,
    place: &'p mut Place,
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Content<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        let place = self.place;
        self.inner.newtype_variant_seed(Seed { seed, place })
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let place = self.place;
        self.inner
            .tuple_variant(length, Watching { visitor, place })
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let place = self.place;
        self.inner
            .struct_variant(fields, Watching { visitor, place })
    }
}
