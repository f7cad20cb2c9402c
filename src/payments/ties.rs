//! Which messages belong together, by the keys that they name.
//!
//! Groups are the sets of a union-find forest: a message with a key joins the group that has it, and
//! one with keys of two groups makes them one. What is kept is a number for each group and for each
//! key, no more of them than a bound says; beyond it, groups that are there still grow.
//!
//! Real money and made-up money are never one group, whatever they have in common: shops use the same
//! ids for orders in both. What does not say which it is about joins the one that it has
//! something in common with, once all is there ([`Ties::settle`]), and neither if that are both. A
//! notification of `PayPal` that does not name the sandbox is real by its documents, so it joins made-up money
//! only by an id that the service gave: such a field gets lost, but no two payments have one pay key.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, Hash, RandomState};

use super::Observed;
use crate::api::adaptive_payments::service::Environment;
use crate::api::facts::{Facts, Key, KeyKind, StampOf};
use crate::api::{Direction, System};
use crate::redact::HIDDEN;

/// A group as it was named when a message joined it; [`Ties::group`] tells which it is now.
pub(super) type Node = u32;

/// Browsers that are sent to approve something are no messages of a system: it is this one's.
const OF_REDIRECTS: System = System::AdaptivePayments;
/// How many exchanges are remembered whose other side is still to come. Servers answer later requests first.
const MOST_OPEN: usize = 1024;

/// What joins messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Whatever is about the same payment.
    Payment,
    /// That, and all payments by the same preapproval with it.
    Story,
}

/// A value in as many bits as tell it from all others, however long it is. The key is another one
/// in each run, so nobody can choose values that have the same.
pub(super) type Mark = u128;

/// Makes marks.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks([RandomState; 2]);

impl Marks {
    pub(super) fn of(&self, value: impl Hash) -> Mark {
        let halves = self.0.each_ref().map(|state| state.hash_one(&value));
        Mark::from(halves[0]) << 64 | Mark::from(halves[1])
    }
}

/// The groups so far.
#[derive(Clone, Debug)]
pub(super) struct Ties {
    scope: Scope,
    most: usize,
    parents: Vec<Node>,
    /// What each group is about.
    about: Vec<About>,
    /// By what messages have in common: a value of a system that is the id of something.
    known: HashMap<Mark, Homes>,
    marks: Marks,
    /// How many messages could not be placed for want of room.
    left_out: u64,
    open: Open,
    /// The message before, if it was in no exchange.
    last: Option<Before>,
}

/// What a group is about, as far as its messages tell.
#[derive(Clone, Copy, Debug, Default)]
struct About {
    environment: Option<Environment>,
    /// Whether one of them would say so if the money were made up, and says nothing.
    is_likely_real: bool,
}

/// The groups that a value is known in: of what does not say its environment, and of each of them.
#[derive(Clone, Copy, Debug, Default)]
struct Homes {
    unsaid: Option<Node>,
    said: [Option<Node>; Environment::ALL.len()],
    /// Whether the caller chose the value, which may then come in each environment.
    is_callers: bool,
}

impl Homes {
    fn of(&mut self, environment: Option<Environment>) -> Option<&mut Option<Node>> {
        match environment {
            Some(environment) => self.said.get_mut(index(environment)),
            None => Some(&mut self.unsaid),
        }
    }

    /// The environments that have the value, as bits.
    fn bits(&self) -> u8 {
        let set = self
            .said
            .iter()
            .enumerate()
            .filter(|(_, home)| home.is_some());
        set.fold(0, |bits, (at, _)| bits | 1 << at)
    }
}

/// The place of an environment among all.
fn index(environment: Environment) -> usize {
    let mut all = Environment::ALL.iter();
    all.position(|own| *own == environment)
        .unwrap_or(Environment::ALL.len())
}

/// What a message has in common with others.
#[derive(Clone, Copy, Debug)]
struct Tie {
    mark: Mark,
    is_callers: bool,
}

/// A message before, which may be the request that the next one answers.
#[derive(Clone, Debug)]
struct Before {
    system: Option<System>,
    operation: Option<&'static str>,
    is_request: bool,
    environment: Option<Environment>,
    keys: Vec<Key>,
    node: Option<Node>,
}

