//! Unknown values that are written with a message.

mod from_paths;
mod with_unknown;

use std::borrow::Cow;

use super::path::{push_index, push_word};
use super::{Format, Unknown};
use crate::error::Result;
use crate::tree::{
    Leftover, LeftoverShape, Leftovers, MemberIndex, Ref, Rules, Syntax, Taken, Tree,
};
pub(super) use with_unknown::{Origin, Overlay, UnknownPart, Wire, WithUnknown};

/// The error for a place that would be both a list and an object.
const BOTH: &str = "both named and indexed values under one name";

/// Unknown values, in a tree.
pub(super) struct Extras<'a> {
    tree: Cow<'a, Tree>,
    taken: Cow<'a, Taken>,
    rules: Rules,
}

impl<'a> Extras<'a> {
    /// The values of a body that a type did not read.
    pub(super) fn of(tree: &'a Tree, taken: &'a Taken, rules: Rules) -> Self {
        Extras {
            tree: Cow::Borrowed(tree),
            taken: Cow::Borrowed(taken),
            rules,
        }
    }

    /// All values of a tree.
    pub(super) fn whole(tree: &'a Tree) -> Self {
        Extras::of(tree, Taken::NONE, Rules::strict(Syntax::Any))
    }

    /// Builds a tree from values and their paths.
    ///
    /// # Errors
    ///
    /// A path is malformed or repeated, or a place has both named and indexed values.
    pub(super) fn at_paths(unknown: &[Unknown]) -> Result<Self> {
        Ok(Extras {
            tree: Cow::Owned(from_paths::tree(unknown)?),
            taken: Cow::default(),
            rules: Rules::strict(Syntax::Any),
        })
    }

    /// All of the values.
    pub(super) fn all(&self) -> Leftovers<'_> {
        self.in_format(Format::Json, &[])
    }

    /// The values that a format can hold, except the nodes in `left_out`.
    pub(super) fn in_format(&self, to: Format, left_out: &[usize]) -> Leftovers<'_> {
        let wanted = |at: usize, value: Ref<'_>| {
            let stands = to == Format::Json || !value.is_empty();
            stands && left_out.binary_search(&at).is_err()
        };
        self.tree.leftovers(&self.taken, &self.rules, &wanted)
    }
}

/// Visits each place with unknown values, together with the same place in another tree. A list of one equals its entry,
/// because XML does not distinguish them.
pub(super) fn walk<'a>(
    [spot, other]: [Option<Leftover<'a>>; 2],
    path: &mut String,
    show: &mut dyn FnMut(&str, Leftover<'a>, Option<Leftover<'a>>),
) {
    let Some(spot) = spot.filter(|spot| spot.is_left()) else {
        return;
    };
    let is_list = spot.shape() == LeftoverShape::Entries;
    let other = match other {
        Some(list) if !is_list && list.shape() == LeftoverShape::Entries => {
            let mut entries = list.entries();
            entries.next().filter(|_| entries.next().is_none())
        }
        other => other,
    };
    show(path, spot, other);
    let mark = path.len();
    if is_list {
        let mut others = other.into_iter().flat_map(Leftover::entries);
        for (index, entry) in spot.entries().enumerate() {
            push_index(path, index);
            walk([Some(entry), others.next()], path, show);
            path.truncate(mark);
        }
        return;
    }
    let others = MemberIndex::of(other);
    for member in spot.members() {
        push_word(path, member.name());
        walk([Some(member), others.get(member.name())], path, show);
        path.truncate(mark);
    }
}

/// Calls `show` with each value that is not the `same` in the other tree, and with its path.
pub(super) fn lost(
    before: &Leftovers<'_>,
    after: &Leftovers<'_>,
    same: &dyn Fn(Ref<'_>, Ref<'_>) -> bool,
    show: &mut dyn FnMut(&str, Ref<'_>),
) {
    let both = [before.root(), after.root()];
    walk(both, &mut String::new(), &mut |path, spot, other| {
        if let Some(value) = spot.value() {
            let again = other.and_then(Leftover::value);
            if !again.is_some_and(|again| same(value, again)) {
                show(path, value);
            }
        }
    });
}
