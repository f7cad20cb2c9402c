//! Descriptions of types by their fields, derived from `Deserialize`.
//!
//! A type that derives `Deserialize` passes the names of its fields to the deserializer, and then
//! requests a value for each: an option, a list, a text, a number, a struct. [`of`] records these
//! requests, field by field, and never returns a value. A message's type is therefore its
//! schema, so no second list of fields must be kept consistent.
//!
//! ```
//! use paywire::api::adaptive_payments::pay::PayRequest;
//! use paywire::api::shape::{self, FieldKind};
//!
//! let shape = shape::of::<PayRequest>();
//! let list = shape.root().field("receiverList").expect("a field");
//! assert!(list.required());
//! assert_eq!(list.kind, FieldKind::Struct);
//! let receivers = shape.find(list.type_path).expect("a type");
//! assert!(receivers.fields[0].list);
//! assert_eq!(receivers.fields[0].type_name(), "Receiver");
//! ```
//!
//! A shape describes types only. Further requirements of the documents, such as the length of a
//! string, are in the [rulebook](super::validate::Rulebook) of the system.

mod nearest;

use std::any::type_name;

use serde::Deserialize;

use super::System;
use crate::error::Result;
use crate::json::Embedded;
use crate::tree::{self, probe};

pub use crate::tree::probe::FieldKind;

/// The struct of a message and the structs it uses, each listed once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    structs: Vec<Struct>,
}

impl Shape {
    /// The struct for the type itself. Its name is empty if the type is not a struct.
    #[must_use]
    pub fn root(&self) -> &Struct {
        &self.structs[0]
    }

    /// All structs: the root first, the others in order of discovery.
    #[must_use]
    pub fn structs(&self) -> &[Struct] {
        &self.structs
    }

    /// The struct with this [path](Struct::type_path).
    #[must_use]
    pub fn find(&self, type_path: &str) -> Option<&Struct> {
        let mut structs = self.structs.iter();
        structs.find(|known| known.type_path == type_path)
    }
}

/// A struct and its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Struct {
    /// The name in serde.
    pub name: &'static str,
    /// The Rust path, which distinguishes structs with the same name. Use it for lookup and display
    /// only: the compiler may change how it prints paths.
    pub type_path: &'static str,
    /// The fields, in the order in which they are written.
    pub fields: Vec<Field>,
}

impl Struct {
    /// The field with this wire name or alias.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        let mut fields = self.fields.iter();
        fields.find(|field| field.name == name || field.aliases.contains(&name))
    }
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The wire name.
    pub name: &'static str,
    /// The aliases. They are found for fields that accept `null`, an empty list or a simple text.
    pub aliases: Vec<&'static str>,
    /// Whether it may be absent.
    pub optional: bool,
    /// Whether it is a list, which may be absent.
    pub list: bool,
    /// The kind of its value, or of its entries.
    pub kind: FieldKind,
    /// The Rust path of its type, or of its entries' type.
    pub type_path: &'static str,
    /// The known words of an [open code](crate::open_code), or the variants of an enum; otherwise
    /// empty.
    pub words: &'static [&'static str],
    /// Whether it is a [`Secret`](crate::Secret).
    pub secret: bool,
}

impl Field {
    /// Whether the struct cannot be read without it. In this crate's model, these are the fields
    /// that are neither optional nor a list.
    #[must_use]
    pub fn required(&self) -> bool {
        !self.optional && !self.list
    }

    /// The Rust name of its type, without the path: `Amount`, `Receiver`, `String`. For
    /// [`AnyCase`](crate::value::AnyCase) it is that of the vocabulary.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        let name = |path: &'static str| path.rsplit("::").next().unwrap_or_default();
        match self.type_path.split_once('<') {
            Some((base, inner)) if name(base) == "AnyCase" => name(inner.trim_end_matches('>')),
            Some((base, _)) => name(base),
            None => name(self.type_path),
        }
    }

    /// The shape of the JSON document that is embedded in its text; `None` if there is none.
    ///
    /// ```
    /// use paywire::api::MessageKind;
    ///
    /// let shape = MessageKind::DsOrderCreateRequest.shape();
    /// let field = shape.root().field("ds_extend_request").expect("a field");
    /// let document = field.document().expect("a document");
    /// assert!(document.root().field("payment").is_some());
    /// ```
    #[must_use]
    pub fn document(&self) -> Option<Shape> {
        let mut systems = System::ALL.iter();
        systems.find_map(|system| (system.info().document)(self.type_path))
    }
}

