//! [`Tree`]: any value as a tree in which secrets can be hidden.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

#[cfg(doc)]
use super::Redactor;
use super::names;
use crate::api::AnyMessage;
use crate::codec::{Generic, documents};
use crate::error::Result;
use crate::json;
use crate::nvp::Value;
use crate::tree::{self, NodeKind, Ref, flag};

/// A value as a tree, as in JSON: members in order, numbers with their exact digits, and secrets
/// marked by their types.
///
/// Values that were [hidden](Redactor::hide) are shown as [`HIDDEN`](super::HIDDEN). Written as
/// JSON, numbers keep their digits; none passes through a binary fraction. Formats without numbers
/// write it as a [`Value`].
///
/// ```
/// use paywire::json;
/// use paywire::redact::{Redactor, Tree};
///
/// let mut tree = Tree::from_json(r#"{"user":{"password":"S","name":"ann"},"total":100.10}"#)?;
/// Redactor::new().hide(&mut tree);
/// assert_eq!(json::to_string(&tree)?, r#"{"user":{"password":"***","name":"ann"},"total":100.10}"#);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Tree {
    pub(super) nodes: tree::Tree,
    /// Whether it was made of a typed value.
    pub(super) typed: bool,
    /// The documents that are embedded as texts, by node.
    pub(super) documents: Vec<(usize, Tree)>,
    /// The nodes hidden as secrets, and those hidden as named fields.
    pub(super) secrets: Vec<usize>,
    pub(super) named: Vec<usize>,
}

impl Tree {
    /// Creates the tree of a value, with nothing hidden.
    ///
    /// # Errors
    ///
    /// Serializing the value fails.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Tree> {
        Ok(Tree::typed(tree::Tree::written(value)?))
    }

    fn typed(nodes: tree::Tree) -> Tree {
        Tree {
            nodes,
            typed: true,
            ..Tree::default()
        }
    }

    /// Parses a JSON document into an untyped tree.
    ///
    /// # Errors
    ///
    /// The document is malformed.
    pub fn from_json(text: &str) -> Result<Tree> {
        Ok(Tree {
            nodes: json::Deserializer::from_str(text)?.tree()?,
            ..Tree::default()
        })
    }

    /// Creates the tree of a message, with embedded documents in place of their texts.
    ///
    /// # Errors
    ///
    /// Serializing the message fails.
    pub fn of_message(message: &AnyMessage) -> Result<Tree> {
        let mut tree = Tree::of(message)?;
        for (field, document) in documents(message)? {
            let member = tree.nodes.root().get(field);
            if let Some(member) = member.filter(|own| own.has(flag::EMBEDDED)) {
                let document = (member.place(), Tree::typed(document));
                tree.documents.push(document);
            }
        }
        tree.documents.sort_by_key(|(at, _)| *at);
        Ok(tree)
    }

    /// Returns the root, as shown.
    #[must_use]
    pub fn root(&self) -> TreePart<'_> {
        self.part(self.nodes.root())
    }

    /// Iterates over all texts, numbers and booleans that are shown.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.root().texts()
    }

    /// Iterates over the texts hidden as secrets, to be hidden elsewhere too.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.hidden(|tree| &tree.secrets)
    }

    /// Iterates over the texts hidden as [named](Redactor::field) fields.
    pub fn matched_fields(&self) -> impl Iterator<Item = &str> {
        self.hidden(|tree| &tree.named)
    }

    /// The original texts and numbers at and below some nodes.
    fn hidden(&self, nodes: fn(&Tree) -> &Vec<usize>) -> impl Iterator<Item = &str> {
        let documents = self.documents.iter().map(|(_, document)| document);
        std::iter::once(self)
            .chain(documents)
            .flat_map(move |tree| {
                let hidden = nodes(tree).iter().map(|at| tree.nodes.at(*at));
                hidden.flat_map(|value| tree.own_texts(value))
            })
    }

    /// The original texts and numbers at and below a node, looking into documents.
    fn own_texts<'t>(&'t self, value: Ref<'t>) -> impl Iterator<Item = &'t str> {
        value.nodes().flat_map(|node| {
            let document = self.document(node);
            let inside = document
                .into_iter()
                .flat_map(|own| own.nodes.root().nodes());
            let own = document.is_none().then_some(node);
            own.into_iter().chain(inside).filter_map(Ref::own_text)
        })
    }

    /// Returns the names of the members that are embedded documents.
    #[must_use]
    pub fn documents(&self) -> Vec<&str> {
        let documents = self.documents.iter();
        documents.map(|(at, _)| self.nodes.at(*at).name()).collect()
    }

    /// The root as transferred: documents are texts.
    pub(crate) fn nodes(&self) -> Ref<'_> {
        self.nodes.root()
    }

    /// The document embedded at a node.
    fn document(&self, value: Ref<'_>) -> Option<&Tree> {
        if !value.has(flag::EMBEDDED) {
            return None;
        }
        let at = value.place();
        let found = self.documents.binary_search_by_key(&at, |(at, _)| *at);
        found.ok().map(|found| &self.documents[found].1)
    }

    fn part<'t>(&'t self, value: Ref<'t>) -> TreePart<'t> {
        TreePart { tree: self, value }
    }
}

