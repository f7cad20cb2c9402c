//! Builds a tree from any deserializer.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Builder, NodeKind, TEXT, Tree, flag};
use crate::error::{Error, ErrorKind};
use crate::scalar::WHOLE;

impl Tree {
    /// Builds the tree of all that a deserializer has, by `deserialize_any`. Nodes have no spans.
    pub(crate) fn of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut builder = Builder::with_capacity(0, 0);
        let seed = NodeSeed::new(&mut builder, "");
        seed.deserialize(deserializer)?;
        Ok(builder.finish())
    }
}

/// Converts an error of this crate for a deserializer with an error type of its own.
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

/// Adds any value as a node of this name.
struct NodeSeed<'b, 'n> {
    builder: &'b mut Builder,
    name: &'n str,
}

impl<'b, 'n> NodeSeed<'b, 'n> {
    fn new(builder: &'b mut Builder, name: &'n str) -> Self {
        NodeSeed { builder, name }
    }

    fn leaf(self, kind: NodeKind, text: &str) {
        let flags = match self.name {
            TEXT if text.trim_ascii().is_empty() => flag::OWN | flag::BLANK,
            TEXT => flag::OWN,
            _ => 0,
        };
        self.builder.leaf(self.name, kind, flags, text, 0..0);
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        inner.deserialize_newtype_struct(WHOLE, WholeSeed(self))
    }
}

/// Adds an element with all of its text, from a reader that knows [`WHOLE`]; otherwise any value.
struct WholeSeed<'b, 'n>(NodeSeed<'b, 'n>);

impl<'de> Visitor<'de> for WholeSeed<'_, '_> {
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
            self.leaf(NodeKind::Number, &value.to_string());
            Ok(())
        }
    )*};
}

impl<'de> Visitor<'de> for NodeSeed<'_, '_> {
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
        self.leaf(NodeKind::Bool, if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.leaf(NodeKind::Text, text);
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.leaf(NodeKind::Null, "null");
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
        let open = self.builder.open(self.name, NodeKind::List, 0, 0..0);
        while entries
            .next_element_seed(NodeSeed::new(self.builder, ""))?
            .is_some()
        {}
        self.builder.close(&open);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let open = self.builder.open(self.name, NodeKind::Object, 0, 0..0);
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            members.next_value_seed(NodeSeed::new(self.builder, &name))?;
        }
        self.builder.close(&open);
        Ok(())
    }
}
