//! Hides what is not to be shown in a tree.

use std::borrow::Cow;

use super::verdict::{Place, Verdict};
use super::{HIDDEN, Redactor, Tree, names};
use crate::json;

/// The texts that were hidden in a tree: other sayings of the same must not show them either.
#[derive(Default)]
pub struct Hidden {
    secrets: Vec<String>,
    named: Vec<String>,
}

impl Hidden {
    /// Those of secrets.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(String::as_str)
    }

    /// Those of fields that were [named](Redactor::field).
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(String::as_str)
    }
}

fn add(tree: Tree, texts: &mut Vec<String>) {
    match tree {
        Tree::Text(text) if !text.is_empty() => texts.push(text),
        Tree::Number(digits) | Tree::Literal(digits) => texts.push(digits.into()),
        Tree::List(entries) => entries.into_iter().for_each(|entry| add(entry, texts)),
        Tree::Object(members) => members.into_iter().for_each(|(_, value)| add(value, texts)),
        Tree::Secret(inside) | Tree::Document(inside, _) => add(*inside, texts),
        Tree::Null | Tree::Bool(_) | Tree::Text(_) => {}
    }
}

/// It holds secrets: only how many is shown.
impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hidden({} texts)", self.secrets.len() + self.named.len())
    }
}

impl Redactor {
    /// Hides in the tree of a message of the model, or of any other type, what is not to be shown;
    /// gives what was hidden.
    ///
    /// A text under the name of an id is not taken for the number of a card.
    pub fn hide(&self, tree: &mut Tree) -> Hidden {
        self.hide_with(tree, true)
    }

    /// The same in the tree of something that no type describes, so that an id is no id.
    pub fn hide_untyped(&self, tree: &mut Tree) -> Hidden {
        self.hide_with(tree, false)
    }

    fn hide_with(&self, tree: &mut Tree, typed: bool) -> Hidden {
        let mut hidden = Hidden::default();
        if !self.shows_all() {
            let mut hiding = Hiding {
                redactor: self,
                typed,
                hidden: &mut hidden,
            };
            hiding.tree(None, tree);
        }
        hidden
    }

    /// Hides what stands beside the name of a secret in values by their paths, as
    /// `a(0).name=pin` and `a(0).value=9041`, and everything else that is not to be shown.
    pub fn hide_leaves<'a>(&self, leaves: impl Iterator<Item = (&'a mut String, &'a mut String)>) {
        if self.shows_all() {
            return;
        }
        let mut leaves: Vec<_> = leaves.collect();
        let owners: std::collections::HashSet<String> = leaves
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
                    // No path may occur twice.
                    shown.push_str(&renamed.to_string());
                }
                **path = shown;
            }
        }
    }
}

/// What a path stands in.
fn owner(path: &str) -> &str {
    path.rfind('.').map_or("", |joint| &path[..joint])
}

/// Whether a text says nothing of a secret, whatever its name.
pub(super) fn is_plain(text: &str) -> bool {
    text.is_empty() || text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

pub(super) struct Hiding<'a> {
    pub(super) redactor: &'a Redactor,
    pub(super) typed: bool,
    pub(super) hidden: &'a mut Hidden,
}

