//! The values of a tree that a type did not read, as a view of the same nodes.

use super::{NodeKind, Ref, Rules, TEXT, Taken, Tree, flag, is_plain_text, is_word};

/// The part of a tree that leads to values that were not read.
pub(crate) struct Leftovers<'t> {
    tree: &'t Tree,
    taken: &'t Taken,
    rules: &'t Rules,
    /// For each node, whether something is left at it or below it.
    leads: Vec<bool>,
    count: usize,
}

/// A node of this part.
#[derive(Clone, Copy)]
pub(crate) struct Leftover<'a> {
    left: &'a Leftovers<'a>,
    at: usize,
    /// Whether this is the only entry of the list that the node stands for.
    is_entry: bool,
}

/// What is left at a node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftoverShape {
    /// A value only.
    Single,
    /// A list, or a node that was read as one.
    Entries,
    /// Named children, and possibly a value as well.
    Members,
}

impl Tree {
    /// The values that were not read and are `wanted`.
    pub(crate) fn leftovers<'t>(
        &'t self,
        taken: &'t Taken,
        rules: &'t Rules,
        wanted: &dyn Fn(usize, Ref<'_>) -> bool,
    ) -> Leftovers<'t> {
        let mut leads = vec![false; self.nodes.len()];
        let mut count = 0;
        for at in (0..self.nodes.len()).rev() {
            let own = self.untaken(at, taken, rules);
            let own = own.is_some_and(|value| wanted(at, value));
            let is_choice = self.is_choice(self.node(at), rules);
            leads[at] = own || (!is_choice && self.children(at).any(|child| leads[child]));
            count += usize::from(own);
        }
        Leftovers {
            tree: self,
            taken,
            rules,
            leads,
            count,
        }
    }
}

impl<'t> Leftovers<'t> {
    /// The root, if anything is left.
    pub(crate) fn root(&'t self) -> Option<Leftover<'t>> {
        Some(self.top()).filter(|spot| spot.is_left())
    }

    /// The number of values that are left.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The root, even if nothing is left.
    pub(crate) fn top(&'t self) -> Leftover<'t> {
        self.spot(0)
    }

    fn spot(&'t self, at: usize) -> Leftover<'t> {
        Leftover {
            left: self,
            at,
            is_entry: false,
        }
    }

    /// Whether every format can write these values and read the same. With `any`, names and texts may be arbitrary, and
    /// values may be empty.
    pub(crate) fn is_plain(&self, any: bool) -> bool {
        let mut left = (0..self.leads.len()).filter(|at| self.leads[*at]);
        left.all(|at| self.is_plain_at(at, any)) && (any || self.has_no_holes())
    }

    fn is_plain_at(&self, at: usize, any: bool) -> bool {
        let (node, name) = (self.tree.node(at), self.tree.name(at));
        let is_beside = node.has(flag::OWN) || name == TEXT;
        let is_plain = || {
            is_word(name)
                && match self.tree.untaken(at, self.taken, self.rules) {
                    Some(value) if value.kind() == NodeKind::Text => {
                        value.text().is_empty() || is_plain_text(value.text())
                    }
                    _ => true,
                }
        };
        !is_beside && (any || is_plain())
    }

    /// Whether in each list the entries with something left come first.
    fn has_no_holes(&self) -> bool {
        let lists = (0..self.leads.len()).filter(|at| self.leads[*at]);
        let mut lists = lists.filter(|at| self.tree.has_entries(*at, self.taken));
        lists.all(|at| {
            let entries = self.tree.children(at).map(|entry| self.leads[entry]);
            entries.is_sorted_by(|before, after| *before || !after)
        })
    }
}

impl<'a> Leftover<'a> {
    /// Whether something is left at this node or below it.
    pub(crate) fn is_left(self) -> bool {
        self.left.leads[self.at]
    }

    /// The number of the node.
    pub(crate) fn place(self) -> usize {
        self.at
    }

    pub(crate) fn shape(self) -> LeftoverShape {
        let Leftovers { tree, taken, .. } = self.left;
        if self.is_one() {
            return LeftoverShape::Entries;
        }
        if self.is_choice() || tree.children(self.at).next().is_none() {
            return LeftoverShape::Single;
        }
        if tree.has_entries(self.at, taken) {
            LeftoverShape::Entries
        } else {
            LeftoverShape::Members
        }
    }

    /// Whether it stands for a list of one rather than for its entry.
    fn is_one(self) -> bool {
        let Leftovers { tree, taken, .. } = self.left;
        let is_list = !self.is_entry && taken.is_list(self.at);
        is_list && !tree.is_list_among_names(self.at, taken)
    }

    /// Whether it is one of several values from which a type would choose.
    fn is_choice(self) -> bool {
        let Leftovers { tree, rules, .. } = self.left;
        tree.is_choice(tree.node(self.at), rules)
    }

    /// The node itself, read or not.
    pub(crate) fn node(self) -> Ref<'a> {
        let tree = self.left.tree;
        Ref { tree, at: self.at }
    }

    /// The node with the value that is left here, if there is one: this one, or its own text.
    pub(crate) fn single(self) -> Option<Self> {
        let single = match self.shape() {
            LeftoverShape::Single => Some(self),
            LeftoverShape::Entries => None,
            LeftoverShape::Members => self.children().find(|child| child.is_own()),
        };
        single.filter(|single| single.is_left())
    }

    /// The value that is left here, if there is one.
    pub(crate) fn value(self) -> Option<Ref<'a>> {
        let Leftovers {
            tree, taken, rules, ..
        } = self.left;
        tree.untaken(self.single()?.at, taken, rules)
    }

    /// Whether it is its parent's own text.
    fn is_own(self) -> bool {
        let has_name = self.node().has(flag::OWN) || self.name() == TEXT;
        has_name && self.shape() == LeftoverShape::Single
    }

    fn children(self) -> impl Iterator<Item = Self> + use<'a> {
        let left = self.left;
        let children = left.tree.children(self.at);
        children.map(move |at| left.spot(at))
    }

