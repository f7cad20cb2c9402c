//! The one implementation of serde's `Deserializer` for everything that formats read values from.
//!
//! `Deserializer` has thirty methods, of which a format treats few differently. A [`ValueReader`]
//! has a method for each of those, and [`deserializer!`] derives the rest from them.

use std::str::FromStr;

use serde::de::{Deserializer, Visitor};

use crate::error::Error;

/// A source of one value.
///
/// Methods that are not overridden call [`any`](ValueReader::any).
pub(crate) trait ValueReader<'de>: Deserializer<'de, Error = Error> {
    /// Visits the value by its own type.
    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error>;

    /// Reads a number of the type `N`.
    #[inline(always)]
    fn number<N: Number, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    #[inline(always)]
    fn boolean<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    /// Reads a text, a character, or the name of a field.
    #[inline(always)]
    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    /// Reads a text for a visitor that keeps it.
    #[inline(always)]
    fn string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text(visitor)
    }

    #[inline(always)]
    fn bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    #[inline(always)]
    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    #[inline(always)]
    fn option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    /// Reads a newtype. Some names are reserved; see [`crate::scalar`].
    #[inline(always)]
    fn newtype<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        let _ = name;
        visitor.visit_newtype_struct(self)
    }

    /// Reads a list or a tuple.
    #[inline(always)]
    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    #[inline(always)]
    fn map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }

    /// Reads a struct with these fields.
    #[inline(always)]
    fn fields<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let _ = fields;
        self.map(visitor)
    }

    /// Reads an enum with these variants.
    #[inline(always)]
    fn one_of<V: Visitor<'de>>(
        self,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let _ = variants;
        self.any(visitor)
    }

    #[inline(always)]
    fn ignored<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.any(visitor)
    }
}

/// Implements serde's `Deserializer` for a [`ValueReader`], or for a type with a method `METHOD`
/// that passes a reader to a closure: `deserializer!(Element<'_, 'de>, METHOD)`.
macro_rules! deserializer {
    ($reader:ty $(, $within:ident)?) => {
        impl<'de> serde::de::Deserializer<'de> for $reader {
            type Error = $crate::error::Error;

            $crate::scalar::deserializer! { @methods [$($within)?]
                deserialize_any() any;
                deserialize_bool() boolean;
                deserialize_i8() number::<i64, V>;
                deserialize_i16() number::<i64, V>;
                deserialize_i32() number::<i64, V>;
                deserialize_i64() number::<i64, V>;
                deserialize_i128() number::<i128, V>;
                deserialize_u8() number::<u64, V>;
                deserialize_u16() number::<u64, V>;
                deserialize_u32() number::<u64, V>;
                deserialize_u64() number::<u64, V>;
                deserialize_u128() number::<u128, V>;
                deserialize_f32() number::<f32, V>;
                deserialize_f64() number::<f64, V>;
                deserialize_char() text;
                deserialize_str() text;
                deserialize_string() string;
                deserialize_identifier() text;
                deserialize_bytes() bytes;
                deserialize_byte_buf() bytes;
                deserialize_unit() unit;
                deserialize_unit_struct(_name: &'static str) unit;
                deserialize_option() option;
                deserialize_newtype_struct(name: &'static str) newtype(name);
                deserialize_seq() list;
                deserialize_tuple(_len: usize) list;
                deserialize_tuple_struct(_name: &'static str, _len: usize) list;
                deserialize_map() map;
                deserialize_struct(_name: &'static str, fields: &'static [&'static str])
                    fields(fields);
                deserialize_enum(_name: &'static str, variants: &'static [&'static str])
                    one_of(variants);
                deserialize_ignored_any() ignored;
            }
        }
    };
    (@methods $within:tt $(
        $method:ident($($arg:ident: $ty:ty),*) $read:ident $(::<$number:ty, V>)? $(($given:ident))?;
    )*) => {$(
        #[inline(always)]
        fn $method<V: serde::de::Visitor<'de>>(
            self,
            $($arg: $ty,)*
            visitor: V,
        ) -> Result<V::Value, $crate::error::Error> {
            $crate::scalar::deserializer! {
                @call $within self, ($read $(::<$number, V>)?), ($($given,)? visitor)
            }
        }
    )*};
    (@call [] $reader:ident, ($($read:tt)*), $args:tt) => {
        $crate::scalar::deserializer! { @read $reader, ($($read)*), $args }
    };
    (@call [$within:ident] $reader:ident, ($($read:tt)*), $args:tt) => {
        $reader.$within(|reader| $crate::scalar::deserializer! { @read reader, ($($read)*), $args })
    };
    (@read $reader:ident, ($($read:tt)*), ($($args:tt)*)) => {
        $crate::scalar::ValueReader::$($read)*($reader, $($args)*)
    };
}

pub(crate) use deserializer;

/// A number that can be parsed. Narrower types check their range themselves.
pub(crate) trait Number: FromStr + Copy {
    const IS_FLOAT: bool = false;

    /// Whether it is finite: not `NaN` and not infinite.
    #[inline(always)]
    fn is_finite(self) -> bool {
        true
    }

    /// Whether `text` is how this number is serialized.
    fn is_written(self, text: &str) -> bool;

    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error>;
}

macro_rules! integers {
    ($($ty:ident $visit:ident;)*) => {$(
        impl Number for $ty {
            fn is_written(self, text: &str) -> bool {
                itoa::Buffer::new().format(self) == text
            }

            #[inline(always)]
            fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                visitor.$visit(self)
            }
        }
    )*};
}

integers! { i64 visit_i64; i128 visit_i128; u64 visit_u64; u128 visit_u128; }

macro_rules! floats {
    ($($ty:ident $visit:ident;)*) => {$(
        impl Number for $ty {
            const IS_FLOAT: bool = true;

            #[inline(always)]
            fn is_finite(self) -> bool {
                $ty::is_finite(self)
            }

            fn is_written(self, text: &str) -> bool {
                serde_json::to_string(&self).is_ok_and(|own| own == text)
            }

            #[inline(always)]
            fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                visitor.$visit(self)
            }
        }
    )*};
}

floats! { f32 visit_f32; f64 visit_f64; }
