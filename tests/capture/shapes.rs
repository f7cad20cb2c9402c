//! Captures that these tests write are read as they were meant: in HAR and NDJSON, packed or not, and
//! however few bytes the input gives at once.

use std::io::{self, Cursor, Read, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use paywire::capture::{
    self, Body, Config, Exchange, Headers, Item, Kind, Reader, Request, Response,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Gives no more than so many bytes at once.
struct Drops(Cursor<Vec<u8>>, usize);

impl Read for Drops {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

/// Everything in a capture, and where it starts.
fn read(text: Vec<u8>, drops: usize, config: &Config) -> Vec<(u64, u64, Item)> {
    let input = Drops(Cursor::new(text), drops);
    let mut capture = capture::open(input, config).expect("it opens");
    std::iter::from_fn(|| capture.next_entry())
        .map(|entry| {
            let entry = entry.expect("an entry");
            let (number, offset) = (entry.number, entry.offset);
            (number, offset, entry.parse(config).expect("an item"))
        })
        .collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,8}",
        "[\"\\\\{}\\[\\],:a]{0,12}",
        any::<String>(),
        "[ -~]{60,90}",
    ]
}

fn headers() -> impl Strategy<Value = Headers> {
    vec(("[a-z-]{1,12}", text()), 0..4).prop_map(Headers::from_iter)
}

fn body() -> impl Strategy<Value = Body> {
    let bytes = vec(any::<u8>(), 1..40);
    prop_oneof![
        Just(Body::Empty),
        text()
            .prop_filter("a body", |text| !text.is_empty())
            .prop_map(|text| Body::Plain(text.into_bytes())),
        bytes.prop_map(Body::Plain),
    ]
}

fn exchange() -> impl Strategy<Value = Exchange> {
    let request = (text(), text(), headers(), body());
    let request = request.prop_map(|(method, target, headers, body)| Request {
        method,
        target,
        headers,
        body,
    });
    let response = (1..600_u16, text(), headers(), body());
    let response = response.prop_map(|(status, reason, headers, body)| Response {
        status,
        reason,
        headers,
        body,
    });
    let parts = (
        option::of(request),
        option::of(response),
        0..4_000_000_000_000_i64,
    );
    parts.prop_map(|(request, response, time)| Exchange {
        time: jiff::Timestamp::from_millisecond(time).ok(),
        request,
        response,
        warnings: Vec::new(),
    })
}

/// Text as text, bytes in base64.
fn written_body(body: &Body) -> Value {
    use base64::Engine as _;

    let Body::Plain(bytes) = body else {
        return json!({});
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        return json!({ "text": text, "mimeType": "text/plain" });
    }
    let coded = base64::engine::general_purpose::STANDARD.encode(bytes);
    json!({ "encoding": "base64", "text": coded })
}

fn written_headers(headers: &Headers) -> Value {
    let fields = headers.iter();
    let fields = fields.map(|(name, value)| json!({ "value": value, "name": name, "comment": "" }));
    fields.collect()
}

fn written(exchange: &Exchange) -> Value {
    let request = exchange.request.as_ref().map(|request| {
        json!({
            "method": request.method, "url": request.target, "bodySize": -1,
            "headers": written_headers(&request.headers), "postData": written_body(&request.body),
        })
    });
    let response = exchange.response.as_ref().map(|response| {
        json!({
            "status": response.status, "statusText": response.reason, "_x": [[], {}],
            "headers": written_headers(&response.headers), "content": written_body(&response.body),
        })
    });
    let time = exchange.time.map(|time| time.to_string());
    json!({ "startedDateTime": time, "request": request, "response": response, "timings": {"send": 1.5} })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

proptest! {
    #[test]
    fn har_is_read_as_it_was_meant(
        exchanges in vec(exchange(), 0..4),
        around in text(),
        pretty in any::<bool>(),
        drops in 1..200_usize,
    ) {
        let entries: Vec<Value> = exchanges.iter().map(written).collect();
        let har = json!({
            "comment": around,
            "log": { "creator": {"name": around}, "entries": entries, "pages": [{ "title": around }] },
            "later": [around],
        });
        let text = if pretty { serde_json::to_vec_pretty(&har) } else { serde_json::to_vec(&har) };
        let text = text.expect("it is written");
        let read = read(text.clone(), drops, &Config::new().kind(Kind::Har));
        prop_assert_eq!(read.len(), exchanges.len());
        for ((number, offset, item), (expected, own)) in read.into_iter().zip(exchanges.into_iter().zip(1..)) {
            prop_assert_eq!(number, own);
            prop_assert_eq!(text[usize::try_from(offset).expect("it is short")], b'{');
            prop_assert_eq!(item, Item::Exchange(Box::new(expected)));
        }
    }

    #[test]
    fn records_are_read_as_they_were_meant(
        bodies in vec((option::of(text()), text(), any::<bool>()), 1..5),
        drops in 1..200_usize,
    ) {
        let mut text = Vec::new();
        let mut expected = Vec::new();
        for (sent, came, nested) in &bodies {
            let answer = if *nested { json!({ "k": came }) } else { json!(came) };
            let record = json!({ "at": {"a.b": [{ "in": sent }]}, "out": [0, answer], "note": came });
            serde_json::to_writer(&mut text, &record).expect("it is written");
            text.push(b'\n');
            let own = sent.clone().into_iter().filter(|sent| !sent.is_empty());
            let came = if *nested { json!({ "k": came }).to_string() } else { came.clone() };
            let both = own.chain(Some(came).filter(|came| !came.is_empty()));
            expected.push(both.map(String::into_bytes).collect::<Vec<_>>());
        }
        let config = Config::new()
            .field("at[\"a.b\"][].in".parse().expect("a place"))
            .field("out[1]".parse().expect("a place"));
        let read = read(text, drops, &config);
        let read: Vec<Vec<Vec<u8>>> = read
            .into_iter()
            .map(|(_, _, item)| match item {
                Item::Body(body) => vec![body],
                Item::Bodies(bodies) => bodies,
                _ => panic!("an exchange"),
            })
            .collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn packing_changes_nothing(lines in vec("[a-z]=[a-z0-9]{0,30}", 0..50), drops in 1..200_usize) {
        let text = lines.join("\n").into_bytes();
        let config = Config::new().kind(Kind::Lines);
        let expected = read(text.clone(), 64, &config);
        prop_assert_eq!(expected.len(), lines.len());
        prop_assert_eq!(read(gzip(&text), drops, &config), expected.clone());
        prop_assert_eq!(read(zstd(&text), drops, &config), expected);
    }
}