    /// The name of the node, in the letter case of the field that it was read as.
    pub(crate) fn name(self) -> &'a str {
        let Leftovers { tree, taken, .. } = self.left;
        taken.name(self.at).unwrap_or_else(|| tree.name(self.at))
    }

    /// All named children.
    pub(crate) fn members(self) -> impl Iterator<Item = Self> + use<'a> {
        let has_members = self.shape() == LeftoverShape::Members;
        let children = self.children().filter(move |_| has_members);
        children.filter(|child| !child.is_own())
    }

    /// The entries of a list; for any other node, the node itself.
    pub(crate) fn entries(self) -> impl Iterator<Item = Self> + use<'a> {
        let is_list = self.shape() == LeftoverShape::Entries && !self.is_one();
        let is_entry = true;
        let alone = (!is_list).then_some(Leftover { is_entry, ..self });
        let children = self.children().filter(move |_| is_list);
        alone.into_iter().chain(children)
    }
}

/// The members of a node, for lookup by name.
pub(crate) struct MemberIndex<'a> {
    spot: Option<Leftover<'a>>,
    /// Indexes of nodes by name, if there are many.
    sorted: Vec<u32>,
}

/// The number of members up to which a linear search is used.
const FEW: usize = 16;

impl<'a> MemberIndex<'a> {
    pub(crate) fn of(spot: Option<Leftover<'a>>) -> Self {
        let mut sorted = Vec::new();
        if let Some(spot) = spot
            && spot.members().nth(FEW).is_some()
        {
            sorted.extend(spot.members().map(|member| super::place(member.at)));
            sorted.sort_unstable_by_key(|at| spot.left.spot(*at as usize).name());
        }
        MemberIndex { spot, sorted }
    }

    pub(crate) fn get(&self, name: &str) -> Option<Leftover<'a>> {
        let spot = self.spot?;
        if self.sorted.is_empty() {
            return spot.members().find(|member| member.name() == name);
        }
        let named = |at: &u32| spot.left.spot(*at as usize);
        let found = self
            .sorted
            .binary_search_by(|at| named(at).name().cmp(name));
        found.ok().map(|at| named(&self.sorted[at]))
    }
}
