//! Hides secrets in a tree.

use std::borrow::Cow;
use std::collections::HashSet;

use super::name_flags::{NameFlags, NamePath};
use super::{HIDDEN, Redactor, Tree, names};
use crate::json;
use crate::tree::{NodeKind, Overrides, Ref, TEXT, flag};

impl Redactor {
    /// Hides the secrets in a tree.
    ///
    /// In values of a type, a text named as an id is not taken for the number of a card, and a
    /// value typed as a number is no secret.
    pub fn hide(&self, tree: &mut Tree) {
        if !self.shows_all() {
            self.hide_at(None, tree);
        }
    }

    /// Hides the secrets in a tree at a path.
    fn hide_at(&self, place: Option<&NamePath<'_>>, tree: &mut Tree) {
        let mut hiding = Hider {
            redactor: self,
            typed: tree.typed,
            documents: &mut tree.documents,
            shown: Overrides::new(),
            secrets: &mut tree.secrets,
            named: &mut tree.named,
        };
        hiding.value(place, tree.nodes.root());
        let shown = hiding.shown;
        tree.nodes.show(shown);
    }

    /// Redacts the text of a document, given the document with its secrets hidden.
    fn text_of_document<'t>(
        &self,
        place: Option<&NamePath<'_>>,
        document: &Tree,
        text: &'t str,
    ) -> Cow<'t, str> {
        let shown = self.text(text);
        let read = Tree::from_json(&shown).or_else(|_| Tree::from_json(text));
        let anew = |tree| json::to_string(tree).unwrap_or_else(|_| HIDDEN.to_owned());
        let Ok(mut whole) = read else {
            let has_secret = document.secrets().any(|secret| shown.contains(secret));
            return if has_secret {
                anew(document).into()
            } else {
                shown
            };
        };
        // Values that are secrets by type or context only are still in the text.
        self.hide_at(place, &mut whole);
        let secrets: HashSet<&str> = document.secrets().collect();
        let has_typed = whole.texts().any(|own| secrets.contains(own));
        let mut more = whole.secrets().chain(whole.matched_fields());
        if !has_typed && !more.any(|own| own != HIDDEN) {
            return shown;
        }
        anew(if has_typed { document } else { &whole }).into()
    }

    /// Hides secrets in values given by their paths, including neighbors such as `a(0).name=pin`
    /// and `a(0).value=9041`.
    pub fn hide_leaves<'a>(&self, leaves: impl Iterator<Item = (&'a mut String, &'a mut String)>) {
        if self.shows_all() {
            return;
        }
        let mut leaves: Vec<_> = leaves.collect();
        let owners: HashSet<String> = leaves
            .iter()
            .filter(|(path, value)| names::is_naming(path) && self.names_hidden(value))
            .map(|(path, _)| owner(path).to_owned())
            .collect();
        let mut renamed = 0;
        for (path, value) in &mut leaves {
            let beside = !owners.is_empty()
                && (owners.contains(&**path)
                    || names::is_named(path) && owners.contains(owner(path)));
            let is_piece = !names::is_plausible(path) && matches!(self.path(path), Cow::Owned(_));
            if is_piece || (beside || self.hides(path)) && !is_plain(value) {
                HIDDEN.clone_into(value);
            } else if let Cow::Owned(shown) = self.text(value) {
                **value = shown;
            }
            if let Cow::Owned(mut shown) = self.path(path) {
                renamed += 1;
                if renamed > 1 {
                    // Each path must stay unique.
                    shown.push_str(&renamed.to_string());
                }
                **path = shown;
            }
        }
    }
}

/// The path without its last step.
fn owner(path: &str) -> &str {
    path.rfind('.').map_or("", |joint| &path[..joint])
}

/// Whether a text reveals no secret whatever its name.
pub(super) fn is_plain(text: &str) -> bool {
    text.is_empty() || text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

/// Hides secrets while walking a tree once.
struct Hider<'a> {
    redactor: &'a Redactor,
    typed: bool,
    documents: &'a mut [(usize, Tree)],
    shown: Overrides,
    secrets: &'a mut Vec<usize>,
    named: &'a mut Vec<usize>,
}

