//! The fields of a type, asked from its `Deserialize`.
//!
//! A type that derives `Deserialize` tells a deserializer the names of its fields and, one by one,
//! what each is: optional, a list, a text, a number, a struct. [`of`] poses as a deserializer,
//! takes these answers down and never delivers a value. So the schema of a message is its type,
//! and there is no second list of fields to keep in step.
//!
//! ```
//! use paywire::api::adaptive_payments::pay::PayRequest;
//! use paywire::api::shape::{self, Kind};
//!
//! let shape = shape::of::<PayRequest>();
//! let list = shape.root().field("receiverList").expect("a field");
//! assert!(list.required());
//! assert_eq!(list.kind, Kind::Struct);
//! let receivers = shape.find(list.type_path).expect("a type");
//! assert!(receivers.fields[0].list);
//! assert_eq!(receivers.fields[0].type_name(), "Receiver");
//! ```
//!
//! It says what the types say and no more. What the documents demand beyond that, as the length of a
//! text, is in the [rulebook](super::validate::Rulebook) of the system.

use serde::Deserialize;

mod probe;

/// A struct and all structs beneath it, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    structs: Vec<Struct>,
}

impl Shape {
    /// The type that was asked about. Its name is empty if it is not a struct.
    #[must_use]
    pub fn root(&self) -> &Struct {
        &self.structs[0]
    }

    /// All the structs: the root, then the others as they are met.
    #[must_use]
    pub fn structs(&self) -> &[Struct] {
        &self.structs
    }

    /// The struct of this [path](Struct::type_path).
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
    /// Its name for serde.
    pub name: &'static str,
    /// Its Rust path, to tell two of the same name apart. For finding and showing only: the
    /// compiler may change how it writes paths.
    pub type_path: &'static str,
    /// Its fields in the order they are written.
    pub fields: Vec<Field>,
}

impl Struct {
    /// The field of this wire name or alias.
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
    /// Its name on the wire.
    pub name: &'static str,
    /// Other names it is read under. Recognised where the field takes nothing, an empty list or a
    /// simple text.
    pub aliases: Vec<&'static str>,
    /// It may be absent.
    pub optional: bool,
    /// It is a list, and may be absent.
    pub list: bool,
    /// What it is, or what is in the list.
    pub kind: Kind,
    /// The Rust path of what it is, or of what is in the list.
    pub type_path: &'static str,
    /// The known words of an [open code](crate::open_code), or the variants of an enum; empty for
    /// anything else.
    pub words: &'static [&'static str],
    /// It is a [`Secret`](crate::Secret).
    pub secret: bool,
}

impl Field {
    /// Whether the struct cannot be read without it. (By the rule of this crate's model: neither
    /// optional nor a list.)
    #[must_use]
    pub fn required(&self) -> bool {
        !self.optional && !self.list
    }

    /// The Rust name of what it is, without the path: `Amount`, `Receiver`, `String`. A word in
    /// [any letter case](crate::value::AnyCase) is that of its vocabulary.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        let name = |path: &'static str| path.rsplit("::").next().unwrap_or_default();
        match self.type_path.split_once('<') {
            Some((base, inner)) if name(base) == "AnyCase" => name(inner.trim_end_matches('>')),
            Some((base, _)) => name(base),
            None => name(self.type_path),
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// True or false.
    Bool,
    /// A whole number.
    Integer,
    /// A binary floating point number.
    Float,
    /// A text, or what is written as one: an amount, a date, a code.
    Text,
    /// Bytes.
    Bytes,
    /// A struct: see [`Shape::find`].
    Struct,
    /// Names and values.
    Map,
    /// One of several variants.
    Enum,
    /// Whatever the input has.
    Any,
}

/// The shape of a type.
///
/// It takes one run of the type's `Deserialize` for each field beneath it, so keep the result
/// rather than asking again for every message.
#[must_use]
pub fn of<T: for<'de> Deserialize<'de>>() -> Shape {
    shape(probe::run::<T>)
}

fn shape(run: probe::Run) -> Shape {
    let mut structs = vec![Struct {
        name: "",
        type_path: "",
        fields: Vec::new(),
    }];
    if let Some(node) = probe::node(run, &[])
        && node.kind == Kind::Struct
    {
        structs.clear();
        explore(run, &mut Vec::new(), node, &mut structs);
    }
    Shape { structs }
}

/// The wire names of a struct's own fields; empty if the type is not a struct.
///
/// Where a field has an alias it stands beside its name.
#[must_use]
pub fn field_names<T: for<'de> Deserialize<'de>>() -> &'static [&'static str] {
    probe::node(probe::run::<T>, &[]).map_or(&[], |node| node.fields)
}

