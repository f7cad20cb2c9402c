//! How the values of a JSON body were spelled, where the message would spell them otherwise.
//!
//! The model says what a value is and not how it came: `"1000"` and `1000` are the same number, and
//! `null`, `[]` and no member at all are the same as nothing. That is what a program wants to work
//! with, but who reads a body and writes it again must not change it under way. So a message out of
//! JSON keeps its tree, and what is written of it as JSON has each value as it came, as long as
//! nobody changed it.
//!
//! It is worked out when it is needed, by comparing the tree with what the message in it writes. Reading
//! alone costs nothing: the tree is there already.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::unknown::{self, Unknown, values};
use crate::api::MessageKind;
use crate::error::Result;
use crate::scalar::{Exponent, without_exponent};
use crate::tree::{self, Rules, Tree};

/// What a message came from.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) tree: Tree,
    pub(super) rules: Rules,
}

/// A value that came otherwise than the message writes it.
#[derive(Debug)]
pub(super) struct Spelled {
    /// As it came.
    pub(super) came: Unknown,
    /// As the message writes it in JSON; `None` if it writes nothing there.
    pub(super) own: Option<String>,
}

/// All that came otherwise than the message writes it.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    pub(super) values: Vec<Spelled>,
    /// The paths of lists of one that came as the entry alone.
    pub(super) bare: BTreeSet<String>,
}

impl Source {
    /// The source of what was read as JSON; other formats have one way to spell a value.
    pub(super) fn new(tree: Tree, rules: Rules) -> Self {
        Source { tree, rules }
    }

    /// All values that a message of this kind out of the body would write otherwise, and all lists.
    pub(super) fn spelled(&self, kind: MessageKind) -> Result<Spelling> {
        let first = tree::read(&self.tree, &self.rules, |value| kind.read(value))?;
        let written = Tree::written(&first.value)?;
        let written = Written {
            values: by_path(values(&written, &self.rules)),
            as_texts: kind.info().writes_texts(),
        };
        let unknown = unknown::of(&self.tree, &first.taken, &self.rules);
        let unknown: HashSet<&str> = unknown.iter().map(|known| &*known.path).collect();
        let mut spelling = Spelling::default();
        for came in values(&self.tree, &self.rules) {
            let path = written.path_of(&came.path, &mut spelling.bare);
            if !unknown.contains(&*path) {
                spelling
                    .values
                    .extend(written.otherwise(Unknown { path, ..came }));
            }
        }
        Ok(spelling)
    }
}

fn by_path(values: Vec<Unknown>) -> BTreeMap<String, Unknown> {
    let values = values.into_iter();
    values.map(|value| (value.path.clone(), value)).collect()
}

fn has_exponent(text: &str) -> bool {
    without_exponent(text) != Exponent::None
}

/// What a message writes.
struct Written {
    /// Its values by path, each as its type has it.
    values: BTreeMap<String, Unknown>,
    /// Whether they are then written as texts.
    as_texts: bool,
}

impl Written {
    /// The path at which the message writes what came at a path: it has an index where an entry came
    /// without its list. Such lists are noted.
    fn path_of(&self, came: &str, bare: &mut BTreeSet<String>) -> String {
        let mut path = String::with_capacity(came.len());
        for segment in came.split('.') {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(segment);
            if !segment.is_empty() && !segment.ends_with(')') && self.any_below(&path, "(") {
                bare.insert(path.clone());
                path.push_str("(0)");
            }
        }
        path
    }

    fn otherwise(&self, mut came: Unknown) -> Option<Spelled> {
        let own = match self.values.get(&came.path) {
            Some(own) if own.value == came.value && self.spells(own, &came) => return None,
            Some(own) => {
                // An exponent that was written out stays so: only a lenient preset reads it.
                if has_exponent(&came.value) && !has_exponent(&own.value) {
                    came.value.clone_from(&own.value);
                }
                Some(own.json())
            }
            None if !came.is_empty() => return None,
            // Nothing is written there: then only what is empty can have come.
            None if self.has_room(&came.path) => None,
            None => return None,
        };
        Some(Spelled { came, own })
    }

    /// Whether the message writes a value as the text or literal that came.
    fn spells(&self, own: &Unknown, came: &Unknown) -> bool {
        came.literal == (own.literal && !self.as_texts)
    }

    /// Whether a path is that of a member that is left out of an object that is written.
    fn has_room(&self, path: &str) -> bool {
        if path.ends_with(')') || self.any_below(path, ".") || self.any_below(path, "(") {
            return false;
        }
        let Some((parent, _)) = path.rsplit_once('.') else {
            return !path.is_empty();
        };
        self.any_below(parent, ".") || self.values.get(parent).is_some_and(|own| own.value == "{}")
    }

    fn any_below(&self, path: &str, joint: &str) -> bool {
        let start = format!("{path}{joint}");
        let mut from = self.values.range(start.clone()..);
        from.next()
            .is_some_and(|(found, _)| found.starts_with(&start))
    }
}
