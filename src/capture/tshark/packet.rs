//! One packet of tshark's output: the fields that a message of HTTP is made of.
//!
//! A field is named the same however deep it lies, and a name may be there again and again: in an object
//! (`-T json`), or in a list (`--no-duplicate-keys`, `-T ek`). With `-T ek` the points of a name are
//! underscores, and its protocol stands before it once more: `http_http_request_method`.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::capture::{epoch, json};
use crate::error::{CaptureErrorKind, Result};

/// What is known of a packet.
#[derive(Default)]
pub(super) struct Packet {
    pub(super) number: Option<u64>,
    pub(super) time: Option<Timestamp>,
    pub(super) stream: u64,
    pub(super) messages: Vec<Fields>,
    /// Names and values of a form.
    pub(super) form: (Vec<String>, Vec<String>),
    /// What the packet carries, in hexadecimal.
    pub(super) payload: Option<String>,
    /// What it completes, packets before it included; more than one of them if it completes several.
    pub(super) reassembled: Vec<String>,
}

/// The fields of a message.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) method: Option<String>,
    pub(super) uri: Option<String>,
    pub(super) full_uri: Option<String>,
    pub(super) code: Option<String>,
    pub(super) phrase: Option<String>,
    /// Header fields as they stand in the message.
    pub(super) lines: Vec<String>,
    /// Header fields that were shown without their lines, with their names.
    pub(super) named: Vec<(&'static str, String)>,
    pub(super) content_length: Option<String>,
    pub(super) file_data: Option<String>,
    /// The packet that has the request, in a response.
    pub(super) request_in: Option<u64>,
}

/// Header fields that tshark has fields of its own for, as far as they matter here.
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

/// Reads a packet.
pub(super) fn read(text: &[u8]) -> Result<Packet> {
    const ODD: CaptureErrorKind = CaptureErrorKind::TsharkPacket;
    let mut packet = Packet::default();
    let mut reader = serde_json::Deserializer::from_slice(text);
    let walk = Walk {
        place: Place::Outside,
        name: "",
        packet: &mut packet,
    };
    walk.deserialize(&mut reader)
        .and_then(|()| reader.end())
        .map_err(|error| json::damaged(&error, text, ODD))?;
    Ok(packet)
}

impl Packet {
    fn set(&mut self, name: &str, text: Cow<'_, str>) {
        if name.starts_with("http_") {
            if self.messages.is_empty() {
                // Single fields (`-e`) stand in no layer.
                self.messages.push(Fields::default());
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

/// Seconds since 1970, or with newer versions a date.
fn time(text: &str) -> Option<Timestamp> {
    epoch::parse(text).or_else(|| text.parse().ok())
}

fn milliseconds(text: &str) -> Option<Timestamp> {
    Timestamp::from_millisecond(text.parse().ok()?).ok()
}

impl Fields {
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

/// Where in a packet a value stands.
#[derive(Clone, Copy)]
enum Place {
    /// Around the layers.
    Outside,
    /// The object or list of layers.
    Layers,
    /// A layer of HTTP: a message, or a list of them.
    Message,
    /// Anything in a layer.
    Inside,
}

/// Goes through a value, and keeps what is asked for.
struct Walk<'a> {
    place: Place,
    /// Of the field that the value is for.
    name: &'a str,
    packet: &'a mut Packet,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a packet")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if matches!(self.place, Place::Message) {
            self.packet.messages.push(Fields::default());
        }
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let Some(place) = below(self.place, &key.0) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let name = normal(&key.0);
            map.next_value_seed(Walk {
                place,
                name: &name,
                packet: self.packet,
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Walk {
            place,
            name,
            packet,
        } = self;
        while list
            .next_element_seed(Walk {
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
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// What stands under a key; `None` if it is of no use.
fn below(place: Place, key: &str) -> Option<Place> {
    match (place, key) {
        (Place::Outside, "_source" | "timestamp") => Some(Place::Outside),
        (Place::Outside, "layers") => Some(Place::Layers),
        (Place::Outside, _) => None,
        (Place::Layers, "http") => Some(Place::Message),
        (Place::Layers, _) => is_ours(key).then_some(Place::Inside),
        (Place::Message | Place::Inside, _) => Some(Place::Inside),
    }
}

fn is_ours(key: &str) -> bool {
    let protocol = key.split(['.', '_']).next();
    matches!(protocol, Some("frame" | "tcp" | "http" | "urlencoded-form"))
}

/// A name with underscores, and its protocol before it once.
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
