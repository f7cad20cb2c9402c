//! An entry of HAR, by itself.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::body::{self, Content, PostData};
use crate::capture::text::{Loose, Text};
use crate::capture::{self, Config, Exchange, Headers, Item, json};
use crate::error::{CaptureErrorKind, Error, ErrorKind, Limit, Result};

const ODD: CaptureErrorKind = CaptureErrorKind::HarEntry;
const NO_ANSWER: &str = "the capture marks the request as failed: there is no response";
const NO_TIME: &str = "when the request was sent is not written as a time";
const MESSAGES: &str = "messages over a web socket are not read";
pub(super) const MENDED: &str = "characters that are none became U+FFFD";

/// What an exchange is made of. Tools leave out what they do not know, add what they like, and
/// write `null`, so nothing is required.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    #[serde(borrow)]
    started_date_time: Option<Loose<'a>>,
    #[serde(borrow)]
    request: Option<Request<'a>>,
    #[serde(borrow)]
    response: Option<Response<'a>>,
    #[serde(rename = "_webSocketMessages")]
    messages: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    #[serde(borrow)]
    method: Option<Text<'a>>,
    #[serde(borrow)]
    url: Option<Text<'a>>,
    #[serde(borrow)]
    headers: Option<Vec<Header<'a>>>,
    #[serde(borrow)]
    body_size: Option<Loose<'a>>,
    #[serde(borrow)]
    post_data: Option<PostData<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response<'a> {
    #[serde(borrow)]
    status: Option<Loose<'a>>,
    #[serde(borrow)]
    status_text: Option<Text<'a>>,
    #[serde(borrow)]
    headers: Option<Vec<Header<'a>>>,
    #[serde(borrow)]
    content: Option<Content<'a>>,
    #[serde(borrow)]
    body_size: Option<Loose<'a>>,
}

#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    value: Option<Text<'a>>,
}

/// What is said of an entry besides what it is.
#[derive(Default)]
pub(super) struct Notes(Vec<Cow<'static, str>>);

impl Notes {
    pub(super) fn add(&mut self, note: &'static str) {
        if !self.0.iter().any(|own| own == note) {
            self.0.push(Cow::Borrowed(note));
        }
    }

    fn string(&mut self, text: Option<Text<'_>>) -> String {
        let (text, mended) = text.unwrap_or_default().string();
        if mended {
            self.add(MENDED);
        }
        text
    }

    fn headers(&mut self, fields: Option<Vec<Header<'_>>>, config: &Config) -> Result<Headers> {
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

/// Reads an entry.
#[expect(clippy::needless_pass_by_value, reason = "other kinds keep the text")]
pub(super) fn parse(text: Vec<u8>, config: &Config) -> Result<Item> {
    let entry: Written<'_> = json::read(&text, ODD)?;
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

fn time(written: Option<&Loose<'_>>, notes: &mut Notes) -> Option<Timestamp> {
    let time = written?.text().and_then(|text| text.trim().parse().ok());
    if time.is_none() {
        notes.add(NO_TIME);
    }
    time
}

fn sent(request: Request<'_>, config: &Config, notes: &mut Notes) -> Result<capture::Request> {
    let headers = notes.headers(request.headers, config)?;
    let size = request.body_size.and_then(|size| size.number());
    Ok(capture::Request {
        method: notes.string(request.method),
        target: notes.string(request.url),
        body: body::sent(request.post_data, size, &headers, notes),
        headers,
    })
}

/// What came back; nothing where the status says that nothing did.
fn came(
    response: Response<'_>,
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
