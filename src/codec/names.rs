//! Looks up which messages have the top-level names of a body.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ipn;
use crate::api::MessageKind;
use crate::api::failure::FailureFields;
use crate::api::kinds::{Counts, Kinds};
use crate::tree::Ref;

/// Names that all messages of one direction have, which do not identify the operation.
pub(super) const ENVELOPES: [&str; 2] = ["requestEnvelope", "responseEnvelope"];

/// Names that many services use, which do not identify the message.
const EVERYWHERE: &[&str] = &["timestamp"];

/// The evidence in the top-level names of a body.
pub(super) struct TopLevelNames<'v> {
    /// The number of names, not counting envelopes and names that only XML has.
    pub(super) count: u32,
    /// The messages with all [envelopes](ENVELOPES) of the body; `None` if it has none.
    pub(super) enveloped: Option<Kinds>,
    /// Whether there is a name that only notifications have.
    pub(super) has_notification_name: bool,
    /// The fields that may report a failure.
    pub(super) failure: FailureFields<'v>,
    /// How many of the names each message has.
    pub(super) known: Counts,
    /// The messages with at least one of the names.
    any_known: Kinds,
    /// The messages with at least one distinctive name.
    distinctive: Kinds,
}

impl<'v> TopLevelNames<'v> {
    /// Looks up the names of a body. With `any_case`, names in another letter case match fields too.
    pub(super) fn of(body: Ref<'v>, any_case: bool) -> Self {
        let mut names = TopLevelNames {
            count: 0,
            enveloped: None,
            has_notification_name: false,
            failure: FailureFields::of(body),
            known: Counts::default(),
            any_known: Kinds::default(),
            distinctive: Kinds::default(),
        };
        let exact = any_case.then(|| exact(body));
        for member in named(body) {
            let exact = exact.as_ref();
            let name = exact.map_or(member.name(), |exact| in_known_case(member.name(), exact));
            names.add(name, member);
        }
        names
    }

    /// Adds a name. There are many messages and few names, so the names are looked up.
    fn add(&mut self, name: &str, member: Ref<'v>) {
        let unknown;
        let meaning = if let Some(known) = MEANINGS.get(name) {
            known
        } else {
            unknown = NameMeaning::by(name);
            &unknown
        };
        self.failure.add(meaning.failure_index, member);
        if meaning.is_envelope {
            let kinds = self
                .enveloped
                .map_or(meaning.set, |kinds| kinds.and(meaning.set));
            self.enveloped = Some(kinds);
            return;
        }
        self.count += u32::from(!is_extension(name));
        self.has_notification_name |= meaning.only_notifications;
        self.known.add(meaning.set);
        self.any_known = self.any_known.or(meaning.set);
        if meaning.is_distinctive {
            self.distinctive = self.distinctive.or(meaning.set);
        }
    }

    /// The messages with at least half of the names.
    pub(super) fn with_half(&self) -> Kinds {
        let has_half = |kind: &MessageKind| 2 * self.known_to(*kind) >= self.count;
        let all = if self.count == 0 {
            Kinds::all()
        } else {
            self.any_known
        };
        all.iter().filter(has_half).collect()
    }

    /// The messages with the most names, if that is at least half.
    pub(super) fn knowing_most(&self) -> Option<Kinds> {
        let most = self.known.most(self.any_known)?;
        let known = self.known_to(most.iter().next()?);
        (2 * known >= self.count).then_some(most)
    }

    /// How many of the names a message has.
    pub(super) fn known_to(&self, kind: MessageKind) -> u32 {
        self.known.of(kind)
    }

    /// Whether a message has a distinctive name of the body.
    pub(super) fn has_distinctive(&self, kind: MessageKind) -> bool {
        self.distinctive.contains(kind)
    }
}

/// What a name is evidence for.
struct NameMeaning {
    /// The messages that have it.
    set: Kinds,
    /// Whether it is distinctive: not used by many services.
    is_distinctive: bool,
    is_envelope: bool,
    only_notifications: bool,
    /// Its index among the fields of failures.
    failure_index: Option<usize>,
}

impl NameMeaning {
    fn by(name: &str) -> Self {
        NameMeaning {
            set: Kinds::default(),
            is_distinctive: !EVERYWHERE.contains(&name),
            is_envelope: ENVELOPES.contains(&name),
            only_notifications: ipn::is_notification_name(name),
            failure_index: FailureFields::index(name),
        }
    }
}

/// The evidence of each name of a field.
static MEANINGS: LazyLock<FxHashMap<&str, NameMeaning>> = LazyLock::new(|| {
    let mut meaning = FxHashMap::default();
    for &kind in MessageKind::ALL {
        for &name in kind.fields() {
            let own = meaning.entry(name).or_insert_with(|| NameMeaning::by(name));
            own.set.add(kind);
        }
    }
    meaning
});

fn named(body: Ref<'_>) -> impl Iterator<Item = Ref<'_>> {
    let members = body.is_object().then(|| body.children());
    members.into_iter().flatten()
}

/// The names of a body that are exactly those of fields.
fn exact(body: Ref<'_>) -> FxHashSet<&str> {
    let names = named(body).map(Ref::name);
    names.filter(|name| MEANINGS.contains_key(name)).collect()
}

/// The field that a name equals except for letter case; the name itself if it is a field's, or no field's in any case.
fn in_known_case<'n>(name: &'n str, exact: &FxHashSet<&str>) -> &'n str {
    static FOLDED: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
        let all = MessageKind::ALL.iter().flat_map(|kind| kind.fields());
        all.map(|name| (name.to_ascii_lowercase(), *name)).collect()
    });
    let known = FOLDED.get(&name.to_ascii_lowercase()).copied();
    // A field whose exact name is present keeps that.
    let known = known.filter(|known| *known != name && !exact.contains(known));
    known.unwrap_or(name)
}

/// Whether the name is an XML attribute, or in a foreign namespace.
fn is_extension(name: &str) -> bool {
    name.starts_with(['@', '{'])
}
