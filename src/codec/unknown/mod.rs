//! Unknown values, which are kept instead of ignored.

mod all;

use std::fmt;

use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::path::{push_index, push_word};
use crate::api::MessageKind;
use crate::nvp::Value;
use crate::tree::{self, NodeKind, Ref, Rules, Syntax, Taken, Tree};
use crate::veil::Veiled;
pub use all::Unknowns;
pub(super) use all::UnreadRest;

/// A value for which the model has no field.
///
/// ```
/// use paywire::codec::Unknown;
///
/// let path = "receiver(0).colour".to_owned();
/// let unknown = Unknown { path, value: "red".into(), literal: false };
/// assert_eq!(unknown.to_string(), "receiver(0).colour=red");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Unknown {
    /// The path, in NVP spelling for any format. Characters of a JSON or XML name that are syntax in paths are
    /// percent-escaped: `a%2Eb`.
    pub path: String,
    /// The text; for a number, its digits as written.
    pub value: String,
    /// Whether the text is a JSON literal rather than a string: a number, `true`, `false`, `null`, or an empty `[]` or
    /// `{}`. JSON writes it as a literal; other formats write text, or nothing if it [is empty](Self::is_empty).
    pub literal: bool,
}

const NULL: &str = "null";
const EMPTY_LIST: &str = "[]";
const EMPTY_OBJECT: &str = "{}";

impl Unknown {
    pub(super) fn at(path: &str, value: Ref<'_>) -> Self {
        let mut unknown = Unknown::default();
        unknown.set(path, value);
        unknown
    }

    /// Sets path and value.
    fn set(&mut self, path: &str, value: Ref<'_>) {
        let (text, literal) = match value.kind() {
            NodeKind::Text => (value.text(), false),
            NodeKind::Number | NodeKind::Bool => (value.text(), true),
            NodeKind::Null => (NULL, true),
            NodeKind::List => (EMPTY_LIST, true),
            NodeKind::Object => (EMPTY_OBJECT, true),
        };
        path.clone_into(&mut self.path);
        text.clone_into(&mut self.value);
        self.literal = literal;
    }

    /// Whether this is a JSON `null`, `[]` or `{}`, which other formats cannot express.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.literal && matches!(&*self.value, NULL | EMPTY_LIST | EMPTY_OBJECT)
    }

    /// The field of the message whose name is most similar; see [`Shape::nearest`](crate::api::shape::Shape::nearest).
    ///
    /// ```
    /// use paywire::api::MessageKind;
    /// use paywire::codec::{self, Config, Format};
    ///
    /// let body = b"requestEnvelope.errorLanguage=en_US&payKey=AP-1&trackingID=7";
    /// let kind = MessageKind::PaymentDetailsRequest;
    /// let decoded = codec::decode(kind, Format::Nvp, body, &Config::strict())?;
    /// assert_eq!(decoded.unknown[0].nearest(kind), Some("trackingId"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn nearest(&self, message: MessageKind) -> Option<&'static str> {
        message.known_shape().nearest(&self.path)
    }

    /// The kind of JSON value. A `literal` whose text is not one is a string.
    pub(super) fn kind(&self) -> NodeKind {
        let is_number = || {
            let raw = serde_json::from_str::<&RawValue>(&self.value);
            let begins = |first: char| first == '-' || first.is_ascii_digit();
            self.value.starts_with(begins) && raw.is_ok_and(|raw| raw.get() == self.value)
        };
        match &*self.value {
            _ if !self.literal => NodeKind::Text,
            NULL => NodeKind::Null,
            EMPTY_LIST => NodeKind::List,
            EMPTY_OBJECT => NodeKind::Object,
            "true" | "false" => NodeKind::Bool,
            _ if is_number() => NodeKind::Number,
            _ => NodeKind::Text,
        }
    }
}

/// Hides the value, because it may be a secret.
impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unknown")
            .field("path", &self.path)
            .field("value", &Veiled::of(&self.value))
            .field("literal", &self.literal)
            .finish()
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.path, self.value)
    }
}

/// Deserializes a `T` from any deserializer, and appends the values that `T` ignores to `unknown`.
///
/// A list or object gives one entry for each value inside: for each text and each [literal](Unknown::literal),
/// including empty ones.
///
/// ```
/// use paywire::{codec, nvp};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Receiver { email: String }
///
/// let mut body = nvp::Deserializer::from_slice(b"email=a%40b.example&tags(0).name=x&tags(1)=y")?;
/// let mut unknown = Vec::new();
/// let receiver: Receiver = codec::collect_unknown(&mut body, &mut unknown)?;
/// let shown: Vec<String> = unknown.iter().map(ToString::to_string).collect();
/// assert_eq!(receiver.email, "a@b.example");
/// assert_eq!(shown, ["tags(0).name=x", "tags(1)=y"]);
/// # Ok::<(), paywire::Error>(())
/// ```
pub fn collect_unknown<'de, T, D>(
    deserializer: D,
    unknown: &mut Vec<Unknown>,
) -> Result<T, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    let tree = Tree::of(deserializer)?;
    let rules = Rules::strict(Syntax::Any);
    let read = tree::read(&tree, &rules, |value| T::deserialize(value));
    let read = read.map_err(|error| tree::passed_on(&error))?;
    unknown.extend(of(&tree, &read.taken, &rules));
    Ok(read.value)
}

/// The values of a tree that were not read.
pub(super) fn of(tree: &Tree, taken: &Taken, rules: &Rules) -> Vec<Unknown> {
    let mut unknown = Vec::new();
    tree.rest(taken, rules, &mut |path, value| {
        unknown.push(Unknown::at(path, value));
    });
    unknown
}

/// All texts of a tree with their paths, in the order of the tree.
///
/// ```
/// use paywire::{codec, nvp};
///
/// let tree: nvp::Value = nvp::from_str("a(0)=1&a(1).b=2")?;
/// let leaves = codec::leaves(&tree);
/// assert_eq!(leaves[1].path, "a(1).b");
/// # Ok::<(), paywire::Error>(())
/// ```
#[must_use]
pub fn leaves(value: &Value) -> Vec<Unknown> {
    let tree = Tree::written(value).unwrap_or_default();
    leaves_of(tree.root())
}

/// The same for a flat tree.
pub(super) fn leaves_of(value: Ref<'_>) -> Vec<Unknown> {
    let mut found = Vec::new();
    add_leaves(&mut String::new(), value, &mut found);
    found
}

/// Appends the texts of a tree, with paths that begin with `path`.
pub(super) fn add_leaves(path: &mut String, value: Ref<'_>, found: &mut Vec<Unknown>) {
    if let Some(text) = value.as_str() {
        found.push(Unknown {
            path: path.clone(),
            value: text.to_owned(),
            literal: false,
        });
        return;
    }
    let mark = path.len();
    let is_list = value.is_list();
    for (index, child) in value.children().enumerate() {
        if is_list {
            push_index(path, index);
        } else {
            push_word(path, child.name());
        }
        add_leaves(path, child, found);
        path.truncate(mark);
    }
}