impl Hider<'_> {
    /// Hides secrets in the value at a path.
    fn value(&mut self, place: Option<&NamePath<'_>>, value: Ref<'_>) {
        match value.kind() {
            NodeKind::Text if !value.has(flag::SECRET | flag::EMBEDDED) => self.text(place, value),
            _ if value.has(flag::SECRET) && !self.redactor.show_secrets => self.replace(value),
            NodeKind::Null | NodeKind::Bool => {}
            NodeKind::Number if value.has(flag::TYPED) => {}
            NodeKind::Text if value.has(flag::EMBEDDED) && self.document(place, value) => {}
            NodeKind::Number | NodeKind::Text => self.text(place, value),
            NodeKind::List => {
                for entry in value.children() {
                    self.entry(place, entry);
                }
            }
            NodeKind::Object => self.members(place, value),
        }
    }

    fn text(&mut self, place: Option<&NamePath<'_>>, value: Ref<'_>) {
        let is_id = self.typed && place.is_some_and(|place| place.verdict.has(NameFlags::ID));
        let shown = if is_id {
            self.redactor.id(value.text())
        } else {
            self.redactor.text(value.text())
        };
        if let Cow::Owned(shown) = shown {
            self.shown.text(value.place(), shown);
        }
    }

    fn replace(&mut self, value: Ref<'_>) {
        self.secrets.push(value.place());
        self.shown.text(value.place(), HIDDEN);
    }

    /// Hides secrets in a text that is a document; returns `false` if it is not one.
    fn document(&mut self, place: Option<&NamePath<'_>>, value: Ref<'_>) -> bool {
        let mut documents = self.documents.iter_mut();
        let found = documents.find(|(at, _)| *at == value.place());
        let Some((at, document)) = found else {
            return false;
        };
        self.redactor.hide_at(place, document);
        let text = value.text();
        if let Cow::Owned(shown) = self.redactor.text_of_document(place, document, text) {
            self.shown.text(*at, shown);
        }
        true
    }

    /// Hides secrets in an entry of a list. A nested list may be a name and its value.
    fn entry(&mut self, place: Option<&NamePath<'_>>, entry: Ref<'_>) {
        if entry.kind() != NodeKind::List || entry.has(flag::SECRET) {
            return self.value(place, entry);
        }
        let mut parts = entry.children();
        let is_pair = parts.next().is_some() && parts.next().is_some() && parts.next().is_none();
        let first = entry.children().next().filter(|_| is_pair);
        let is_named = first.is_some_and(|name| self.names_secret(name));
        for (index, part) in entry.children().enumerate() {
            let may_be_secret = !matches!(part.kind(), NodeKind::Null | NodeKind::Bool);
            if is_named && index == 1 && may_be_secret {
                self.replace(part);
            } else {
                self.value(place, part);
            }
        }
    }

    /// Whether a value is a text that names a secret. Secrets themselves are not inspected.
    fn names_secret(&self, value: Ref<'_>) -> bool {
        value.kind() == NodeKind::Text
            && !value.has(flag::SECRET | flag::EMBEDDED)
            && self.redactor.names_hidden(value.text())
    }

    fn members(&mut self, above: Option<&NamePath<'_>>, object: Ref<'_>) {
        // Whether one of the values names a secret, computed on demand.
        let mut named = None;
        let mut renamed = UniqueNames(0);
        let mut is_behind = false;
        for member in object.children() {
            let (at, name) = (member.place(), member.name());
            if is_behind {
                // A key that is no name contains a secret, which may continue in its value.
                self.shown.name(at, format!("{HIDDEN}{}", renamed.next()));
                self.replace(member);
                continue;
            }
            let verdict = NameFlags::of(self.redactor, name);
            let place = NamePath {
                name,
                verdict,
                above,
            };
            if self.typed && place.is_plain(self.redactor) {
                self.value(Some(&place), member);
                continue;
            }
            let is_named = (verdict.has(NameFlags::NAMED) || name == TEXT)
                && *named.get_or_insert_with(|| self.has_name_of_secret(object));
            let before = self.shown.len();
            if let Some(shown) = verdict.renamed(self.redactor, name) {
                self.shown.name(at, renamed.once(shown));
            }
            self.member(&place, member, is_named);
            is_behind = !self.typed && self.shown.len() > before && !names::is_plausible(name);
        }
    }

    /// Whether a member names its neighbor as a secret.
    fn has_name_of_secret(&self, object: Ref<'_>) -> bool {
        object.children().any(|member| {
            NameFlags::of(self.redactor, member.name()).has(NameFlags::NAMING)
                && self.names_secret(member)
        })
    }

    /// Hides secrets in a member, by its name and by its neighbors.
    #[inline]
    fn member(&mut self, place: &NamePath<'_>, value: Ref<'_>, is_named: bool) {
        let verdict = place.verdict;
        let is_secret = || {
            is_named || verdict.hides_in(place) || !self.typed && verdict.has(NameFlags::OF_MODEL)
        };
        if place.is_redacted(self.redactor) && value.kind() != NodeKind::Null {
            // A named field is hidden completely.
            self.named.push(value.place());
            self.shown.text(value.place(), HIDDEN);
        } else if verdict.has(NameFlags::PIECE) || is_secret() && self.may_be_secret(value) {
            self.replace(value);
        } else if !self.typed
            && verdict.has(NameFlags::SETTING)
            && value.kind() == NodeKind::Text
            && !is_plain(value.text())
            && let Some(shown) = self.redacted_with_name(place.name, value.text())
        {
            self.shown.text(value.place(), shown);
        } else {
            self.value(Some(place), value);
        }
    }

    /// Redacts a text together with its name, if that makes a difference: a text may have been
    /// split into a name and a value, as `name=password value=…`.
    fn redacted_with_name(&self, name: &str, text: &str) -> Option<String> {
        let whole = format!("{name}={text}");
        match self.redactor.text(&whole) {
            Cow::Borrowed(_) => None,
            Cow::Owned(shown) => {
                let shown = shown.strip_prefix(name)?.strip_prefix('=');
                Some(shown.unwrap_or(HIDDEN).to_owned())
            }
        }
    }

    /// Whether a value with the name of a secret can be one. Booleans cannot, nor can values typed
    /// as numbers.
    fn may_be_secret(&self, value: Ref<'_>) -> bool {
        match value.kind() {
            NodeKind::Null | NodeKind::Bool => false,
            NodeKind::Number => !(self.typed && value.has(flag::TYPED)),
            NodeKind::Text => !is_plain(value.text()),
            NodeKind::List | NodeKind::Object => true,
        }
    }
}

