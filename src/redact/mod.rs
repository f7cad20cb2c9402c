//! Redacts secrets in messages, texts, header fields and damaged bodies, for logs and for display.
//!
//! Messages contain secrets, and a program that logs or prints them must redact them first. A
//! [`Redactor`] hides
//!
//! - every [`Secret`](crate::Secret) of the model;
//! - values whose name is that of a secret, however it is spelled or nested: `pin`,
//!   `card.number`, `user[password]`, `{urn:x}pin`, `to%6ben=`;
//! - values named as a secret by a neighbor: `{"name": "password", "value": …}`;
//! - numbers of cards and bank accounts, recognized by their check digits, anywhere but in ids of the
//!   model;
//! - user names and passwords in URLs, and secrets in their queries;
//! - all of these in JSON and XML within a text;
//! - and [fields](Redactor::field) that you name.
//!
//! Booleans are never secrets, and neither are values that the model types as numbers.
//!
//! To show a message, use [`AnyMessage::redacted`](crate::api::AnyMessage::redacted) or
//! [`Decoded::redacted`](crate::codec::Decoded::redacted); for an undecoded body [`body`], for
//! header fields [`Redactor::headers`], for a value of any type [`Redactor::show`]. Each implements
//! `Display` (JSON on one line, or a line for each header field), as for `tracing`: `info!(message
//! = %decoded.redacted())`, and `Serialize`. A message is written in one pass.
//!
//! ```
//! use paywire::codec::{self, Config, Content};
//! use paywire::redact::{self, Redactor};
//!
//! let body = b"requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1&pin=9041";
//! let Content::Message(decoded) = codec::read(body, &Config::strict())?.content else { panic!() };
//! assert_eq!(
//!     decoded.message.redacted().to_string(),
//!     r#"{"requestEnvelope":{"errorLanguage":"en_US"},"preapprovalKey":"PA-1","pin":"***"}"#,
//! );
//! assert_eq!(redact::body(b"a=1&pin=9041&b=%zz&b=2", None).to_string(), r#"{"a":"1","pin":"***","b":"2"}"#);
//! assert_eq!(
//!     Redactor::new().text("see https://shop.example/?token=EC-1&x=2"),
//!     "see https://shop.example/?token=***&x=2",
//! );
//! # Ok::<(), paywire::Error>(())
//! ```

mod command;
mod cover;
mod digits;
mod display;
mod facts;
mod fields;
mod hide;
mod name_flags;
mod names;
mod prescan;
mod text;
mod tree;

use std::borrow::Cow;

use serde::Serialize;

use crate::error::Result;
use fields::RedactedFields;
use name_flags::NameFlags;

pub use display::{Redacted, RedactedBody, RedactedHeaders, RedactedMessage, body};
pub use tree::{Tree, TreePart};

/// The placeholder shown instead of a secret.
pub const HIDDEN: &str = "***";

/// The default redactor.
static HIDES: Redactor = Redactor::new();

/// Hides secrets in messages, texts, header fields and bodies.
///
/// The [module](self) lists what is hidden.
#[derive(Debug, Default)]
pub struct Redactor {
    show_secrets: bool,
    fields: RedactedFields,
}

impl Redactor {
    /// Creates a redactor that hides secrets.
    #[must_use]
    pub const fn new() -> Self {
        Redactor {
            show_secrets: false,
            fields: RedactedFields::new(),
        }
    }

    /// Sets whether to show secrets; [named](Self::field) fields stay hidden.
    #[must_use]
    pub fn show_secrets(mut self, show: bool) -> Self {
        self.show_secrets = show;
        self
    }

    /// Hides a field whatever its value. It is named by the end of its path: `receiver.email`,
    /// `memo`; letter case, `_` and `-` are ignored.
    #[must_use]
    pub fn field(mut self, path: &str) -> Self {
        self.fields.add(path);
        self
    }

    /// Returns `true` if nothing is hidden.
    #[must_use]
    pub fn shows_all(&self) -> bool {
        self.show_secrets && self.fields.is_empty()
    }

    /// Returns the [named](Self::field) fields that have matched nothing so far.
    pub fn unmatched_fields(&self) -> impl Iterator<Item = &str> {
        self.fields.unmatched()
    }

