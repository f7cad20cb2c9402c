//! Returns exchanges in the order of their requests, though some are answered earlier than others.

use std::collections::{BTreeMap, BTreeSet};

use super::CaptureStamp;
use crate::capture::Exchange;
use crate::capture::http::weight;

/// The order of a request: its offset in the capture, its connection, and its number there.
pub(super) type RequestOrder = (u64, u64, u64);

/// The most exchanges held back.
const MOST: usize = 4096;

/// Holds exchanges back until earlier ones are complete, within limits.
pub(super) struct ReorderBuffer {
    open: BTreeSet<RequestOrder>,
    done: BTreeMap<RequestOrder, (CaptureStamp, Box<Exchange>)>,
    held: usize,
    max: usize,
}

impl ReorderBuffer {
    /// Creates a buffer of at most `max` bytes.
    pub(super) fn new(max: usize) -> Self {
        ReorderBuffer {
            open: BTreeSet::new(),
            done: BTreeMap::new(),
            held: 0,
            max,
        }
    }

    /// Announces a request.
    pub(super) fn open(&mut self, place: RequestOrder) {
        self.open.insert(place);
    }

    /// Adds a complete exchange.
    pub(super) fn done(
        &mut self,
        place: RequestOrder,
        stamp: CaptureStamp,
        exchange: Box<Exchange>,
    ) {
        self.open.remove(&place);
        self.held += weight(&exchange);
        self.done.insert(place, (stamp, exchange));
    }

    /// The next exchange, unless an earlier one is incomplete.
    pub(super) fn next(&mut self) -> Option<(CaptureStamp, Box<Exchange>)> {
        let (place, _) = self.done.first_key_value()?;
        let waits = self.open.first().is_some_and(|open| open < place);
        if waits && self.held <= self.max && self.done.len() <= MOST {
            return None;
        }
        let (_, (stamp, exchange)) = self.done.pop_first()?;
        self.held -= weight(&exchange);
        Some((stamp, exchange))
    }
}