/// Notes the struct at `path` and everything beneath it that was not met before.
fn explore(run: probe::Run, path: &mut Vec<usize>, found: probe::Node, structs: &mut Vec<Struct>) {
    let at = structs.len();
    structs.push(Struct {
        name: found.name,
        type_path: found.type_path,
        fields: Vec::with_capacity(found.fields.len()),
    });
    for (index, &name) in found.fields.iter().enumerate() {
        path.push(index);
        if let Some(own) = probe::name_of_both(run, path) {
            if let Some(field) = structs[at].fields.last_mut() {
                let other = if name == own {
                    std::mem::replace(&mut field.name, own)
                } else {
                    name
                };
                field.aliases.push(other);
            }
        } else if let Some(node) = probe::node(run, path) {
            structs[at].fields.push(Field {
                name,
                aliases: Vec::new(),
                optional: node.optional,
                list: node.list,
                kind: node.kind,
                type_path: node.type_path,
                words: node.words,
                secret: node.secret,
            });
            let met = structs
                .iter()
                .any(|known| known.type_path == node.type_path);
            if node.kind == Kind::Struct && !met {
                explore(run, path, node, structs);
            }
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Amount, Secret};
    use std::collections::BTreeMap;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    #[serde(rename_all = "camelCase")]
    struct Tree {
        own_name: String,
        #[serde(rename = "@id", alias = "id")]
        id: Option<Secret<String>>,
        #[serde(alias = "Named", alias = "called")]
        named: Option<String>,
        #[serde(default)]
        children: Vec<Tree>,
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
        let shape = of::<Tree>();
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
                ("ownName", false, false, Kind::Text),
                ("@id", true, false, Kind::Text),
                ("named", true, false, Kind::Text),
                ("children", false, true, Kind::Struct),
                ("weights", false, true, Kind::Float),
                ("price", true, false, Kind::Struct),
                ("notes", false, false, Kind::Map),
                ("count", false, false, Kind::Integer),
                ("flag", false, false, Kind::Bool),
                ("colours", false, true, Kind::Text),
            ]
        );
        let root = shape.root();
        assert_eq!(root.name, "Tree");
        assert_eq!(root.fields[9].words, ["RED", "BLUE"]);
        let secret: Vec<_> = root.fields.iter().map(|field| field.secret).collect();
        assert_eq!(secret.iter().position(|secret| *secret), Some(1));
        assert!(root.fields[..9].iter().all(|field| field.words.is_empty()));
        assert_eq!(root.field("id"), root.field("@id"));
        assert_eq!(root.fields[2].aliases, ["called", "Named"]);
        let price = shape.find(root.fields[5].type_path).unwrap();
        assert_eq!(price.fields[0].type_name(), "Amount");
    }

    #[test]
    fn what_is_not_a_struct_has_no_fields() {
        assert_eq!(of::<String>().root().fields, []);
        assert_eq!(of::<Vec<Price>>().root().name, "Price");
        assert!(field_names::<u8>().is_empty());
        assert_eq!(field_names::<Price>(), ["amount"]);
    }
}
