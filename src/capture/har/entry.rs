//! Parses an entry of a HAR file.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::body::{self, HarContent, PostData};
use crate::capture::text::{HarValue, JsonText};
use crate::capture::{self, Config, Exchange, Headers, Item, json};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};

const ODD: CaptureErrorKind = CaptureErrorKind::HarEntry;
const NO_ANSWER: &str = "the request failed according to the capture; there is no response";
const NO_TIME: &str = "the time of the request is invalid";
const MESSAGES: &str = "WebSocket messages are not supported";
pub(super) const MENDED: &str = "invalid characters were replaced by U+FFFD";

/// The fields of an entry that are needed. Tools omit fields, add others and write `null`, so none
/// is required.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawEntry<'a> {
    #[serde(borrow)]
    started_date_time: Option<HarValue<'a>>,
    #[serde(borrow)]
    request: Option<HarRequest<'a>>,
    #[serde(borrow)]
    response: Option<HarResponse<'a>>,
    #[serde(rename = "_webSocketMessages")]
    messages: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HarRequest<'a> {
    #[serde(borrow)]
    method: Option<JsonText<'a>>,
    #[serde(borrow)]
    url: Option<JsonText<'a>>,
    #[serde(borrow)]
    headers: Option<Vec<HarHeader<'a>>>,
    #[serde(borrow)]
    body_size: Option<HarValue<'a>>,
    #[serde(borrow)]
    post_data: Option<PostData<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HarResponse<'a> {
    #[serde(borrow)]
    status: Option<HarValue<'a>>,
    #[serde(borrow)]
    status_text: Option<JsonText<'a>>,
    #[serde(borrow)]
    headers: Option<Vec<HarHeader<'a>>>,
    #[serde(borrow)]
    content: Option<HarContent<'a>>,
    #[serde(borrow)]
    body_size: Option<HarValue<'a>>,
}

#[derive(Deserialize)]
struct HarHeader<'a> {
    #[serde(borrow)]
    name: Option<JsonText<'a>>,
    #[serde(borrow)]
    value: Option<JsonText<'a>>,
}

/// Warnings about an entry.
#[derive(Default)]
pub(super) struct Notes(Vec<Cow<'static, str>>);

impl Notes {
    pub(super) fn add(&mut self, note: &'static str) {
        if !self.0.iter().any(|own| own == note) {
            self.0.push(Cow::Borrowed(note));
        }
    }

    fn string(&mut self, text: Option<JsonText<'_>>) -> String {
        let (text, mended) = text.unwrap_or_default().string();
        if mended {
            self.add(MENDED);
        }
        text
    }

    fn headers(&mut self, fields: Option<Vec<HarHeader<'_>>>, config: &Config) -> Result<Headers> {
        let fields = fields.unwrap_or_default();
        let limits = &config.limits;
        within(fields.len(), limits.max_names(), Limit::Names)?;
        let mut headers = Headers::new();
        for field in fields {
            let (name, value) = (self.string(field.name), self.string(field.value));
            within(name.len(), limits.max_name(), Limit::Name)?;
            within(value.len(), limits.max_value(), Limit::Value)?;
            headers.push(name, value);
        }
        Ok(headers)
    }
}

fn within(length: usize, most: u32, limit: fn(u32) -> Limit) -> Result<()> {
    if length > most as usize {
        return Err(Error::new(ErrorKind::Limit(limit(most))));
    }
    Ok(())
}

/// Parses an entry.
#[expect(clippy::needless_pass_by_value, reason = "other kinds keep the text")]
pub(super) fn parse(text: Vec<u8>, config: &Config) -> Result<Item> {
    let entry: RawEntry<'_> = json::read(&text, ODD)?;
    let mut notes = Notes::default();
    let time = time(entry.started_date_time.as_ref(), &mut notes);
    if entry.messages.is_some() {
        notes.add(MESSAGES);
    }
    let request = entry
        .request
        .map(|request| sent(request, config, &mut notes));
    let response = entry
        .response
        .map(|response| came(response, config, &mut notes));
    Ok(Item::Exchange(Box::new(Exchange {
        time,
        request: request.transpose()?,
        response: response.transpose()?.flatten(),
        warnings: notes.0,
    })))
}

fn time(written: Option<&HarValue<'_>>, notes: &mut Notes) -> Option<Timestamp> {
    let time = written?.text().and_then(|text| text.trim().parse().ok());
    if time.is_none() {
        notes.add(NO_TIME);
    }
    time
}

fn sent(request: HarRequest<'_>, config: &Config, notes: &mut Notes) -> Result<capture::Request> {
    let headers = notes.headers(request.headers, config)?;
    let size = request.body_size.and_then(|size| size.number());
    Ok(capture::Request {
        method: notes.string(request.method),
        target: notes.string(request.url),
        body: body::sent(request.post_data, size, &headers, notes),
        headers,
    })
}

/// The response; `None` if the status says there was none.
fn came(
    response: HarResponse<'_>,
    config: &Config,
    notes: &mut Notes,
) -> Result<Option<capture::Response>> {
    let status = response.status.and_then(|status| status.number());
    let Some(status @ 1..) = status.and_then(|status| u16::try_from(status).ok()) else {
        notes.add(NO_ANSWER);
        return Ok(None);
    };
    let headers = notes.headers(response.headers, config)?;
    let size = response.body_size.and_then(|size| size.number());
    Ok(Some(capture::Response {
        status,
        reason: notes.string(response.status_text),
        body: body::came(response.content, size, &headers, config, notes),
        headers,
    }))
}
