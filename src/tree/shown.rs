//! What is shown of nodes instead of what stands there.

use std::borrow::Cow;

use super::{Kind, Tree, flag, place};

/// Names and texts that are shown instead of others, sorted by their nodes.
#[derive(Clone, Default)]
pub(crate) struct Shown {
    names: Vec<(u32, Box<str>)>,
    texts: Vec<(u32, Cow<'static, str>)>,
}

impl Shown {
    pub(crate) const fn new() -> Self {
        Shown {
            names: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// Shows another name of a node.
    pub(crate) fn name(&mut self, at: usize, name: String) {
        self.names.push((place(at), name.into()));
    }

    /// Shows a text in the place of a node and of all that is in it.
    pub(crate) fn text(&mut self, at: usize, text: impl Into<Cow<'static, str>>) {
        self.texts.push((place(at), text.into()));
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len() + self.texts.len()
    }

    fn add(&mut self, more: Shown) {
        self.names = merged(std::mem::take(&mut self.names), more.names);
        self.texts = merged(std::mem::take(&mut self.texts), more.texts);
    }
}

fn find<T>(all: &[(u32, T)], at: usize) -> Option<&T> {
    let found = all.binary_search_by_key(&place(at), |(at, _)| *at);
    found.ok().map(|found| &all[found].1)
}

/// Both lists, of which the second one counts where both have something.
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
    /// Shows something else at some nodes from now on, each of which comes behind the one before.
    pub(crate) fn show(&mut self, shown: Shown) {
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
    /// The same in which every single value is a text: of several of one name the last.
    pub(crate) fn of_texts(mut self) -> Tree {
        let mut chosen = Shown::new();
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
            if matches!(node.kind, Kind::Number | Kind::Bool) {
                node.kind = Kind::Text;
            }
        }
        self.show(chosen);
        self
    }
}
