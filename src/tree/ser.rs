//! Builds a tree from a value: the only serializer with which messages are compiled.

use std::fmt::{Display, Write as _};

use serde::ser::{
    self, Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct,
    SerializeStructVariant, SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};

use super::build::{Builder, OpenNode};
use super::{NodeKind, TEXT, Tree, flag};
use crate::error::{Error, Result};
use crate::scalar::{EMBEDDED, SECRET, SPELLED};

impl Tree {
    /// Builds the tree that a value serializes to.
    pub(crate) fn written<T: Serialize + ?Sized>(value: &T) -> Result<Self> {
        Builder::with_capacity(NODES, TEXT_OF_NODES).write(value)
    }

    /// Builds the same tree, but with the name of each struct as its text, and with a `null` for each skipped field.
    pub(crate) fn described<T: Serialize + ?Sized>(value: &T) -> Result<Self> {
        let mut builder = Builder::with_capacity(0, 0);
        builder.described = true;
        builder.write(value)
    }
}

impl Builder {
    fn write<T: Serialize + ?Sized>(mut self, value: &T) -> Result<Tree> {
        value.serialize(TreeSerializer::new(&mut self, ""))?;
        Ok(self.finish())
    }
}

/// The capacity for most messages, of a size that allocators serve quickly.
const NODES: usize = 40;
const TEXT_OF_NODES: usize = 1000;

/// The newtype by which `serde_json` marks a literal with its digits.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Adds a value under a name.
struct TreeSerializer<'b, 'n> {
    builder: &'b mut Builder,
    name: &'n str,
    flags: u16,
    /// Whether a text is a literal.
    literal: bool,
}

impl<'b, 'n> TreeSerializer<'b, 'n> {
    fn new(builder: &'b mut Builder, name: &'n str) -> Self {
        let flags = match name {
            TEXT => flag::OWN,
            _ if name.len() > 1 && name.starts_with('@') => flag::ATTRIBUTE,
            _ => 0,
        };
        TreeSerializer {
            builder,
            name,
            flags,
            literal: false,
        }
    }

    fn number(mut self, digits: &str) -> Result<()> {
        self.flags |= flag::TYPED;
        self.leaf(NodeKind::Number, digits)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as a serializer returns it")]
    fn leaf(self, kind: NodeKind, text: &str) -> Result<()> {
        self.builder.leaf(self.name, kind, self.flags, text, 0..0);
        Ok(())
    }

    fn open(self, kind: NodeKind) -> ChildSerializer<'b> {
        let open = self.builder.open(self.name, kind, self.flags, 0..0);
        ChildSerializer {
            builder: self.builder,
            open: [Some(open), None],
            key: None,
            raw: None,
        }
    }

    fn open_struct(self, name: &str) -> ChildSerializer<'b> {
        let children = self.open(NodeKind::Object);
        if children.builder.described {
            children.builder.describe(name);
        }
        children
    }

    /// Opens an object with one member, which has children.
    fn variant(self, variant: &str, kind: NodeKind) -> ChildSerializer<'b> {
        let outer = self
            .builder
            .open(self.name, NodeKind::Object, self.flags, 0..0);
        let open = self.builder.open(variant, kind, 0, 0..0);
        ChildSerializer {
            builder: self.builder,
            open: [Some(open), Some(outer)],
            key: None,
            raw: None,
        }
    }
}

macro_rules! numbers {
    ($($method:ident($ty:ty);)*) => {$(
        fn $method(self, value: $ty) -> Result<()> {
            self.number(itoa::Buffer::new().format(value))
        }
    )*};
}

macro_rules! floats {
    ($($method:ident($ty:ty);)*) => {$(
        fn $method(self, value: $ty) -> Result<()> {
            // Formatted like `serde_json`, except that `NaN` and infinities become text, not `null`.
            match serde_json::to_string(&value).as_deref() {
                Ok("null") | Err(_) => self.leaf(NodeKind::Text, &value.to_string()),
                Ok(digits) => self.number(digits),
            }
        }
    )*};
}