impl Hiding<'_> {
    /// Hides in what stands at a place.
    pub(super) fn tree(&mut self, place: Option<&Place<'_>>, tree: &mut Tree) {
        match tree {
            Tree::Null | Tree::Bool(_) | Tree::Number(_) => {}
            Tree::Literal(digits) => {
                if let Cow::Owned(shown) = self.shown(place, digits) {
                    *tree = Tree::Text(shown);
                }
            }
            Tree::Text(text) => {
                if let Cow::Owned(shown) = self.shown(place, text) {
                    *text = shown;
                }
            }
            Tree::Secret(inside) => {
                if self.redactor.show_secrets {
                    self.tree(place, inside);
                } else {
                    self.replace(tree);
                }
            }
            Tree::Document(inside, text) => {
                let before = self.hidden.secrets.len();
                self.tree(place, inside);
                if let Cow::Owned(shown) = self.redactor.text(text) {
                    *text = shown;
                }
                // What only its type tells to be a secret is still in the text.
                let mut within = self.hidden.secrets.iter().skip(before);
                if within.any(|hidden| text.contains(hidden)) {
                    *text = json::to_string(inside).unwrap_or_else(|_| HIDDEN.to_owned());
                }
            }
            Tree::List(entries) => {
                for entry in entries {
                    self.entry(place, entry, true);
                }
            }
            Tree::Object(members) => self.members(place, members),
        }
    }

    fn shown<'t>(&self, place: Option<&Place<'_>>, text: &'t str) -> Cow<'t, str> {
        let is_id = |place: &Place<'_>| Verdict::of(self.redactor, place.name).has(Verdict::ID);
        if self.typed && place.is_some_and(is_id) {
            self.redactor.id(text)
        } else {
            self.redactor.text(text)
        }
    }

    fn replace(&mut self, tree: &mut Tree) {
        let shown = Tree::Text(HIDDEN.to_owned());
        add(std::mem::replace(tree, shown), &mut self.hidden.secrets);
    }

    /// The same in what may be an entry of a list.
    pub(super) fn entry(&mut self, place: Option<&Place<'_>>, tree: &mut Tree, is_entry: bool) {
        match tree {
            Tree::List(pair) if is_entry => self.pair(place, pair),
            tree => self.tree(place, tree),
        }
    }

    /// Hides in an entry of a list that is a list itself, perhaps a name and its value.
    fn pair(&mut self, place: Option<&Place<'_>>, pair: &mut [Tree]) {
        if let [Tree::Text(name), value] = pair
            && self.redactor.names_hidden(name)
            && !matches!(value, Tree::Null | Tree::Bool(_))
        {
            self.replace(value);
            return;
        }
        for entry in pair {
            self.tree(place, entry);
        }
    }

    pub(super) fn members(&mut self, above: Option<&Place<'_>>, members: &mut [(String, Tree)]) {
        let named = members.iter().any(|(name, value)| match value {
            Tree::Text(text) => names::is_naming(name) && self.redactor.names_hidden(text),
            _ => false,
        });
        let mut renamed = 0;
        let mut is_behind = false;
        for (name, value) in members {
            if is_behind {
                // What is no name has a secret in it, which may go on in what follows.
                renamed += 1;
                *name = format!("{HIDDEN}{renamed}");
                self.replace(value);
                continue;
            }
            let is_named = named && (names::is_named(name) || name == "$text");
            let strange = (!self.typed && !names::is_plausible(name)).then(|| value.clone());
            let shown = self.member(above, name, value, is_named);
            is_behind = strange.is_some_and(|before| shown.is_some() || before != *value);
            if let Some(mut shown) = shown {
                renamed += 1;
                if renamed > 1 {
                    // No name may occur twice.
                    shown.push_str(&renamed.to_string());
                }
                *name = shown;
            }
        }
    }

    /// Hides in a member; gives its name as it can be shown, if that is another.
    fn member(
        &mut self,
        above: Option<&Place<'_>>,
        name: &str,
        value: &mut Tree,
        is_named: bool,
    ) -> Option<String> {
        let verdict = Verdict::of(self.redactor, name);
        let place = Place { name, above };
        let redacts = place.is_redacted(self.redactor);
        if redacts && !matches!(value, Tree::Null) {
            // Who names a field wants nothing of it shown.
            let shown = Tree::Text(HIDDEN.to_owned());
            add(std::mem::replace(value, shown), &mut self.hidden.named);
        } else if verdict.has(Verdict::PIECE)
            || (is_named
                || verdict.hides_in(&place)
                || !self.typed && verdict.has(Verdict::OF_MODEL))
                && self.may_be_secret(value)
        {
            self.replace(value);
        } else if !self.typed
            && verdict.has(Verdict::SETTING)
            && let Tree::Text(text) = value
            && !is_plain(text)
            && let Some(shown) = self.goes_on(name, text)
        {
            *text = shown;
        } else {
            self.tree(Some(&place), value);
        }
        verdict.renamed(self.redactor, name)
    }

    /// A text as it can be shown together with its name, where that is different: a text that was taken
    /// for a name and a value, as `name=password value=…`.
    fn goes_on(&self, name: &str, text: &str) -> Option<String> {
        let whole = format!("{name}={text}");
        match self.redactor.text(&whole) {
            Cow::Borrowed(_) => None,
            Cow::Owned(shown) => {
                let shown = shown.strip_prefix(name)?.strip_prefix('=');
                Some(shown.unwrap_or(HIDDEN).to_owned())
            }
        }
    }

    /// Whether what stands under the name of a secret can be one. A boolean cannot, and neither can
    /// a number that a type knows as one.
    fn may_be_secret(&self, value: &Tree) -> bool {
        match value {
            Tree::Null | Tree::Bool(_) => false,
            Tree::Number(_) => !self.typed,
            Tree::Text(text) => !is_plain(text),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &str) -> String {
        let mut tree = Tree::from_json(json).unwrap();
        Redactor::new().hide_untyped(&mut tree);
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
        let json =
            r#"{"order_id":"4111111111111111","memo":"4111111111111111","n":4111111111111111}"#;
        let mut tree = Tree::from_json(json).unwrap();
        Redactor::new().hide(&mut tree);
        assert_eq!(
            crate::json::to_string(&tree).unwrap(),
            r#"{"order_id":"4111111111111111","memo":"***","n":"***"}"#
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
        let hidden = redactor.hide(&mut tree);
        assert_eq!(hidden.named().collect::<Vec<_>>(), ["a@b", "e@f"]);
        assert_eq!(
            crate::json::to_string(&tree).unwrap(),
            r#"{"receiver":[{"email":"***"}],"sender":{"email":"c@d"},"pin":"1","receiver.email":"***"}"#
        );
    }
}
