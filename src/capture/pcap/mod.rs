//! Reads captured packets in pcap and pcapng files.
//!
//! From packets to exchanges: [`file`] reads packets, [`link`] finds the TCP segment in each,
//! [`fragments`] reassembles IP fragments, [`flow`] puts the segments of a connection in order and
//! detects lost and contradicting bytes ([`recent_bytes`]),
//! [`ExchangePairer`](super::http::ExchangePairer) parses the messages, and [`reorder`] returns the
//! exchanges in the order of their requests.

mod file;
mod flow;
mod fragments;
mod link;
mod recent_bytes;
mod reorder;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::IpAddr;

use super::http::{PairEvent, StreamEnd};
use super::source::CaptureSource;
use super::stamp::CaptureStamp;
use super::{Config, Entry, Exchange, Item, Reader};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
pub(super) use file::begins;
use file::{Packet, Packets};
use flow::{Flow, Protocol};
use fragments::Fragments;
use link::{PacketContent, Segment};
use reorder::ReorderBuffer;

/// The most connections tracked at once.
const MOST_FLOWS: usize = 8192;
/// The most bytes of all connections held to compare retransmissions.
const MOST_PAST: usize = 32 << 20;

/// The two ends of a connection, the smaller one first.
type Ends = [(IpAddr, u16); 2];

/// Reads a capture of packets.
pub(super) struct Pcap {
    packets: Packets,
    config: Config,
    fragments: Fragments,
    flows: FlowTable,
    order: ReorderBuffer,
    ready: VecDeque<Result<(u64, Box<Exchange>)>>,
    number: u64,
    /// Whether there was a packet of an unsupported link type.
    unknown: bool,
    ended: bool,
}

/// The connections, least recently used first.
#[derive(Default)]
struct FlowTable {
    known: HashMap<Ends, TrackedFlow>,
    order: BTreeMap<u64, Ends>,
    packets: u64,
    held: usize,
    past: usize,
    tls: u64,
    http2: u64,
}

struct TrackedFlow {
    flow: Flow,
    /// The number of its first packet.
    id: u64,
    /// The number of its last packet.
    last: u64,
    weight: usize,
    past: usize,
}

impl Pcap {
    pub(super) fn new(source: CaptureSource, config: &Config) -> Self {
        Pcap {
            packets: Packets::new(source),
            config: config.clone(),
            fragments: Fragments::default(),
            flows: FlowTable::default(),
            order: ReorderBuffer::new(config.entry.0),
            ready: VecDeque::new(),
            number: 0,
            unknown: false,
            ended: false,
        }
    }

    fn packet(&mut self, packet: &Packet) {
        let mut whole = Vec::new();
        match link::segment(packet.link, &packet.data, &mut self.fragments, &mut whole) {
            PacketContent::Other => {}
            PacketContent::Segment(segment) => self.segment(&segment, packet.stamp),
            PacketContent::UnknownLink if self.unknown => {}
            PacketContent::UnknownLink => {
                self.unknown = true;
                let start = usize::try_from(packet.stamp.offset).unwrap_or(usize::MAX);
                let end = start.saturating_add(packet.data.len());
                let kind = ErrorKind::Capture(CaptureErrorKind::UnknownLink);
                self.ready.push_back(Err(Error::at(kind, start..end)));
            }
        }
    }

    fn segment(&mut self, segment: &Segment<'_>, stamp: CaptureStamp) {
        let mut ends = [segment.from, segment.to];
        ends.sort_unstable();
        let side = usize::from(segment.from != ends[0]);
        let other = |known: &TrackedFlow| known.flow.is_other(side, segment);
        if self.flows.known.get(&ends).is_some_and(other) {
            self.end(&ends, StreamEnd::Cut);
        }
        let known = self.flows.touch(ends, &self.config);
        known.flow.segment(side, segment, stamp);
        let (found, id) = (known.flow.take(), known.id);
        self.flows.weigh(&ends);
        self.found(id, found);
        while self.flows.held > self.config.entry.0 || self.flows.known.len() > MOST_FLOWS {
            let Some((_, oldest)) = self.flows.order.first_key_value() else {
                break;
            };
            let oldest = *oldest;
            self.end(&oldest, StreamEnd::Cut);
        }
    }

