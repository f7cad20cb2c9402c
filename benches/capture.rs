//! Reading captures: cutting them into entries, which is done in order, and parsing the entries,
//! which any number of threads may do; beside `serde_json` reading the same as a whole, into its
//! `Value` and into types that have what an exchange has.
//!
//! `cargo bench --bench capture`; what may follow says `harness`. Throughput counts the bytes of the capture. All of it is on one
//! thread. Larger captures are made by the example `make_capture`.

#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod harness;
#[allow(dead_code, reason = "each bench uses its part")]
mod traffic;

use std::borrow::Cow;
use std::hint::black_box;
use std::io::Cursor;
use std::process::ExitCode;

use paywire::capture::{self, Config, Item, Kind, Reader};
use serde::Deserialize;
use serde_json::Value;

use harness::{Bar, Cases, Harness, Set};
use traffic::Layout;

/// Enough not to stay in the caches.
const SIZE: u64 = 16 << 20;

/// What the other reader makes of HAR.
#[derive(Deserialize)]
struct Har<'a> {
    #[serde(borrow)]
    log: Log<'a>,
}

#[derive(Deserialize)]
struct Log<'a> {
    #[serde(borrow)]
    entries: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    #[serde(borrow)]
    started_date_time: Cow<'a, str>,
    #[serde(borrow)]
    request: Request<'a>,
    #[serde(borrow)]
    response: Response<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    method: Cow<'a, str>,
    url: Cow<'a, str>,
    headers: Vec<Header>,
    #[serde(borrow)]
    post_data: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Response<'a> {
    status: u16,
    headers: Vec<Header>,
    #[serde(borrow)]
    content: Text<'a>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

#[derive(Deserialize)]
struct Text<'a> {
    text: Cow<'a, str>,
}

fn main() -> ExitCode {
    let mut harness = Harness::of_process();
    let har = made(Layout::Har);
    let ndjson = made(Layout::Ndjson);
    let lines = made(Layout::Lines);
    let fields = ["request.body", "response.body"].map(|field| field.parse().expect("a place"));
    let fields = fields.into_iter().fold(Config::new(), Config::field);
    let (har_config, lines_config) = (
        Config::new().kind(Kind::Har),
        Config::new().kind(Kind::Lines),
    );

    let mut cases = Cases::default();
    let mut set = parse(&mut cases, "har", har, &har_config);
    let call = || serde_json::from_str::<Value>(har);
    set.peer("serde_json Value", har.len(), call, Bar::Shown);
    let call = || serde_json::from_str::<Har<'_>>(har).map(|har| seen(&har));
    set.peer("serde_json types", har.len(), call, Bar::Shown);
    let mut set = parse(&mut cases, "ndjson", ndjson, &fields);
    let call = || records(ndjson);
    set.peer("serde_json Value", ndjson.len(), call, Bar::Shown);

    cut(&mut cases, "har", har, &har_config);
    cut(&mut cases, "ndjson", ndjson, &fields);
    cut(&mut cases, "lines", lines, &lines_config);
    harness.run(cases);
    harness.finish()
}

/// Reads each line as a `Value`.
fn records(ndjson: &str) -> Result<usize, serde_json::Error> {
    let records = ndjson.lines().map(serde_json::from_str::<Value>);
    records
        .map(|record| record.map(|record| record.as_object().map_or(0, serde_json::Map::len)))
        .sum()
}

fn made(layout: Layout) -> &'static str {
    let mut text = Vec::new();
    traffic::write(layout, SIZE, &mut text).expect("memory takes it");
    String::from_utf8(text).expect("it is text").leak()
}

fn cut<'p>(cases: &mut Cases<'p>, name: &str, text: &'static str, config: &'p Config) {
    cases.ours("cut", name, text.len(), move || {
        let mut capture = capture::open(Cursor::new(black_box(text)), config).expect("it opens");
        let mut entries = 0;
        while let Some(entry) = capture.next_entry() {
            black_box(entry.expect("an entry"));
            entries += 1;
        }
        entries
    });
}

fn parse<'c, 'p>(
    cases: &'c mut Cases<'p>,
    name: &str,
    text: &'static str,
    config: &'p Config,
) -> Set<'c, 'p> {
    cases.ours("cut and parse", name, text.len(), move || {
        let mut capture = capture::open(Cursor::new(black_box(text)), config).expect("it opens");
        let mut exchanges = 0;
        while let Some(entry) = capture.next_entry() {
            let item = entry.and_then(|entry| entry.parse(config));
            exchanges += usize::from(matches!(item.expect("sound"), Item::Exchange(_)));
        }
        exchanges
    })
}

/// Everything that was read, so that it is.
fn seen(har: &Har<'_>) -> usize {
    let entries = har.log.entries.iter();
    entries
        .map(|entry| {
            let sent = &entry.request;
            let came = &entry.response;
            let headers = sent.headers.iter().chain(&came.headers);
            headers
                .map(|header| header.name.len() + header.value.len())
                .sum::<usize>()
                + sent.method.len()
                + sent.url.len()
                + sent.post_data.as_ref().map_or(0, |own| own.text.len())
                + came.content.text.len()
                + usize::from(came.status)
                + entry.started_date_time.len()
        })
        .sum()
}
