//! Groups messages by the keys that they share.
//!
//! Groups are the sets of a union-find forest: a message joins the group that has one of its keys,
//! and a message with keys of two groups unites them. Each group and each key takes constant
//! memory, and their number is capped; beyond the cap, known groups still grow.
//!
//! Production and sandbox messages are never in one group, whatever keys they share: shops use the
//! same order ids in both. A message that does not name its environment joins the group with which
//! it shares a key, once all messages are there ([`KeyGroups::settle`]), and neither if both
//! environments have the key. `PayPal`'s notifications name the sandbox, so one that does not is
//! taken for production and joins a sandbox group only by a key that the service issued: the field
//! gets lost in logs, but pay keys are unique.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, Hash, RandomState};

use super::Observation;
use crate::api::Environment;
use crate::api::facts::{Facts, Key, KeyKind, StampOf};
use crate::api::{Direction, System};
use crate::redact::HIDDEN;

/// The id of a group when a message joined it; [`KeyGroups::group`] returns its current id.
pub(super) type GroupId = u32;

/// Redirects of browsers have no system; they belong to this one.
const OF_REDIRECTS: System = System::AdaptivePayments;
/// The most exchanges remembered until their other side arrives. Servers answer later requests
/// first.
const MAX_OPEN: usize = 1024;

/// Which keys join messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyScope {
    /// Keys of payments.
    Payment,
    /// Keys of payments and of preapprovals.
    Preapproval,
}

/// A hash wide enough that no two keys collide. It is seeded at random, so that nobody can choose
/// keys that do.
pub(super) type KeyHash = u128;

/// Hashes keys.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyHasher([RandomState; 2]);

impl KeyHasher {
    pub(super) fn of(&self, value: impl Hash) -> KeyHash {
        let halves = self.0.each_ref().map(|state| state.hash_one(&value));
        KeyHash::from(halves[0]) << 64 | KeyHash::from(halves[1])
    }
}

/// The groups so far.
#[derive(Clone, Debug)]
pub(super) struct KeyGroups {
    scope: KeyScope,
    most: usize,
    parents: Vec<GroupId>,
    /// What is known of each group.
    info: Vec<GroupInfo>,
    /// The groups by key: a system, the kind of id, and its value.
    known: HashMap<KeyHash, KeyOwners>,
    hasher: KeyHasher,
    /// The number of messages beyond the cap.
    left_out: u64,
    open: OpenExchanges,
    /// The previous message, if it was in no exchange.
    last: Option<PreviousMessage>,
}

/// What the messages of a group tell about it.
#[derive(Clone, Copy, Debug, Default)]
struct GroupInfo {
    environment: Option<Environment>,
    /// Whether one of them would name the sandbox but does not.
    is_likely_real: bool,
}

/// The groups that have a key: one without an environment, and one for each environment.
#[derive(Clone, Copy, Debug, Default)]
struct KeyOwners {
    unspecified: Option<GroupId>,
    by_environment: [Option<GroupId>; Environment::ALL.len()],
    /// Whether the key was chosen by the caller, so that each environment may have it.
    is_callers: bool,
}

impl KeyOwners {
    fn of(&mut self, environment: Option<Environment>) -> Option<&mut Option<GroupId>> {
        match environment {
            Some(environment) => self.by_environment.get_mut(index(environment)),
            None => Some(&mut self.unspecified),
        }
    }

    /// The environments that have the key, as bits.
    fn bits(&self) -> u8 {
        let set = self
            .by_environment
            .iter()
            .enumerate()
            .filter(|(_, owner)| owner.is_some());
        set.fold(0, |bits, (at, _)| bits | 1 << at)
    }
}

/// The index of an environment.
fn index(environment: Environment) -> usize {
    let mut all = Environment::ALL.iter();
    all.position(|own| *own == environment)
        .unwrap_or(Environment::ALL.len())
}

/// A key by which a message joins a group.
#[derive(Clone, Copy, Debug)]
struct SharedKey {
    hash: KeyHash,
    is_callers: bool,
}

/// The previous message, which may be the request that the next one answers.
#[derive(Clone, Debug)]
struct PreviousMessage {
    system: Option<System>,
    operation: Option<&'static str>,
    is_request: bool,
    environment: Option<Environment>,
    keys: Vec<Key>,
    node: Option<GroupId>,
}

/// Exchanges waiting for their other side; the oldest beyond the cap are forgotten.
#[derive(Clone, Debug, Default)]
struct OpenExchanges {
    by_number: HashMap<u64, OpenExchange>,
    order: VecDeque<u64>,
}

