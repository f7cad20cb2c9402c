//! Exchanges in the order of their requests, though some are answered sooner than others.

use std::collections::{BTreeMap, BTreeSet};

use super::Stamp;
use crate::capture::Exchange;
use crate::capture::http::weight;

/// The place of a request: where it began in the capture, on which connection, and its number there.
pub(super) type Place = (u64, u64, u64);

/// The most exchanges that wait for older ones.
const MOST: usize = 4096;

/// Holds exchanges back until those before them are there, as far as there is room.
pub(super) struct Order {
    open: BTreeSet<Place>,
    done: BTreeMap<Place, (Stamp, Box<Exchange>)>,
    held: usize,
    max: usize,
}

impl Order {
    /// `max`: how many bytes may be held back.
    pub(super) fn new(max: usize) -> Self {
        Order {
            open: BTreeSet::new(),
            done: BTreeMap::new(),
            held: 0,
            max,
        }
    }

    /// A request waits for its response.
    pub(super) fn open(&mut self, place: Place) {
        self.open.insert(place);
    }

    /// An exchange is all there.
    pub(super) fn done(&mut self, place: Place, stamp: Stamp, exchange: Box<Exchange>) {
        self.open.remove(&place);
        self.held += weight(&exchange);
        self.done.insert(place, (stamp, exchange));
    }

    /// The next exchange, unless an older one may still come.
    pub(super) fn next(&mut self) -> Option<(Stamp, Box<Exchange>)> {
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
