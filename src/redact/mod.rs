//! What must not be shown, taken out of what is shown.
//!
//! A message is full of secrets, and a program that logs or prints one has to take them out: a
//! [`Redactor`] does. It hides
//!
//! - what the model calls a [`Secret`](crate::Secret), because the type says so;
//! - what stands under a name that secrets have, however it is spelled or nested: `pin`,
//!   `card.number`, `user[password]`, `{urn:x}pin`, `to%6ben=`;
//! - what stands beside the name of a secret: `{"name": "password", "value": …}`;
//! - the numbers of cards and bank accounts, by their check digits, wherever they stand, but for the ids
//!   of the model;
//! - names and passwords before the host of an address, and secrets in its query;
//! - all of this in JSON and XML within a text;
//! - and what somebody [names](Redactor::field).
//!
//! A boolean is no secret, and neither is a number that the model knows as one.
//!
//! What was read is shown by [`AnyMessage::redacted`](crate::api::AnyMessage::redacted) and
//! [`Decoded::redacted`](crate::codec::Decoded::redacted), a body that was not by [`body`], header fields by
//! [`Redactor::headers`], and a value of any type by [`Redactor::show`]. Each is `Display` (JSON on one line, or a line
//! for each header field), so that `tracing` takes it: `info!(message = %decoded.redacted())`. Each is also
//! `Serialize`. A message is written in one pass.
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
mod facts;
mod fields;
mod hide;
mod look;
mod names;
mod shown;
mod text;
mod tree;
mod verdict;

use std::borrow::Cow;

use serde::Serialize;

use crate::error::Result;
use fields::Fields;
use verdict::Verdict;

pub use shown::{Redacted, RedactedBody, RedactedHeaders, RedactedMessage, body};
pub use tree::{Part, Tree};

/// What is shown instead of a secret.
pub const HIDDEN: &str = "***";

/// What hides secrets where nothing else was said.
static HIDES: Redactor = Redactor::new();

/// Takes out of what is shown what must not be shown.
///
/// See the [module](self) for what that is.
#[derive(Debug, Default)]
pub struct Redactor {
    show_secrets: bool,
    fields: Fields,
}

impl Redactor {
    /// One that hides secrets.
    #[must_use]
    pub const fn new() -> Self {
        Redactor {
            show_secrets: false,
            fields: Fields::new(),
        }
    }

    /// Whether secrets are shown all the same; fields that were [named](Self::field) stay hidden.
    #[must_use]
    pub fn show_secrets(mut self, show: bool) -> Self {
        self.show_secrets = show;
        self
    }

    /// Hides a field, too, whatever it holds. It is named by the end of its path: `receiver.email`,
    /// `memo`; letter case, `_` and `-` do not count.
    #[must_use]
    pub fn field(mut self, path: &str) -> Self {
        self.fields.add(path);
        self
    }

    /// Whether nothing at all is hidden.
    #[must_use]
    pub fn shows_all(&self) -> bool {
        self.show_secrets && self.fields.is_empty()
    }

    /// The fields that were named and of which none was met so far, as they were named.
    pub fn unmet(&self) -> impl Iterator<Item = &str> {
        self.fields.unmet()
    }

    /// A value as it can be shown.
    ///
    /// # Errors
    ///
    /// Those of serializing the value.
    pub fn tree<T: Serialize + ?Sized>(&self, value: &T) -> Result<Tree> {
        let mut tree = Tree::of(value)?;
        self.hide(&mut tree);
        Ok(tree)
    }

    /// Whether the value at this path, or under this name, is not to be shown.
    #[must_use]
    pub fn hides(&self, path: &str) -> bool {
        (!self.show_secrets && names::is_path(path)) || self.redacts(path)
    }

    /// Whether what a tree has at this path is not to be shown: because its type says so, or because it
    /// was [hidden](Self::hide) in the tree. Entries of a list are all alike.
    #[must_use]
    pub fn hides_in_tree(&self, tree: &Tree, path: &str) -> bool {
        !self.shows_all() && tree.root().is_hidden_at(&names::steps(path))
    }

    /// Whether the value at this path is one of the fields that were [named](Self::field).
    #[must_use]
    pub fn redacts(&self, path: &str) -> bool {
        if self.fields.is_empty() {
            return false;
        }
        let path = names::unescaped(path);
        let steps: Vec<&str> = names::steps(&path).collect();
        (1..=steps.len()).any(|end| self.fields.has(&steps[..end].iter().rev().copied()))
    }

    /// Whether the value under a name may be one that is not to be shown, when it is not known what
    /// the name stands in.
    fn may_hide(&self, name: &str) -> bool {
        let secret = || {
            if names::is_word(name) {
                let known = Verdict::of(self, name);
                return known.has(Verdict::SECRET | Verdict::NUMBER | Verdict::OF_MODEL)
                    || known.has(Verdict::HEADER) && name.contains('-');
            }
            names::is_path(name)
                || names::is_of_model(name)
                || names::is_card_number("card", name)
                || name.contains('-') && names::is_header(name)
        };
        (!self.show_secrets && secret()) || self.fields.may_have(name) || self.redacts(name)
    }

    /// Whether a text is the name of something that is not to be shown, as it stands beside a value.
    fn names_hidden(&self, text: &str) -> bool {
        (!self.show_secrets && names::is_name_of_secret(text))
            || (!self.fields.is_empty() && self.hides(text))
    }

    /// A text as it can be shown, by the name of the field that it stands in: an id is not taken for the
    /// number of a card. Whether the name itself is that of a secret is not asked.
    #[must_use]
    pub fn text_of<'a>(&self, name: &str, text: &'a str) -> Cow<'a, str> {
        if names::is_id(name) {
            self.id(text)
        } else {
            self.text(text)
        }
    }

    /// The value of a header field as it can be shown.
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
    fn hides_what_header_fields_carry() {
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
    fn who_shows_secrets_may_hide_fields() {
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
