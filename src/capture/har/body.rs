//! Bodies of HAR entries: reconstructs them from `postData` and `content`.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::entry::{MENDED, Notes};
use super::{charset, form};
use crate::capture::text::{HarValue, JsonText};
use crate::capture::{Body, Config, Headers};
use crate::error::CaptureErrorKind;

const LEFT_OUT: CaptureErrorKind = CaptureErrorKind::BodyLeftOut;
const PARTS: CaptureErrorKind = CaptureErrorKind::MultipartParts;
const BASE64: CaptureErrorKind = CaptureErrorKind::BodyBase64;

/// A request body: a text or the fields of a form.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostData<'a> {
    #[serde(borrow)]
    mime_type: Option<HarValue<'a>>,
    #[serde(borrow)]
    text: Option<JsonText<'a>>,
    /// Not part of HAR, but some tools add it as in `content`.
    #[serde(borrow)]
    encoding: Option<HarValue<'a>>,
    #[serde(borrow)]
    params: Option<Vec<Param<'a>>>,
}

/// A field of a form.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Param<'a> {
    #[serde(borrow)]
    pub(super) name: Option<JsonText<'a>>,
    #[serde(borrow)]
    pub(super) value: Option<JsonText<'a>>,
    /// Only multipart bodies have files.
    file_name: Option<IgnoredAny>,
}

/// A response body.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HarContent<'a> {
    #[serde(borrow)]
    size: Option<HarValue<'a>>,
    #[serde(borrow)]
    mime_type: Option<HarValue<'a>>,
    #[serde(borrow)]
    text: Option<JsonText<'a>>,
    #[serde(borrow)]
    encoding: Option<HarValue<'a>>,
}

/// The body of a request.
pub(super) fn sent(
    data: Option<PostData<'_>>,
    size: Option<i64>,
    headers: &Headers,
    notes: &mut Notes,
) -> Body {
    let data = data.unwrap_or_default();
    let mime = mime(headers, data.mime_type.as_ref());
    let params = data.params.unwrap_or_default();
    let text = data.text.filter(|text| !text.is_empty());
    match text {
        Some(text) if is_base64(data.encoding.as_ref()) => bytes(&text),
        Some(text) => plain(text, &mime, notes),
        None if params.is_empty() => absent(size),
        None if is_multipart(&mime, &params) => Body::Missing(PARTS),
        None => {
            let (form, note) = form::rebuilt(params);
            notes.add(note);
            Body::Plain(form)
        }
    }
}

/// The body of a response.
pub(super) fn came(
    content: Option<HarContent<'_>>,
    size: Option<i64>,
    headers: &Headers,
    config: &Config,
    notes: &mut Notes,
) -> Body {
    let content = content.unwrap_or_default();
    let mime = mime(headers, content.mime_type.as_ref());
    let text = content.text.filter(|text| !text.is_empty());
    match text {
        Some(text) if is_base64(content.encoding.as_ref()) => {
            decoded_body(bytes(&text), headers, config)
        }
        Some(text) => plain(text, &mime, notes),
        None => {
            let own = content.size.and_then(|size| size.number());
            absent(own.or(size))
        }
    }
}

/// A body without text.
fn absent(size: Option<i64>) -> Body {
    match size {
        Some(1..) => Body::Missing(LEFT_OUT),
        _ => Body::Empty,
    }
}

/// The media type of the header fields, otherwise of the entry.
fn mime(headers: &Headers, written: Option<&HarValue<'_>>) -> String {
    let header = headers.get("content-type");
    let mime = header.or_else(|| written.and_then(HarValue::text));
    mime.unwrap_or_default().to_owned()
}

fn is_multipart(mime: &str, params: &[Param<'_>]) -> bool {
    let multipart = mime
        .get(..10)
        .is_some_and(|start| start.eq_ignore_ascii_case("multipart/"));
    multipart || params.iter().any(|param| param.file_name.is_some())
}

fn is_base64(encoding: Option<&HarValue<'_>>) -> bool {
    let named = encoding.and_then(HarValue::text);
    named.is_some_and(|name| name.trim().eq_ignore_ascii_case("base64"))
}

/// The bytes that a text was decoded from.
fn plain(text: JsonText<'_>, mime: &str, notes: &mut Notes) -> Body {
    let (content, mended) = text.content();
    if mended {
        notes.add(MENDED);
    }
    let (content, note) = charset::restored(content, mime);
    if let Some(note) = note {
        notes.add(note);
    }
    Body::Plain(content)
}

fn bytes(text: &JsonText<'_>) -> Body {
    /// Tools differ on padding.
    const BASE64_OF_ANY: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let decoded = BASE64_OF_ANY.decode(text.bytes());
    // Some tools insert line breaks.
    let decoded = decoded.or_else(|_| {
        let mut text = text.bytes().to_vec();
        text.retain(|byte| !byte.is_ascii_whitespace());
        BASE64_OF_ANY.decode(text)
    });
    decoded.map_or(Body::Missing(BASE64), Body::Plain)
}

/// Bodies in HAR are decoded from `Content-Encoding`, but tools that write base64 do not always
/// decode them.
fn decoded_body(body: Body, headers: &Headers, config: &Config) -> Body {
    /// The first bytes of gzip and zstd; other codings have no signature and are tried.
    const MARKS: [&[u8]; 2] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];
    let Body::Plain(bytes) = body else {
        return body;
    };
    if headers.get("content-encoding").is_none() {
        return Body::Plain(bytes);
    }
    let marked = MARKS.iter().any(|mark| bytes.starts_with(mark));
    let coded = Body::Coded(bytes);
    if marked || coded.content(headers, config).is_ok() {
        return coded;
    }
    match coded {
        Body::Coded(bytes) => Body::Plain(bytes),
        other => other,
    }
}