/// One side of an exchange.
#[derive(Clone, Copy, Debug, Default)]
struct OpenExchange {
    environment: Option<Environment>,
    /// The operation of the request.
    requested: Option<&'static str>,
    node: Option<GroupId>,
}

impl OpenExchanges {
    fn set(&mut self, exchange: u64, side: OpenExchange) {
        if self.by_number.insert(exchange, side).is_some() {
            return;
        }
        self.order.push_back(exchange);
        if self.order.len() > MAX_OPEN
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_number.remove(&oldest);
        }
    }
}

/// The group that a message joined.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placement {
    pub(super) node: GroupId,
    /// The operation of the request that it answers, if known.
    pub(super) requested: Option<&'static str>,
}

impl KeyGroups {
    /// Creates an index of at most `most` keys.
    pub(super) fn new(scope: KeyScope, most: usize) -> Self {
        KeyGroups {
            scope,
            most,
            parents: Vec::new(),
            info: Vec::new(),
            known: HashMap::new(),
            hasher: KeyHasher::default(),
            left_out: 0,
            open: OpenExchanges::default(),
            last: None,
        }
    }

    /// Places the next message in a group; `None` if the cap is reached.
    pub(super) fn place(&mut self, message: &Observation<'_>) -> Option<Placement> {
        let partner = self.partner(message);
        let partner_node = partner.and_then(|side| side.node);
        let around = partner_node.and_then(|partner_node| self.environment(partner_node));
        let environment = message.environment.or(around);
        let partner_node = partner_node.filter(|_| around.is_none() || around == environment);
        let about = GroupInfo {
            environment,
            is_likely_real: environment.is_none() && is_likely_real(message),
        };
        let node = self.join(&self.shared_keys(message), partner_node, about);
        if node.is_none() {
            self.left_out += 1;
        }
        let requested = partner.and_then(|side| side.requested);
        let side = OpenExchange {
            environment,
            requested,
            node,
        };
        self.remember(message, side);
        Some(Placement {
            node: node?,
            requested,
        })
    }

    /// Remembers a message until the other side of its exchange arrives.
    fn remember(&mut self, message: &Observation<'_>, side: OpenExchange) {
        let is_request = message.is_request();
        if let Some(exchange) = message.exchange {
            let requested = message.operation.filter(|_| is_request).or(side.requested);
            self.open.set(exchange, OpenExchange { requested, ..side });
            self.last = None;
            return;
        }
        self.last = Some(PreviousMessage {
            system: message.system,
            operation: message.operation,
            is_request,
            environment: side.environment,
            keys: message.facts.keys.clone(),
            node: side.node,
        });
    }

    /// Whether the next message belongs to the exchange of an earlier one.
    pub(super) fn continues_exchange(&self, message: &Observation<'_>) -> bool {
        self.partner(message)
            .is_some_and(|side| side.node.is_some())
    }

    /// The current id of a group.
    pub(super) fn group(&mut self, node: GroupId) -> GroupId {
        let mut root = node;
        while self.parent(root) != root {
            // Halves the path for later lookups.
            let above = self.parent(self.parent(root));
            self.set_parent(root, above);
            root = above;
        }
        root
    }

    /// The environment of a group, if known.
    pub(super) fn environment(&mut self, node: GroupId) -> Option<Environment> {
        self.about(node).environment
    }

    fn about(&mut self, node: GroupId) -> GroupInfo {
        let group = self.group(node) as usize;
        self.info.get(group).copied().unwrap_or_default()
    }

