//! Reads flow files of mitmproxy, mitmdump and mitmweb of any version: one typed netstring per
//! flow.
//!
//! Flows that are not HTTP (TCP, UDP, DNS) become exchanges without request and response, with a
//! warning.

mod netstring;

use std::borrow::Cow;

use super::body::too_long;
use super::source::CaptureSource;
use super::{Body, Config, Entry, Exchange, Headers, Item, Reader, Request, Response, epoch};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};
use netstring::{Value, ValueKind, damaged, head};

/// The longest head of a value.
const HEAD: usize = 16;

/// Whether a capture starts with a map whose first name is that of a flow.
pub(super) fn begins(first: &[u8]) -> bool {
    let Ok(Some((length, start))) = head(first) else {
        return false;
    };
    let mut inside = &first[start..];
    let name = Value::take(&mut inside).ok().and_then(Value::bytes);
    length > 0
        && name.is_some_and(|name| {
            !name.is_empty()
                && name
                    .iter()
                    .all(|byte| byte.is_ascii_lowercase() || *byte == b'_')
        })
}

/// Splits flows by their lengths.
pub(super) struct FlowReader {
    source: CaptureSource,
    max: usize,
    number: u64,
    ended: bool,
}

impl FlowReader {
    pub(super) fn new(source: CaptureSource, config: &Config) -> Self {
        FlowReader {
            source,
            max: config.entry.0,
            number: 0,
            ended: false,
        }
    }

    /// Takes a flow. After a damaged length the next flow cannot be found.
    fn flow(&mut self) -> Result<Vec<u8>> {
        let (length, start) = head(self.source.at_least(HEAD)?)?.ok_or_else(damaged)?;
        // The type is one more byte.
        let whole = start.checked_add(length).and_then(|end| end.checked_add(1));
        let whole = whole.ok_or_else(damaged)?;
        if length > self.max {
            self.skip(whole)?;
            return Err(too_long());
        }
        if self.source.at_least(whole)?.len() < whole {
            self.ended = true;
            return Err(Error::new(ErrorKind::UnexpectedEnd));
        }
        let flow = self.source.take(whole);
        if flow.last() != Some(&b'}') {
            self.ended = true;
            return Err(damaged());
        }
        Ok(flow)
    }

    fn skip(&mut self, mut length: usize) -> Result<()> {
        while length > 0 {
            let here = self.source.window().len().min(length);
            self.source.consume(here);
            length -= here;
            if length > 0 && !self.source.more()? {
                return Err(Error::new(ErrorKind::UnexpectedEnd));
            }
        }
        Ok(())
    }
}

impl Reader for FlowReader {
    fn next_entry(&mut self) -> Option<Result<Entry>> {
        if self.ended {
            return None;
        }
        if self.source.at_least(1).is_ok_and(<[u8]>::is_empty) {
            self.ended = true;
            return None;
        }
        self.number += 1;
        let offset = self.source.offset();
        Some(match self.flow() {
            Ok(flow) => Ok(Entry::text(self.number, offset, flow, parse)),
            Err(error) => {
                // The next flow starts after the skipped one.
                self.ended |=
                    self.source.offset() == offset || *error.kind() == ErrorKind::UnexpectedEnd;
                let at = usize::try_from(offset).unwrap_or(usize::MAX);
                Err(error.or_span(at..at.saturating_add(1)))
            }
        })
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "entries hand over the text they own"
)]
fn parse(flow: Vec<u8>, config: &Config) -> Result<Item> {
    let exchange = exchange(&flow, config).map_err(|error| error.or_span(0..flow.len()))?;
    Ok(Item::Exchange(Box::new(exchange)))
}

