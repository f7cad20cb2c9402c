//! Parses a packet of tshark's output into the fields of HTTP messages.
//!
//! A field has the same name at any depth, and names may repeat: in an object (`-T json`) or in a
//! list (`--no-duplicate-keys`, `-T ek`). With `-T ek` dots in names become underscores, and the
//! protocol is repeated in front: `http_http_request_method`.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::capture::{epoch, json};
use crate::error::{CaptureErrorKind, Result};

/// The fields of a packet.
#[derive(Default)]
pub(super) struct TsharkPacket {
    pub(super) number: Option<u64>,
    pub(super) time: Option<Timestamp>,
    pub(super) stream: u64,
    pub(super) messages: Vec<MessageFields>,
    /// Names and values of a form.
    pub(super) form: (Vec<String>, Vec<String>),
    /// The payload, in hexadecimal.
    pub(super) payload: Option<String>,
    /// The reassembled data that the packet completes; several if it completes more than one
    /// message.
    pub(super) reassembled: Vec<String>,
}

/// The fields of a message.
#[derive(Default)]
pub(super) struct MessageFields {
    pub(super) method: Option<String>,
    pub(super) uri: Option<String>,
    pub(super) full_uri: Option<String>,
    pub(super) code: Option<String>,
    pub(super) phrase: Option<String>,
    /// Header field lines.
    pub(super) lines: Vec<String>,
    /// Header fields that are shown without their lines, with their names.
    pub(super) named: Vec<(&'static str, String)>,
    pub(super) content_length: Option<String>,
    pub(super) file_data: Option<String>,
    /// In a response, the number of the request's packet.
    pub(super) request_in: Option<u64>,
}

/// Header fields for which tshark has separate fields, as far as they are needed.
const NAMED: &[(&str, &str)] = &[
    ("http_host", "Host"),
    ("http_content_type", "Content-Type"),
    ("http_content_encoding", "Content-Encoding"),
    ("http_transfer_encoding", "Transfer-Encoding"),
    ("http_content_length_header", "Content-Length"),
    ("http_authorization", "Authorization"),
    ("http_user_agent", "User-Agent"),
    ("http_cookie", "Cookie"),
    ("http_set_cookie", "Set-Cookie"),
    ("http_location", "Location"),
];

/// Parses a packet.
pub(super) fn read(text: &[u8]) -> Result<TsharkPacket> {
    const ODD: CaptureErrorKind = CaptureErrorKind::TsharkPacket;
    let mut packet = TsharkPacket::default();
    let mut reader = serde_json::Deserializer::from_slice(text);
    let walk = PacketVisitor {
        place: Position::Outside,
        name: "",
        packet: &mut packet,
    };
    walk.deserialize(&mut reader)
        .and_then(|()| reader.end())
        .map_err(|error| json::damaged(&error, text, ODD))?;
    Ok(packet)
}

impl TsharkPacket {
    fn set(&mut self, name: &str, text: Cow<'_, str>) {
        if name.starts_with("http_") {
            if self.messages.is_empty() {
                // Single fields (`-e`) are in no layer.
                self.messages.push(MessageFields::default());
            }
            if let Some(message) = self.messages.last_mut() {
                message.set(name, text);
            }
            return;
        }
        match name {
            "frame_number" => self.number = text.parse().ok(),
            "frame_time_epoch" => self.time = time(&text).or(self.time),
            "timestamp" if self.time.is_none() => self.time = milliseconds(&text),
            "tcp_stream" => self.stream = text.parse().unwrap_or(0),
            "tcp_payload" => self.payload = Some(text.into_owned()),
            "tcp_reassembled_data" => self.reassembled.push(text.into_owned()),
            "urlencoded-form_key" => self.form.0.push(text.into_owned()),
            "urlencoded-form_value" => self.form.1.push(text.into_owned()),
            _ => {}
        }
    }
}

/// Parses seconds since 1970, or a date as in newer versions.
fn time(text: &str) -> Option<Timestamp> {
    epoch::parse(text).or_else(|| text.parse().ok())
}

fn milliseconds(text: &str) -> Option<Timestamp> {
    Timestamp::from_millisecond(text.parse().ok()?).ok()
}

impl MessageFields {
    fn set(&mut self, name: &str, text: Cow<'_, str>) {
        let field = match name {
            "http_request_method" => &mut self.method,
            "http_request_uri" => &mut self.uri,
            "http_request_full_uri" => &mut self.full_uri,
            "http_response_code" => &mut self.code,
            "http_response_phrase" => &mut self.phrase,
            "http_content_length" => &mut self.content_length,
            "http_file_data" => &mut self.file_data,
            "http_request_in" => {
                self.request_in = text.parse().ok();
                return;
            }
            "http_request_line" | "http_response_line" => {
                self.lines.push(text.into_owned());
                return;
            }
            _ => {
                let known = NAMED.iter().find(|(own, _)| *own == name);
                let known = known.map(|(_, header)| (*header, text.into_owned()));
                self.named.extend(known);
                return;
            }
        };
        field.get_or_insert_with(|| text.into_owned());
    }
}

/// The position of a value in a packet.
#[derive(Clone, Copy)]
enum Position {
    /// Outside of the layers.
    Outside,
    /// The object or list of layers.
    Layers,
    /// An HTTP layer: a message or a list of messages.
    TsharkMessage,
    /// Within another layer.
    Inside,
}

/// Visits a value and keeps the fields needed.
struct PacketVisitor<'a> {
    place: Position,
    /// The name of the value's field.
    name: &'a str,
    packet: &'a mut TsharkPacket,
}