    /// Joins groups without an environment to those with which they share a key. Keys issued by the
    /// service take precedence over keys chosen by callers, which never join a group that is likely
    /// production to a sandbox. A group that matches several environments stays separate.
    pub(super) fn settle(&mut self) {
        self.move_all_owners();
        let shared = self.known.values();
        let shared = shared.filter(|owners| owners.unspecified.is_some() && owners.bits() != 0);
        let mut shared: Vec<KeyOwners> = shared.copied().collect();
        // Hash maps have no order, and the ids of groups must not depend on it.
        shared.sort_unstable_by_key(|owners| (owners.unspecified, owners.by_environment));
        let mut claims: HashMap<GroupId, [u8; 2]> = HashMap::new();
        for owners in &shared {
            let Some(node) = owners.unspecified else {
                continue;
            };
            let claim = claims.entry(self.group(node)).or_default();
            claim[usize::from(owners.is_callers)] |= owners.bits();
        }
        let mut joins: Vec<(GroupId, GroupId)> = Vec::new();
        for owners in &shared {
            let Some(node) = owners.unspecified else {
                continue;
            };
            let claim = claims.get(&self.group(node)).copied().unwrap_or_default();
            let bits = match claim {
                [0, callers] if self.about(node).is_likely_real => {
                    callers & 1 << index(Environment::Production)
                }
                [0, callers] => callers,
                [services, _] => services,
            };
            let at = bits.trailing_zeros() as usize;
            let owner = owners.by_environment.get(at).copied().flatten();
            joins.extend(
                owner
                    .filter(|_| bits.is_power_of_two())
                    .map(|owner| (node, owner)),
            );
        }
        for (node, owner) in joins {
            self.unite(owner, node);
        }
        for node in (0..).take(self.parents.len()) {
            let group = self.group(node);
            self.set_parent(node, group);
        }
    }

    /// The group of a node, after [`settle`](Self::settle).
    pub(super) fn settled(&self, node: GroupId) -> GroupId {
        self.parent(node)
    }

    /// The number of messages beyond the cap.
    pub(super) fn left_out(&self) -> u64 {
        self.left_out
    }

    fn parent(&self, node: GroupId) -> GroupId {
        self.parents.get(node as usize).copied().unwrap_or(node)
    }

    fn set_parent(&mut self, node: GroupId, parent: GroupId) {
        if let Some(own) = self.parents.get_mut(node as usize) {
            *own = parent;
        }
    }

    fn shared_keys(&self, message: &Observation<'_>) -> Vec<SharedKey> {
        let system = message.system.unwrap_or(OF_REDIRECTS);
        let named = message.facts.keys.iter().filter(|key| key.value != HIDDEN);
        let shared = named.filter_map(|key| {
            let what = self.what(key.kind)?;
            let hash = match key.kind {
                KeyKind::CorrelationId => self.hasher.of((system, what, once(message.facts)?)),
                _ => self.hash(system, what, &key.value),
            };
            let is_callers = matches!(key.kind, KeyKind::TrackingId | KeyKind::MerchantOrderId);
            Some(SharedKey { hash, is_callers })
        });
        shared.collect()
    }

    fn hash(&self, system: System, what: &str, value: &str) -> KeyHash {
        self.hasher.of((system, what, value))
    }

    /// The current groups that have a key: at most one for each environment and one without.
    pub(super) fn by_key(&self, system: System, key: &Key) -> Vec<GroupId> {
        let named = self.what(key.kind).and_then(|what| {
            let hash = self.hash(system, what, &key.value);
            self.known.get(&hash)
        });
        let owners = named.into_iter().flat_map(|owners| {
            let said = owners.by_environment.iter().copied();
            said.chain([owners.unspecified])
        });
        let mut groups: Vec<GroupId> = owners.flatten().map(|node| self.parent(node)).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// The kind of id that a key is; `None` if it does not join messages in this scope.
    fn what(&self, kind: KeyKind) -> Option<&'static str> {
        match kind {
            // A request may name a transfer by the transaction of either side.
            KeyKind::TransactionId
            | KeyKind::SenderTransactionId
            | KeyKind::RefundTransactionId => Some("transaction"),
            KeyKind::PreapprovalKey if self.scope == KeyScope::Payment => None,
            _ => Some(kind.as_str()),
        }
    }

    /// The other side of a message's exchange. Without exchanges, it is the request right before a
    /// response, unless their keys differ.
    fn partner(&self, message: &Observation<'_>) -> Option<OpenExchange> {
        let is_other = |own: Option<Environment>| matches!((own, message.environment), (Some(one), Some(other)) if one != other);
        if let Some(exchange) = message.exchange {
            let side = self.open.by_number.get(&exchange).copied();
            return side.filter(|side| !is_other(side.environment));
        }
        let last = self.last.as_ref()?;
        let answers = matches!(
            message.direction,
            Some(Direction::Response | Direction::Fault)
        );
        let of_it = message.operation.is_none() || message.operation == last.operation;
        let fits = last.is_request && answers && of_it && message.system == last.system;
        let is_partner = fits && !is_other(last.environment);
        let side = OpenExchange {
            environment: last.environment,
            requested: last.operation,
            node: last.node,
        };
        (is_partner && agree(&last.keys, &message.facts.keys)).then_some(side)
    }

