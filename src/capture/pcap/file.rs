//! The packets of a capture file, in either of its two formats.
//!
//! pcap: draft-ietf-opsawg-pcap; pcapng: draft-ietf-opsawg-pcapng.

use std::ops::Range;

use jiff::Timestamp;
use pcap_parser::pcapng::{Block, parse_block_be, parse_block_le};
use pcap_parser::traits::PcapNGPacketBlock;
use pcap_parser::{
    parse_pcap_frame, parse_pcap_frame_be, parse_pcap_frame_modified, parse_pcap_header,
};

use super::CaptureStamp;
use crate::capture::source::CaptureSource;
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};

/// The magic number that a pcapng file starts with, the same in either order of bytes.
const SECTION: [u8; 4] = [0x0a, 0x0d, 0x0d, 0x0a];
/// The first numbers of pcap files: of the one in their own order of bytes, and of the other.
const MAGICS: [[u8; 4]; 5] = [
    [0xa1, 0xb2, 0xc3, 0xd4],
    [0xd4, 0xc3, 0xb2, 0xa1],
    [0xa1, 0xb2, 0x3c, 0x4d],
    [0x4d, 0x3c, 0xb2, 0xa1],
    // With longer heads of packets, as one author wrote them for a while.
    [0x34, 0xcd, 0xb2, 0xa1],
];
/// The length of the header of a pcap file.
const HEADER: usize = 24;
/// Longer packets and blocks are not plausible.
const LONGEST: usize = 16 << 20;
/// The most interfaces of a section; the format allows 32-bit numbers.
const MOST_INTERFACES: usize = 4096;

/// Whether a file starts like one of the two formats.
pub(in crate::capture) fn begins(first: &[u8]) -> bool {
    first.starts_with(&SECTION) || MAGICS.iter().any(|magic| first.starts_with(magic))
}

/// A captured packet.
pub(super) struct Packet {
    pub(super) stamp: CaptureStamp,
    /// The link type, which tells the packet's first header.
    pub(super) link: i32,
    pub(super) data: Vec<u8>,
}

/// Reads packets from a file.
pub(super) struct Packets {
    source: CaptureSource,
    format: Option<FileFormat>,
}

enum FileFormat {
    Pcap(PcapFormat),
    Pcapng(Section),
}

/// The layout of a pcap file.
struct PcapFormat {
    link: i32,
    nanos: bool,
    big: bool,
    /// Whether packet headers are eight bytes longer.
    modified: bool,
}

/// The state of a section of a pcapng file.
#[derive(Default)]
struct Section {
    big: bool,
    interfaces: Vec<Interface>,
}

struct Interface {
    link: i32,
    /// The units of its clock per second.
    resolution: u64,
    /// The offset of its clock, in seconds.
    behind: i64,
}

impl Packets {
    pub(super) fn new(source: CaptureSource) -> Self {
        Packets {
            source,
            format: None,
        }
    }

    /// The next packet.
    ///
    /// # Errors
    ///
    /// The file is damaged or ends within a packet; no packets follow.
    pub(super) fn next(&mut self) -> Option<Result<Packet>> {
        loop {
            match &mut self.format {
                None => match self.begin() {
                    Ok(format) => self.format = Some(format),
                    Err(error) => return Some(Err(error)),
                },
                Some(FileFormat::Pcap(_)) => return self.frame().transpose(),
                Some(FileFormat::Pcapng(_)) => match self.block() {
                    Ok(BlockContent::Packet(packet)) => return Some(Ok(packet)),
                    Ok(BlockContent::Other) => {}
                    Ok(BlockContent::End) => return None,
                    Err(error) => return Some(Err(error)),
                },
            }
        }
    }

    fn begin(&mut self) -> Result<FileFormat> {
        let first = self.source.at_least(HEADER)?;
        if first.starts_with(&SECTION) {
            return Ok(FileFormat::Pcapng(Section::default()));
        }
        if first.len() < HEADER {
            return Err(self.damage(ErrorKind::UnexpectedEnd));
        }
        let Ok((_, header)) = parse_pcap_header(first) else {
            return Err(self.damage(ErrorKind::Capture(CaptureErrorKind::PcapHeader)));
        };
        self.source.consume(HEADER);
        Ok(FileFormat::Pcap(PcapFormat {
            // The upper bits give the length of checksums after packets.
            link: header.network.0 & 0x0fff_ffff,
            nanos: header.is_nanosecond_precision(),
            big: header.is_bigendian(),
            modified: header.is_modified_format(),
        }))
    }

    /// Reads until the window has this length; `None` at the end of the file.
    fn bytes(&mut self, length: usize) -> Result<Option<&[u8]>> {
        let there = self.source.at_least(length)?.len();
        match there {
            0 => Ok(None),
            _ if there < length => Err(self.damage(ErrorKind::UnexpectedEnd)),
            _ => Ok(Some(self.source.window())),
        }
    }

    /// An error at the current position.
    #[cold]
    fn damage(&self, kind: ErrorKind) -> Error {
        let start = usize::try_from(self.source.offset()).unwrap_or(usize::MAX);
        let end = start.saturating_add(self.source.window().len().min(LONGEST));
        Error::at(kind, start..end)
    }

