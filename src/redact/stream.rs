//! What a value writes, without what must not be shown.
//!
//! The value became a [`Tree`] before, so that what names a secret may stand anywhere beside it.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::hide::is_plain;
use super::verdict::{Place, Verdict};
use super::{HIDDEN, Redactor};
use crate::tree::{Kind, Ref, TEXT, Tree, flag};

/// The documents that stand as texts in a message, by the names of their fields.
pub(super) type Inside = [(&'static str, Tree)];

/// What of a value is not shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hide {
    /// What stands in it may be shown, as far as it is no secret itself.
    Nothing,
    /// It stands under the name of a secret.
    Secret,
    /// Somebody named the field.
    All,
}

/// A value, to be written without what must not be shown.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    redactor: &'a Redactor,
    /// What is shown in the place of the texts of members.
    inside: &'a Inside,
    value: Ref<'a>,
    place: Option<&'a Place<'a>>,
    hide: Hide,
    /// Whether it is the value of an id.
    is_id: bool,
    /// Whether it is an entry of a list.
    is_entry: bool,
}

impl<'a> Part<'a> {
    /// A whole message, or any other value.
    pub(super) fn whole(redactor: &'a Redactor, tree: &'a Tree, inside: &'a Inside) -> Self {
        Part {
            redactor,
            inside,
            value: tree.root(),
            place: None,
            hide: Hide::Nothing,
            is_id: false,
            is_entry: false,
        }
    }

    fn text(&self) -> Cow<'a, str> {
        let text = self.value.text();
        match self.hide {
            Hide::All => Cow::Borrowed(HIDDEN),
            Hide::Secret if !is_plain(text) => Cow::Borrowed(HIDDEN),
            _ if self.is_id => self.redactor.id(text),
            _ => self.redactor.text(text),
        }
    }

    /// Whether it is a text that is the name of a secret. A secret itself is not looked at.
    fn names_secret(&self, value: Ref<'_>) -> bool {
        value.kind() == Kind::Text
            && !value.has(flag::SECRET)
            && self.redactor.names_hidden(value.text())
    }

    fn list<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = || self.value.children();
        // An entry that is a list itself may be a name and its value.
        let is_named = self.is_entry
            && entries().count() == 2
            && entries().next().is_some_and(|name| self.names_secret(name));
        let is_hidden =
            |index, entry: Ref<'_>| is_named && index == 1 && entry.kind() != Kind::Bool;
        serializer.collect_seq(entries().enumerate().map(|(index, value)| Part {
            value,
            hide: if is_hidden(index, value) {
                Hide::All
            } else {
                Hide::Nothing
            },
            is_entry: !self.is_entry,
            ..*self
        }))
    }

    fn object<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut names = MemberNames::default();
        let mut map = serializer.serialize_map(Some(self.value.children().count()))?;
        for member in self.value.children() {
            let name = member.name();
            let verdict = Verdict::of(self.redactor, name);
            let place = Place {
                name,
                above: self.place,
            };
            let part = Part {
                value: self.inside(member, name),
                place: Some(&place),
                hide: self.hide(&place, verdict, &mut names.secret),
                is_id: verdict.has(Verdict::ID),
                is_entry: false,
                ..*self
            };
            match verdict.renamed(self.redactor, name) {
                None => map.serialize_entry(name, &part)?,
                Some(shown) => map.serialize_entry(&names.once(shown), &part)?,
            }
        }
        map.end()
    }

    /// The document in the place of its text.
    #[inline]
    fn inside(&self, member: Ref<'a>, name: &str) -> Ref<'a> {
        if self.place.is_some() || !member.has(flag::EMBEDDED) {
            return member;
        }
        let mut inside = self.inside.iter();
        let found = inside.find(|(field, _)| *field == name);
        found.map_or(member, |(_, document)| document.root())
    }

    /// What of the member at a place is not shown.
    #[inline]
    fn hide(&self, place: &Place<'_>, verdict: Verdict, secret: &mut Option<bool>) -> Hide {
        let mut is_named = || {
            (verdict.has(Verdict::NAMED) || place.name == TEXT)
                && *secret.get_or_insert_with(|| self.has_name_of_secret())
        };
        if verdict.has(Verdict::PIECE) || place.is_redacted(self.redactor) {
            Hide::All
        } else if verdict.hides_in(place) || is_named() {
            Hide::Secret
        } else {
            Hide::Nothing
        }
    }

    /// Whether a member says that what stands beside it is a secret.
    fn has_name_of_secret(&self) -> bool {
        self.value.children().any(|member| {
            Verdict::of(self.redactor, member.name()).has(Verdict::NAMING)
                && self.names_secret(member)
        })
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.value;
        if value.has(flag::SECRET) && !self.redactor.show_secrets {
            return serializer.serialize_str(HIDDEN);
        }
        match (value.kind(), self.hide) {
            (Kind::Text, _) => serializer.serialize_str(&self.text()),
            (Kind::Bool, Hide::All) => serializer.serialize_str(HIDDEN),
            (Kind::Number, hide) if !value.has(flag::TYPED) || hide == Hide::All => {
                match (hide, self.text()) {
                    (Hide::Nothing, Cow::Borrowed(_)) => value.serialize_single(serializer),
                    (_, shown) => serializer.serialize_str(&shown),
                }
            }
            (Kind::Null | Kind::Bool | Kind::Number, _) => value.serialize_single(serializer),
            (Kind::List, Hide::Nothing) => self.list(serializer),
            (Kind::Object, Hide::Nothing) => self.object(serializer),
            (Kind::List | Kind::Object, _) => serializer.serialize_str(HIDDEN),
        }
    }
}