    /// Joins a message to a group, or to a new one if all its keys fit the cap. Otherwise the next
    /// message with one of its keys would be counted again.
    fn join(
        &mut self,
        shared: &[SharedKey],
        partner_node: Option<GroupId>,
        about: GroupInfo,
    ) -> Option<GroupId> {
        let environment = about.environment;
        for key in shared {
            self.move_owner(key.hash);
        }
        let known = shared.iter().filter_map(|key| {
            let mut owners = *self.known.get(&key.hash)?;
            *owners.of(environment)?
        });
        let groups: Vec<GroupId> = known.chain(partner_node).collect();
        let fits = |shared: &[SharedKey]| {
            let new = shared
                .iter()
                .filter(|key| !self.known.contains_key(&key.hash));
            self.known.len() + new.count() <= self.most
        };
        let node = match groups.first() {
            Some(first) => self.group(*first),
            None if fits(shared) => self.grow()?,
            None => return None,
        };
        self.describe(node, about);
        for other in groups.into_iter().skip(1) {
            self.unite(node, other);
        }
        for key in shared {
            if self.known.len() < self.most || self.known.contains_key(&key.hash) {
                let owners = self.known.entry(key.hash).or_default();
                owners.is_callers = key.is_callers;
                if let Some(owner) = owners.of(environment) {
                    *owner = Some(node);
                }
            }
        }
        Some(node)
    }

    /// Calls `move_owner` for all keys, in an order that depends on the input only.
    fn move_all_owners(&mut self) {
        let known = self.known.iter();
        let unspecified = known
            .filter_map(|(hash, owners)| Some((owners.unspecified?, owners.by_environment, *hash)));
        let mut unspecified: Vec<_> = unspecified.collect();
        unspecified.sort_unstable_by_key(|(node, said, _)| (*node, *said));
        for (_, _, hash) in unspecified {
            self.move_owner(hash);
        }
    }

    /// Moves a key to its group's environment once that is known from a response: a message without
    /// an environment and with the same key may belong to another one.
    fn move_owner(&mut self, hash: KeyHash) {
        let Some(mut owners) = self.known.get(&hash).copied() else {
            return;
        };
        let Some(node) = owners.unspecified else {
            return;
        };
        let environment = self.environment(node);
        if environment.is_none() {
            return;
        }
        owners.unspecified = None;
        if let Some(owner) = owners.of(environment) {
            let before = owner.replace(node);
            if let Some(before) = before {
                self.unite(before, node);
            }
        }
        self.known.insert(hash, owners);
    }

    /// Adds what is known about a group without changing its environment.
    fn describe(&mut self, node: GroupId, about: GroupInfo) {
        let group = self.group(node) as usize;
        if let Some(own) = self.info.get_mut(group) {
            own.environment = own.environment.or(about.environment);
            own.is_likely_real |= about.is_likely_real;
        }
    }

    /// Unites two groups, unless their environments differ.
    fn unite(&mut self, one: GroupId, other: GroupId) {
        let (one, other) = (self.group(one), self.group(other));
        let about = self.about(other);
        let (first, second) = (self.environment(one), about.environment);
        if one == other || first.is_some() && second.is_some() && first != second {
            return;
        }
        self.set_parent(other, one);
        self.describe(one, about);
    }

    fn grow(&mut self) -> Option<GroupId> {
        if self.parents.len() >= self.most {
            return None;
        }
        let node = GroupId::try_from(self.parents.len()).ok()?;
        self.parents.push(node);
        self.info.push(GroupInfo::default());
        Some(node)
    }
}

/// Whether a message would name the sandbox if it came from there: `PayPal`'s notifications do.
fn is_likely_real(message: &Observation<'_>) -> bool {
    message.is_notification() && message.system == Some(System::AdaptivePayments)
}

/// A correlation id names one call, so it joins a reply only to copies of itself, which have the
/// same time and keys. Without a time it joins nothing: test doubles return the same id every time.
fn once(facts: &Facts) -> Option<(&[Key], &str)> {
    let time = facts.time.as_ref();
    let time = time.filter(|time| time.of == StampOf::Message)?;
    Some((&facts.keys, &time.text))
}

/// Whether two messages have a common key of each kind that both have.
fn agree(before: &[Key], after: &[Key]) -> bool {
    after.iter().all(|key| {
        let mut same = before.iter().filter(|own| own.kind == key.kind).peekable();
        same.peek().is_none() || same.any(|own| own.value == key.value)
    })
}
