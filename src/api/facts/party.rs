//! Payers and payees.

use std::fmt;

use serde::Serialize;

/// A payer or payee, as identified by the message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Party {
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The service's id: an account id, a payer id or a merchant id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The telephone number: `+1 5551234`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Party {
    /// Whether the message does not identify it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Party::default()
    }

    /// The most specific identifier: the address, the id, the number or the name.
    #[must_use]
    pub fn handle(&self) -> Option<&str> {
        let handles = [&self.email, &self.account, &self.phone, &self.name];
        let mut handles = handles.into_iter().flatten();
        handles.next().map(String::as_str)
    }

    pub(super) fn each_text(&mut self, path: &str, show: &mut dyn FnMut(&str, &mut String)) {
        for (name, text) in [
            ("email", &mut self.email),
            ("account", &mut self.account),
            ("phone", &mut self.phone),
            ("name", &mut self.name),
        ] {
            if let Some(text) = text {
                show(&format!("{path}.{name}"), text);
            }
        }
    }
}

/// Prints the [handle](Party::handle), with the name if there is one: `Ann Li <ann@example.com>`.
/// An unidentified party is `not named`.
impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.name, self.handle()) {
            (Some(name), Some(handle)) if name != handle => write!(f, "{name} <{handle}>"),
            (_, Some(handle)) => f.write_str(handle),
            (_, None) => f.write_str("not named"),
        }
    }
}

/// Joins the parts of a name that are present.
pub(super) fn full_name(parts: &[&Option<String>]) -> Option<String> {
    let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
    let name = parts.join(" ");
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
