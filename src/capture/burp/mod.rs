//! Reads items saved by Burp Suite: XML with raw messages.
//!
//! The document type definition is skipped: nothing in an item refers to it. Each item is cut out
//! and parsed alone.

mod element;

use std::borrow::Cow;
use std::str;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::body::too_long;
use super::source::CaptureSource;
use super::{Body, Config, Entry, Exchange, Item, Reader, Request, Response, http};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Result};
use element::{ItemElement, children};

const BEGIN: &[u8] = b"<item";
const END: &[u8] = b"</item>";
const CDATA: &[u8] = b"<![CDATA[";
const CDATA_END: &[u8] = b"]]>";

/// Whether a capture starts like a Burp file.
pub(super) fn begins(first: &[u8]) -> bool {
    let xml = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let has = |what: &[u8]| memchr::memmem::find(xml, what).is_some();
    xml.trim_ascii_start().starts_with(b"<")
        && (has(b"<items burpVersion") || has(b"ATTLIST items burpVersion"))
}

/// Splits the items.
pub(super) struct Burp {
    source: CaptureSource,
    max: usize,
    number: u64,
    ended: bool,
}

impl Burp {
    pub(super) fn new(source: CaptureSource, config: &Config) -> Self {
        Burp {
            source,
            max: config.entry.0,
            number: 0,
            ended: false,
        }
    }

    /// Moves the window to the next item.
    fn find(&mut self) -> Result<bool> {
        loop {
            let window = self.source.window();
            let starts = memchr::memmem::find_iter(window, BEGIN);
            let mut starts = starts.map(|at| (at, window.get(at + BEGIN.len())));
            // `<items` starts the same.
            let start = starts.find(|(_, next)| next.is_none_or(|next| b" \t\r\n>".contains(next)));
            match start {
                Some((at, Some(_))) => {
                    self.source.consume(at);
                    return Ok(true);
                }
                Some((at, None)) => self.source.consume(at),
                None => {
                    let tail = window.len().min(BEGIN.len() - 1);
                    self.source.consume(window.len() - tail);
                }
            }
            if !self.source.more()? {
                return Ok(false);
            }
        }
    }

    /// Takes the item at the start of the window.
    fn item(&mut self) -> Result<Vec<u8>> {
        let mut looked = EndSearch::default();
        let mut over = false;
        loop {
            if looked.look(self.source.window()) {
                let text = self.source.take(looked.at);
                return if over || text.len() > self.max {
                    Err(too_long())
                } else {
                    Ok(text)
                };
            }
            if looked.at > self.max {
                over = true;
                self.source.consume(looked.at);
                looked.at = 0;
            }
            if !self.source.more()? {
                return Err(Error::new(ErrorKind::UnexpectedEnd));
            }
        }
    }
}

/// The search for the end of an item.
#[derive(Default)]
struct EndSearch {
    at: usize,
    in_cdata: bool,
}

impl EndSearch {
    /// Continues the search; `true` after the end.
    fn look(&mut self, window: &[u8]) -> bool {
        loop {
            let rest = window.get(self.at..).unwrap_or_default();
            if self.in_cdata {
                let Some(end) = memchr::memmem::find(rest, CDATA_END) else {
                    self.at += rest.len().saturating_sub(CDATA_END.len() - 1);
                    return false;
                };
                self.at += end + CDATA_END.len();
                self.in_cdata = false;
                continue;
            }
            let Some(at) = memchr::memchr(b'<', rest) else {
                self.at += rest.len();
                return false;
            };
            self.at += at;
            let tag = &rest[at..];
            if tag.starts_with(END) {
                self.at += END.len();
                return true;
            }
            if tag.len() < CDATA.len() {
                return false;
            }
            self.in_cdata = tag.starts_with(CDATA);
            self.at += if self.in_cdata { CDATA.len() } else { 1 };
        }
    }
}

impl Reader for Burp {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        if self.ended {
            return None;
        }
        match self.find() {
            Ok(true) => {}
            Ok(false) => {
                self.ended = true;
                return None;
            }
            Err(error) => {
                self.ended = true;
                return Some(Err(error));
            }
        }
        self.number += 1;
        let offset = self.source.offset();
        Some(match self.item() {
            Ok(text) => Ok(Entry::text(self.number, offset, text, parse)),
            Err(error) => {
                self.ended = !matches!(error.kind(), ErrorKind::Capture(_));
                Err(error)
            }
        })
    }
}

