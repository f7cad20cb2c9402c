//! A tree out of a value: the one serializer between messages and formats.

use std::fmt::{Display, Write as _};

use serde::ser::{
    self, Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct,
    SerializeStructVariant, SerializeTuple, SerializeTupleStruct, SerializeTupleVariant,
};

use super::build::{Builder, Open};
use super::{Kind, TEXT, Tree, flag};
use crate::error::{Error, Result};
use crate::scalar::{EMBEDDED, SECRET, SPELLED};

impl Tree {
    /// What a value writes.
    pub(crate) fn written<T: Serialize + ?Sized>(value: &T) -> Result<Self> {
        Builder::with_capacity(NODES, TEXT_OF_NODES).write(value)
    }

    /// The same, in which each struct has its name for a text, and fields that it leaves out are there with nothing.
    pub(crate) fn described<T: Serialize + ?Sized>(value: &T) -> Result<Self> {
        let mut builder = Builder::with_capacity(0, 0);
        builder.described = true;
        builder.write(value)
    }
}

impl Builder {
    fn write<T: Serialize + ?Sized>(mut self, value: &T) -> Result<Tree> {
        value.serialize(Serializer::new(&mut self, ""))?;
        Ok(self.finish())
    }
}

/// Room for what most messages are: of a size that allocators have at hand.
const NODES: usize = 40;
const TEXT_OF_NODES: usize = 1000;

/// The name by which `serde_json` knows a literal in its digits.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Adds a value under a name.
struct Serializer<'b, 'n> {
    builder: &'b mut Builder,
    name: &'n str,
    flags: u16,
    /// Whether a text is a literal.
    literal: bool,
}

impl<'b, 'n> Serializer<'b, 'n> {
    fn new(builder: &'b mut Builder, name: &'n str) -> Self {
        let flags = match name {
            TEXT => flag::OWN,
            _ if name.len() > 1 && name.starts_with('@') => flag::ATTRIBUTE,
            _ => 0,
        };
        Serializer {
            builder,
            name,
            flags,
            literal: false,
        }
    }

    fn number(mut self, digits: &str) -> Result<()> {
        self.flags |= flag::TYPED;
        self.leaf(Kind::Number, digits)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as a serializer returns it")]
    fn leaf(self, kind: Kind, text: &str) -> Result<()> {
        self.builder.leaf(self.name, kind, self.flags, text, 0..0);
        Ok(())
    }

    fn open(self, kind: Kind) -> Children<'b> {
        let open = self.builder.open(self.name, kind, self.flags, 0..0);
        Children {
            builder: self.builder,
            open: [Some(open), None],
            key: None,
            raw: None,
        }
    }

    fn open_struct(self, name: &str) -> Children<'b> {
        let children = self.open(Kind::Object);
        if children.builder.described {
            children.builder.describe(name);
        }
        children
    }

    /// An object with one member, which has more inside.
    fn variant(self, variant: &str, kind: Kind) -> Children<'b> {
        let outer = self.builder.open(self.name, Kind::Object, self.flags, 0..0);
        let open = self.builder.open(variant, kind, 0, 0..0);
        Children {
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
            // As serde_json spells it, which has no name for what is no number.
            match serde_json::to_string(&value).as_deref() {
                Ok("null") | Err(_) => self.leaf(Kind::Text, &value.to_string()),
                Ok(digits) => self.number(digits),
            }
        }
    )*};
}

impl<'b> ser::Serializer for Serializer<'b, '_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Children<'b>;
    type SerializeTuple = Children<'b>;
    type SerializeTupleStruct = Children<'b>;
    type SerializeTupleVariant = Children<'b>;
    type SerializeMap = Children<'b>;
    type SerializeStruct = Children<'b>;
    type SerializeStructVariant = Children<'b>;

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
        self.leaf(Kind::Bool, if value { "true" } else { "false" })
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.leaf(Kind::Text, value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<()> {
        let kind = match text {
            _ if !self.literal => Kind::Text,
            "true" | "false" => Kind::Bool,
            "null" => Kind::Null,
            _ => Kind::Number,
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

    /// No message has any: it is what somebody wants to see.
    fn serialize_bytes(self, bytes: &[u8]) -> Result<()> {
        self.leaf(Kind::Text, &String::from_utf8_lossy(bytes))
    }

    fn serialize_none(self) -> Result<()> {
        self.leaf(Kind::Null, "null")
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
        self.leaf(Kind::Text, variant)
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
        let mut members = self.open(Kind::Object);
        members.add(variant, value)?;
        members.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Children<'b>> {
        Ok(self.open(Kind::List))
    }

    fn serialize_tuple(self, _: usize) -> Result<Children<'b>> {
        Ok(self.open(Kind::List))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Children<'b>> {
        Ok(self.open(Kind::List))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Children<'b>> {
        Ok(self.variant(variant, Kind::List))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Children<'b>> {
        Ok(self.open(Kind::Object))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Children<'b>> {
        if name == RAW_VALUE {
            let raw = Some((self.name.to_owned(), self.flags));
            return Ok(Children {
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
    ) -> Result<Children<'b>> {
        Ok(self.variant(variant, Kind::Object))
    }
}

/// What has parts that come one after another.
struct Children<'b> {
    builder: &'b mut Builder,
    /// What is open, and of a variant what is around it.
    open: [Option<Open>; 2],
    /// The name of the member that comes next.
    key: Option<String>,
    /// Under which name and flags it is a raw value of `serde_json` and no struct.
    raw: Option<(String, u16)>,
}

impl Children<'_> {
    #[inline]
    fn add<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        if let Some((name, flags)) = &self.raw {
            return value.serialize(Serializer {
                builder: self.builder,
                name,
                flags: *flags,
                literal: true,
            });
        }
        value.serialize(Serializer::new(self.builder, name))
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
        impl $trait for Children<'_> {
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

impl SerializeMap for Children<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let key = Builder::with_capacity(1, 0).write(key)?;
        let text = key.root().as_str();
        let text = text.ok_or_else(|| Error::custom("a key that is no text"))?;
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
