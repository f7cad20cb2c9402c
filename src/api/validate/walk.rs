//! Checks the limits of all fields of a message.
//!
//! It walks over the tree that the message serializes to, which has the names of structs and fields. So a limit needs
//! no code.

use std::fmt::Write as _;

use serde::Serialize;

use super::limit::FieldLimit;
use super::report::{Report, Violation};
use crate::tree::{NodeKind, Ref, TEXT, Tree};

/// Adds the violations of limits anywhere in the message.
pub(super) fn walk<T: Serialize>(
    message: &T,
    limits: &[&'static FieldLimit],
    found: &mut Vec<Violation>,
) {
    if limits.is_empty() {
        return;
    }
    // A message that cannot be serialized is not checked; no format could write it either.
    let Ok(tree) = Tree::described(message) else {
        return;
    };
    let mut walk = Walk {
        limits,
        path: String::new(),
        found,
    };
    walk.value(tree.root(), None);
}

struct Walk<'w> {
    limits: &'w [&'static FieldLimit],
    path: String,
    found: &'w mut Vec<Violation>,
}

/// The name of a struct and of its field. An entry of a list has the field of the list.
type Field<'t> = Option<(&'t str, &'t str)>;

impl Walk<'_> {
    fn value(&mut self, value: Ref<'_>, field: Field<'_>) {
        match value.kind() {
            NodeKind::Text | NodeKind::Number | NodeKind::Bool => {
                self.hold(field, |limit| limit.bound.broken_by(value.text()));
            }
            NodeKind::Null => self.hold(field, |limit| limit.bound.broken_by_nothing()),
            NodeKind::List => {
                let mut count = 0;
                for entry in value.children() {
                    self.entry(count, entry, field);
                    count += 1;
                }
                self.hold(field, |limit| limit.bound.broken_by_entries(count));
            }
            NodeKind::Object => {
                for member in value.children() {
                    self.member(value.text(), member);
                }
            }
        }
    }

    fn entry(&mut self, index: usize, entry: Ref<'_>, field: Field<'_>) {
        let length = self.path.len();
        // Writing to a String cannot fail.
        let _ = write!(self.path, "({index})");
        self.value(entry, field);
        self.path.truncate(length);
    }

    fn member(&mut self, on: &str, member: Ref<'_>) {
        let length = self.path.len();
        // The value of an element with attributes has no field of its own.
        if member.name() != TEXT {
            if length > 0 {
                self.path.push('.');
            }
            self.path.push_str(member.name());
        }
        self.value(member, Some((on, member.name())));
        self.path.truncate(length);
    }

    fn hold(&mut self, field: Field<'_>, broken: impl Fn(&FieldLimit) -> Option<String>) {
        let Some((on, field)) = field else { return };
        let limits = self.limits.iter();
        for limit in limits.filter(|limit| limit.field == field && limit.on == on) {
            if let Some(text) = broken(limit) {
                Report::new(limit.rule, None, self.found).add(self.path.as_str(), text);
            }
        }
    }
}
