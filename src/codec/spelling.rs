//! Keeps the spelling of values in a JSON body.
//!
//! The model holds what a value is and not its form: `"1000"` and `1000` are the same number, and `null`, `[]` and an
//! absent member are the same. But a body that is read and written again must not change. So a message from JSON keeps
//! its tree, and unchanged values are written in their original form.
//!
//! Changes are found while writing, by comparing three trees: the body, what the message wrote when it was read, and
//! what it writes now. Reading has no extra cost.

use crate::api::MessageKind;
use crate::error::Result;
use crate::tree::{self, Leftovers, Rules, Taken, Tree};

/// The body of a message.
#[derive(Clone, Debug)]
pub(super) struct ParsedSource {
    pub(super) tree: Tree,
    pub(super) rules: Rules,
}

impl ParsedSource {
    /// What the message, as it was read, would write, and what it read of the body.
    pub(super) fn first(&self, kind: MessageKind) -> Result<(Tree, Taken)> {
        let first = tree::read(&self.tree, &self.rules, |value| kind.read(value))?;
        Ok((Tree::written(&first.value)?, first.taken))
    }

    /// What the message did not read of the body; everything unless `taken` is known.
    pub(super) fn leftovers<'s>(&'s self, taken: Option<&'s Taken>) -> Leftovers<'s> {
        let wanted = taken.is_some();
        let taken = taken.unwrap_or(Taken::NONE);
        self.tree.leftovers(taken, &self.rules, &|_, _| wanted)
    }
}
