//! Recognizes failed calls by the fields that each system has for its errors.

use super::{MessageKind, System};
use crate::tree::Ref;

/// How to recognize a fault, whatever other fields the body has or lacks.
pub(crate) struct FaultPattern {
    pub(super) message: MessageKind,
    /// Whether the body reports an error in the way of this fault.
    pub(super) reports: fn(&FailureFields<'_>) -> bool,
    /// Whether a body that cannot be read as this fault may still be one: it reports an error, or at least a failure.
    pub(super) suggests: fn(&FailureFields<'_>) -> bool,
}

/// The fields by which the systems report a failure.
fn names() -> impl Iterator<Item = &'static str> {
    let all = System::ALL.iter();
    all.flat_map(|system| system.info().signs).copied()
}

/// The number of these fields.
const COUNT: usize = {
    let (mut count, mut at) = (0, 0);
    while at < System::ALL.len() {
        count += System::ALL[at].info().signs.len();
        at += 1;
    }
    count
};

/// The members of a body with such names, preferably in the exact letter case.
pub(crate) struct FailureFields<'v> {
    body: Ref<'v>,
    /// Node numbers; 0, the root, means that there is none.
    nodes: [u32; COUNT],
}

impl<'v> FailureFields<'v> {
    /// Starts without any fields.
    pub(crate) fn of(body: Ref<'v>) -> Self {
        let nodes = [0; COUNT];
        FailureFields { body, nodes }
    }

    /// The index of a name, in any letter case.
    pub(crate) fn index(name: &str) -> Option<usize> {
        names().position(|own| own.eq_ignore_ascii_case(name))
    }

    /// Adds a member with the name at this index.
    pub(crate) fn add(&mut self, index: Option<usize>, member: Ref<'v>) {
        let Some(index) = index else { return };
        let node = &mut self.nodes[index];
        if *node == 0 || names().nth(index) == Some(member.name()) {
            *node = member.number();
        }
    }

    /// Whether there is any of them.
    pub(crate) fn any(&self) -> bool {
        self.nodes.iter().any(|node| *node != 0)
    }

    pub(super) fn get(&self, name: &str) -> Option<Ref<'v>> {
        let index = names().position(|own| own == name)?;
        let node = self.nodes[index];
        (node != 0).then(|| self.body.numbered(node))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn text(&self, name: &str) -> Option<&'v str> {
        self.get(name)?.as_str()
    }

    /// Whether the body reports an error in the way of this fault.
    pub(crate) fn reports(&self, fault: MessageKind) -> bool {
        of(fault).is_some_and(|pattern| (pattern.reports)(self))
    }

    /// Whether a body that cannot be read as this fault may still be one.
    pub(crate) fn suggests(&self, fault: MessageKind) -> bool {
        of(fault).is_some_and(|pattern| (pattern.suggests)(self))
    }
}

/// How to recognize a fault; `None` for any other message.
fn of(fault: MessageKind) -> Option<&'static FaultPattern> {
    let mut all = fault.info().system.info().faults.iter();
    all.find(|pattern| pattern.message == fault)
}
