//! Replacements that are shown in place of names and texts.

use std::borrow::Cow;

use super::{NodeKind, Tree, flag, place};

/// Replacement names and texts, sorted by node.
#[derive(Clone, Default)]
pub(crate) struct Overrides {
    names: Vec<(u32, Box<str>)>,
    texts: Vec<(u32, Cow<'static, str>)>,
}

impl Overrides {
    pub(crate) const fn new() -> Self {
        Overrides {
            names: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// Replaces the name of a node.
    pub(crate) fn name(&mut self, at: usize, name: String) {
        self.names.push((place(at), name.into()));
    }

    /// Replaces a node and its subtree by a text.
    pub(crate) fn text(&mut self, at: usize, text: impl Into<Cow<'static, str>>) {
        self.texts.push((place(at), text.into()));
    }

    /// The number of replacements.
    pub(crate) fn len(&self) -> usize {
        self.names.len() + self.texts.len()
    }

    fn add(&mut self, more: Overrides) {
        self.names = merged(std::mem::take(&mut self.names), more.names);
        self.texts = merged(std::mem::take(&mut self.texts), more.texts);
    }
}

fn find<T>(all: &[(u32, T)], at: usize) -> Option<&T> {
    let found = all.binary_search_by_key(&place(at), |(at, _)| *at);
    found.ok().map(|found| &all[found].1)
}

/// Merges both lists; the second one takes precedence.
fn merged<T>(mut before: Vec<(u32, T)>, mut more: Vec<(u32, T)>) -> Vec<(u32, T)> {
    if before.is_empty() || more.is_empty() {
        before.append(&mut more);
        return before;
    }
    more.append(&mut before);
    more.sort_by_key(|(at, _)| *at);
    more.dedup_by_key(|(at, _)| *at);
    more
}

impl Tree {
    /// Adds replacements. Each must be for a later node than the one before.
    pub(crate) fn show(&mut self, shown: Overrides) {
        if shown.len() == 0 {
            return;
        }
        for (at, _) in &shown.names {
            self.nodes[*at as usize].flags |= flag::RENAMED;
        }
        for (at, _) in &shown.texts {
            self.nodes[*at as usize].flags |= flag::COVERED;
        }
        self.shown.get_or_insert_default().add(shown);
    }

    #[cold]
    pub(super) fn shown_name(&self, at: usize) -> &str {
        let all = self.shown.as_ref();
        all.and_then(|all| find(&all.names, at))
            .map_or("", |name| name)
    }

    #[cold]
    pub(super) fn shown_text(&self, at: usize) -> &str {
        let all = self.shown.as_ref();
        all.and_then(|all| find(&all.texts, at))
            .map_or("", |text| text)
    }
}

impl Tree {
    /// Turns every single value into a text; of several of one name, the last one.
    pub(crate) fn of_texts(mut self) -> Tree {
        let mut chosen = Overrides::new();
        for node in self.root().nodes().filter(|node| node.has(flag::REPEATED)) {
            if let Some(text) = node.as_str() {
                chosen.text(node.place(), text.to_owned());
            }
        }
        for at in 0..self.nodes.len() {
            let is_attribute = self.name(at).len() > 1 && self.name(at).starts_with('@');
            let node = &mut self.nodes[at];
            if is_attribute {
                node.flags |= flag::ATTRIBUTE;
            }
            if matches!(node.kind, NodeKind::Number | NodeKind::Bool) {
                node.kind = NodeKind::Text;
            }
        }
        self.show(chosen);
        self
    }
}
