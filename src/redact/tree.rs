//! Any value as a tree, so that secrets can be taken out of it.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::{HIDDEN, names};
use crate::api::AnyMessage;
use crate::codec::documents;
use crate::error::Result;
use crate::json;
use crate::nvp::Value;
use crate::tree::{self, Kind, Ref, flag};

/// Any value, as JSON has it: members in their order, numbers in their own digits, and a mark on what
/// its type calls a secret.
///
/// Written as JSON a number has its digits again; no number passes through a binary fraction. Formats
/// without numbers write the [`Value`] that it is.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tree {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in the digits of a type that is one.
    Number(Box<str>),
    /// A number, in the digits that came.
    Literal(Box<str>),
    /// A text.
    Text(String),
    /// Entries.
    List(Vec<Tree>),
    /// Members.
    Object(Vec<(String, Tree)>),
    /// What its type calls a [`Secret`](crate::Secret).
    Secret(Box<Tree>),
    /// A document that stands as a text in the message, and the text.
    Document(Box<Tree>, String),
}

impl Tree {
    /// What a value is as JSON, with nothing hidden.
    ///
    /// # Errors
    ///
    /// Those of serializing the value.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Tree> {
        Ok(tree::Tree::written(value)?.root().into())
    }

    /// The tree of a document in JSON.
    ///
    /// # Errors
    ///
    /// Those of reading the document.
    pub fn from_json(text: &str) -> Result<Tree> {
        Ok(json::Deserializer::from_str(text)?.tree()?.root().into())
    }

    /// The member of this name.
    pub(crate) fn member(&self, name: &str) -> Option<&Tree> {
        let Tree::Object(members) = self else {
            return None;
        };
        let mut members = members.iter();
        members.find_map(|(known, value)| (known == name).then_some(value))
    }

    /// Whether something that is hidden stands at the end of these steps, or above it.
    pub(super) fn is_hidden_at<'a>(&self, steps: impl Iterator<Item = &'a str> + Clone) -> bool {
        match self {
            Tree::Secret(_) => true,
            Tree::Text(text) => text == HIDDEN,
            Tree::Document(inside, _) => inside.is_hidden_at(steps),
            Tree::List(entries) => {
                let mut entries = entries.iter();
                entries.any(|entry| entry.is_hidden_at(steps.clone()))
            }
            Tree::Object(members) => members.iter().any(|(name, value)| {
                let mut below = steps.clone();
                // A name may be several steps.
                below.next().is_some_and(|step| step == name) && value.is_hidden_at(below)
                    || name.contains(['.', '(', '[', ':'])
                        && starts_with(steps.clone(), name)
                            .is_some_and(|below| value.is_hidden_at(below))
            }),
            _ => false,
        }
    }

    /// The names of the members that are documents.
    #[must_use]
    pub fn documents(&self) -> Vec<&str> {
        let Tree::Object(members) = self else {
            return Vec::new();
        };
        let members = members.iter();
        let documents = members.filter(|(_, value)| matches!(value, Tree::Document(..)));
        documents.map(|(name, _)| &**name).collect()
    }

    /// The first entry of a list, or what is none.
    pub(crate) fn first(&self) -> &Tree {
        match self {
            Tree::List(entries) => entries.first().unwrap_or(&Tree::Null),
            tree => tree,
        }
    }

    /// The text of a text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What a message is as JSON, with the documents within it in the place of their texts.
    ///
    /// # Errors
    ///
    /// Those of serializing the message.
    pub fn of_message(message: &AnyMessage) -> Result<Tree> {
        let mut tree = Tree::of(message)?;
        let inside = documents(message)?;
        if let Tree::Object(members) = &mut tree {
            for (field, document) in &inside {
                let mut members = members.iter_mut();
                if let Some((_, value)) = members.find(|(name, _)| name == field)
                    && let Tree::Text(text) = value
                {
                    *value = Tree::Document(Box::new(document.root().into()), std::mem::take(text));
                }
            }
        }
        Ok(tree)
    }
}

/// What is left of steps that begin with those of a name.
fn starts_with<'a, S: Iterator<Item = &'a str>>(mut steps: S, name: &str) -> Option<S> {
    let mut own = names::steps(name);
    own.all(|own| steps.next() == Some(own)).then_some(steps)
}

/// A tree holds secrets, so only its shape is shown.
impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Null => f.write_str("Null"),
            Tree::Bool(value) => value.fmt(f),
            Tree::Number(_) | Tree::Literal(_) => f.write_str("Number(***)"),
            Tree::Text(_) => f.write_str("Text(***)"),
            Tree::Secret(_) => f.write_str("Secret(***)"),
            Tree::Document(inside, _) => f.debug_tuple("Document").field(inside).finish(),
            Tree::List(entries) => f.debug_list().entries(entries).finish(),
            Tree::Object(members) => {
                let members = members.iter().map(|(name, value)| (name, value));
                f.debug_map().entries(members).finish()
            }
        }
    }
}