/// What is known of the names in an object.
#[derive(Default)]
struct MemberNames {
    /// How many are shown otherwise.
    renamed: usize,
    /// Whether one of the values is the name of a secret, once that was asked.
    secret: Option<bool>,
}

impl MemberNames {
    /// A name that is shown otherwise, so that it does not occur twice.
    fn once(&mut self, mut shown: String) -> String {
        self.renamed += 1;
        if self.renamed > 1 {
            shown.push_str(&self.renamed.to_string());
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::json;
    use crate::value::{Amount, Loose, Secret};

    /// Something with all that is looked at on the way.
    #[derive(serde::Serialize)]
    struct Sample {
        memo: &'static str,
        order_id: &'static str,
        pin: u16,
        password: Option<&'static str>,
        secret: Vec<u8>,
        card: Card,
        key: Secret<Option<u8>>,
        rate: Loose<Amount>,
        token: Loose<Amount>,
        header: Vec<Header>,
        pairs: Vec<(&'static str, &'static str)>,
        map: BTreeMap<&'static str, Kind>,
        unit: (),
        float: f32,
    }

    #[derive(serde::Serialize)]
    struct Card {
        number: &'static str,
        cvc: bool,
    }

    #[derive(serde::Serialize)]
    struct Header {
        value: &'static str,
        name: &'static str,
        data: Vec<&'static str>,
        last: u8,
    }

    #[derive(serde::Serialize)]
    enum Kind {
        Unit,
        Pin(u8),
        Other { token: char, value: &'static str },
        Two(u8, &'static str),
    }

    fn sample() -> Sample {
        let header = |name, value| Header {
            value,
            name,
            data: vec![value],
            last: 1,
        };
        Sample {
            memo: "see https://me:S@a.example/?pin=S",
            order_id: "4111111111111111",
            pin: 9041,
            password: Some("S"),
            secret: vec![1],
            card: Card {
                number: "S",
                cvc: true,
            },
            key: Secret::new(Some(7)),
            rate: json::from_str("0.500").unwrap(),
            token: json::from_str("12.5").unwrap(),
            header: vec![header("X-Api-Key", "S"), header("Host", "a")],
            pairs: vec![("pin", "S"), ("a", "4111 1111 1111 1111")],
            map: [
                ("4111111111111111", Kind::Unit),
                ("4012888888881881", Kind::Pin(1)),
                (
                    "b",
                    Kind::Other {
                        token: 'S',
                        value: "",
                    },
                ),
                ("password", Kind::Unit),
                ("c", Kind::Two(1, "4111111111111111")),
            ]
            .into(),
            unit: (),
            float: 0.1,
        }
    }

    #[test]
    fn what_goes_through_is_what_a_tree_shows() {
        let redactors = [
            Redactor::new(),
            Redactor::new().show_secrets(true),
            Redactor::new()
                .show_secrets(true)
                .field("pin")
                .field("card.cvc"),
            Redactor::new()
                .field("memo")
                .field("header.name")
                .field("unit"),
            Redactor::new().field("rate").field("pairs").field("map"),
        ];
        for redactor in redactors {
            let tree = redactor.tree(&sample()).unwrap();
            let shown = json::to_string(&tree).unwrap();
            assert_eq!(redactor.show(&sample()).to_string(), shown);
        }
        let shown = Redactor::new().show(&sample()).to_string();
        assert!(!shown.contains('S') && shown.contains("0.500"), "{shown}");
    }
    #[test]
    fn numbers_are_numbers_to_any_serializer() {
        let numbers = (-1_i8, u64::MAX, 0.1_f32, 1e300, f64::NAN);
        let redactor = Redactor::new();
        let shown = serde_json::to_value(redactor.show(&numbers)).unwrap();
        assert_eq!(shown, serde_json::json!([-1, u64::MAX, 0.1, 1e300, "NaN"]));
    }

    #[test]
    fn what_is_no_name_has_its_value_hidden() {
        let map = BTreeMap::from([("curl -u me:9041", 7)]);
        let shown = Redactor::new().show(&map).to_string();
        assert_eq!(shown, r#"{"curl -u *******":"***"}"#);
    }
}
