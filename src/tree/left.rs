//! What of a tree no type took, as a tree of its own: the same nodes, of which only those count that lead to such a value.

use super::{Kind, Ref, Rules, TEXT, Taken, Tree, flag, is_plain_text, is_word};

/// What of a tree is left.
pub(crate) struct Left<'t> {
    tree: &'t Tree,
    taken: &'t Taken,
    rules: &'t Rules,
    /// Of each node, whether something is left at it or below.
    leads: Vec<bool>,
    count: usize,
}

/// A place in what is left.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    left: &'a Left<'a>,
    at: usize,
    /// Whether this is the only entry of the list that the node stands for.
    is_entry: bool,
}

/// What a place is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing but a value.
    Single,
    /// A list, or what was read as one.
    Entries,
    /// Named children, and perhaps a value beside them.
    Members,
}

impl Tree {
    /// The values that have nothing inside and were not taken, as far as they are `wanted`.
    pub(crate) fn left<'t>(
        &'t self,
        taken: &'t Taken,
        rules: &'t Rules,
        wanted: &dyn Fn(usize, Ref<'_>) -> bool,
    ) -> Left<'t> {
        let mut leads = vec![false; self.nodes.len()];
        let mut count = 0;
        for at in (0..self.nodes.len()).rev() {
            let own = self.untaken(at, taken, rules);
            let own = own.is_some_and(|value| wanted(at, value));
            let is_choice = self.is_choice(self.node(at), rules);
            leads[at] = own || (!is_choice && self.children(at).any(|child| leads[child]));
            count += usize::from(own);
        }
        Left {
            tree: self,
            taken,
            rules,
            leads,
            count,
        }
    }
}

impl<'t> Left<'t> {
    /// The root, if there is anything.
    pub(crate) fn root(&'t self) -> Option<Spot<'t>> {
        Some(self.top()).filter(|spot| spot.is_left())
    }

    /// How many values there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The root, whether there is anything or not.
    pub(crate) fn top(&'t self) -> Spot<'t> {
        self.spot(0)
    }

    fn spot(&'t self, at: usize) -> Spot<'t> {
        Spot {
            left: self,
            at,
            is_entry: false,
        }
    }

    /// Whether every format can write these values, and reads them again as they are; or whether one can that has `any`
    /// name and text, and what is empty.
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
                    Some(value) if value.kind() == Kind::Text => {
                        value.text().is_empty() || is_plain_text(value.text())
                    }
                    _ => true,
                }
        };
        !is_beside && (any || is_plain())
    }

    /// Whether no list begins with something else than what is left of it.
    fn has_no_holes(&self) -> bool {
        let lists = (0..self.leads.len()).filter(|at| self.leads[*at]);
        let mut lists = lists.filter(|at| self.tree.has_entries(*at, self.taken));
        lists.all(|at| {
            let entries = self.tree.children(at).map(|entry| self.leads[entry]);
            entries.is_sorted_by(|before, after| *before || !after)
        })
    }
}

impl<'a> Spot<'a> {
    /// Whether something is left here or below.
    pub(crate) fn is_left(self) -> bool {
        self.left.leads[self.at]
    }

    /// The number of its node.
    pub(crate) fn place(self) -> usize {
        self.at
    }

    pub(crate) fn shape(self) -> Shape {
        let Left { tree, taken, .. } = self.left;
        if self.is_one() {
            return Shape::Entries;
        }
        if self.is_choice() || tree.children(self.at).next().is_none() {
            return Shape::Single;
        }
        if tree.has_entries(self.at, taken) {
            Shape::Entries
        } else {
            Shape::Members
        }
    }

    /// Whether it stands for a list of one, and is not its entry.
    fn is_one(self) -> bool {
        let Left { tree, taken, .. } = self.left;
        let is_list = !self.is_entry && taken.is_list(self.at);
        is_list && !tree.is_list_among_names(self.at, taken)
    }

    /// Whether it is one of several values that a type would choose from.
    fn is_choice(self) -> bool {
        let Left { tree, rules, .. } = self.left;
        tree.is_choice(tree.node(self.at), rules)
    }

    /// What stands here, whether it was taken or not.
    pub(crate) fn node(self) -> Ref<'a> {
        let tree = self.left.tree;
        Ref { tree, at: self.at }
    }

    /// Where the value stands that is left at this very place: here, or beside members.
    pub(crate) fn single(self) -> Option<Self> {
        let single = match self.shape() {
            Shape::Single => Some(self),
            Shape::Entries => None,
            Shape::Members => self.children().find(|child| child.is_own()),
        };
        single.filter(|single| single.is_left())
    }

    /// The value that is left at this very place.
    pub(crate) fn value(self) -> Option<Ref<'a>> {
        let Left {
            tree, taken, rules, ..
        } = self.left;
        tree.untaken(self.single()?.at, taken, rules)
    }

    /// Whether it is the value of its parent itself.
    fn is_own(self) -> bool {
        let has_name = self.node().has(flag::OWN) || self.name() == TEXT;
        has_name && self.shape() == Shape::Single
    }

    fn children(self) -> impl Iterator<Item = Self> + use<'a> {
        let left = self.left;
        let children = left.tree.children(self.at);
        children.map(move |at| left.spot(at))
    }

    /// The name it stands under, which may be that of a field in other letters.
    pub(crate) fn name(self) -> &'a str {
        let Left { tree, taken, .. } = self.left;
        taken.name(self.at).unwrap_or_else(|| tree.name(self.at))
    }

    /// The children with names, whether anything is left of them or not.
    pub(crate) fn members(self) -> impl Iterator<Item = Self> + use<'a> {
        let has_members = self.shape() == Shape::Members;
        let children = self.children().filter(move |_| has_members);
        children.filter(|child| !child.is_own())
    }

    /// The entries of a list, or what stands by itself in the place of one.
    pub(crate) fn entries(self) -> impl Iterator<Item = Self> + use<'a> {
        let is_list = self.shape() == Shape::Entries && !self.is_one();
        let is_entry = true;
        let alone = (!is_list).then_some(Spot { is_entry, ..self });
        let children = self.children().filter(move |_| is_list);
        alone.into_iter().chain(children)
    }
}

/// The members of a place, looked up by their names.
pub(crate) struct Members<'a> {
    spot: Option<Spot<'a>>,
    /// Their nodes by their names, where there are many.
    sorted: Vec<u32>,
}

/// As many are looked at one after another.
const FEW: usize = 16;

impl<'a> Members<'a> {
    pub(crate) fn of(spot: Option<Spot<'a>>) -> Self {
        let mut sorted = Vec::new();
        if let Some(spot) = spot
            && spot.members().nth(FEW).is_some()
        {
            sorted.extend(spot.members().map(|member| super::place(member.at)));
            sorted.sort_unstable_by_key(|at| spot.left.spot(*at as usize).name());
        }
        Members { spot, sorted }
    }

    pub(crate) fn get(&self, name: &str) -> Option<Spot<'a>> {
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