/// The tree of an unknown message, whose values are texts.
impl From<Generic> for Tree {
    fn from(generic: Generic) -> Tree {
        Tree {
            nodes: generic.into_nodes().of_texts(),
            ..Tree::default()
        }
    }
}

/// The value with every scalar as text.
impl From<&Tree> for Value {
    fn from(tree: &Tree) -> Value {
        let shown = tree::Tree::written(tree).unwrap_or_default();
        Value::from(shown.of_texts().root())
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.root().serialize(serializer)
    }
}

/// Trees contain secrets, so only the structure is shown.
impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root().fmt(f)
    }
}

/// A value in a [`Tree`], as shown.
#[derive(Clone, Copy)]
pub struct TreePart<'t> {
    tree: &'t Tree,
    value: Ref<'t>,
}

impl<'t> TreePart<'t> {
    /// Returns the name of the member; empty in a list.
    #[must_use]
    pub fn name(self) -> &'t str {
        self.value.name()
    }

    /// Returns the text of a scalar: a text, the digits of a number, `true` or `false`.
    #[must_use]
    pub fn as_str(self) -> Option<&'t str> {
        let is_single = self.document().is_none();
        self.value.as_str().filter(|_| is_single)
    }

    /// Returns `true` if it is a list.
    #[must_use]
    pub fn is_list(self) -> bool {
        self.inside().value.kind() == NodeKind::List
    }

    /// Iterates over the members of an object or the entries of a list, in order; nothing for a
    /// scalar.
    pub fn children(self) -> impl Iterator<Item = TreePart<'t>> {
        let TreePart { tree, value } = self.inside();
        let has_children = matches!(value.kind(), NodeKind::List | NodeKind::Object);
        let children = has_children.then(|| value.children());
        let children = children.into_iter().flatten();
        children.map(move |value| TreePart { tree, value })
    }

    /// The embedded document, or the value itself.
    fn inside(self) -> TreePart<'t> {
        self.document().unwrap_or(self)
    }

    fn document(self) -> Option<TreePart<'t>> {
        self.tree.document(self.value).map(Tree::root)
    }

    /// All texts, numbers and booleans in it.
    fn texts(self) -> Box<dyn Iterator<Item = &'t str> + 't> {
        match self.as_str() {
            Some(text) => Box::new(std::iter::once(text)),
            None => Box::new(self.children().flat_map(TreePart::texts)),
        }
    }

    /// Whether the value at this path, or one above it, is hidden.
    pub(super) fn is_hidden_at<'a>(self, steps: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
        let TreePart { tree, value } = self.inside();
        if value.has(flag::SECRET) || self.as_str() == Some(super::HIDDEN) {
            return true;
        }
        let mut children = value.children().map(|value| TreePart { tree, value });
        match value.kind() {
            NodeKind::List => children.any(|entry| entry.is_hidden_at(steps)),
            NodeKind::Object => children.any(|member| {
                let mut below = steps.clone();
                let name = member.name();
                // A name may consist of several steps.
                below.next().is_some_and(|step| step == name) && member.is_hidden_at(&below)
                    || name.contains(['.', '(', '[', ':'])
                        && starts_with(steps.clone(), name)
                            .is_some_and(|below| member.is_hidden_at(&below))
            }),
            _ => false,
        }
    }
}

