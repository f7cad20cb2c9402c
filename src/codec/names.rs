//! Which messages have the names that a body has at its top.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ipn;
use crate::api::MessageKind;
use crate::api::failure::Signs;
use crate::api::kinds::{Counts, Kinds};
use crate::tree::Ref;

/// Names that every message of one direction has: they say nothing about the operation.
pub(super) const ENVELOPES: [&str; 2] = ["requestEnvelope", "responseEnvelope"];

/// Names that bodies of many services have: they alone say nothing about the message.
const EVERYWHERE: &[&str] = &["timestamp"];

/// What the top-level names of a body say.
pub(super) struct Names<'v> {
    /// How many there are, without the envelopes and what only XML has.
    pub(super) count: u32,
    /// The messages that have all [envelopes](ENVELOPES) which are there, if any is.
    pub(super) enveloped: Option<Kinds>,
    /// Whether one of them is a name that only notifications have.
    pub(super) tell_of_notification: bool,
    /// What may say that a call failed.
    pub(super) signs: Signs<'v>,
    /// How many of them each message has.
    pub(super) known: Counts,
    /// The messages that have one of them at least.
    met: Kinds,
    /// Those that have one that not every service has.
    told_apart: Kinds,
}

impl<'v> Names<'v> {
    /// Those of a body, each in the letter case of the field that it is meant for if that is to be found out.
    pub(super) fn of(body: Ref<'v>, any_case: bool) -> Self {
        let mut names = Names {
            count: 0,
            enveloped: None,
            tell_of_notification: false,
            signs: Signs::of(body),
            known: Counts::default(),
            met: Kinds::default(),
            told_apart: Kinds::default(),
        };
        let exact = any_case.then(|| exact(body));
        for member in named(body) {
            let exact = exact.as_ref();
            let name = exact.map_or(member.name(), |exact| in_known_case(member.name(), exact));
            names.add(name, member);
        }
        names
    }

    /// There are many messages and few names, so it is the names that are looked up.
    fn add(&mut self, name: &str, member: Ref<'v>) {
        let strange;
        let said = if let Some(known) = SAID.get(name) {
            known
        } else {
            strange = Said::by(name);
            &strange
        };
        self.signs.add(said.sign, member);
        if said.is_envelope {
            let kinds = self.enveloped.map_or(said.set, |kinds| kinds.and(said.set));
            self.enveloped = Some(kinds);
            return;
        }
        self.count += u32::from(!is_extension(name));
        self.tell_of_notification |= said.of_notification;
        self.known.add(said.set);
        self.met = self.met.or(said.set);
        if said.is_telling {
            self.told_apart = self.told_apart.or(said.set);
        }
    }

    /// The messages that have half of them at least.
    pub(super) fn familiar(&self) -> Kinds {
        let has_half = |kind: &MessageKind| 2 * self.known_to(*kind) >= self.count;
        let all = if self.count == 0 {
            Kinds::all()
        } else {
            self.met
        };
        all.iter().filter(has_half).collect()
    }

    /// The messages that have most of them, if that is half at least.
    pub(super) fn knowing_most(&self) -> Option<Kinds> {
        let most = self.known.most(self.met)?;
        let known = self.known_to(most.iter().next()?);
        (2 * known >= self.count).then_some(most)
    }

    /// How many of them a message has.
    pub(super) fn known_to(&self, kind: MessageKind) -> u32 {
        self.known.of(kind)
    }

    /// Whether a message has one that not every service has.
    pub(super) fn tell_of(&self, kind: MessageKind) -> bool {
        self.told_apart.contains(kind)
    }
}

/// What a name says.
struct Said {
    /// The messages that have it.
    set: Kinds,
    /// Whether it says anything about the message.
    is_telling: bool,
    is_envelope: bool,
    of_notification: bool,
    /// Its place among the names of signs.
    sign: Option<usize>,
}

impl Said {
    fn by(name: &str) -> Self {
        Said {
            set: Kinds::default(),
            is_telling: !EVERYWHERE.contains(&name),
            is_envelope: ENVELOPES.contains(&name),
            of_notification: ipn::is_telling(name),
            sign: Signs::place(name),
        }
    }
}

/// What each name that is the field of a message says.
static SAID: LazyLock<FxHashMap<&str, Said>> = LazyLock::new(|| {
    let mut said = FxHashMap::default();
    for &kind in MessageKind::ALL {
        for &name in kind.fields() {
            let own = said.entry(name).or_insert_with(|| Said::by(name));
            own.set.add(kind);
        }
    }
    said
});

fn named(body: Ref<'_>) -> impl Iterator<Item = Ref<'_>> {
    let members = body.is_object().then(|| body.children());
    members.into_iter().flatten()
}

/// The names of a body that are spelled as some field is.
fn exact(body: Ref<'_>) -> FxHashSet<&str> {
    let names = named(body).map(Ref::name);
    names.filter(|name| SAID.contains_key(name)).collect()
}

/// The name of a field that a name of a body is in another letter case; the name itself, where a message has it or no
/// message has it in any.
fn in_known_case<'n>(name: &'n str, exact: &FxHashSet<&str>) -> &'n str {
    static FOLDED: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
        let all = MessageKind::ALL.iter().flat_map(|kind| kind.fields());
        all.map(|name| (name.to_ascii_lowercase(), *name)).collect()
    });
    let known = FOLDED.get(&name.to_ascii_lowercase()).copied();
    // A name that is there exactly stays the one.
    let known = known.filter(|known| *known != name && !exact.contains(known));
    known.unwrap_or(name)
}

/// Whether XML has the name as an attribute, or in the namespace of somebody else.
fn is_extension(name: &str) -> bool {
    name.starts_with(['@', '{'])
}