/// The shape of `T`, if this is the path of the text that has one embedded.
pub(super) fn embedded<T: for<'de> Deserialize<'de>>(type_path: &str) -> Option<Shape> {
    (type_path == type_name::<Embedded<T>>()).then(of::<T>)
}

/// Computes the shape of a type.
///
/// This runs the type's `Deserialize` once for each field below it, so keep the result.
#[must_use]
pub fn of<T: for<'de> Deserialize<'de>>() -> Shape {
    shape(read::<T>)
}

/// Reads a `T`, only for the requests that it makes.
fn read<T: for<'de> Deserialize<'de>>(value: tree::NodeDeserializer<'_, '_>) -> Result<()> {
    T::deserialize(value).map(drop)
}

fn shape(read: probe::ReadFn) -> Shape {
    let mut structs = Vec::new();
    let root = probe::probe(read, &[]);
    match root.kind {
        FieldKind::Struct => explore(read, &mut Vec::new(), &root, &mut structs),
        _ => structs.push(Struct {
            name: "",
            type_path: "",
            fields: Vec::new(),
        }),
    }
    Shape { structs }
}

/// The wire names of a struct's own fields, each followed by its aliases; empty if the type is not
/// a struct.
#[must_use]
pub fn field_names<T: for<'de> Deserialize<'de>>() -> &'static [&'static str] {
    let root = probe::probe(read::<T>, &[]);
    match root.kind {
        FieldKind::Struct => root.names,
        _ => &[],
    }
}

/// Adds the struct at `path` and all structs below it that are not known yet.
fn explore(
    read: probe::ReadFn,
    path: &mut Vec<&'static str>,
    found: &probe::Probed,
    structs: &mut Vec<Struct>,
) {
    let at = structs.len();
    structs.push(Struct {
        name: found.name,
        type_path: found.type_path,
        fields: Vec::with_capacity(found.names.len()),
    });
    let mut before = None;
    for &name in found.names {
        path.push(name);
        if !is_alias(read, path, before, structs[at].fields.last_mut()) {
            let asked = probe::probe(read, path);
            structs[at].fields.push(field(name, &asked));
            let mut known = structs.iter();
            if asked.kind == FieldKind::Struct
                && !known.any(|known| known.type_path == asked.type_path)
            {
                explore(read, path, &asked, structs);
            }
        }
        path.pop();
        before = Some(name);
    }
}

fn field(name: &'static str, asked: &probe::Probed) -> Field {
    let is_struct = asked.kind == FieldKind::Struct;
    Field {
        name,
        aliases: Vec::new(),
        optional: asked.optional,
        list: asked.list,
        kind: asked.kind,
        type_path: asked.type_path,
        words: if is_struct { &[] } else { asked.names },
        secret: asked.secret,
    }
}

