//! Navigates a tree.

use serde::ser::{Serialize as _, Serializer};
use serde_json::value::RawValue;

use super::{NodeKind, TEXT, Tree, flag, place};

/// A reference to a node in its tree.
#[derive(Clone, Copy)]
pub(crate) struct Ref<'t> {
    pub(super) tree: &'t Tree,
    pub(super) at: usize,
}

impl<'t> Ref<'t> {
    #[inline]
    pub(crate) fn kind(self) -> NodeKind {
        let node = self.tree.node(self.at);
        if node.has(flag::COVERED) {
            return NodeKind::Text;
        }
        node.kind
    }

    /// The number of the node.
    pub(crate) fn place(self) -> usize {
        self.at
    }

    /// The number of the node in half the space, to store many of them.
    pub(crate) fn number(self) -> u32 {
        place(self.at)
    }

    /// The node of the same tree with this number.
    pub(crate) fn numbered(self, number: u32) -> Ref<'t> {
        self.tree.at(number as usize)
    }

    /// The node and all nodes below it.
    pub(crate) fn nodes(self) -> impl Iterator<Item = Ref<'t>> {
        let tree = self.tree;
        let nodes = self.at..tree.node(self.at).after as usize;
        nodes.map(move |at| tree.at(at))
    }

    /// The name in the parent object; empty in a list.
    #[inline]
    pub(crate) fn name(self) -> &'t str {
        if self.has(flag::RENAMED) {
            return self.tree.shown_name(self.at);
        }
        self.tree.name(self.at)
    }

    /// Whether this is its name in the body.
    #[inline]
    pub(crate) fn is_named(self, name: &str) -> bool {
        self.tree.is_named(self.at, name)
    }

    /// The text of a single value of any kind, or its replacement.
    #[inline]
    pub(crate) fn text(self) -> &'t str {
        if self.has(flag::COVERED) {
            return self.tree.shown_text(self.at);
        }
        self.tree.text(self.at)
    }

    /// The text or the digits in the body, even if a replacement is shown.
    pub(crate) fn own_text(self) -> Option<&'t str> {
        let is_text = matches!(
            self.tree.node(self.at).kind,
            NodeKind::Text | NodeKind::Number
        );
        let text = is_text.then(|| self.tree.text(self.at));
        text.filter(|text| !text.is_empty())
    }

    #[inline]
    pub(crate) fn has(self, flags: u16) -> bool {
        self.tree.node(self.at).has(flags)
    }

    /// The text of a single value; the last one, if several have the same name.
    pub(crate) fn as_str(self) -> Option<&'t str> {
        match self.kind() {
            NodeKind::Text | NodeKind::Number | NodeKind::Bool => Some(self.text()),
            NodeKind::List if self.has(flag::REPEATED) => {
                let last = self.tree.children(self.at).last()?;
                let last = self.tree.node(last).has(flag::OWN).then_some(last)?;
                Some(self.tree.text(last))
            }
            _ => None,
        }
    }

    /// Whether it is a list, rather than a text that is repeated.
    pub(crate) fn is_list(self) -> bool {
        self.kind() == NodeKind::List && self.as_str().is_none()
    }

    /// Whether it has named children.
    pub(crate) fn is_object(self) -> bool {
        self.kind() == NodeKind::Object
    }

    /// The members of an object or the entries of a list, in order.
    #[inline]
    pub(crate) fn children(self) -> impl Iterator<Item = Ref<'t>> + use<'t> {
        let tree = self.tree;
        let shown = move |at: &usize| !tree.node(*at).has(flag::BLANK);
        let children = tree.children(self.at).filter(shown);
        children.map(move |at| Ref { tree, at })
    }

    /// The entries of a list; for any other node, the node itself.
    pub(crate) fn entries(self) -> impl Iterator<Item = Ref<'t>> + use<'t> {
        let is_list = self.kind() == NodeKind::List;
        let alone = (!is_list).then_some(self);
        let children = is_list.then(|| self.children());
        alone.into_iter().chain(children.into_iter().flatten())
    }

    /// The member of this name.
    pub(crate) fn get(self, name: &str) -> Option<Ref<'t>> {
        if !self.is_object() {
            return None;
        }
        let tree = self.tree;
        let is_it = |at: &usize| tree.is_named(*at, name) && !tree.node(*at).has(flag::BLANK);
        let at = tree.children(self.at).find(is_it)?;
        Some(Ref { tree, at })
    }

    /// The member of this name, or else one whose name differs only in letter case.
    pub(crate) fn get_in_any_case(self, name: &str) -> Option<Ref<'t>> {
        let folded = || {
            let mut children = self.children();
            children.find(|child| child.name().eq_ignore_ascii_case(name))
        };
        self.is_object()
            .then(|| self.get(name).or_else(folded))
            .flatten()
    }

    /// Serializes a single value by its kind, a number with its digits.
    pub(crate) fn serialize_single<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind() {
            NodeKind::Null => serializer.serialize_none(),
            NodeKind::Bool => serializer.serialize_bool(self.text() == "true"),
            NodeKind::Number => serialize_number(self.text(), self.has(flag::TYPED), serializer),
            _ => serializer.serialize_str(self.text()),
        }
    }

    /// Whether it has no text, nor any child with one.
    pub(crate) fn is_empty(self) -> bool {
        let is_childless = || self.children().next().is_none();
        match self.kind() {
            NodeKind::Null => true,
            NodeKind::List | NodeKind::Object => is_childless(),
            _ => false,
        }
    }
}