/// Exchanges of which one side came; the oldest of too many are forgotten.
#[derive(Clone, Debug, Default)]
struct Open {
    by_number: HashMap<u64, Side>,
    order: VecDeque<u64>,
}

/// What is known of an exchange.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    environment: Option<Environment>,
    /// The operation that was asked for.
    asked: Option<&'static str>,
    node: Option<Node>,
}

impl Open {
    fn set(&mut self, exchange: u64, side: Side) {
        if self.by_number.insert(exchange, side).is_some() {
            return;
        }
        self.order.push_back(exchange);
        if self.order.len() > MOST_OPEN
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_number.remove(&oldest);
        }
    }
}

/// Where a message was placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) node: Node,
    /// The operation of the request that it answers, where that came before.
    pub(super) asked: Option<&'static str>,
}

impl Ties {
    /// Groups that hold no more than `most` keys.
    pub(super) fn new(scope: Scope, most: usize) -> Self {
        Ties {
            scope,
            most,
            parents: Vec::new(),
            about: Vec::new(),
            known: HashMap::new(),
            marks: Marks::default(),
            left_out: 0,
            open: Open::default(),
            last: None,
        }
    }

    /// The group of what comes next; `None` if there is no room for a new one.
    pub(super) fn place(&mut self, seen: &Observed<'_>) -> Option<Placed> {
        let partner = self.partner(seen);
        let beside = partner.and_then(|side| side.node);
        let around = beside.and_then(|beside| self.environment(beside));
        let environment = seen.environment.or(around);
        let beside = beside.filter(|_| around.is_none() || around == environment);
        let about = About {
            environment,
            is_likely_real: environment.is_none() && is_likely_real(seen),
        };
        let node = self.join(&self.ties(seen), beside, about);
        if node.is_none() {
            self.left_out += 1;
        }
        let asked = partner.and_then(|side| side.asked);
        let side = Side {
            environment,
            asked,
            node,
        };
        self.remember(seen, side);
        Some(Placed { node: node?, asked })
    }

    /// Keeps what the other side of an exchange is found by.
    fn remember(&mut self, seen: &Observed<'_>, side: Side) {
        let is_request = seen.is_request();
        if let Some(exchange) = seen.exchange {
            let asked = seen.operation.filter(|_| is_request).or(side.asked);
            self.open.set(exchange, Side { asked, ..side });
            self.last = None;
            return;
        }
        self.last = Some(Before {
            system: seen.system,
            operation: seen.operation,
            is_request,
            environment: side.environment,
            keys: seen.facts.keys.clone(),
            node: side.node,
        });
    }

    /// Whether what comes next belongs to the exchange of a message before.
    pub(super) fn goes_on(&self, seen: &Observed<'_>) -> bool {
        self.partner(seen).is_some_and(|side| side.node.is_some())
    }

    /// The group as it is known now.
    pub(super) fn group(&mut self, node: Node) -> Node {
        let mut root = node;
        while self.parent(root) != root {
            // Shortens the way for whoever comes next.
            let above = self.parent(self.parent(root));
            self.set_parent(root, above);
            root = above;
        }
        root
    }

    /// What a group is about, if that is known.
    pub(super) fn environment(&mut self, node: Node) -> Option<Environment> {
        self.about(node).environment
    }

    fn about(&mut self, node: Node) -> About {
        let group = self.group(node) as usize;
        self.about.get(group).copied().unwrap_or_default()
    }

    /// Joins what does not say its environment with what it has something in common with. Ids that a
    /// service gave count more than those that callers chose, by which nothing joins made-up money that
    /// is likely real. Where they are of several environments, it stays by itself.
    pub(super) fn settle(&mut self) {
        self.move_homes();
        let shared = self.known.values();
        let shared = shared.filter(|homes| homes.unsaid.is_some() && homes.bits() != 0);
        let mut shared: Vec<Homes> = shared.copied().collect();
        // A table has no order, and the groups' names come out of this.
        shared.sort_unstable_by_key(|homes| (homes.unsaid, homes.said));
        let mut claims: HashMap<Node, [u8; 2]> = HashMap::new();
        for homes in &shared {
            let Some(node) = homes.unsaid else { continue };
            let claim = claims.entry(self.group(node)).or_default();
            claim[usize::from(homes.is_callers)] |= homes.bits();
        }
        let mut joins: Vec<(Node, Node)> = Vec::new();
        for homes in &shared {
            let Some(node) = homes.unsaid else { continue };
            let claim = claims.get(&self.group(node)).copied().unwrap_or_default();
            let bits = match claim {
                [0, callers] if self.about(node).is_likely_real => {
                    callers & 1 << index(Environment::Production)
                }
                [0, callers] => callers,
                [services, _] => services,
            };
            let at = bits.trailing_zeros() as usize;
            let home = homes.said.get(at).copied().flatten();
            joins.extend(
                home.filter(|_| bits.is_power_of_two())
                    .map(|home| (node, home)),
            );
        }
        for (node, home) in joins {
            self.unite(home, node);
        }
        for node in (0..).take(self.parents.len()) {
            let group = self.group(node);
            self.set_parent(node, group);
        }
    }

