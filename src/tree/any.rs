//! A tree out of any deserializer.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Builder, Kind, TEXT, Tree, flag};
use crate::error::{Error, ErrorKind};
use crate::scalar::WHOLE;

impl Tree {
    /// All that a deserializer has. It says itself what it is; places are unknown.
    pub(crate) fn of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut builder = Builder::with_capacity(0, 0);
        let seed = Adding::new(&mut builder, "");
        seed.deserialize(deserializer)?;
        Ok(builder.finish())
    }
}

/// The error of a type, for a deserializer that has errors of its own.
#[cold]
pub(crate) fn passed_on<E: de::Error>(error: &Error) -> E {
    match error.kind() {
        ErrorKind::MissingField(field) => E::missing_field(field),
        ErrorKind::DuplicateField(field) => E::duplicate_field(field),
        _ => match error.path() {
            None | Some("") => E::custom(error.kind()),
            Some(path) => E::custom(format_args!("{} at `{path}`", error.kind())),
        },
    }
}

/// Adds whatever comes under a name.
struct Adding<'b, 'n> {
    builder: &'b mut Builder,
    name: &'n str,
}

impl<'b, 'n> Adding<'b, 'n> {
    fn new(builder: &'b mut Builder, name: &'n str) -> Self {
        Adding { builder, name }
    }

    fn leaf(self, kind: Kind, text: &str) {
        let flags = match self.name {
            TEXT if text.trim_ascii().is_empty() => flag::OWN | flag::BLANK,
            TEXT => flag::OWN,
            _ => 0,
        };
        self.builder.leaf(self.name, kind, flags, text, 0..0);
    }
}

impl<'de> DeserializeSeed<'de> for Adding<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_newtype_struct(WHOLE, Whole(self))
    }
}

/// Takes what a reader has of an element with all of its text, or else whatever comes.
struct Whole<'b, 'n>(Adding<'b, 'n>);

impl<'de> Visitor<'de> for Whole<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        self.0.visit_map(members)
    }
}

macro_rules! numbers {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method<E: de::Error>(self, value: $ty) -> Result<(), E> {
            self.leaf(Kind::Number, &value.to_string());
            Ok(())
        }
    )*};
}

impl<'de> Visitor<'de> for Adding<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    numbers! {
        visit_i64 i64;
        visit_i128 i128;
        visit_u64 u64;
        visit_u128 u128;
        visit_f64 f64;
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.leaf(Kind::Bool, if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.leaf(Kind::Text, text);
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.leaf(Kind::Null, "null");
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let open = self.builder.open(self.name, Kind::List, 0, 0..0);
        while entries
            .next_element_seed(Adding::new(self.builder, ""))?
            .is_some()
        {}
        self.builder.close(&open);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let open = self.builder.open(self.name, Kind::Object, 0, 0..0);
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            members.next_value_seed(Adding::new(self.builder, &name))?;
        }
        self.builder.close(&open);
        Ok(())
    }
}
