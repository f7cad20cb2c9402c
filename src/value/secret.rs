//! Values that must not be shown.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::scalar::SECRET;

/// A value that is sent but never shown: a password, a signature, a PIN, a card number, a token.
///
/// `Debug` prints `Secret(***)` whatever the value, and there is no `Display`. Code that needs the
/// value calls [`expose`](Secret::expose). Formats read and write the value itself, since that is
/// what is sent.
///
/// In serde's data model it is a newtype with a reserved name, by which [`redact`](crate::redact)
/// recognizes it in any message, whatever the field's name.
///
/// The errors of this crate's formats never quote values, so a secret that cannot be read does not
/// reach a log that way either. The time that `==` takes depends on the values: use it in tests and
/// to detect changes, not to verify a secret that somebody sent.
///
/// ```
/// use paywire::Secret;
///
/// let pin = Secret::new("1234".to_owned());
/// assert_eq!(format!("{pin:?}"), "Secret(***)");
/// assert_eq!(pin.expose(), "1234");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Secret(value)
    }

    /// The value itself. Take care not to log or show it.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Unwraps the value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl From<String> for Secret<String> {
    fn from(value: String) -> Self {
        Secret(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(value: &str) -> Self {
        Secret(value.to_owned())
    }
}

impl<T: Serialize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(SECRET, &self.0)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Secret<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = SecretVisitor(PhantomData);
        deserializer
            .deserialize_newtype_struct(SECRET, visitor)
            .map(Secret)
    }
}

/// Takes the value out of the newtype. Some deserializers of single values ignore newtypes and pass
/// the value itself.
struct SecretVisitor<T>(PhantomData<T>);

macro_rules! unwrapped {
    ($($method:ident($ty:ty);)*) => {$(
        fn $method<E: de::Error>(self, value: $ty) -> Result<T, E> {
            T::deserialize(value.into_deserializer())
        }
    )*};
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for SecretVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret value")
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<T, D::Error> {
        T::deserialize(inner)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::deserialize(StrDeserializer::new(text))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<T, E> {
        T::deserialize(BorrowedStrDeserializer::new(text))
    }

    unwrapped! {
        visit_string(String);
        visit_bool(bool);
        visit_i64(i64);
        visit_u64(u64);
        visit_f64(f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_every_kind_of_value() {
        assert_eq!(format!("{:?}", Secret::from("hunter2")), "Secret(***)");
        assert_eq!(
            format!("{:#?}", Some(Secret::new(1234))),
            "Some(\n    Secret(***),\n)"
        );
    }

    #[test]
    fn serde_sees_the_bare_value() {
        let secret: Secret<String> = serde_json::from_str("\"x\"").unwrap();
        assert_eq!(secret.expose(), "x");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"x\"");
    }

    #[test]
    fn every_format_has_the_bare_value() {
        #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        struct Form {
            pin: Secret<String>,
            codes: Vec<Secret<u16>>,
            own: Option<Secret<String>>,
        }
        let form = Form {
            pin: Secret::from("9041"),
            codes: vec![Secret::new(1), Secret::new(2)],
            own: None,
        };
        let nvp = crate::nvp::to_string(&form).unwrap();
        assert_eq!(nvp, "pin=9041&codes(0)=1&codes(1)=2");
        assert_eq!(crate::nvp::from_str::<Form>(&nvp).unwrap(), form);
        let xml = crate::xml::to_string(&form).unwrap();
        assert!(
            xml.contains("<pin>9041</pin><codes>1</codes><codes>2</codes>"),
            "{xml}"
        );
        assert_eq!(crate::xml::from_str::<Form>(&xml).unwrap(), form);
        let json = crate::json::to_string(&form).unwrap();
        assert_eq!(json, r#"{"pin":"9041","codes":[1,2],"own":null}"#);
        assert_eq!(crate::json::from_str::<Form>(&json).unwrap(), form);
        let bare = StrDeserializer::<de::value::Error>::new("x");
        let bare: Secret<String> = Secret::deserialize(bare).unwrap();
        assert_eq!(bare.expose(), "x");
    }
}
