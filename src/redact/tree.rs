//! Any value as a tree, in which what must not be shown can be hidden.

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

/// Any value, as JSON has it: members in their order, numbers in their own digits, and a mark on what
/// its type calls a secret.
///
/// What was [hidden](Redactor::hide) in it is shown as [`HIDDEN`](super::HIDDEN). Written as JSON a number has its digits
/// again; no number passes through a binary fraction. Formats without numbers write the [`Value`] that it is.
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
    /// Whether it is a value of a type that says what each part of it is.
    pub(super) typed: bool,
    /// The documents that stand as texts in it, by their nodes.
    pub(super) documents: Vec<(usize, Tree)>,
    /// The nodes that were hidden as secrets, and because somebody named them.
    pub(super) secrets: Vec<usize>,
    pub(super) named: Vec<usize>,
}

impl Tree {
    /// What a value is as JSON, with nothing hidden.
    ///
    /// # Errors
    ///
    /// Those of serializing the value.
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

    /// The tree of a document in JSON, of which no type says what it is.
    ///
    /// # Errors
    ///
    /// Those of reading the document.
    pub fn from_json(text: &str) -> Result<Tree> {
        Ok(Tree {
            nodes: json::Deserializer::from_str(text)?.tree()?,
            ..Tree::default()
        })
    }

    /// What a message is as JSON, with the documents within it in the place of their texts.
    ///
    /// # Errors
    ///
    /// Those of serializing the message.
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

    /// What there is, as far as it is shown.
    #[must_use]
    pub fn root(&self) -> Part<'_> {
        self.part(self.nodes.root())
    }

    /// Every text, number and boolean that is shown.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.root().texts()
    }

    /// The texts that were hidden as secrets: other sayings of the same must not show them either.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.hidden(|tree| &tree.secrets)
    }

    /// The same of fields that were [named](Redactor::field).
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.hidden(|tree| &tree.named)
    }

    /// The texts and numbers that stand at some nodes and in them, whatever is shown there.
    fn hidden(&self, nodes: fn(&Tree) -> &Vec<usize>) -> impl Iterator<Item = &str> {
        let documents = self.documents.iter().map(|(_, document)| document);
        std::iter::once(self)
            .chain(documents)
            .flat_map(move |tree| {
                let hidden = nodes(tree).iter().map(|at| tree.nodes.at(*at));
                hidden.flat_map(|value| tree.own_texts(value))
            })
    }

    /// The texts and numbers that stand at a node and in it. A document is what is in it.
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

    /// The names of the members that are documents.
    #[must_use]
    pub fn documents(&self) -> Vec<&str> {
        let documents = self.documents.iter();
        documents.map(|(at, _)| self.nodes.at(*at).name()).collect()
    }

    /// What there is, as it goes over the wire: documents are texts.
    pub(crate) fn nodes(&self) -> Ref<'_> {
        self.nodes.root()
    }

    /// The document that stands as a text at a node.
    fn document(&self, value: Ref<'_>) -> Option<&Tree> {
        if !value.has(flag::EMBEDDED) {
            return None;
        }
        let at = value.place();
        let found = self.documents.binary_search_by_key(&at, |(at, _)| *at);
        found.ok().map(|found| &self.documents[found].1)
    }

    fn part<'t>(&'t self, value: Ref<'t>) -> Part<'t> {
        Part { tree: self, value }
    }
}

/// A body that is no known message, as text.
impl From<Generic> for Tree {
    fn from(generic: Generic) -> Tree {
        Tree {
            nodes: generic.into_nodes().of_texts(),
            ..Tree::default()
        }
    }
}

/// The same with every single value as its text.
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

/// A tree holds secrets, so only its shape is shown.
impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root().fmt(f)
    }
}

/// A value in a [`Tree`], as it is shown.
#[derive(Clone, Copy)]
pub struct Part<'t> {
    tree: &'t Tree,
    value: Ref<'t>,
}

impl<'t> Part<'t> {
    /// The name it stands under in an object; empty in a list.
    #[must_use]
    pub fn name(self) -> &'t str {
        self.value.name()
    }

    /// The text of a single value: a text as it is, a number in its digits, `true` or `false`.
    #[must_use]
    pub fn as_str(self) -> Option<&'t str> {
        let is_single = self.document().is_none();
        self.value.as_str().filter(|_| is_single)
    }

    /// Whether it is a list, and not an object or a single value.
    #[must_use]
    pub fn is_list(self) -> bool {
        self.inside().value.kind() == NodeKind::List
    }

    /// The members of an object or entries of a list, in order; nothing of a single value.
    pub fn children(self) -> impl Iterator<Item = Part<'t>> {
        let Part { tree, value } = self.inside();
        let has_children = matches!(value.kind(), NodeKind::List | NodeKind::Object);
        let children = has_children.then(|| value.children());
        let children = children.into_iter().flatten();
        children.map(move |value| Part { tree, value })
    }

    /// The document in the place of its text, if it is one.
    fn inside(self) -> Part<'t> {
        self.document().unwrap_or(self)
    }

    fn document(self) -> Option<Part<'t>> {
        self.tree.document(self.value).map(Tree::root)
    }

    /// Every text, number and boolean in it.
    fn texts(self) -> Box<dyn Iterator<Item = &'t str> + 't> {
        match self.as_str() {
            Some(text) => Box::new(std::iter::once(text)),
            None => Box::new(self.children().flat_map(Part::texts)),
        }
    }

    /// Whether something that is hidden stands at the end of these steps, or above it.
    pub(super) fn is_hidden_at<'a>(self, steps: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
        let Part { tree, value } = self.inside();
        if value.has(flag::SECRET) || self.as_str() == Some(super::HIDDEN) {
            return true;
        }
        let mut children = value.children().map(|value| Part { tree, value });
        match value.kind() {
            NodeKind::List => children.any(|entry| entry.is_hidden_at(steps)),
            NodeKind::Object => children.any(|member| {
                let mut below = steps.clone();
                let name = member.name();
                // A name may be several steps.
                below.next().is_some_and(|step| step == name) && member.is_hidden_at(&below)
                    || name.contains(['.', '(', '[', ':'])
                        && starts_with(steps.clone(), name)
                            .is_some_and(|below| member.is_hidden_at(&below))
            }),
            _ => false,
        }
    }
}

/// What is left of steps that begin with those of a name.
fn starts_with<'a, S: Iterator<Item = &'a str>>(mut steps: S, name: &str) -> Option<S> {
    let mut own = names::steps(name);
    own.all(|own| steps.next() == Some(own)).then_some(steps)
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Part { tree, value } = *self;
        let part = |value| Part { tree, value };
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

/// What it is may be a secret, so only its shape is shown.
impl fmt::Debug for Part<'_> {
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