impl From<Ref<'_>> for Tree {
    fn from(value: Ref<'_>) -> Tree {
        let text = value.text();
        let tree = match value.kind() {
            Kind::Null => Tree::Null,
            Kind::Bool => Tree::Bool(text == "true"),
            Kind::Number if value.has(flag::TYPED) => Tree::Number(text.into()),
            Kind::Number => Tree::Literal(text.into()),
            Kind::Text => Tree::Text(text.to_owned()),
            Kind::List => Tree::List(value.children().map(Tree::from).collect()),
            Kind::Object => {
                let members = value.children();
                let members = members.map(|member| (member.name().to_owned(), member.into()));
                Tree::Object(members.collect())
            }
        };
        if value.has(flag::SECRET) {
            return Tree::Secret(Box::new(tree));
        }
        tree
    }
}

impl From<Value> for Tree {
    fn from(value: Value) -> Tree {
        match value {
            Value::Null => Tree::Null,
            Value::Text(text) => Tree::Text(text),
            Value::List(entries) => Tree::List(entries.into_iter().map(Tree::from).collect()),
            Value::Tree(tree) => {
                let members = tree.into_iter();
                Tree::Object(members.map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

/// The same with every single value as its text.
impl From<Tree> for Value {
    fn from(tree: Tree) -> Value {
        match tree {
            Tree::Null => Value::Null,
            Tree::Bool(value) => Value::Text(value.to_string()),
            Tree::Number(digits) | Tree::Literal(digits) => Value::Text(digits.into()),
            Tree::Text(text) => Value::Text(text),
            Tree::List(entries) => Value::List(entries.into_iter().map(Value::from).collect()),
            Tree::Object(members) => {
                let members = members.into_iter();
                Value::Tree(members.map(|(name, value)| (name, value.into())).collect())
            }
            Tree::Secret(inside) | Tree::Document(inside, _) => Value::from(*inside),
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Null => serializer.serialize_unit(),
            Tree::Bool(value) => serializer.serialize_bool(*value),
            Tree::Number(digits) | Tree::Literal(digits) => {
                // What is no number of JSON, as an infinity, is a text.
                match serde_json::from_str::<&RawValue>(digits) {
                    Ok(literal) => literal.serialize(serializer),
                    Err(_) => serializer.serialize_str(digits),
                }
            }
            Tree::Text(text) => serializer.serialize_str(text),
            Tree::List(entries) => serializer.collect_seq(entries),
            Tree::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
            Tree::Secret(inside) | Tree::Document(inside, _) => inside.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Amount, Loose, MinorUnits, Secret};

    #[derive(serde::Serialize)]
    struct Sample {
        pin: Secret<Loose<String>>,
        price: Amount,
        rate: Loose<Amount>,
        units: MinorUnits,
        list: Vec<Option<u8>>,
        flag: bool,
    }

    #[test]
    fn what_a_type_calls_a_secret_is_marked() {
        let tree = Tree::of(&Sample {
            pin: Secret::new("9041".into()),
            price: "100.10".parse().unwrap(),
            rate: json::from_str("0.500").unwrap(),
            units: MinorUnits::new(1050),
            list: vec![Some(1), None],
            flag: true,
        })
        .unwrap();
        let Tree::Object(members) = &tree else {
            panic!("members");
        };
        assert!(matches!(members[0].1, Tree::Secret(_)));
        assert_eq!(
            json::to_string(&tree).unwrap(),
            r#"{"pin":"9041","price":"100.10","rate":0.500,"units":1050,"list":[1,null],"flag":true}"#
        );
        let debug = format!("{tree:?}");
        assert!(
            !debug.contains("9041") && !debug.contains("100.10"),
            "{debug}"
        );
    }

    #[test]
    fn numbers_keep_their_digits() {
        let text =
            r#"{"a":100.10,"b":36893488147419103233,"c":[0.1,1e400,-0.0],"d":16777217.1,"e":true}"#;
        let tree = Tree::from_json(text).unwrap();
        assert_eq!(json::to_string(&tree).unwrap(), text);
        let nvp = crate::nvp::to_string(&Value::from(tree)).unwrap();
        assert_eq!(
            nvp,
            "a=100.10&b=36893488147419103233&c(0)=0.1&c(1)=1e400&c(2)=-0.0&d=16777217.1&e=true"
        );
    }
}