impl<'de> DeserializeSeed<'de> for PacketVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for PacketVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a packet")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if matches!(self.place, Position::TsharkMessage) {
            self.packet.messages.push(MessageFields::default());
        }
        while let Some(key) = map.next_key::<BorrowedKey<'de>>()? {
            let Some(place) = below(self.place, &key.0) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let name = normal(&key.0);
            map.next_value_seed(PacketVisitor {
                place,
                name: &name,
                packet: self.packet,
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let PacketVisitor {
            place,
            name,
            packet,
        } = self;
        while list
            .next_element_seed(PacketVisitor {
                place,
                name,
                packet: &mut *packet,
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.packet.set(self.name, Cow::Borrowed(text));
        Ok(())
    }

    fn visit_string<E>(self, text: String) -> Result<(), E> {
        self.packet.set(self.name, Cow::Owned(text));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.packet.set(self.name, Cow::Owned(number.to_string()));
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.packet.set(self.name, Cow::Owned(number.to_string()));
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A key, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct BorrowedKey<'a>(#[serde(borrow)] Cow<'a, str>);

/// The position of a key's value; `None` if it is not needed.
fn below(place: Position, key: &str) -> Option<Position> {
    match (place, key) {
        (Position::Outside, "_source" | "timestamp") => Some(Position::Outside),
        (Position::Outside, "layers") => Some(Position::Layers),
        (Position::Outside, _) => None,
        (Position::Layers, "http") => Some(Position::TsharkMessage),
        (Position::Layers, _) => is_ours(key).then_some(Position::Inside),
        (Position::TsharkMessage | Position::Inside, _) => Some(Position::Inside),
    }
}

fn is_ours(key: &str) -> bool {
    let protocol = key.split(['.', '_']).next();
    matches!(protocol, Some("frame" | "tcp" | "http" | "urlencoded-form"))
}

/// A name with underscores and its protocol once.
fn normal(key: &str) -> Cow<'_, str> {
    if !is_ours(key) {
        return Cow::Borrowed(key);
    }
    let protocol = key.split(['.', '_']).next().unwrap_or_default();
    let twice = key
        .strip_prefix(protocol)
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|rest| {
            rest.strip_prefix(protocol)
                .is_some_and(|rest| rest.starts_with('_'))
        });
    let once = twice.unwrap_or(key);
    if once.contains('.') {
        Cow::Owned(once.replace('.', "_"))
    } else {
        Cow::Borrowed(once)
    }
}
