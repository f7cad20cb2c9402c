//! Any body as a tree.

use std::fmt;

use serde::de::{self, Deserialize, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A tree of any message, for bodies without a type.
///
/// Values stay text: a type decides whether `1` is a number, and `1.00` keeps its zeros.
/// [`from_value`](super::from_value) deserializes a type from it.
///
/// ```
/// use paywire::nvp::{self, Value};
///
/// let value: Value = nvp::from_str("list.item(0).price=1.00&list.item(1).price=2.50&memo=a+b")?;
/// assert_eq!(value.at("list.item(1).price").and_then(Value::as_str), Some("2.50"));
/// assert_eq!(nvp::to_string(&value)?, "list.item(0).price=1.00&list.item(1).price=2.50&memo=a+b");
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value. NVP cannot write it; other formats can.
    Null,
    /// A value.
    Text(String),
    /// Indexed children.
    List(Vec<Value>),
    /// Named children, and perhaps a value of its own under the name `$text`.
    Map(Map),
}

/// Named values, in the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    entries: Vec<(String, Value)>,
}

impl Value {
    /// The text of a value.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(entries) => Some(entries),
            _ => None,
        }
    }

    /// The named children.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Map(tree) => Some(tree),
            _ => None,
        }
    }

    /// The child with this word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&Value> {
        self.as_map()?.get(word)
    }

    /// The value at this path: `receiverList.receiver(0).amount`. `None` also for a malformed path.
    #[must_use]
    pub fn at(&self, name: &str) -> Option<&Value> {
        let name = super::Name::parse(name).ok()?;
        name.iter().try_fold(self, |value, step| match step {
            super::Step::Key(word) => value.get(word),
            super::Step::Index(index) => value.as_list()?.get(*index as usize),
        })
    }
}

impl Map {
    /// The value of this name; of the first, if there are several.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let mut entries = self.entries.iter();
        entries.find_map(|(known, value)| (known == name).then_some(value))
    }

    /// Adds a value at the end.
    pub fn push(&mut self, name: impl Into<String>, value: Value) {
        self.entries.push((name.into(), value));
    }

    /// The names and values in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (String, Value)> {
        self.entries.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl FromIterator<(String, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(entries: I) -> Self {
        Map {
            entries: entries.into_iter().collect(),
        }
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = &'a (String, Value);
    type IntoIter = std::slice::Iter<'a, (String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<Vec<Value>> for Value {
    fn from(entries: Vec<Value>) -> Self {
        Value::List(entries)
    }
}

impl From<Map> for Value {
    fn from(tree: Map) -> Self {
        Value::Map(tree)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(entries) => entries.serialize(serializer),
            Value::Map(tree) => tree.serialize(serializer),
        }
    }
}

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_map(AnyValue)? {
            Value::Map(tree) => Ok(tree),
            _ => Err(de::Error::custom("expected named children")),
        }
    }
}

struct AnyValue;

macro_rules! texts {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method<E>(self, value: $ty) -> Result<Value, E> {
            Ok(Value::Text(value.to_string()))
        }
    )*};
}

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    texts! {
        visit_bool bool;
        visit_i64 i64;
        visit_i128 i128;
        visit_u64 u64;
        visit_u128 u128;
        visit_f64 f64;
        visit_str &str;
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: de::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = seq.next_element()? {
            entries.push(entry);
        }
        Ok(Value::List(entries))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(Map { entries }))
    }
}