/// Whether the last name of a path is an alias of the field before it.
///
/// Serde lists the names of a field together, in alphabetical order.
fn is_alias(
    read: probe::ReadFn,
    path: &[&'static str],
    before: Option<&str>,
    field: Option<&mut Field>,
) -> bool {
    let (Some(&name), Some(before), Some(field)) = (path.last(), before, field) else {
        return false;
    };
    let may_be_nothing = field.optional || field.list;
    let Some(own) = probe::field_of_both(read, path, before, may_be_nothing) else {
        return false;
    };
    let other = if name == own {
        std::mem::replace(&mut field.name, own)
    } else {
        name
    };
    field.aliases.push(other);
    true
}

#[cfg(all(test, feature = "aliexpress"))]
mod tests {
    use super::*;
    use crate::api::aliexpress::DsOrderList;
    use crate::json::Embedded;
    use crate::value::{Amount, Loose, Secret};
    use serde::de::IgnoredAny;
    use std::collections::BTreeMap;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    #[serde(rename_all = "camelCase")]
    struct Plant {
        own_name: String,
        #[serde(rename = "@id", alias = "id")]
        id: Option<Secret<String>>,
        #[serde(alias = "Named", alias = "called")]
        named: Option<String>,
        #[serde(default)]
        children: Vec<Plant>,
        #[serde(default)]
        weights: Vec<f64>,
        price: Option<Box<Price>>,
        notes: BTreeMap<String, String>,
        count: u16,
        flag: bool,
        #[serde(default)]
        colours: Vec<Colour>,
    }

    crate::open_code! {
        enum Colour {
            Red = "RED",
            Blue = "BLUE",
        }
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    struct Price {
        amount: Amount,
    }

    #[test]
    fn every_kind_of_field_is_told() {
        let shape = of::<Plant>();
        assert_eq!(shape.structs().len(), 2, "a recursive type is noted once");
        let told: Vec<_> = shape
            .root()
            .fields
            .iter()
            .map(|field| (field.name, field.optional, field.list, field.kind))
            .collect();
        assert_eq!(
            told,
            [
                ("ownName", false, false, FieldKind::Text),
                ("@id", true, false, FieldKind::Text),
                ("named", true, false, FieldKind::Text),
                ("children", false, true, FieldKind::Struct),
                ("weights", false, true, FieldKind::Float),
                ("price", true, false, FieldKind::Struct),
                ("notes", false, false, FieldKind::Map),
                ("count", false, false, FieldKind::Integer),
                ("flag", false, false, FieldKind::Bool),
                ("colours", false, true, FieldKind::Text),
            ]
        );
        let root = shape.root();
        assert_eq!(root.name, "Plant");
        assert_eq!(root.fields[9].words, ["RED", "BLUE"]);
        let secret: Vec<_> = root.fields.iter().map(|field| field.secret).collect();
        assert_eq!(secret.iter().position(|secret| *secret), Some(1));
        assert!(root.fields[..9].iter().all(|field| field.words.is_empty()));
        assert_eq!(root.field("id"), root.field("@id"));
        assert_eq!(root.fields[2].aliases, ["called", "Named"]);
        let price = shape.find(root.fields[5].type_path).unwrap();
        assert_eq!(price.fields[0].type_name(), "Amount");
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    struct Rest {
        ignored: IgnoredAny,
        any: serde_json::Value,
        unit: (),
        choice: Choice,
        choices: Vec<Option<Choice>>,
        letter: char,
        loose: Option<Loose<bool>>,
        document: Embedded<Price>,
        orders: DsOrderList,
        secrets: Vec<Secret<Price>>,
        pair: (u8, u8),
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    enum Choice {
        One,
        Two(u8),
    }

    #[test]
    fn what_is_read_in_ways_of_its_own_is_told() {
        let shape = of::<Rest>();
        let told: Vec<_> = shape
            .root()
            .fields
            .iter()
            .map(|field| {
                let kind = (field.kind, field.type_name());
                (field.name, field.optional, field.list, kind)
            })
            .collect();
        assert_eq!(
            told,
            [
                ("ignored", false, false, (FieldKind::Any, "IgnoredAny")),
                ("any", false, false, (FieldKind::Any, "Value")),
                ("unit", false, false, (FieldKind::Any, "()")),
                ("choice", false, false, (FieldKind::Enum, "Choice")),
                ("choices", true, true, (FieldKind::Enum, "Choice")),
                ("letter", false, false, (FieldKind::Text, "char")),
                ("loose", true, false, (FieldKind::Text, "Loose")),
                ("document", false, false, (FieldKind::Text, "Embedded")),
                ("orders", false, false, (FieldKind::Struct, "DsOrderList")),
                ("secrets", false, true, (FieldKind::Struct, "Price")),
                ("pair", false, true, (FieldKind::Integer, "u8")),
            ]
        );
        let fields = &shape.root().fields;
        assert_eq!(fields[3].words, ["One", "Two"]);
        assert_eq!(fields[4].words, ["One", "Two"]);
        assert!(fields[9].secret);
        assert!(shape.find(fields[8].type_path).unwrap().fields[0].list);
    }

    #[test]
    fn what_is_not_a_struct_has_no_fields() {
        assert_eq!(of::<String>().root().fields, []);
        assert_eq!(of::<Vec<Price>>().root().name, "Price");
        assert!(field_names::<u8>().is_empty());
        assert_eq!(field_names::<Price>(), ["amount"]);
    }
}
