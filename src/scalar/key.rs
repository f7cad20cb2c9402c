//! Names as the keys of maps.
//!
//! A map keeps one of two equal keys and drops the other silently. So a key has one canonical
//! spelling, whatever its type: the one that serializing gives. A format that has checked that all
//! names differ then knows that all keys do.

use std::any::type_name;
use std::hash::{Hash, Hasher};
use std::mem;

use serde::de::{self, DeserializeSeed, Expected, Visitor};

use super::{Nothing, Number, Scalar, ValueReader, deserializer, not_a};
use crate::error::{Error, ErrorKind};

/// The name of a field or map entry.
///
/// Its text is read like any [`Scalar`], but must be canonical: a number has no `+`, no leading
/// zeros and no trailing ones, and a boolean is `true` or `false`. A variant that the map has had
/// already, under any of its names, is an error.
pub(crate) struct MapKey<'de, 's, 'm> {
    text: Scalar<'de, 's>,
    seen: Option<&'m mut SeenVariants>,
}

impl<'de, 's, 'm> MapKey<'de, 's, 'm> {
    /// The name of an entry; `seen` has the variants that the map has had as keys.
    #[inline]
    pub(crate) fn new(text: Scalar<'de, 's>, seen: &'m mut SeenVariants) -> Self {
        let seen = Some(seen);
        MapKey { text, seen }
    }

    /// A name in a place where enum variants are an error.
    #[inline]
    pub(crate) fn without_variants(text: Scalar<'de, 's>) -> Self {
        MapKey { text, seen: None }
    }
}

#[cold]
fn not_canonical(expected: &dyn Expected) -> Error {
    let what = format!(
        "a key that is not in canonical form, expected {expected} (write `5` for `05`, `true` for `1`)"
    );
    Error::new(ErrorKind::InvalidValue(what.into()))
}

deserializer!(MapKey<'de, '_, '_>);

impl<'de> ValueReader<'de> for MapKey<'de, '_, '_> {
    #[inline(always)]
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text.visit(visitor)
    }

    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.text.as_str();
        match text.parse::<N>() {
            Ok(number) if number.is_written(text) => number.visit(visitor),
            Ok(number) if number.is_finite() => Err(not_canonical(&visitor)),
            _ => Err(not_a(&visitor)),
        }
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text.as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(not_canonical(&visitor)),
        }
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text.unit(visitor)
    }

    fn one_of<V: Visitor<'de>>(
        self,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self)
    }
}

impl<'de> de::EnumAccess<'de> for MapKey<'de, '_, '_> {
    type Error = Error;
    type Variant = Nothing;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Nothing), Error> {
        let Some(variants) = self.seen else {
            return Err(de::Error::custom("an enum variant cannot be a key here"));
        };
        let variant = seed.deserialize(self.text)?;
        variants.insert(&variant)?;
        Ok((variant, Nothing))
    }
}

/// The variants that a map has had as keys.
///
/// Hardly any map has enum keys, and each level of a message holds one of these on the stack, so it
/// is a single pointer.
#[derive(Debug, Default)]
pub(crate) struct SeenVariants(Option<Box<SeenVariant>>);

#[derive(Debug)]
struct SeenVariant {
    number: u64,
    before: SeenVariants,
}

impl SeenVariants {
    fn insert<T>(&mut self, variant: &T) -> Result<(), Error> {
        // Serde's derive compares variants by an enum of this name. Other types may compare equal
        // for different names, as texts do.
        if !type_name::<T>().ends_with("::__Field") {
            return Ok(());
        }
        let mut number = Discriminant(0);
        mem::discriminant(variant).hash(&mut number);
        let number = number.0;
        let mut seen = &self.0;
        while let Some(variant) = seen {
            if variant.number == number {
                let what = "a key that stands for the same variant as another key of this map";
                return Err(Error::new(ErrorKind::InvalidValue(what.into())));
            }
            seen = &variant.before.0;
        }
        let before = mem::take(self);
        self.0 = Some(Box::new(SeenVariant { number, before }));
        Ok(())
    }
}

/// Records the one number that is hashed.
struct Discriminant(u64);

impl Hasher for Discriminant {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The name of a field or map entry that is borrowed from the input and needs no unescaping.
///
/// Reads like a [`MapKey`], but avoids its copy in memory: most names are only compared with those of
/// fields.
pub(crate) struct BorrowedKey<'de, 'm> {
    text: &'de str,
    seen: Option<&'m mut SeenVariants>,
}

impl<'de, 'm> BorrowedKey<'de, 'm> {
    #[inline(always)]
    pub(crate) fn new(text: &'de str, seen: &'m mut SeenVariants) -> Self {
        let seen = Some(seen);
        BorrowedKey { text, seen }
    }

    /// A name in a place where enum variants are an error.
    #[inline(always)]
    pub(crate) fn without_variants(text: &'de str) -> Self {
        BorrowedKey { text, seen: None }
    }

    fn key(self) -> MapKey<'de, 'de, 'm> {
        MapKey {
            text: Scalar::Borrowed(self.text),
            seen: self.seen,
        }
    }
}

deserializer!(BorrowedKey<'de, '_>);

impl<'de> ValueReader<'de> for BorrowedKey<'de, '_> {
    #[inline(always)]
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.text)
    }

    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.key().number::<N, V>(visitor)
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.key().boolean(visitor)
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.key().unit(visitor)
    }

    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.key().one_of(variants, visitor)
    }
}
