//! Which messages belong together, by the keys that they name.
//!
//! Groups are the sets of a union-find forest: a message with a key joins the group that has it, and
//! one with keys of two groups makes them one. What is kept is a number for each group and for each
//! key, no more of them than a bound says; beyond it, groups that are there still grow.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};

use paywire::api::System;
use paywire::api::facts::{Facts, Key, KeyKind, StampOf};

use crate::record::{MessageRecord, Source};
use crate::secrets::HIDDEN;

/// A group as it was named when a message joined it; [`Ties::group`] tells which it is now.
pub(crate) type Node = u32;

/// Browsers that are sent to approve something are no messages of a system: it is this one's.
const OF_REDIRECTS: &str = System::AdaptivePayments.as_str();

/// What joins messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Whatever is about the same payment.
    Payment,
    /// That, and all payments by the same preapproval with it.
    Story,
}

/// A value in as many bits as tell it from all others, however long it is. The key is another one
/// in each run, so nobody can choose values that have the same.
pub(crate) type Mark = u128;

/// Makes marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks([RandomState; 2]);

impl Marks {
    pub(crate) fn of(&self, value: impl Hash) -> Mark {
        let halves = self.0.each_ref().map(|state| state.hash_one(&value));
        Mark::from(halves[0]) << 64 | Mark::from(halves[1])
    }
}

/// The groups so far.
#[derive(Debug)]
pub(crate) struct Ties {
    scope: Scope,
    most: usize,
    parents: Vec<Node>,
    /// By what messages have in common: a value of a system that is the id of something.
    known: HashMap<Mark, Node>,
    marks: Marks,
    /// How many messages could not be placed for want of room.
    left_out: u64,
    last: Option<Last>,
}

/// Something in the input, with what it says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) source: &'a Source,
    /// Whether the input has exchanges, so that two sides need not be guessed.
    pub(crate) in_exchange: bool,
    pub(crate) system: Option<&'static str>,
    pub(crate) operation: Option<&'static str>,
    pub(crate) direction: Option<&'static str>,
    pub(crate) facts: &'a Facts,
}

impl<'a> Seen<'a> {
    /// A message that is known.
    pub(crate) fn message(record: &'a MessageRecord) -> Option<Self> {
        Some(Seen {
            source: &record.source,
            in_exchange: record.exchange.is_some(),
            system: record.system,
            operation: record.operation,
            direction: record.direction,
            facts: record.facts.as_ref()?,
        })
    }
}

/// What came before, which may be the other side of the same exchange.
#[derive(Debug)]
struct Last {
    source: Source,
    in_exchange: bool,
    system: Option<&'static str>,
    operation: Option<&'static str>,
    is_request: bool,
    keys: Vec<Key>,
    node: Option<Node>,
}

impl Ties {
    /// Groups that hold no more than `most` keys.
    pub(crate) fn new(scope: Scope, most: usize) -> Self {
        Ties {
            scope,
            most,
            parents: Vec::new(),
            known: HashMap::new(),
            marks: Marks::default(),
            left_out: 0,
            last: None,
        }
    }

    /// The group of what comes next; `None` if there is no room for a new one.
    pub(crate) fn place(&mut self, seen: &Seen<'_>) -> Option<Node> {
        let beside = self.partner(seen);
        let node = self.join(self.ties(seen), beside);
        if node.is_none() {
            self.left_out += 1;
        }
        self.last = Some(Last {
            source: seen.source.clone(),
            in_exchange: seen.in_exchange,
            system: seen.system,
            operation: seen.operation,
            is_request: seen.direction == Some("request"),
            keys: seen.facts.keys.clone(),
            node,
        });
        node
    }

    /// Whether what comes next belongs to the exchange before.
    pub(crate) fn goes_on(&self, seen: &Seen<'_>) -> bool {
        self.partner(seen).is_some()
    }

    /// The group as it is known now.
    pub(crate) fn group(&mut self, node: Node) -> Node {
        let mut root = node;
        while self.parent(root) != root {
            // Shortens the way for whoever comes next.
            let above = self.parent(self.parent(root));
            self.set_parent(root, above);
            root = above;
        }
        root
    }

    /// How many messages found no room.
    pub(crate) fn left_out(&self) -> u64 {
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

    fn ties(&self, seen: &Seen<'_>) -> Vec<Mark> {
        let system = seen.system.unwrap_or(OF_REDIRECTS);
        let named = seen.facts.keys.iter().filter(|key| key.value != HIDDEN);
        let ties = named.filter_map(|key| {
            let what = self.what(key.kind)?;
            Some(match key.kind {
                KeyKind::CorrelationId => self.marks.of((system, what, once(seen.facts)?)),
                _ => self.marks.of((system, what, &key.value)),
            })
        });
        ties.collect()
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
    fn partner(&self, seen: &Seen<'_>) -> Option<Node> {
        let last = self.last.as_ref()?;
        if last.in_exchange || seen.in_exchange {
            let same = last.in_exchange
                && seen.in_exchange
                && seen.source.entry.is_some()
                && last.source.entry == seen.source.entry
                && last.source.file == seen.source.file;
            return last.node.filter(|_| same);
        }
        let answers = matches!(seen.direction, Some("response" | "fault"));
        let of_it = seen.operation.is_none() || seen.operation == last.operation;
        let fits = last.is_request && answers && of_it && seen.system == last.system;
        last.node
            .filter(|_| fits && agree(&last.keys, &seen.facts.keys))
    }

    fn join(&mut self, ties: Vec<Mark>, beside: Option<Node>) -> Option<Node> {
        let known = ties.iter().filter_map(|tie| self.known.get(tie).copied());
        let groups: Vec<Node> = known.chain(beside).collect();
        let node = match groups.first() {
            Some(first) => self.group(*first),
            None => self.grow()?,
        };
        for other in groups.into_iter().skip(1) {
            let other = self.group(other);
            self.set_parent(other, node);
        }
        for tie in ties {
            if self.known.len() < self.most {
                self.known.insert(tie, node);
            }
        }
        Some(node)
    }

    fn grow(&mut self) -> Option<Node> {
        if self.parents.len() >= self.most {
            return None;
        }
        let node = Node::try_from(self.parents.len()).ok()?;
        self.parents.push(node);
        Some(node)
    }
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
