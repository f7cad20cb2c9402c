//! A message as JSON with its fields in their order, so that secrets can be taken out of it.

use std::fmt;

use paywire::api::{AnyMessage, Documents};
use paywire::json::Embedded;
use paywire::nvp::Value;
use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Any JSON.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// What a message is as JSON.
    pub(crate) fn of(message: &impl Serialize) -> paywire::Result<Node> {
        paywire::json::from_str(&paywire::json::to_string(message)?)
    }

    /// Puts the documents within a message in the place of their texts.
    pub(crate) fn expand(&mut self, message: &AnyMessage) -> paywire::Result<()> {
        let mut expander = Expander {
            node: self,
            done: Ok(()),
        };
        message.documents(&mut expander);
        expander.done
    }
}

struct Expander<'a> {
    node: &'a mut Node,
    done: paywire::Result<()>,
}

impl Documents for Expander<'_> {
    fn document<T>(&mut self, field: &'static str, document: &Embedded<T>)
    where
        T: Serialize + DeserializeOwned,
    {
        let Node::Object(members) = &mut *self.node else {
            return;
        };
        for (_, value) in members.iter_mut().filter(|(name, _)| name == field) {
            match Node::of(document.get()) {
                Ok(inside) => *value = inside,
                Err(error) => self.done = Err(error),
            }
        }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Node {
        match value {
            Value::Null => Node::Null,
            Value::Text(text) => Node::Text(text),
            Value::List(entries) => Node::List(entries.into_iter().map(Node::from).collect()),
            Value::Tree(tree) => {
                let members = tree.into_iter();
                Node::Object(members.map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Null => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(*value),
            Node::Number(number) => number.serialize(serializer),
            Node::Text(text) => serializer.serialize_str(text),
            Node::List(entries) => serializer.collect_seq(entries),
            Node::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyNode)
    }
}

struct AnyNode;

impl<'de> Visitor<'de> for AnyNode {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node, E> {
        let number = serde_json::Number::from_f64(value);
        number
            .map(Node::Number)
            .ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = seq.next_element()? {
            entries.push(entry);
        }
        Ok(Node::List(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Node::Object(members))
    }
}