/// Numbers the redacted names of an object.
struct UniqueNames(usize);

impl UniqueNames {
    fn next(&mut self) -> usize {
        self.0 += 1;
        self.0
    }

    /// Makes a redacted name unique.
    fn once(&mut self, mut shown: String) -> String {
        let number = self.next();
        if number > 1 {
            shown.push_str(&number.to_string());
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn shown(json: &str) -> String {
        let mut tree = Tree::from_json(json).unwrap();
        Redactor::new().hide(&mut tree);
        crate::json::to_string(&tree).unwrap()
    }

    #[test]
    fn the_number_of_a_card_is_one_by_what_it_stands_in() {
        assert_eq!(
            shown(r#"{"credit_card":{"number":"4111"},"phone":{"number":"4111"}}"#),
            r#"{"credit_card":{"number":"***"},"phone":{"number":"4111"}}"#
        );
    }

    #[test]
    fn what_stands_beside_the_name_of_a_secret_is_hidden() {
        for json in [
            r#"{"name":"password","value":"S","a":1}"#,
            r#"{"value":"S","key":"Authorization"}"#,
            r#"{"value":12345,"Name":"X-Api-Key"}"#,
            r#"{"@name":"pin","$text":"S"}"#,
            r#"{"name":"pin","values":["S",{"x":"S"}]}"#,
            r#"{"headers":[["Authorization","Bearer S"],["Host","a"]]}"#,
            r#"{"headers":{"X-Api-Key":"S"}}"#,
            r#"{"x-functions-key":"S"}"#,
        ] {
            let shown = shown(json);
            assert!(
                !shown.contains(['S', '5']) && shown.contains("***"),
                "{shown}"
            );
        }
        for json in [
            r#"{"name":"pin","amount":"1.00"}"#,
            r#"{"name":"shop","value":"x"}"#,
            r#"[["a","b"],["pin"]]"#,
        ] {
            assert_eq!(shown(json), json);
        }
    }

    #[test]
    fn a_secret_may_be_a_name() {
        for json in [
            r#"{"4111111111111111":"x"}"#,
            r#"{"a":{"?pin=4111111111111111":1}}"#,
            r#"{"http://me:4111111111111111@a/":null}"#,
            r#"{"pin":{"4111111111111111":true}}"#,
        ] {
            assert!(!shown(json).contains("4111"), "{}", shown(json));
        }
    }

    #[test]
    fn what_cannot_be_a_secret_is_shown() {
        for json in [
            r#"{"useCredentials":true,"token":null,"password":"","pin":"false"}"#,
            r#"{"shipToken":"a","nextPageToken":"b"}"#,
        ] {
            assert_eq!(shown(json), json);
        }
        assert_eq!(shown(r#"{"pin":1234}"#), r#"{"pin":"***"}"#);
    }

    #[test]
    fn ids_of_the_model_are_not_taken_for_cards() {
        let json = r#"{"order_id":"4111111111111111","memo":"4111111111111111"}"#;
        let order = BTreeMap::from([
            ("order_id", "4111111111111111"),
            ("memo", "4111111111111111"),
        ]);
        let tree = Redactor::new().tree(&order).unwrap();
        assert_eq!(
            json::to_string(&tree).unwrap(),
            r#"{"memo":"***","order_id":"4111111111111111"}"#
        );
        assert_eq!(shown(json).matches("4111").count(), 0);
    }

    #[test]
    fn leaves_are_hidden_as_trees_are() {
        let leaves = [
            ("a(0).name", "pin"),
            ("a(0).value", "S1"),
            ("a(1).name", "shop"),
            ("a(1).value", "x"),
            ("b.@name", "password"),
            ("b", "S2"),
            ("sender.pin", "S3"),
            ("c", "4111111111111111"),
            ("to%6ben", "S4"),
        ];
        let mut leaves: Vec<(String, String)> = leaves
            .map(|(path, value)| (path.to_owned(), value.to_owned()))
            .into();
        let redactor = Redactor::new();
        redactor.hide_leaves(leaves.iter_mut().map(|(path, value)| (path, value)));
        let values: Vec<&str> = leaves.iter().map(|(_, value)| &**value).collect();
        let expected = [
            "pin", "***", "shop", "x", "password", "***", "***", "***", "***",
        ];
        assert_eq!(values, expected);
    }

    #[test]
    fn named_fields_are_hidden_by_their_path() {
        let redactor = Redactor::new().show_secrets(true).field("receiver.email");
        let mut tree = Tree::from_json(
            r#"{"receiver":[{"email":"a@b"}],"sender":{"email":"c@d"},"pin":"1","receiver.email":"e@f"}"#,
        )
        .unwrap();
        redactor.hide(&mut tree);
        assert_eq!(tree.matched_fields().collect::<Vec<_>>(), ["a@b", "e@f"]);
        assert_eq!(
            crate::json::to_string(&tree).unwrap(),
            r#"{"receiver":[{"email":"***"}],"sender":{"email":"c@d"},"pin":"1","receiver.email":"***"}"#
        );
    }
}