    fn frame(&mut self) -> Result<Option<Packet>> {
        let Some(FileFormat::Pcap(frames)) = &self.format else {
            return Ok(None);
        };
        let (link, nanos, big) = (frames.link, frames.nanos, frames.big);
        let head = if frames.modified { 24 } else { 16 };
        let parse = match (frames.modified, big) {
            (true, _) => parse_pcap_frame_modified,
            (false, false) => parse_pcap_frame,
            (false, true) => parse_pcap_frame_be,
        };
        let Some(bytes) = self.bytes(head)? else {
            return Ok(None);
        };
        let captured = number(bytes, 8, big).unwrap_or(usize::MAX);
        if captured > LONGEST {
            return Err(self.damage(ErrorKind::Capture(LONG)));
        }
        let length = head + captured;
        let bytes = self.bytes(length)?.unwrap_or_default();
        let Ok((_, frame)) = parse(bytes.get(..length).unwrap_or_default()) else {
            return Err(self.damage(ErrorKind::Capture(DAMAGED)));
        };
        let units = if nanos { 1 } else { 1000 };
        let nanos = i32::try_from(u64::from(frame.ts_usec) * units).ok();
        let time = nanos.and_then(|nanos| Timestamp::new(i64::from(frame.ts_sec), nanos).ok());
        let data = frame.data.to_vec();
        let packet = self.packet(time, link, data);
        self.source.consume(length);
        Ok(Some(packet))
    }

    fn packet(&self, time: Option<Timestamp>, link: i32, data: Vec<u8>) -> Packet {
        let offset = self.source.offset();
        Packet {
            stamp: CaptureStamp { time, offset },
            link,
            data,
        }
    }

    /// Reads a block: a packet or something else.
    fn block(&mut self) -> Result<BlockContent> {
        let Some(bytes) = self.bytes(12)? else {
            return Ok(BlockContent::End);
        };
        let starts = bytes.starts_with(&SECTION);
        let new_order = starts.then(|| bytes.get(8..12) == Some(&[0x1a, 0x2b, 0x3c, 0x4d]));
        if let (Some(big), Some(format)) = (new_order, &mut self.format) {
            *format = FileFormat::Pcapng(Section {
                big,
                interfaces: Vec::new(),
            });
        }
        let Some(FileFormat::Pcapng(Section { big, .. })) = self.format else {
            return Ok(BlockContent::End);
        };
        let length = number(self.source.window(), 4, big).unwrap_or(usize::MAX);
        if length < 12 || !length.is_multiple_of(4) {
            return Err(self.damage(ErrorKind::Capture(DAMAGED)));
        }
        if length > LONGEST {
            return Err(self.damage(ErrorKind::Capture(LONG)));
        }
        self.bytes(length)?;
        let bytes = self.source.window();
        let parse = if big { parse_block_be } else { parse_block_le };
        let Ok((_, block)) = parse(bytes.get(..length).unwrap_or_default()) else {
            return Err(self.damage(ErrorKind::Capture(DAMAGED)));
        };
        let Some(FileFormat::Pcapng(section)) = &mut self.format else {
            return Ok(BlockContent::End);
        };
        let found = section.read(&block);
        let packet = found.map(|(time, link, range)| {
            let window = self.source.window();
            let data = window.get(range).unwrap_or_default().to_vec();
            self.packet(time, link, data)
        });
        self.source.consume(length);
        Ok(packet.map_or(BlockContent::Other, BlockContent::Packet))
    }
}

/// The content of a block.
enum BlockContent {
    Packet(Packet),
    Other,
    End,
}

const DAMAGED: CaptureErrorKind = CaptureErrorKind::DamagedPacket;
const LONG: CaptureErrorKind = CaptureErrorKind::PacketTooLong;
/// The offsets of a packet's data in its block.
const ENHANCED_DATA: usize = 28;
const SIMPLE_DATA: usize = 12;

type PacketParts = (Option<Timestamp>, i32, Range<usize>);

impl Section {
    /// The time, link type and position of a packet, if the block has one.
    fn read(&mut self, block: &Block<'_>) -> Option<PacketParts> {
        match block {
            Block::InterfaceDescription(own) if self.interfaces.len() < MOST_INTERFACES => {
                // The parser ignores the byte order of this number.
                let behind = if self.big {
                    own.if_tsoffset.swap_bytes()
                } else {
                    own.if_tsoffset
                };
                self.interfaces.push(Interface {
                    link: own.linktype.0,
                    resolution: resolution(own.if_tsresol),
                    behind,
                });
                None
            }
            Block::EnhancedPacket(packet) => {
                let interface = self.interfaces.get(usize::try_from(packet.if_id).ok()?)?;
                let units = (u64::from(packet.ts_high) << 32) | u64::from(packet.ts_low);
                let length = packet.packet_data().len();
                let range = ENHANCED_DATA..ENHANCED_DATA + length;
                Some((interface.time(units), interface.link, range))
            }
            Block::SimplePacket(packet) => {
                let length = packet.packet_data().len();
                let interface = self.interfaces.first()?;
                Some((None, interface.link, SIMPLE_DATA..SIMPLE_DATA + length))
            }
            _ => None,
        }
    }
}

impl Interface {
    fn time(&self, units: u64) -> Option<Timestamp> {
        let seconds = i64::try_from(units / self.resolution).ok()?;
        let part = u128::from(units % self.resolution) * 1_000_000_000;
        let nanos = i32::try_from(part / u128::from(self.resolution)).ok()?;
        Timestamp::new(seconds.checked_add(self.behind)?, nanos).ok()
    }
}

/// Units per second: a power of two if the highest bit is set, otherwise a power of ten.
fn resolution(code: u8) -> u64 {
    let exponent = u32::from(code & 0x7f);
    let base: u64 = if code & 0x80 == 0 { 10 } else { 2 };
    base.checked_pow(exponent).unwrap_or(1_000_000)
}

fn number(bytes: &[u8], at: usize, big: bool) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    let number = if big {
        u32::from_be_bytes(four)
    } else {
        u32::from_le_bytes(four)
    };
    usize::try_from(number).ok()
}