    /// A value as it can be shown.
    ///
    /// # Errors
    ///
    /// Serializing the value fails.
    pub fn tree<T: Serialize + ?Sized>(&self, value: &T) -> Result<Tree> {
        let mut tree = Tree::of(value)?;
        self.hide(&mut tree);
        Ok(tree)
    }

    /// Returns `true` if the value with this path or name is hidden.
    #[must_use]
    pub fn hides(&self, path: &str) -> bool {
        (!self.show_secrets && names::is_path(path)) || self.matches_field(path)
    }

    /// Returns `true` if the value at this path of a tree is hidden: by its type, or because it was
    /// [hidden](Self::hide) in the tree. Entries of a list are not distinguished.
    #[must_use]
    pub fn hides_in_tree(&self, tree: &Tree, path: &str) -> bool {
        !self.shows_all() && tree.root().is_hidden_at(&names::steps(path))
    }

    /// Returns `true` if the path is one of the [named](Self::field) fields.
    #[must_use]
    pub fn matches_field(&self, path: &str) -> bool {
        if self.fields.is_empty() {
            return false;
        }
        let path = names::unescaped(path);
        let steps: Vec<&str> = names::steps(&path).collect();
        (1..=steps.len()).any(|end| self.fields.has(&steps[..end].iter().rev().copied()))
    }

    /// Whether a value with this name may be hidden, if its context is unknown.
    fn may_hide(&self, name: &str) -> bool {
        let secret = || {
            if names::is_word(name) {
                let known = NameFlags::of(self, name);
                return known.has(NameFlags::SECRET | NameFlags::NUMBER | NameFlags::OF_MODEL)
                    || known.has(NameFlags::HEADER) && name.contains('-');
            }
            names::is_path(name)
                || names::is_of_model(name)
                || names::is_card_number("card", name)
                || name.contains('-') && names::is_header(name)
        };
        (!self.show_secrets && secret()) || self.fields.may_have(name) || self.matches_field(name)
    }

    /// Whether a text is the name of a hidden value, as in a name-value pair.
    fn names_hidden(&self, text: &str) -> bool {
        (!self.show_secrets && names::is_name_of_secret(text))
            || (!self.fields.is_empty() && self.hides(text))
    }

    /// Redacts the text of a field with this name: ids are not taken for numbers of cards. The name
    /// itself is not checked.
    #[must_use]
    pub fn text_of<'a>(&self, name: &str, text: &'a str) -> Cow<'a, str> {
        if names::is_id(name) {
            self.id(text)
        } else {
            self.text(text)
        }
    }

    /// Redacts the value of a header field.
    #[must_use]
    pub fn header<'a>(&self, name: &str, value: &'a str) -> Cow<'a, str> {
        if self.hides(name) || (!self.show_secrets && names::is_header(name)) {
            return Cow::Borrowed(HIDDEN);
        }
        self.text(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hides_secrets_in_header_fields() {
        let redactor = Redactor::new();
        for (name, value, shown) in [
            ("X-PAYPAL-SECURITY-USERID", "api1.shop", HIDDEN),
            ("authorization", "Bearer A21", HIDDEN),
            ("Set-Cookie", "session=1", HIDDEN),
            ("api_key", "5a3b", HIDDEN),
            ("X-PAYPAL-APPLICATION-ID", "APP-1", "APP-1"),
            (
                "Referer",
                "https://a:b@shop.example/?token=1&x=2",
                "https://***@shop.example/?token=***&x=2",
            ),
        ] {
            assert_eq!(redactor.header(name, value), shown, "{name}");
        }
    }

    #[test]
    fn named_fields_are_hidden_even_if_secrets_are_shown() {
        let redactor = Redactor::new().show_secrets(true).field("Receiver.E-Mail");
        assert!(!redactor.hides("pin") && !redactor.shows_all());
        assert!(redactor.hides("receiverList.receiver(0).email"));
        assert!(redactor.hides("receiver[0][email]"));
        assert!(!redactor.hides("sender.email"));
        assert_eq!(
            redactor.text("https://a:b@c.example/?pin=1"),
            "https://a:b@c.example/?pin=1"
        );
    }
}
