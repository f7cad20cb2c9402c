//! What is written besides a message: the values that its type has no field for, at their places.

mod grown;
mod merged;

use std::borrow::Cow;

use super::path::{push_index, push_word};
use super::{Format, Unknown};
use crate::error::Result;
use crate::tree::{Left, Members, Ref, Rules, Shape, Spot, Syntax, Taken, Tree};
pub(super) use merged::{Beyond, Came, Merged, Strange, Wire};

/// The reason that two shapes cannot stand at one place.
const BOTH: &str = "named and indexed values at one place";

/// Values that no type took, in a tree.
pub(super) struct Besides<'a> {
    tree: Cow<'a, Tree>,
    taken: Cow<'a, Taken>,
    rules: Rules,
}

impl<'a> Besides<'a> {
    /// What of a body was not taken.
    pub(super) fn of(tree: &'a Tree, taken: &'a Taken, rules: Rules) -> Self {
        Besides {
            tree: Cow::Borrowed(tree),
            taken: Cow::Borrowed(taken),
            rules,
        }
    }

    /// All that there is.
    pub(super) fn whole(tree: &'a Tree) -> Self {
        Besides::of(tree, Taken::NONE, Rules::strict(Syntax::Any))
    }

    /// Values at their paths.
    ///
    /// # Errors
    ///
    /// A path is malformed or occurs twice, or names and indices stand at one place.
    pub(super) fn at_paths(unknown: &[Unknown]) -> Result<Self> {
        Ok(Besides {
            tree: Cow::Owned(grown::grown(unknown)?),
            taken: Cow::default(),
            rules: Rules::strict(Syntax::Any),
        })
    }

    /// All of them.
    pub(super) fn all(&self) -> Left<'_> {
        self.in_format(Format::Json, &[])
    }

    /// Those that there is something to write of in a format, but for what is `left_out` by the numbers of nodes.
    pub(super) fn in_format(&self, to: Format, left_out: &[usize]) -> Left<'_> {
        let wanted = |at: usize, value: Ref<'_>| {
            let stands = to == Format::Json || !value.is_empty();
            stands && left_out.binary_search(&at).is_err()
        };
        self.tree.left(&self.taken, &self.rules, &wanted)
    }
}

/// Goes to every place where something is left, with what is at the same place elsewhere. A list of one and the entry
/// alone are the same to everything here, and XML has no way to tell them apart.
pub(super) fn walk<'a>(
    [spot, other]: [Option<Spot<'a>>; 2],
    path: &mut String,
    show: &mut dyn FnMut(&str, Spot<'a>, Option<Spot<'a>>),
) {
    let Some(spot) = spot.filter(|spot| spot.is_left()) else {
        return;
    };
    let is_list = spot.shape() == Shape::Entries;
    let other = match other {
        Some(list) if !is_list && list.shape() == Shape::Entries => {
            let mut entries = list.entries();
            entries.next().filter(|_| entries.next().is_none())
        }
        other => other,
    };
    show(path, spot, other);
    let mark = path.len();
    if is_list {
        let mut others = other.into_iter().flat_map(Spot::entries);
        for (index, entry) in spot.entries().enumerate() {
            push_index(path, index);
            walk([Some(entry), others.next()], path, show);
            path.truncate(mark);
        }
        return;
    }
    let others = Members::of(other);
    for member in spot.members() {
        push_word(path, member.name());
        walk([Some(member), others.get(member.name())], path, show);
        path.truncate(mark);
    }
}

/// Shows each value that is left in one body, and is not the `same` in another, with its path.
pub(super) fn lost(
    before: &Left<'_>,
    after: &Left<'_>,
    same: &dyn Fn(Ref<'_>, Ref<'_>) -> bool,
    show: &mut dyn FnMut(&str, Ref<'_>),
) {
    let both = [before.root(), after.root()];
    walk(both, &mut String::new(), &mut |path, spot, other| {
        if let Some(value) = spot.value() {
            let again = other.and_then(Spot::value);
            if !again.is_some_and(|again| same(value, again)) {
                show(path, value);
            }
        }
    });
}