    /// The group of a node, once all are [settled](Self::settle).
    pub(super) fn settled(&self, node: Node) -> Node {
        self.parent(node)
    }

    /// How many messages found no room.
    pub(super) fn left_out(&self) -> u64 {
        self.left_out
    }

    fn parent(&self, node: Node) -> Node {
        self.parents.get(node as usize).copied().unwrap_or(node)
    }

    fn set_parent(&mut self, node: Node, parent: Node) {
        if let Some(own) = self.parents.get_mut(node as usize) {
            *own = parent;
        }
    }

    fn ties(&self, seen: &Observed<'_>) -> Vec<Tie> {
        let system = seen.system.unwrap_or(OF_REDIRECTS);
        let named = seen.facts.keys.iter().filter(|key| key.value != HIDDEN);
        let ties = named.filter_map(|key| {
            let what = self.what(key.kind)?;
            let mark = match key.kind {
                KeyKind::CorrelationId => self.marks.of((system, what, once(seen.facts)?)),
                _ => self.mark(system, what, &key.value),
            };
            let is_callers = matches!(key.kind, KeyKind::TrackingId | KeyKind::MerchantOrderId);
            Some(Tie { mark, is_callers })
        });
        ties.collect()
    }

    fn mark(&self, system: System, what: &str, value: &str) -> Mark {
        self.marks.of((system, what, value))
    }

    /// The groups that name a key, as they are known now: one for each kind of money.
    pub(super) fn naming(&self, system: System, key: &Key) -> Vec<Node> {
        let named = self.what(key.kind).and_then(|what| {
            let mark = self.mark(system, what, &key.value);
            self.known.get(&mark)
        });
        let homes = named.into_iter().flat_map(|homes| {
            let said = homes.said.iter().copied();
            said.chain([homes.unsaid])
        });
        let mut groups: Vec<Node> = homes.flatten().map(|node| self.parent(node)).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// What a key is the id of; nothing if it joins nothing here.
    fn what(&self, kind: KeyKind) -> Option<&'static str> {
        match kind {
            // A request may name a transfer by either side's transaction.
            KeyKind::TransactionId
            | KeyKind::SenderTransactionId
            | KeyKind::RefundTransactionId => Some("transaction"),
            KeyKind::PreapprovalKey if self.scope == Scope::Payment => None,
            _ => Some(kind.as_str()),
        }
    }

    /// The other side of the exchange that a message is in. Where there are no exchanges, it is the
    /// request right before an answer, unless they speak of different things.
    fn partner(&self, seen: &Observed<'_>) -> Option<Side> {
        let is_other = |own: Option<Environment>| matches!((own, seen.environment), (Some(one), Some(other)) if one != other);
        if let Some(exchange) = seen.exchange {
            let side = self.open.by_number.get(&exchange).copied();
            return side.filter(|side| !is_other(side.environment));
        }
        let last = self.last.as_ref()?;
        let answers = matches!(seen.direction, Some(Direction::Response | Direction::Fault));
        let of_it = seen.operation.is_none() || seen.operation == last.operation;
        let fits = last.is_request && answers && of_it && seen.system == last.system;
        let is_partner = fits && !is_other(last.environment);
        let side = Side {
            environment: last.environment,
            asked: last.operation,
            node: last.node,
        };
        (is_partner && agree(&last.keys, &seen.facts.keys)).then_some(side)
    }