impl<'b> ser::Serializer for TreeSerializer<'b, '_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = ChildSerializer<'b>;
    type SerializeTuple = ChildSerializer<'b>;
    type SerializeTupleStruct = ChildSerializer<'b>;
    type SerializeTupleVariant = ChildSerializer<'b>;
    type SerializeMap = ChildSerializer<'b>;
    type SerializeStruct = ChildSerializer<'b>;
    type SerializeStructVariant = ChildSerializer<'b>;

    numbers! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
    }

    floats! {
        serialize_f32(f32);
        serialize_f64(f64);
    }

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.leaf(NodeKind::Bool, if value { "true" } else { "false" })
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.leaf(NodeKind::Text, value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<()> {
        let kind = match text {
            _ if !self.literal => NodeKind::Text,
            "true" | "false" => NodeKind::Bool,
            "null" => NodeKind::Null,
            _ => NodeKind::Number,
        };
        self.leaf(kind, text)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<()> {
        if self.literal {
            return self.serialize_str(&value.to_string());
        }
        let written = self
            .builder
            .leaf_with(self.name, self.flags, 0..0, |out| write!(out, "{value}"));
        written.map_err(Error::custom)
    }

    /// Messages have no bytes; other values that are displayed may.
    fn serialize_bytes(self, bytes: &[u8]) -> Result<()> {
        self.leaf(NodeKind::Text, &String::from_utf8_lossy(bytes))
    }

    fn serialize_none(self) -> Result<()> {
        self.leaf(NodeKind::Null, "null")
    }

    fn serialize_unit(self) -> Result<()> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.leaf(NodeKind::Text, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        match name {
            SECRET => self.flags |= flag::SECRET,
            EMBEDDED => self.flags |= flag::EMBEDDED,
            SPELLED => self.literal = true,
            _ => {}
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let mut members = self.open(NodeKind::Object);
        members.add(variant, value)?;
        members.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ChildSerializer<'b>> {
        Ok(self.open(NodeKind::List))
    }

    fn serialize_tuple(self, _: usize) -> Result<ChildSerializer<'b>> {
        Ok(self.open(NodeKind::List))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<ChildSerializer<'b>> {
        Ok(self.open(NodeKind::List))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ChildSerializer<'b>> {
        Ok(self.variant(variant, NodeKind::List))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<ChildSerializer<'b>> {
        Ok(self.open(NodeKind::Object))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<ChildSerializer<'b>> {
        if name == RAW_VALUE {
            let raw = Some((self.name.to_owned(), self.flags));
            return Ok(ChildSerializer {
                builder: self.builder,
                open: [None, None],
                key: None,
                raw,
            });
        }
        Ok(self.open_struct(name))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ChildSerializer<'b>> {
        Ok(self.variant(variant, NodeKind::Object))
    }
}

/// A list or object that is being serialized.
struct ChildSerializer<'b> {
    builder: &'b mut Builder,
    /// The open node, and for a variant the object around it.
    open: [Option<OpenNode>; 2],
    /// The name of the next member.
    key: Option<String>,
    /// The name and flags of a raw value of `serde_json`, which is a struct to serde.
    raw: Option<(String, u16)>,
}

impl ChildSerializer<'_> {
    #[inline]
    fn add<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        if let Some((name, flags)) = &self.raw {
            return value.serialize(TreeSerializer {
                builder: self.builder,
                name,
                flags: *flags,
                literal: true,
            });
        }
        value.serialize(TreeSerializer::new(self.builder, name))
    }

    #[expect(clippy::unnecessary_wraps, reason = "as a serializer returns it")]
    fn finish(self) -> Result<()> {
        for open in self.open.iter().flatten() {
            self.builder.close(open);
        }
        Ok(())
    }
}

macro_rules! children {
    ($($trait:ident $method:ident($($key:ident: $ty:ty)?) $name:expr $(, $skip:ident)?;)*) => {$(
        impl $trait for ChildSerializer<'_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, $($key: $ty,)? value: &T) -> Result<()> {
                self.add($name, value)
            }

            $(
                #[inline]
                fn $skip(&mut self, name: &'static str) -> Result<()> {
                    if self.builder.described {
                        self.add(name, &())?;
                    }
                    Ok(())
                }
            )?

            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

children! {
    SerializeSeq serialize_element() "";
    SerializeTuple serialize_element() "";
    SerializeTupleStruct serialize_field() "";
    SerializeTupleVariant serialize_field() "";
    SerializeStruct serialize_field(key: &'static str) key, skip_field;
    SerializeStructVariant serialize_field(key: &'static str) key, skip_field;
}

impl SerializeMap for ChildSerializer<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let key = Builder::with_capacity(1, 0).write(key)?;
        let text = key.root().as_str();
        let text = text.ok_or_else(|| Error::custom("the key of a map must be a text"))?;
        self.key = Some(text.to_owned());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key = self.key.take().unwrap_or_default();
        self.add(&key, value)
    }

    fn end(self) -> Result<()> {
        self.finish()
    }
}