/// The steps after those of a name, if they start with it.
fn starts_with<'a, S: Iterator<Item = &'a str>>(mut steps: S, name: &str) -> Option<S> {
    let mut own = names::steps(name);
    own.all(|own| steps.next() == Some(own)).then_some(steps)
}

impl Serialize for TreePart<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let TreePart { tree, value } = *self;
        let part = |value| TreePart { tree, value };
        match value.kind() {
            NodeKind::Text if value.has(flag::EMBEDDED) => match self.document() {
                Some(document) => document.serialize(serializer),
                None => serializer.serialize_str(value.text()),
            },
            NodeKind::List => serializer.collect_seq(value.children().map(part)),
            NodeKind::Object => {
                let mut map = serializer.serialize_map(Some(value.children().count()))?;
                for member in value.children() {
                    map.serialize_entry(member.name(), &part(member))?;
                }
                map.end()
            }
            _ => value.serialize_single(serializer),
        }
    }
}

/// Values may be secrets, so only the structure is shown.
impl fmt::Debug for TreePart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inside().value.kind() {
            NodeKind::Null => f.write_str("Null"),
            NodeKind::Bool => f.write_str(self.value.text()),
            NodeKind::Number => f.write_str("Number(***)"),
            NodeKind::Text => f.write_str("Text(***)"),
            NodeKind::List => f.debug_list().entries(self.children()).finish(),
            NodeKind::Object => {
                let members = self.children().map(|member| (member.name(), member));
                f.debug_map().entries(members).finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::Redactor;
    use crate::value::{Amount, Loose, MinorUnits, Secret};

    #[derive(serde::Serialize)]
    struct Sample {
        pin: Secret<Loose<String>>,
        price: Amount,
        rate: Loose<Amount>,
        units: MinorUnits,
        list: Vec<Option<u8>>,
        flag: bool,
    }

    #[test]
    fn what_a_type_calls_a_secret_is_marked() {
        let mut tree = Tree::of(&Sample {
            pin: Secret::new("9041".into()),
            price: "100.10".parse().unwrap(),
            rate: json::from_str("0.500").unwrap(),
            units: MinorUnits::new(1050),
            list: vec![Some(1), None],
            flag: true,
        })
        .unwrap();
        let rest = r#","price":"100.10","rate":0.500,"units":1050,"list":[1,null],"flag":true}"#;
        let shown = json::to_string(&tree).unwrap();
        assert_eq!(shown, format!(r#"{{"pin":"9041"{rest}"#));
        let debug = format!("{tree:?}");
        assert!(
            !debug.contains("9041") && !debug.contains("100.10"),
            "{debug}"
        );
        Redactor::new().hide(&mut tree);
        let shown = json::to_string(&tree).unwrap();
        assert_eq!(shown, format!(r#"{{"pin":"***"{rest}"#));
        assert_eq!(tree.secrets().collect::<Vec<_>>(), ["9041"]);
        assert_eq!(tree.root().children().next().unwrap().as_str(), Some("***"));
    }

    #[test]
    fn numbers_keep_their_digits() {
        let text =
            r#"{"a":100.10,"b":36893488147419103233,"c":[0.1,1e400,-0.0],"d":16777217.1,"e":true}"#;
        let tree = Tree::from_json(text).unwrap();
        assert_eq!(json::to_string(&tree).unwrap(), text);
        let nvp = crate::nvp::to_string(&Value::from(&tree)).unwrap();
        assert_eq!(
            nvp,
            "a=100.10&b=36893488147419103233&c(0)=0.1&c(1)=1e400&c(2)=-0.0&d=16777217.1&e=true"
        );
    }
}
