//! Looking around in a tree.

use std::ops::Range;

use super::path::{Step, steps};
use super::{Kind, Tree, flag};

/// A value in a tree.
#[derive(Clone, Copy)]
pub(crate) struct Ref<'t> {
    pub(super) tree: &'t Tree,
    pub(super) at: usize,
}

impl<'t> Ref<'t> {
    pub(crate) fn kind(self) -> Kind {
        self.tree.node(self.at).kind
    }

    /// The name it stands under in an object; empty in a list.
    pub(crate) fn name(self) -> &'t str {
        self.tree.name(self.at)
    }

    /// What is there, as it stands: the text of a single value, whatever its kind.
    pub(crate) fn text(self) -> &'t str {
        self.tree.text(self.at)
    }

    pub(crate) fn has(self, flags: u8) -> bool {
        self.tree.node(self.at).has(flags)
    }

    /// Where it stands in the body.
    pub(crate) fn span(self) -> Range<usize> {
        self.tree.node(self.at).span()
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

    /// Whether it has named children.
    pub(crate) fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    /// The members of an object or entries of a list, in order.
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
        self.children().find(|child| child.name() == name)
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

    /// What stands at a path, counted from here.
    pub(crate) fn at(self, path: &str) -> Option<Ref<'t>> {
        let steps = steps(path).ok()?;
        steps.into_iter().try_fold(self, |value, step| match step {
            Step::Word(word) => value.get(&word),
            Step::Index(index) if value.kind() == Kind::List => value.children().nth(index),
            Step::Index(_) => None,
        })
    }
}
