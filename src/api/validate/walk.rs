//! Checks the limits of all fields of a message.
//!
//! It walks over the tree that the message serializes to, which has the names of structs and fields. So a limit needs
//! no code.

use std::fmt::Write as _;

use serde::Serialize;

use super::limit::FieldLimit;
use super::report::{Report, Violation};
use crate::api::message::{Direction, MessageInfo};
use crate::tree::{NodeKind, Ref, TEXT, Tree};

/// Limits, found by field. Those of a field keep their order.
pub(super) struct Limits(Vec<&'static FieldLimit>);

impl Limits {
    pub(super) fn new(limits: &'static [FieldLimit]) -> Self {
        let mut all: Vec<_> = limits.iter().collect();
        all.sort_by_key(|limit| limit.field);
        Limits(all)
    }

    /// The limits of a field, in any struct.
    fn of(&self, field: &str) -> impl Iterator<Item = &'static FieldLimit> {
        let first = self.0.partition_point(|limit| limit.field < field);
        let rest = self.0.get(first..).unwrap_or_default().iter().copied();
        rest.take_while(move |limit| limit.field == field)
    }

    /// Whether there is any for messages in this direction.
    pub(super) fn any(&self, direction: Direction) -> bool {
        let mut all = self.0.iter();
        all.any(|limit| limit.rule.directions.contains(&direction))
    }
}

/// Adds the violations of limits anywhere in a value: of those for a message, or of all.
pub(super) fn walk<T: Serialize>(
    value: &T,
    limits: &Limits,
    message: Option<&MessageInfo>,
    found: &mut Vec<Violation>,
) {
    // A message that cannot be serialized is not checked; no format could write it either.
    let Ok(tree) = Tree::described(value) else {
        return;
    };
    let mut walk = Walk {
        limits,
        message,
        path: String::new(),
        found,
    };
    walk.value(tree.root(), None);
}

struct Walk<'w> {
    limits: &'w Limits,
    message: Option<&'w MessageInfo>,
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
        let is_for = |limit: &FieldLimit| {
            self.message
                .is_none_or(|message| limit.rule.is_for(message))
        };
        for limit in self.limits.of(field).filter(|limit| limit.on == on) {
            if !is_for(limit) {
                continue;
            }
            if let Some(text) = broken(limit) {
                Report::new(limit.rule, None, self.found).add(self.path.as_str(), text);
            }
        }
    }
}
