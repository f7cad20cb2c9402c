//! How the values of a JSON body were spelled, where the message would spell them otherwise.
//!
//! The model says what a value is and not how it came: `"1000"` and `1000` are the same number, and
//! `null`, `[]` and no member at all are the same as nothing. That is what a program wants to work
//! with, but who reads a body and writes it again must not change it under way. So a message out of
//! JSON keeps its tree, and what is written of it as JSON has each value as it came, as long as
//! nobody changed it.
//!
//! It is found out while it is written: the tree, what the message in it wrote, and what the message writes now are gone
//! through side by side. Reading alone costs nothing: the tree is there already.

use crate::api::MessageKind;
use crate::error::Result;
use crate::tree::{self, Left, Rules, Taken, Tree};

/// What a message came from.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) tree: Tree,
    pub(super) rules: Rules,
}

impl Source {
    /// What a message of this kind out of the body writes, and what it took of it.
    pub(super) fn first(&self, kind: MessageKind) -> Result<(Tree, Taken)> {
        let first = tree::read(&self.tree, &self.rules, |value| kind.read(value))?;
        Ok((Tree::written(&first.value)?, first.taken))
    }

    /// What of the body the message did not take; nothing, if it took all.
    pub(super) fn left<'s>(&'s self, taken: Option<&'s Taken>) -> Left<'s> {
        let wanted = taken.is_some();
        let taken = taken.unwrap_or(Taken::NONE);
        self.tree.left(taken, &self.rules, &|_, _| wanted)
    }
}
