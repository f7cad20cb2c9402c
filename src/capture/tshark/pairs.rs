//! Pairs responses with requests.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::capture::Exchange;

/// Unanswered requests.
pub(super) struct RequestQueue {
    /// In the order of arrival.
    waiting: BTreeMap<u64, UnansweredRequest>,
    streams: HashMap<u64, VecDeque<u64>>,
    next: u64,
    weight: usize,
}

pub(super) struct UnansweredRequest {
    pub(super) stream: u64,
    /// The number of its packet.
    pub(super) packet: Option<u64>,
    /// The offset of the packet in the capture.
    pub(super) offset: u64,
    pub(super) exchange: Exchange,
}

impl RequestQueue {
    pub(super) fn new() -> Self {
        RequestQueue {
            waiting: BTreeMap::new(),
            streams: HashMap::new(),
            next: 0,
            weight: 0,
        }
    }

    pub(super) fn push(&mut self, waiting: UnansweredRequest) {
        let order = self.next;
        self.next += 1;
        self.weight = self.weight.saturating_add(waiting.exchange.weight());
        let stream = self.streams.entry(waiting.stream).or_default();
        stream.push_back(order);
        self.waiting.insert(order, waiting);
    }

    /// Takes the request that a response on a stream answers: that of the packet it names, or the
    /// oldest on the stream.
    pub(super) fn answered(
        &mut self,
        stream: u64,
        packet: Option<u64>,
    ) -> Option<UnansweredRequest> {
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

    /// Takes the oldest request.
    pub(super) fn first(&mut self) -> Option<UnansweredRequest> {
        let order = *self.waiting.first_key_value()?.0;
        self.remove(order)
    }

    fn remove(&mut self, order: u64) -> Option<UnansweredRequest> {
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

    /// Whether the queue exceeds a limit.
    pub(super) fn is_full(&self, most: usize, bytes: usize) -> bool {
        self.waiting.len() > most || self.weight > bytes
    }
}
