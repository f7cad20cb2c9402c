//! JSON documents embedded as text.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};

use crate::error::Result;
use crate::scalar::EMBEDDED;

/// A JSON document embedded as text in another format, as in a form parameter
/// `order={"id":1}`.
///
/// The text is kept with the value. An unchanged value is written with its original text, including
/// members that `T` has no field for. A new or changed value ([`new`](Self::new),
/// [`get_mut`](Self::get_mut)) is serialized from `T`.
///
/// Two are equal if their values are equal; the texts are not compared.
///
/// ```
/// use paywire::{json, nvp};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Order { id: u64 }
/// #[derive(Serialize, Deserialize)]
/// struct Form { order: json::Embedded<Order> }
///
/// let body = "order=%7B%22id%22%3A+1%2C%22color%22%3A%22red%22%7D";
/// let mut form: Form = nvp::from_str(body)?;
/// assert_eq!(form.order.get().id, 1);
/// assert_eq!(nvp::to_string(&form)?, body);
///
/// form.order.get_mut().id = 2;
/// assert_eq!(nvp::to_string(&form)?, "order=%7B%22id%22%3A2%7D");
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// The document is read with the strict rules and the default limits of this module; the limits of
/// the outer format bound its text as well.
#[derive(Clone)]
pub struct Embedded<T> {
    value: T,
    text: Option<Box<str>>,
}

impl<T> Embedded<T> {
    /// Wraps a value to be written as text.
    pub const fn new(value: T) -> Self {
        Embedded { value, text: None }
    }

    /// The value.
    pub const fn get(&self) -> &T {
        &self.value
    }

    /// The value, mutably. Its original text is dropped.
    pub fn get_mut(&mut self) -> &mut T {
        self.text = None;
        &mut self.value
    }

    /// Returns the value without its text.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The text that the value was read from; `None` if it is new or changed.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

impl<T: DeserializeOwned> Embedded<T> {
    /// Parses the value from a text, and keeps the text.
    ///
    /// # Errors
    ///
    /// Those of [`from_str`](super::from_str).
    pub fn parse(text: impl Into<Box<str>>) -> Result<Self> {
        let text = text.into();
        let value = super::from_str(&text)?;
        let text = Some(text);
        Ok(Embedded { value, text })
    }
}

impl<T> From<T> for Embedded<T> {
    fn from(value: T) -> Self {
        Embedded::new(value)
    }
}

impl<T: PartialEq> PartialEq for Embedded<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Embedded<T> {}

/// The text may hold secrets, so only the value is shown.
impl<T: fmt::Debug> fmt::Debug for Embedded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Embedded").field(&self.value).finish()
    }
}

impl<T: Serialize> Serialize for Embedded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(text) = &self.text {
            return serializer.serialize_newtype_struct(EMBEDDED, text);
        }
        let text = super::to_string(&self.value).map_err(S::Error::custom)?;
        serializer.serialize_newtype_struct(EMBEDDED, &text)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Embedded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EMBEDDED, Document(PhantomData))
    }
}

struct Document<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for Document<T> {
    type Value = Embedded<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text that is JSON")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        let text = String::deserialize(inner)?;
        Embedded::parse(text).map_err(|error| D::Error::custom(advice(&error.to_string())))
    }
}

/// Describes an error in an embedded document, without advice on switches: the text is written
/// unchanged, so it must be strict JSON whatever the outer preset.
#[cold]
fn advice(error: &str) -> String {
    let strict = "JSON in a text is read strictly in every preset";
    let error = error.replace("the lenient preset reads it", strict);
    error.replace(
        "send one, or set which one counts",
        &format!("send one; {strict}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Order {
        id: u64,
    }

    #[test]
    fn keeps_the_text_until_it_is_touched() {
        let text = r#"{ "id": 9007199254740993, "x": [1.50] }"#;
        let mut order: Embedded<Order> = Embedded::parse(text).unwrap();
        assert_eq!(order.get().id, 9_007_199_254_740_993);
        let json = crate::json::to_string(&order).unwrap();
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        order.get_mut().id = 2;
        assert_eq!(order.text(), None);
        assert_eq!(crate::json::to_string(&order).unwrap(), r#""{\"id\":2}""#);
        assert_eq!(order, Embedded::new(Order { id: 2 }));
        assert_eq!(format!("{order:?}"), "Embedded(Order { id: 2 })");
    }

    #[test]
    fn advises_nothing_that_does_not_help() {
        #[derive(Debug, Deserialize)]
        struct Sum {
            #[serde(rename = "amount")]
            _amount: crate::Amount,
        }
        let lenient = crate::nvp::Config::lenient();
        for document in [
            r#"{"amount":1,}"#,
            r#"{"amount":1e3}"#,
            r#"{"amount":"1e3"}"#,
            r#"{"amount":1,"amount":2}"#,
        ] {
            let body = format!("sum={document}");
            let read = lenient.from_str::<std::collections::BTreeMap<String, Embedded<Sum>>>(&body);
            let said = read.unwrap_err().to_string();
            assert!(said.contains("strictly in every preset"), "{said}");
            assert!(!said.contains("lenient"), "{said}");
            assert!(!said.contains("which counts"), "{said}");
        }
    }

    #[test]
    fn says_what_is_wrong_within() {
        let error = crate::nvp::from_str::<std::collections::BTreeMap<String, Embedded<Order>>>(
            "order=%7B%22id%22%3A%22hunter2%22%7D",
        );
        let said = error.unwrap_err().to_string();
        assert!(said.contains("id"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
}
