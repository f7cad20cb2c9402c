//! The top level: one element, called as the config says or as the type is.

use serde::ser::{self, Serialize};

use super::Serializer;
use super::children::{Children, ElementListSerializer};
use super::place::{Place, Role};
use crate::error::{Error, ErrorKind, Result};
use crate::xml::writer::{Element, Writer};

const NO_NAME: &str = "a root element without a name (set one with `Config::root`)";

impl<'a> Serializer<'a> {
    /// Begins the document's element.
    pub(super) fn begin_root(&mut self, name: &str) -> Result<Element> {
        if name.is_empty() {
            return Err(Error::new(ErrorKind::Unsupported(NO_NAME)));
        }
        Writer::check_name(name)?;
        if self.config.declaration {
            self.writer.declaration();
        }
        match self.config.namespace {
            Some(namespace) if !namespace.is_empty() => {
                let prefix = self.config.prefix;
                if !prefix.is_empty() {
                    Writer::check_prefix(prefix)?;
                }
                self.writer.begin_in(prefix, name, namespace)
            }
            _ => Ok(self.writer.begin(name)),
        }
    }

    /// Refuses a variant whose content cannot stand in an element of its name.
    pub(super) fn check_variant(&mut self, variant: &'static str) -> Result<()> {
        if self.writer.is_known_name(variant) {
            return Ok(());
        }
        Writer::check_name(variant)
    }

    /// Ends the element of a variant; one without content is its name alone.
    pub(super) fn end_variant(&mut self, element: &Element, variant: &str) -> Result<()> {
        if self.writer.is_empty() {
            self.writer.text(variant)?;
        }
        self.writer.end(element)
    }

    /// The place of the document's element for a type of this name.
    fn root<'s>(&'s mut self, name: &'static str) -> Place<'s, 'a, 'a> {
        let config = self.config;
        Place {
            ser: self,
            key: config.root.unwrap_or(name),
            role: Role::Root,
        }
    }
}

/// Writes a value without a name of its own, or with one given to its serializer.
macro_rules! delegate {
    ($($method:ident($($arg:ident: $ty:ty),*) $(-> $ok:ident)? $(as $name:ident)?;)*) => {$(
        delegate!(@ $method($($arg: $ty),*) $($ok)?; $($name)?);
    )*};
    (@ $method:ident($($arg:ident: $ty:ty),*);) => {
        fn $method(self, $($arg: $ty),*) -> Result<()> { self.root("").$method($($arg),*) }
    };
    (@ $method:ident($($arg:ident: $ty:ty),*); $name:ident) => {
        fn $method(self, $($arg: $ty),*) -> Result<()> { self.root($name).$method($($arg),*) }
    };
    (@ $method:ident($($arg:ident: $ty:ty),*) $ok:ident;) => {
        fn $method(self, $($arg: $ty),*) -> Result<Self::$ok> { self.root("").$method($($arg),*) }
    };
    (@ $method:ident($($arg:ident: $ty:ty),*) $ok:ident; $name:ident) => {
        fn $method(self, $($arg: $ty),*) -> Result<Self::$ok> { self.root($name).$method($($arg),*) }
    };
}

impl<'s, 'a> ser::Serializer for &'s mut Serializer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = ElementListSerializer<'s, 'a, 'a>;
    type SerializeTuple = ElementListSerializer<'s, 'a, 'a>;
    type SerializeTupleStruct = ElementListSerializer<'s, 'a, 'a>;
    type SerializeTupleVariant = ElementListSerializer<'s, 'a, 'a>;
    type SerializeMap = Children<'s, 'a>;
    type SerializeStruct = Children<'s, 'a>;
    type SerializeStructVariant = Children<'s, 'a>;

    delegate! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_i64(value: i64);
        serialize_i128(value: i128);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_u64(value: u64);
        serialize_u128(value: u128);
        serialize_f32(value: f32);
        serialize_f64(value: f64);
        serialize_char(value: char);
        serialize_str(value: &str);
        serialize_bytes(value: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str) as name;
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) as name;
        serialize_seq(len: Option<usize>) -> SerializeSeq;
        serialize_tuple(len: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, len: usize) -> SerializeTupleStruct as name;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, len: usize)
            -> SerializeTupleVariant as name;
        serialize_map(len: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, len: usize) -> SerializeStruct as name;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, len: usize)
            -> SerializeStructVariant as name;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        value.serialize(self.root(name))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.root(name)
            .serialize_newtype_variant(name, index, variant, value)
    }
}