fn exchange(mut flow: &[u8], config: &Config) -> Result<Exchange> {
    let flow = Value::take(&mut flow)?;
    let mut exchange = Exchange::default();
    let mut warn = |what: &'static str| exchange.warnings.push(Cow::Borrowed(what));
    match flow.get("type")?.and_then(Value::bytes) {
        None | Some(b"http") => {}
        Some(b"websocket") => warn("WebSocket messages are not supported"),
        Some(_) => warn("a flow that is not HTTP"),
    }
    if flow.first(&["websocket"])?.is_some() {
        warn("WebSocket messages are not supported");
    }
    if flow.first(&["error"])?.is_some() {
        warn("the proxy recorded an error for this exchange");
    }
    if let Some(request) = flow
        .first(&["request"])?
        .filter(|value| value.kind == ValueKind::Map)
    {
        exchange.time = time(request)?;
        exchange.request = Some(read_request(request, config)?);
    }
    if let Some(response) = flow
        .first(&["response"])?
        .filter(|value| value.kind == ValueKind::Map)
    {
        exchange.response = Some(read_response(response, config)?);
    }
    Ok(exchange)
}

fn time(message: Value<'_>) -> Result<Option<jiff::Timestamp>> {
    let time = message.first(&["timestamp_start"])?;
    Ok(time.and_then(Value::number).and_then(epoch::parse))
}

fn text(message: Value<'_>, names: &[&str]) -> Result<String> {
    let value = message.first(names)?;
    Ok(value.and_then(Value::text).unwrap_or_default())
}

fn read_request(request: Value<'_>, config: &Config) -> Result<Request> {
    let headers = read_headers(request, config)?;
    Ok(Request {
        method: text(request, &["method"])?,
        target: target(request, &headers)?,
        headers,
        body: read_body(request)?,
    })
}

fn target(request: Value<'_>, headers: &Headers) -> Result<String> {
    let path = text(request, &["path"])?;
    let authority = text(request, &["authority"])?;
    if !path.starts_with('/') {
        // The target of `CONNECT` is a host and a port.
        return Ok(if path.is_empty() { authority } else { path });
    }
    let scheme = text(request, &["scheme"])?;
    let scheme = if scheme.is_empty() { "http" } else { &scheme };
    // A transparent proxy only sees the IP address of the host.
    let named = Some(&*authority).filter(|name| !name.is_empty());
    if let Some(host) = named.or_else(|| headers.get("host")) {
        return Ok(format!("{scheme}://{host}{path}"));
    }
    let host = text(request, &["host"])?;
    let port = request.first(&["port"])?.and_then(Value::number);
    Ok(match (scheme, port) {
        _ if host.is_empty() => path,
        ("http", Some("80")) | ("https", Some("443")) | (_, None) => {
            format!("{scheme}://{host}{path}")
        }
        (_, Some(port)) => format!("{scheme}://{host}:{port}{path}"),
    })
}

fn read_response(response: Value<'_>, config: &Config) -> Result<Response> {
    // The second names are those of old versions.
    let status = response.first(&["status_code", "code"])?;
    let status = status
        .and_then(Value::number)
        .and_then(|digits| digits.parse().ok());
    let Some(status) = status else {
        return Err(Error::new(ErrorKind::Capture(CaptureErrorKind::NoStatus)));
    };
    Ok(Response {
        status,
        reason: text(response, &["reason", "msg"])?,
        headers: read_headers(response, config)?,
        body: read_body(response)?,
    })
}

fn read_headers(message: Value<'_>, config: &Config) -> Result<Headers> {
    let mut headers = Headers::new();
    let Some(fields) = message.first(&["headers"])? else {
        return Ok(headers);
    };
    let max = config.limits.max_names();
    for field in fields.items() {
        let mut items = field?.items();
        let (name, value) = (items.next().transpose()?, items.next().transpose()?);
        let name = name.and_then(Value::text).ok_or_else(damaged)?;
        headers.push(name, value.and_then(Value::text).unwrap_or_default());
        if headers.len() > max as usize {
            return Err(Error::new(ErrorKind::Limit(Limit::Names(max))));
        }
    }
    Ok(headers)
}

fn read_body(message: Value<'_>) -> Result<Body> {
    let body = message.first(&["content", "body"])?;
    Ok(match body.and_then(Value::bytes) {
        None => Body::Missing(CaptureErrorKind::BodyNotKept),
        Some([]) => Body::Empty,
        Some(bytes) => Body::Coded(bytes.to_vec()),
    })
}

#[cfg(test)]
mod tests;