    /// Stops tracking a connection.
    fn end(&mut self, ends: &Ends, how: StreamEnd) {
        if let Some(mut known) = self.flows.remove(ends) {
            known.flow.finish(how);
            self.found(known.id, known.flow.take());
        }
    }

    fn found(&mut self, flow: u64, found: Vec<PairEvent>) {
        for found in found {
            match found {
                PairEvent::Asked((offset, number)) => self.order.open((offset, flow, number)),
                PairEvent::Exchange(stamp, (offset, number), exchange) => {
                    self.order.done((offset, flow, number), stamp, exchange);
                }
                PairEvent::Damaged(stamp, error) => {
                    let start = usize::try_from(stamp.offset).unwrap_or(usize::MAX);
                    self.ready
                        .push_back(Err(error.map_spans(|_| start..start).or_span(start..start)));
                }
            }
        }
        while let Some((stamp, exchange)) = self.order.next() {
            self.ready.push_back(Ok((stamp.offset, exchange)));
        }
    }

    fn finish(&mut self) {
        while let Some((_, ends)) = self.flows.order.first_key_value() {
            let ends = *ends;
            self.end(&ends, StreamEnd::Cut);
        }
        let warning = |count: u64, what: &str| {
            let connections = if count == 1 {
                "connection"
            } else {
                "connections"
            };
            (count > 0).then(|| format!("{count} {connections} {what}").into())
        };
        let notes = [
            warning(self.flows.tls, "over TLS, which cannot be decrypted"),
            warning(self.flows.http2, "of HTTP/2, which is not supported"),
        ];
        let warnings: Vec<_> = notes.into_iter().flatten().collect();
        if !warnings.is_empty() {
            let exchange = Box::new(Exchange {
                warnings,
                ..Exchange::default()
            });
            self.ready.push_back(Ok((0, exchange)));
        }
    }
}

impl FlowTable {
    /// The connection between two endpoints, marked as just used.
    fn touch(&mut self, ends: Ends, config: &Config) -> &mut TrackedFlow {
        self.packets += 1;
        let now = self.packets;
        let known = self.known.entry(ends).or_insert_with(|| TrackedFlow {
            flow: Flow::new(config),
            id: now,
            last: now,
            weight: 0,
            past: 0,
        });
        self.order.remove(&known.last);
        self.order.insert(now, ends);
        known.last = now;
        known
    }

    fn weigh(&mut self, ends: &Ends) {
        if let Some(known) = self.known.get_mut(ends) {
            let weight = known.flow.weight();
            self.held = (self.held + weight).saturating_sub(known.weight);
            known.weight = weight;
            let past = known.flow.past();
            self.past = (self.past + past).saturating_sub(known.past);
            known.past = past;
        }
        if self.past > MOST_PAST {
            self.past = 0;
            for known in self.known.values_mut() {
                known.past = 0;
                known.flow.forget();
            }
        }
    }

    fn remove(&mut self, ends: &Ends) -> Option<TrackedFlow> {
        let known = self.known.remove(ends)?;
        self.order.remove(&known.last);
        self.held = self.held.saturating_sub(known.weight);
        self.past = self.past.saturating_sub(known.past);
        match known.flow.speaks {
            Protocol::Tls => self.tls += 1,
            Protocol::Http2 => self.http2 += 1,
            Protocol::Any => {}
        }
        Some(known)
    }
}

impl Reader for Pcap {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        while self.ready.is_empty() && !self.ended {
            match self.packets.next() {
                Some(Ok(packet)) => self.packet(&packet),
                end => {
                    self.ended = true;
                    self.finish();
                    self.ready.extend(end.and_then(Result::err).map(Err));
                }
            }
        }
        let ready = self.ready.pop_front()?;
        self.number += 1;
        let number = self.number;
        Some(ready.map(|(offset, exchange)| Entry::ready(number, offset, Item::Exchange(exchange))))
    }
}