/// The fields of an item.
#[derive(Default)]
struct ItemFields {
    time: Option<Timestamp>,
    url: String,
    scheme: String,
    host: String,
    port: String,
    method: String,
    path: String,
    status: Option<u16>,
    request: Vec<u8>,
    response: Vec<u8>,
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "entries hand over the text they own"
)]
fn parse(text: Vec<u8>, config: &Config) -> Result<Item> {
    let mut saved = ItemFields::default();
    for child in children(&text) {
        saved.set(&child?)?;
    }
    let exchange = saved.exchange(config)?;
    Ok(Item::Exchange(Box::new(exchange)))
}

impl ItemFields {
    fn set(&mut self, child: &ItemElement<'_>) -> Result<()> {
        let text = || String::from_utf8_lossy(&child.text()).trim().to_owned();
        match child.name {
            b"time" => self.time = time(&text()),
            b"url" => self.url = text(),
            b"protocol" => self.scheme = text(),
            b"host" => self.host = text(),
            b"port" => self.port = text(),
            b"method" => self.method = text(),
            b"path" => self.path = text(),
            b"status" => self.status = text().parse().ok(),
            b"request" => self.request = message(child)?,
            b"response" => self.response = message(child)?,
            _ => {}
        }
        Ok(())
    }

    fn exchange(self, config: &Config) -> Result<Exchange> {
        let mut exchange = Exchange {
            time: self.time,
            ..Exchange::default()
        };
        let request = self.request(&mut exchange.warnings, config)?;
        exchange.response = self.response(&request.method, &mut exchange.warnings, config);
        exchange.request = Some(request);
        Ok(exchange)
    }

    fn address(&self) -> String {
        if !self.url.is_empty() {
            return self.url.clone();
        }
        let port = match (&*self.scheme, &*self.port) {
            ("http", "80") | ("https", "443") | (_, "") => String::new(),
            (_, port) => format!(":{port}"),
        };
        format!("{}://{}{port}{}", self.scheme, self.host, self.path)
    }

    fn request(&self, warnings: &mut Warnings, config: &Config) -> Result<Request> {
        if self.request.is_empty() {
            return Ok(Request {
                method: self.method.clone(),
                target: self.address(),
                body: Body::Missing(CaptureErrorKind::BurpNoRequest),
                ..Request::default()
            });
        }
        let read = http::request(&self.request, config).map_err(|error| {
            // Spans in decoded data are not spans in the capture.
            Error::new(error.kind().clone())
        })?;
        warnings.extend(read.warnings);
        let mut request = read.message;
        if request.target.starts_with('/') && !(self.url.is_empty() && self.host.is_empty()) {
            request.target = self.address();
        }
        Ok(request)
    }

    fn response(&self, method: &str, warnings: &mut Warnings, config: &Config) -> Option<Response> {
        if self.response.is_empty() {
            return None;
        }
        if let Ok(read) = http::response(&self.response, Some(method), config) {
            warnings.extend(read.warnings);
            return Some(read.message);
        }
        warnings.push(Cow::Borrowed("the response is not an HTTP message"));
        Some(Response {
            status: self.status?,
            body: Body::Missing(CaptureErrorKind::BurpResponse),
            ..Response::default()
        })
    }
}

type Warnings = Vec<Cow<'static, str>>;

/// The bytes of a request or response.
fn message(element: &ItemElement<'_>) -> Result<Vec<u8>> {
    const BASE64: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let mut text = element.text();
    if element.attribute(b"base64") != Some(b"true") {
        return Ok(text);
    }
    text.retain(|byte| !byte.is_ascii_whitespace());
    BASE64
        .decode(text)
        .map_err(|_| Error::new(ErrorKind::Capture(CaptureErrorKind::BurpBase64)))
}

/// Parses `Mon Jan 02 10:00:00 GMT 2023`. Only unambiguous names of time zones are known.
fn time(text: &str) -> Option<Timestamp> {
    let mut words = text.split_ascii_whitespace().skip(1);
    let (month, day, clock) = (words.next()?, words.next()?, words.next()?);
    let (zone, year) = (words.next()?, words.next()?);
    let hours = match zone {
        "GMT" | "UTC" | "Z" => 0,
        "EST" | "CDT" => -5,
        "EDT" => -4,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "CET" => 1,
        "CEST" | "EET" => 2,
        "EEST" => 3,
        _ => return None,
    };
    let text = format!("{year} {month} {day} {clock}");
    let time = DateTime::strptime("%Y %b %d %H:%M:%S", text).ok()?;
    Offset::from_hours(hours).ok()?.to_timestamp(time).ok()
}

#[cfg(test)]
mod tests;
