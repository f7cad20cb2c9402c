//! Names as the keys of maps.
//!
//! Of two keys that are equal a map keeps one entry, and nobody hears of the other. So a key has one
//! spelling, whatever its type: the one that is written. A format that has seen that no name stands
//! twice has then seen that no key does.

use std::any::type_name;
use std::hash::{Hash, Hasher};
use std::mem;

use serde::de::{self, DeserializeSeed, Expected, Visitor};

use super::{Nothing, Number, Scalar, ValueReader, deserializer, not_a};
use crate::error::{Error, ErrorKind};

/// The name of a field or map entry.
///
/// Its text is what any [`Scalar`] is. As a number it has no `+`, no leading zeros and no digits that
/// say nothing, as a boolean it is `true` or `false`, and a variant that a map has had already is an
/// error, under whichever of its names.
pub(crate) struct Key<'de, 's, 'm> {
    text: Scalar<'de, 's>,
    met: Option<&'m mut Met>,
}

impl<'de, 's, 'm> Key<'de, 's, 'm> {
    /// The name of an entry of the map that has had these variants.
    #[inline]
    pub(crate) fn new(text: Scalar<'de, 's>, met: &'m mut Met) -> Self {
        let met = Some(met);
        Key { text, met }
    }
}

#[cold]
fn unusual(expected: &dyn Expected) -> Error {
    let what = format!(
        "a key that is not written the usual way, expected {expected} (`5` and not `05`, `true` and not `1`)"
    );
    Error::new(ErrorKind::InvalidValue(what.into()))
}

deserializer!(Key<'de, '_, '_>);

impl<'de> ValueReader<'de> for Key<'de, '_, '_> {
    #[inline(always)]
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text.visit(visitor)
    }

    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.text.as_str();
        match text.parse::<N>() {
            Ok(number) if number.is_written(text) => number.visit(visitor),
            Ok(number) if number.is_finite() => Err(unusual(&visitor)),
            _ => Err(not_a(&visitor)),
        }
    }

    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text.as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(unusual(&visitor)),
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

impl<'de> de::EnumAccess<'de> for Key<'de, '_, '_> {
    type Error = Error;
    type Variant = Nothing;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Nothing), Error> {
        let Some(met) = self.met else {
            return Err(de::Error::custom("a variant as a key where none can be"));
        };
        let variant = seed.deserialize(self.text)?;
        met.meet(&variant)?;
        Ok((variant, Nothing))
    }
}

/// The variants that a map has had as keys.
///
/// Nearly no map has any, and what reads one lies on the stack once for each level of a message: so
/// it is no more than a pointer.
#[derive(Debug, Default)]
pub(crate) struct Met(Option<Box<Variant>>);

#[derive(Debug)]
struct Variant {
    number: u64,
    before: Met,
}

impl Met {
    fn meet<T>(&mut self, variant: &T) -> Result<(), Error> {
        // What serde derives tells variants apart by an enum of this name. What others make of a
        // variant's name may be equal without being the same, as is a text.
        if !type_name::<T>().ends_with("::__Field") {
            return Ok(());
        }
        let mut number = Discriminant(0);
        mem::discriminant(variant).hash(&mut number);
        let number = number.0;
        let mut met = &self.0;
        while let Some(variant) = met {
            if variant.number == number {
                let what = "a key that means the same as another one of this map";
                return Err(Error::new(ErrorKind::InvalidValue(what.into())));
            }
            met = &variant.before.0;
        }
        let before = mem::take(self);
        self.0 = Some(Box::new(Variant { number, before }));
        Ok(())
    }
}

/// Takes the one number that is hashed.
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

/// The name of a field or map entry that stands in the input as it is meant.
///
/// It is what a [`Key`] is. But that goes through memory, and most names are only compared with
/// those of fields.
pub(crate) struct PlainName<'de, 'm> {
    text: &'de str,
    met: Option<&'m mut Met>,
}

impl<'de, 'm> PlainName<'de, 'm> {
    #[inline(always)]
    pub(crate) fn new(text: &'de str, met: &'m mut Met) -> Self {
        let met = Some(met);
        PlainName { text, met }
    }

    /// A name that is no variant: where one is asked for, it is an error.
    #[inline(always)]
    pub(crate) fn no_variant(text: &'de str) -> Self {
        PlainName { text, met: None }
    }

    fn key(self) -> Key<'de, 'de, 'm> {
        Key {
            text: Scalar::Borrowed(self.text),
            met: self.met,
        }
    }
}

deserializer!(PlainName<'de, '_>);

impl<'de> ValueReader<'de> for PlainName<'de, '_> {
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
