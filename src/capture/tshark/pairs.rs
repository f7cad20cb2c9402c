//! Which response answers which request.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::capture::Exchange;

/// Requests that wait for their responses.
pub(super) struct Pairs {
    /// By the order in which they came.
    waiting: BTreeMap<u64, Waiting>,
    streams: HashMap<u64, VecDeque<u64>>,
    next: u64,
    weight: usize,
}

pub(super) struct Waiting {
    pub(super) stream: u64,
    /// The number of its packet.
    pub(super) packet: Option<u64>,
    /// Where the packet stands in the capture.
    pub(super) offset: u64,
    pub(super) exchange: Exchange,
}

impl Pairs {
    pub(super) fn new() -> Self {
        Pairs {
            waiting: BTreeMap::new(),
            streams: HashMap::new(),
            next: 0,
            weight: 0,
        }
    }

    pub(super) fn push(&mut self, waiting: Waiting) {
        let order = self.next;
        self.next += 1;
        self.weight = self.weight.saturating_add(waiting.exchange.weight());
        let stream = self.streams.entry(waiting.stream).or_default();
        stream.push_back(order);
        self.waiting.insert(order, waiting);
    }

    /// The request that a response on a stream answers: the one in the packet that it names, or the
    /// first that waits there.
    pub(super) fn answered(&mut self, stream: u64, packet: Option<u64>) -> Option<Waiting> {
        let orders = self.streams.get(&stream)?;
        let mut orders = orders.iter();
        let order = match packet {
            None => orders.next(),
            Some(_) => orders.find(|order| {
                let waiting = self.waiting.get(order);
                waiting.is_some_and(|waiting| waiting.packet == packet)
            }),
        };
        let order = *order?;
        self.remove(order)
    }

    /// The one that waits longest.
    pub(super) fn first(&mut self) -> Option<Waiting> {
        let order = *self.waiting.first_key_value()?.0;
        self.remove(order)
    }

    fn remove(&mut self, order: u64) -> Option<Waiting> {
        let waiting = self.waiting.remove(&order)?;
        self.weight = self.weight.saturating_sub(waiting.exchange.weight());
        if let Some(orders) = self.streams.get_mut(&waiting.stream) {
            orders.retain(|own| *own != order);
            if orders.is_empty() {
                self.streams.remove(&waiting.stream);
            }
        }
        Some(waiting)
    }

    /// Whether more wait than may be held.
    pub(super) fn is_full(&self, most: usize, bytes: usize) -> bool {
        self.waiting.len() > most || self.weight > bytes
    }
}
