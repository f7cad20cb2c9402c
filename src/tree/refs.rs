//! Looking around in a tree.

use serde::ser::{Serialize as _, Serializer};
use serde_json::value::RawValue;

use super::{Kind, TEXT, Tree, flag, place};

/// A value in a tree.
#[derive(Clone, Copy)]
pub(crate) struct Ref<'t> {
    pub(super) tree: &'t Tree,
    pub(super) at: usize,
}

impl<'t> Ref<'t> {
    #[inline]
    pub(crate) fn kind(self) -> Kind {
        let node = self.tree.node(self.at);
        if node.has(flag::COVERED) {
            return Kind::Text;
        }
        node.kind
    }

    /// The number of the node.
    pub(crate) fn place(self) -> usize {
        self.at
    }

    /// The same for who keeps many of them.
    pub(crate) fn number(self) -> u32 {
        place(self.at)
    }

    /// The node of the same tree that has a number.
    pub(crate) fn numbered(self, number: u32) -> Ref<'t> {
        self.tree.at(number as usize)
    }

    /// The nodes of it and of all that is in it, each by itself.
    pub(crate) fn nodes(self) -> impl Iterator<Item = Ref<'t>> {
        let tree = self.tree;
        let nodes = self.at..tree.node(self.at).after as usize;
        nodes.map(move |at| tree.at(at))
    }

    /// The name it stands under in an object; empty in a list.
    #[inline]
    pub(crate) fn name(self) -> &'t str {
        if self.has(flag::RENAMED) {
            return self.tree.shown_name(self.at);
        }
        self.tree.name(self.at)
    }

    /// Whether it stands under this name in the body.
    #[inline]
    pub(crate) fn is_named(self, name: &str) -> bool {
        self.tree.is_named(self.at, name)
    }

    /// What is there, as it stands: the text of a single value, whatever its kind.
    #[inline]
    pub(crate) fn text(self) -> &'t str {
        if self.has(flag::COVERED) {
            return self.tree.shown_text(self.at);
        }
        self.tree.text(self.at)
    }

    /// The text or the digits that stand here, whatever is shown in their place.
    pub(crate) fn own_text(self) -> Option<&'t str> {
        let is_text = matches!(self.tree.node(self.at).kind, Kind::Text | Kind::Number);
        let text = is_text.then(|| self.tree.text(self.at));
        text.filter(|text| !text.is_empty())
    }

    #[inline]
    pub(crate) fn has(self, flags: u16) -> bool {
        self.tree.node(self.at).has(flags)
    }

    /// The text of a single value. Of several of one name it is that of the last.
    pub(crate) fn as_str(self) -> Option<&'t str> {
        match self.kind() {
            Kind::Text | Kind::Number | Kind::Bool => Some(self.text()),
            Kind::List if self.has(flag::REPEATED) => {
                let last = self.tree.children(self.at).last()?;
                let last = self.tree.node(last).has(flag::OWN).then_some(last)?;
                Some(self.tree.text(last))
            }
            _ => None,
        }
    }

    /// Whether it is a list, and not a text that stands there several times.
    pub(crate) fn is_list(self) -> bool {
        self.kind() == Kind::List && self.as_str().is_none()
    }

    /// Whether it has named children.
    pub(crate) fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    /// The members of an object or entries of a list, in order.
    #[inline]
    pub(crate) fn children(self) -> impl Iterator<Item = Ref<'t>> + use<'t> {
        let tree = self.tree;
        let shown = move |at: &usize| !tree.node(*at).has(flag::BLANK);
        let children = tree.children(self.at).filter(shown);
        children.map(move |at| Ref { tree, at })
    }

    /// The entries of a list, or what stands by itself in the place of one.
    pub(crate) fn entries(self) -> impl Iterator<Item = Ref<'t>> + use<'t> {
        let is_list = self.kind() == Kind::List;
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

    /// The member of this name, or else of one that differs from it in letter case only.
    pub(crate) fn get_in_any_case(self, name: &str) -> Option<Ref<'t>> {
        let folded = || {
            let mut children = self.children();
            children.find(|child| child.name().eq_ignore_ascii_case(name))
        };
        self.is_object()
            .then(|| self.get(name).or_else(folded))
            .flatten()
    }

    /// Writes a single value as what it is in JSON, a number in its digits.
    pub(crate) fn serialize_single<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind() {
            Kind::Null => serializer.serialize_none(),
            Kind::Bool => serializer.serialize_bool(self.text() == "true"),
            Kind::Number => serialize_number(self.text(), self.has(flag::TYPED), serializer),
            _ => serializer.serialize_str(self.text()),
        }
    }

    /// Whether there is nothing inside, not even a text.
    pub(crate) fn is_empty(self) -> bool {
        let is_childless = || self.children().next().is_none();
        match self.kind() {
            Kind::Null => true,
            Kind::List | Kind::Object => is_childless(),
            _ => false,
        }
    }
}

/// Writes a number in its digits, or as the number of its type if it has one.
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
    // A type that knows a fraction as a number has a binary one.
    if is_typed && let (true, Ok(number)) = (digits.contains(['.', 'e']), digits.parse()) {
        return serializer.serialize_f64(number);
    }
    match serde_json::from_str::<&RawValue>(digits) {
        Ok(literal) => literal.serialize(serializer),
        // What is no number of JSON is a text.
        Err(_) => serializer.serialize_str(digits),
    }
}

impl Tree {
    /// Whether there is nothing in it that some format has no way to write, or another way to read: nothing empty, no
    /// names but words, no texts with more than visible characters and blanks between them.
    pub(crate) fn is_plain(&self) -> bool {
        (0..self.nodes.len()).all(|at| self.is_plain_at(at))
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
        node.kind != Kind::Null && is_plain_text(self.text(at))
    }
}

/// Whether a text is something, with nothing in it but visible characters and blanks between them.
pub(crate) fn is_plain_text(text: &str) -> bool {
    !text.is_empty() && text.trim().len() == text.len() && !text.chars().any(char::is_control)
}

/// Whether a name, if there is one, is a word in any format.
pub(crate) fn is_word(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(is_inner) && !name.starts_with(|first: char| first.is_ascii_digit())
}