/// Serializes a number with its digits, or as a number of its type.
pub(crate) fn serialize_number<S: Serializer>(
    digits: &str,
    is_typed: bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if let Ok(number) = digits.parse::<i64>()
        && (is_typed || itoa::Buffer::new().format(number) == digits)
    {
        return serializer.serialize_i64(number);
    }
    // A fraction whose type is a number is a binary one.
    if is_typed && let (true, Ok(number)) = (digits.contains(['.', 'e']), digits.parse()) {
        return serializer.serialize_f64(number);
    }
    match serde_json::from_str::<&RawValue>(digits) {
        Ok(literal) => literal.serialize(serializer),
        // A text that is not a JSON number is serialized as text.
        Err(_) => serializer.serialize_str(digits),
    }
}

impl Tree {
    /// Whether every format can write the tree and read the same: nothing is empty, names are words, and texts have
    /// only visible characters with spaces between them.
    pub(crate) fn is_plain(&self) -> bool {
        (0..self.nodes.len()).all(|at| self.is_plain_at(at))
    }

    /// Whether any value is an attribute in XML.
    pub(crate) fn has_attributes(&self) -> bool {
        self.nodes.iter().any(|node| node.has(flag::ATTRIBUTE))
    }

    fn is_plain_at(&self, at: usize) -> bool {
        let node = self.node(at);
        let name = self.name(at);
        let name = name.strip_prefix('@').unwrap_or(name);
        if node.has(flag::EMBEDDED) || !(is_word(name) || name == TEXT) {
            return false;
        }
        if !node.is_leaf() {
            return node.after as usize > at + 1;
        }
        node.kind != NodeKind::Null && is_plain_text(self.text(at))
    }
}

/// Whether a text is not empty and has only visible characters with spaces between them.
pub(crate) fn is_plain_text(text: &str) -> bool {
    // Nearly all texts are ASCII, and need no look at characters.
    let is_visible = |byte: u8| (b' '..=b'~').contains(&byte);
    let all_visible = text.bytes().fold(true, |all, byte| all & is_visible(byte));
    if all_visible {
        return !text.is_empty() && !text.starts_with(' ') && !text.ends_with(' ');
    }
    !text.is_empty() && text.trim().len() == text.len() && !text.chars().any(char::is_control)
}

/// Whether a name is empty or a word in every format.
pub(crate) fn is_word(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(is_inner) && !name.starts_with(|first: char| first.is_ascii_digit())
}
