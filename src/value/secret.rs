//! Values that must not be seen.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A value that is sent but never shown: a password, a signature, a PIN, a card number, a token.
///
/// `Debug` prints `Secret(***)` whatever is inside, and there is no `Display`. Who needs the value
/// says so with [`expose`](Secret::expose). Serialized and deserialized it is the bare value, for
/// that is what goes over the wire.
///
/// The errors of this crate's formats never quote values, so a secret that cannot be read does not
/// get into a log that way either. Comparing with `==` takes a time that depends on the values:
/// it is meant for tests and for finding changes, not for checking what a stranger sent.
///
/// ```
/// use paywire::Secret;
///
/// let pin = Secret::new("1234".to_owned());
/// assert_eq!(format!("{pin:?}"), "Secret(***)");
/// assert_eq!(pin.expose(), "1234");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Hides a value.
    pub const fn new(value: T) -> Self {
        Secret(value)
    }

    /// The value itself. Take care where it goes from here.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, taken out.
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
}