    /// The group of a message: one that is there, or a new one, if all that it has in common with
    /// others can be remembered. Otherwise the next one that has it would be counted again.
    fn join(&mut self, ties: &[Tie], beside: Option<Node>, about: About) -> Option<Node> {
        let environment = about.environment;
        for tie in ties {
            self.move_home(tie.mark);
        }
        let known = ties.iter().filter_map(|tie| {
            let mut homes = *self.known.get(&tie.mark)?;
            *homes.of(environment)?
        });
        let groups: Vec<Node> = known.chain(beside).collect();
        let fits = |ties: &[Tie]| {
            let new = ties
                .iter()
                .filter(|tie| !self.known.contains_key(&tie.mark));
            self.known.len() + new.count() <= self.most
        };
        let node = match groups.first() {
            Some(first) => self.group(*first),
            None if fits(ties) => self.grow()?,
            None => return None,
        };
        self.describe(node, about);
        for other in groups.into_iter().skip(1) {
            self.unite(node, other);
        }
        for tie in ties {
            if self.known.len() < self.most || self.known.contains_key(&tie.mark) {
                let homes = self.known.entry(tie.mark).or_default();
                homes.is_callers = tie.is_callers;
                if let Some(home) = homes.of(environment) {
                    *home = Some(node);
                }
            }
        }
        Some(node)
    }

    /// The same for all values, in an order that the input gives.
    fn move_homes(&mut self) {
        let known = self.known.iter();
        let unsaid = known.filter_map(|(mark, homes)| Some((homes.unsaid?, homes.said, *mark)));
        let mut unsaid: Vec<_> = unsaid.collect();
        unsaid.sort_unstable_by_key(|(node, said, _)| (*node, *said));
        for (_, _, mark) in unsaid {
            self.move_home(mark);
        }
    }

    /// Where a group turned out to be about one environment, because its answer says so, it is known
    /// there: what says nothing of its environment and has the same id may be about another.
    fn move_home(&mut self, mark: Mark) {
        let Some(mut homes) = self.known.get(&mark).copied() else {
            return;
        };
        let Some(node) = homes.unsaid else { return };
        let environment = self.environment(node);
        if environment.is_none() {
            return;
        }
        homes.unsaid = None;
        if let Some(home) = homes.of(environment) {
            let before = home.replace(node);
            if let Some(before) = before {
                self.unite(before, node);
            }
        }
        self.known.insert(mark, homes);
    }

    /// Says what a group is about, unless it is about something else.
    fn describe(&mut self, node: Node, about: About) {
        let group = self.group(node) as usize;
        if let Some(own) = self.about.get_mut(group) {
            own.environment = own.environment.or(about.environment);
            own.is_likely_real |= about.is_likely_real;
        }
    }

    /// Makes two groups one, unless they are about different money.
    fn unite(&mut self, one: Node, other: Node) {
        let (one, other) = (self.group(one), self.group(other));
        let about = self.about(other);
        let (first, second) = (self.environment(one), about.environment);
        if one == other || first.is_some() && second.is_some() && first != second {
            return;
        }
        self.set_parent(other, one);
        self.describe(one, about);
    }

    fn grow(&mut self) -> Option<Node> {
        if self.parents.len() >= self.most {
            return None;
        }
        let node = Node::try_from(self.parents.len()).ok()?;
        self.parents.push(node);
        self.about.push(About::default());
        Some(node)
    }
}

/// Whether a message would name the sandbox if it came from there: the notifications of `PayPal` do.
fn is_likely_real(seen: &Observed<'_>) -> bool {
    seen.is_notification() && seen.system == Some(System::AdaptivePayments)
}

/// A correlation id names one call, so only the same reply, seen again, has it, the time of that
/// call and its other keys. Without a time it joins nothing: a stand-in of a service gives one id to all.
fn once(facts: &Facts) -> Option<(&[Key], &str)> {
    let time = facts.time.as_ref();
    let time = time.filter(|time| time.of == StampOf::Message)?;
    Some((&facts.keys, &time.text))
}

/// Whether two messages name the same where they name things of one kind.
fn agree(before: &[Key], after: &[Key]) -> bool {
    after.iter().all(|key| {
        let mut same = before.iter().filter(|own| own.kind == key.kind).peekable();
        same.peek().is_none() || same.any(|own| own.value == key.value)
    })
}
