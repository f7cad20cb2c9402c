//! The deserializer that asks instead of answering.
//!
//! A run follows a path of field positions down from a type: at each struct it offers the one
//! field the path names, through options and into lists, and at the end of the path it takes down
//! what the type asks for. An error ends the run; the answer travels in it. Nothing needs to be a
//! valid value, since no run gets past the field it was made for.

use std::any::type_name;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::Kind;
use crate::scalar::{EMBEDDED, SPELLED};
use crate::value::Secret;

/// What stands at the end of `path` beneath `T`, if anything does.
pub(super) fn node<T: for<'de> Deserialize<'de>>(path: &[usize]) -> Option<Node> {
    match T::deserialize(Probe::new(path)) {
        Err(Answer::Node(node)) => Some(node),
        _ => None,
    }
}

/// The name of the field before the last step of `path`, if that step is another name of it.
///
/// Serde lists the names of a field beside each other, in the order of the alphabet, and refuses
/// two of them together by the one that is not an alias.
pub(super) fn name_of_both<T: for<'de> Deserialize<'de>>(path: &[usize]) -> Option<&'static str> {
    let probe = Probe {
        twice: true,
        ..Probe::new(path)
    };
    path.last().filter(|&&last| last > 0)?;
    match T::deserialize(probe) {
        Err(Answer::Duplicate(name)) => Some(name),
        _ => None,
    }
}

/// What a type asked a deserializer for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) optional: bool,
    pub(super) list: bool,
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) type_path: &'static str,
    pub(super) fields: &'static [&'static str],
    /// The words of a vocabulary, the variants of an enum.
    pub(super) words: &'static [&'static str],
    pub(super) secret: bool,
}

/// How a run ends.
#[derive(Debug)]
pub(super) enum Answer {
    /// At the end of the path.
    Node(Node),
    /// At the field of this name, that was given already.
    Duplicate(&'static str),
    /// At a vocabulary that was asked for its words.
    Words(&'static [&'static str]),
    /// Elsewhere.
    Nothing,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a shape has no values")
    }
}

impl std::error::Error for Answer {}

impl de::Error for Answer {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Answer::Nothing
    }

    fn duplicate_field(field: &'static str) -> Self {
        Answer::Duplicate(field)
    }

    fn unknown_variant(_variant: &str, words: &'static [&'static str]) -> Self {
        Answer::Words(words)
    }
}

/// The deserializer: what is left of the path, and what was met since the last struct.
#[derive(Clone, Copy)]
pub(super) struct Probe<'p> {
    path: &'p [usize],
    optional: bool,
    list: bool,
    /// The Rust path of the type that the field itself has.
    declared: &'static str,
    /// At the last struct, give the field before too.
    twice: bool,
}

impl<'p> Probe<'p> {
    pub(super) fn new(path: &'p [usize]) -> Self {
        Probe {
            path,
            optional: false,
            list: false,
            declared: "",
            twice: false,
        }
    }

    fn end<'de, V: Visitor<'de>>(self, kind: Kind) -> Answer {
        self.end_with::<V>(kind, "", &[])
    }

    /// Ends at something with names: a struct of its fields, another kind of its words.
    fn end_with<'de, V: Visitor<'de>>(
        self,
        kind: Kind,
        name: &'static str,
        names: &'static [&'static str],
    ) -> Answer {
        if !self.path.is_empty() {
            return Answer::Nothing;
        }
        // Behind serde a secret is the bare value: only the type of the field tells.
        let secret = type_name::<Secret<()>>().trim_end_matches("<()>");
        Answer::Node(Node {
            optional: self.optional,
            list: self.list,
            kind,
            name,
            type_path: type_name::<V::Value>(),
            fields: if kind == Kind::Struct { names } else { &[] },
            words: if kind == Kind::Struct { &[] } else { names },
            secret: self.declared.contains(secret),
        })
    }
}

macro_rules! scalars {
    ($($method:ident = $kind:ident,)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Answer> {
                Err(self.end::<V>(Kind::$kind))
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Answer;

    scalars! {
        deserialize_any = Any,
        deserialize_ignored_any = Any,
        deserialize_unit = Any,
        deserialize_bool = Bool,
        deserialize_i8 = Integer,
        deserialize_i16 = Integer,
        deserialize_i32 = Integer,
        deserialize_i64 = Integer,
        deserialize_i128 = Integer,
        deserialize_u8 = Integer,
        deserialize_u16 = Integer,
        deserialize_u32 = Integer,
        deserialize_u64 = Integer,
        deserialize_u128 = Integer,
        deserialize_f32 = Float,
        deserialize_f64 = Float,
        deserialize_char = Text,
        deserialize_string = Text,
        deserialize_identifier = Text,
        deserialize_bytes = Bytes,
        deserialize_byte_buf = Bytes,
        deserialize_map = Map,
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        // A vocabulary answers as an enum would: that there is no variant but these.
        let words = match visitor.visit_enum(IntoDeserializer::<Answer>::into_deserializer("")) {
            Err(Answer::Words(words)) => words,
            _ => &[],
        };
        Err(self.end_with::<V>(Kind::Text, "", words))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_some(Probe {
            optional: true,
            ..self
        })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_seq(One(Probe { list: true, ..self }))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        // These ask for whatever comes, and are a text.
        if matches!(name, SPELLED | EMBEDDED) {
            return Err(self.end::<V>(Kind::Text));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _visitor: V,
    ) -> Result<V::Value, Answer> {
        Err(self.end::<V>(Kind::Any))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Answer> {
        Err(self.end_with::<V>(Kind::Enum, name, variants))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Answer> {
        let Some((&index, rest)) = self.path.split_first() else {
            return Err(self.end_with::<V>(Kind::Struct, name, fields));
        };
        let Some(&field) = fields.get(index) else {
            return Err(Answer::Nothing);
        };
        let before = index.checked_sub(1).and_then(|before| fields.get(before));
        visitor.visit_map(Offer {
            before: before.copied().filter(|_| self.twice && rest.is_empty()),
            sample_due: false,
            field: Some(field),
            value: Probe {
                twice: self.twice,
                ..Probe::new(rest)
            },
        })
    }
}

/// A list of one.
struct One<'p>(Probe<'p>);

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Answer;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Answer> {
        seed.deserialize(self.0).map(Some)
    }
}

/// A struct with one field, or with two: a sample of the one before, then the one.
struct Offer<'p> {
    before: Option<&'static str>,
    sample_due: bool,
    field: Option<&'static str>,
    value: Probe<'p>,
}

impl<'de> MapAccess<'de> for Offer<'_> {
    type Error = Answer;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Answer> {
        let before = self.before.take();
        self.sample_due = before.is_some();
        let Some(name) = before.or_else(|| self.field.take()) else {
            return Ok(None);
        };
        let name: StrDeserializer<'_, Answer> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Answer> {
        if self.sample_due {
            return seed.deserialize(Sample);
        }
        seed.deserialize(Probe {
            declared: type_name::<V::Value>(),
            ..self.value
        })
    }
}

/// A value for a field that is only there to be given twice: nothing, no elements, a plain text.
struct Sample;

impl<'de> Deserializer<'de> for Sample {
    type Error = Answer;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_str("0")
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_none()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Answer> {
        visitor.visit_seq(de::value::SeqDeserializer::<_, Answer>::new(
            std::iter::empty::<u8>(),
        ))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Answer> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct tuple tuple_struct map struct enum identifier ignored_any
    }
}
