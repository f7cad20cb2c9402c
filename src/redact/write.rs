//! A serializer that makes a [`Tree`] of a value.

use serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::Tree;
use crate::error::{Error, Result};
use crate::scalar::{SECRET, SPELLED};

#[derive(Clone, Copy, Default)]
pub(super) struct Writer {
    /// Whether this is the inside of a literal, which is given as its text.
    literal: bool,
}

impl Writer {
    /// One for the inside of a literal.
    pub(super) fn of_literal() -> Self {
        Writer { literal: true }
    }
}

macro_rules! numbers {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method(self, value: $ty) -> Result<Tree> {
            Ok(Tree::Number(value.to_string().into()))
        }
    )*};
}

impl Serializer for Writer {
    type Ok = Tree;
    type Error = Error;
    type SerializeSeq = Entries;
    type SerializeTuple = Entries;
    type SerializeTupleStruct = Entries;
    type SerializeTupleVariant = Entries;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Members;

    fn is_human_readable(&self) -> bool {
        !self.literal
    }

    numbers! {
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_f32 f32;
        serialize_f64 f64;
    }

    fn serialize_bool(self, value: bool) -> Result<Tree> {
        Ok(Tree::Bool(value))
    }

    fn serialize_char(self, value: char) -> Result<Tree> {
        Ok(Tree::Text(value.into()))
    }

    fn serialize_str(self, value: &str) -> Result<Tree> {
        Ok(match value {
            "true" | "false" if self.literal => Tree::Bool(value == "true"),
            _ if self.literal => Tree::Literal(value.into()),
            _ => Tree::Text(value.to_owned()),
        })
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Tree> {
        Ok(Tree::Text(String::from_utf8_lossy(value).into_owned()))
    }

    fn serialize_none(self) -> Result<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Tree> {
        Ok(Tree::Null)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Tree> {
        Ok(Tree::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Tree> {
        match name {
            SECRET => Ok(Tree::Secret(Box::new(value.serialize(self)?))),
            SPELLED => value.serialize(Writer::of_literal()),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree> {
        Ok(within(Some(variant), value.serialize(self)?))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Entries> {
        Ok(Entries::new(None, length.unwrap_or(0)))
    }

    fn serialize_tuple(self, length: usize) -> Result<Entries> {
        Ok(Entries::new(None, length))
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<Entries> {
        Ok(Entries::new(None, length))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Entries> {
        Ok(Entries::new(Some(variant), length))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Members> {
        Ok(Members::default())
    }

    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Members> {
        Ok(Members::default())
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Members> {
        Ok(Members {
            variant: Some(variant),
            ..Members::default()
        })
    }
}

/// A tree under the name of a variant, if it is one's.
pub(super) fn within(variant: Option<&'static str>, tree: Tree) -> Tree {
    match variant {
        Some(name) => Tree::Object(vec![(name.to_owned(), tree)]),
        None => tree,
    }
}

pub(super) struct Entries {
    variant: Option<&'static str>,
    entries: Vec<Tree>,
}

impl Entries {
    fn new(variant: Option<&'static str>, length: usize) -> Self {
        // What a type says of its length is only its word.
        let entries = Vec::with_capacity(length.min(16));
        Entries { variant, entries }
    }

    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.entries.push(Tree::of(value)?);
        Ok(())
    }

    fn tree(self) -> Tree {
        within(self.variant, Tree::List(self.entries))
    }
}

macro_rules! entries {
    ($($one:ident $method:ident;)*) => {$(
        impl $one for Entries {
            type Ok = Tree;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.add(value)
            }

            fn end(self) -> Result<Tree> {
                Ok(self.tree())
            }
        }
    )*};
}

entries! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

#[derive(Default)]
pub(super) struct Members {
    variant: Option<&'static str>,
    all: Vec<(String, Tree)>,
    key: Option<String>,
}

impl Members {
    fn tree(self) -> Tree {
        within(self.variant, Tree::Object(self.all))
    }
}

/// The text of a key.
pub(super) fn key_of<T: Serialize + ?Sized>(key: &T) -> Result<String> {
    let mut tree = Tree::of(key)?;
    while let Tree::Secret(inside) = tree {
        tree = *inside;
    }
    Ok(match tree {
        Tree::Text(text) => text,
        Tree::Number(digits) | Tree::Literal(digits) => digits.into(),
        Tree::Bool(value) => value.to_string(),
        _ => return Err(ser::Error::custom("a key that is no text")),
    })
}

impl SerializeMap for Members {
    type Ok = Tree;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key = Some(key_of(key)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key = self.key.take().unwrap_or_default();
        self.all.push((key, Tree::of(value)?));
        Ok(())
    }

    fn end(self) -> Result<Tree> {
        Ok(self.tree())
    }
}

macro_rules! members {
    ($($one:ident)*) => {$(
        impl $one for Members {
            type Ok = Tree;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<()> {
                self.all.push((key.to_owned(), Tree::of(value)?));
                Ok(())
            }

            fn end(self) -> Result<Tree> {
                Ok(self.tree())
            }
        }
    )*};
}

members! { SerializeStruct SerializeStructVariant }
