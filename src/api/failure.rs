//! How a body says that a call failed, by the names that each system has for its errors.

use super::{MessageKind, System};
use crate::tree::Ref;

/// How a fault is known, whatever else the body has or lacks.
pub(crate) struct FaultSigns {
    pub(super) message: MessageKind,
    /// Whether a body names an error where this fault has it.
    pub(super) tell: fn(&Signs<'_>) -> bool,
    /// Whether a body that cannot be read as this fault may be meant for it: it tells of an error, or at least that the
    /// call failed.
    pub(super) hint: fn(&Signs<'_>) -> bool,
}

/// The names under which the systems say that a call failed.
fn names() -> impl Iterator<Item = &'static str> {
    let all = System::ALL.iter();
    all.flat_map(|system| system.info().signs).copied()
}

/// How many they are.
const COUNT: usize = {
    let (mut count, mut at) = (0, 0);
    while at < System::ALL.len() {
        count += System::ALL[at].info().signs.len();
        at += 1;
    }
    count
};

/// What in a body may say that a call failed: what stands under such a name, or else under one in another letter case.
pub(crate) struct Signs<'v> {
    body: Ref<'v>,
    /// The nodes of them; the root stands under no name.
    nodes: [u32; COUNT],
}

impl<'v> Signs<'v> {
    /// None yet of a body.
    pub(crate) fn of(body: Ref<'v>) -> Self {
        let nodes = [0; COUNT];
        Signs { body, nodes }
    }

    /// Which of the names a name is in any letter case.
    pub(crate) fn place(name: &str) -> Option<usize> {
        names().position(|own| own.eq_ignore_ascii_case(name))
    }

    /// Takes note of a member whose name is the one at a place, if it is any.
    pub(crate) fn add(&mut self, place: Option<usize>, member: Ref<'v>) {
        let Some(place) = place else { return };
        let sign = &mut self.nodes[place];
        if *sign == 0 || names().nth(place) == Some(member.name()) {
            *sign = member.number();
        }
    }

    /// Whether there is any at all.
    pub(crate) fn are_there(&self) -> bool {
        self.nodes.iter().any(|node| *node != 0)
    }

    pub(super) fn get(&self, name: &str) -> Option<Ref<'v>> {
        let place = names().position(|own| own == name)?;
        let node = self.nodes[place];
        (node != 0).then(|| self.body.numbered(node))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn text(&self, name: &str) -> Option<&'v str> {
        self.get(name)?.as_str()
    }

    /// Whether a body names an error where this fault has it, whatever else it has or lacks.
    pub(crate) fn tell_of(&self, fault: MessageKind) -> bool {
        of(fault).is_some_and(|signs| (signs.tell)(self))
    }

    /// Whether a body that cannot be read as this fault may be meant for it.
    pub(crate) fn hint_at(&self, fault: MessageKind) -> bool {
        of(fault).is_some_and(|signs| (signs.hint)(self))
    }
}

/// How a fault is known; `None` for any other message.
fn of(fault: MessageKind) -> Option<&'static FaultSigns> {
    let mut all = fault.info().system.info().faults.iter();
    all.find(|signs| signs.message == fault)
}
