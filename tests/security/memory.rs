//! How much memory it takes not to know the message of a body: counted above the readers, for whole calls.

use std::path::{Path, PathBuf};

use crate::needs;
use allocation_counter::measure;
use paywire::Limits;
use paywire::api::MessageKind;
use paywire::codec::{self, Config, Format};

const KIB: u64 = 1 << 10;

/// The most that may be held at once for each byte of a body, whatever is called.
const MOST: u64 = 24;

fn peak(call: impl FnOnce()) -> u64 {
    measure(call).bytes_max
}

fn joined(pieces: u32, piece: impl Fn(u32) -> String) -> String {
    (0..pieces).map(piece).collect::<Vec<_>>().concat()
}

/// Bodies made to need as much memory as a body of their length can.
fn hostile() -> Vec<(&'static str, Format, String)> {
    let formats = [
        (Format::Json, hostile_json()),
        (Format::Nvp, hostile_nvp()),
        (Format::Xml, hostile_xml()),
    ];
    let all = formats.into_iter().flat_map(|(format, bodies)| {
        let bodies = bodies.into_iter();
        bodies.map(move |(name, body)| (name, format, body))
    });
    all.collect()
}

fn hostile_json() -> Vec<(&'static str, String)> {
    let list = |entry: &str, times: usize| {
        let entries = format!("{entry},").repeat(times);
        format!("[{entries}{entry}]")
    };
    let text = |piece: &str| format!("\"{}\"", piece.repeat(300_000));
    let names = || joined(40_000, |n| format!("\"a{n:x}\":1,"));
    let values = [
        ("numbers", list("1", 100_000)),
        ("empty lists", list("[]", 60_000)),
        ("empty objects", list("{}", 60_000)),
        ("nothings", list("null", 40_000)),
        ("empty texts", list("\"\"", 60_000)),
        (
            "numbers and something empty",
            format!("[{}[]]", "1,".repeat(100_000)),
        ),
        ("members", list(r#"{"a":1}"#, 40_000)),
        ("deep", "[".repeat(100) + &"]".repeat(100)),
        ("one text", text("x")),
        ("commas in a text", text(",")),
        ("escapes", text(r"\n")),
        ("names of members", format!("{{{}\"\":0}}", names())),
        ("names at the top", format!("0,{}\"\":0", names())),
        (
            "repeated",
            format!("{{{}\"\":0}}", "\"a\":1,".repeat(40_000)),
        ),
    ];
    let around = |(name, value)| {
        let body = format!(
            r#"{{"requestEnvelope":{{"errorLanguage":"en_US"}},"payKey":"AP-1","x":{value}}}"#
        );
        (name, body)
    };
    values.into_iter().map(around).collect()
}

fn hostile_nvp() -> Vec<(&'static str, String)> {
    let pairs = [
        ("pairs", joined(40_000, |n| format!("&a{n:x}="))),
        ("names of no element", joined(4_000, |n| format!("&{n:x}="))),
        ("entries", joined(30_000, |n| format!("&x({n})=1"))),
        ("repeated", "&x=1".repeat(60_000)),
        ("prefixes", joined(20_000, |n| format!("&x({n}).a.b.c=1"))),
        ("gaps", joined(30_000, |n| format!("&x({})=1", 2 * n))),
        ("broken escapes", joined(30_000, |n| format!("&a{n:x}=%"))),
        (
            "names in brackets",
            joined(30_000, |n| format!("&a[{n:x}x]=1")),
        ),
    ];
    let around = |(name, pairs)| {
        let body = format!("requestEnvelope.errorLanguage=en_US&payKey=AP-1{pairs}");
        (name, body)
    };
    pairs.into_iter().map(around).collect()
}

fn hostile_xml() -> Vec<(&'static str, String)> {
    let contents = [
        ("elements", "<a/>".repeat(60_000)),
        ("texts", "<a>1</a>".repeat(40_000)),
        (
            "names of elements",
            joined(40_000, |n| format!("<a{n:x}/>")),
        ),
        ("attributes", "<a b='' c=''/>".repeat(20_000)),
        ("stray text", "<a/>x".repeat(50_000)),
    ];
    let around = |(name, content)| {
        let body = format!(
            "<PaymentDetailsRequest xmlns='http://svcs.paypal.com/types/ap'><requestEnvelope/>\
             {content}</PaymentDetailsRequest>"
        );
        (name, body)
    };
    contents.into_iter().map(around).collect()
}

/// What of the calls takes too much for a body, of which it may be said which message it is.
fn over(name: &str, format: Format, body: &[u8], config: &Config) -> Vec<String> {
    let config = config.format(format);
    let said = config.message(MessageKind::PaymentDetailsRequest);
    let read = |config: &Config| peak(|| drop(codec::read(body, config)));
    let convert = |to| peak(|| drop(codec::convert(body, to, &said)));
    let calls = [
        ("read", read(&config)),
        ("read as said", read(&said)),
        (
            "identify",
            peak(|| drop(codec::identify(format, body, &config))),
        ),
        ("convert to JSON", convert(Format::Json)),
        ("convert to NVP", convert(Format::Nvp)),
        ("convert to XML", convert(Format::Xml)),
    ];
    let length = body.len() as u64;
    let over = calls
        .into_iter()
        .filter(|(_, peak)| *peak > MOST * length + 256 * KIB);
    over.map(|(call, peak)| format!("{call} {name} in {format}: {} a byte", peak / length.max(1)))
        .collect()
}

#[test]
fn not_knowing_a_body_takes_a_bounded_share_of_it() {
    let strict = Config::strict().limits(Limits::unlimited());
    let lenient = Config::lenient().limits(Limits::unlimited());
    let mut found = Vec::new();
    for (name, format, body) in hostile() {
        for config in [&strict, &lenient] {
            found.extend(over(name, format, body.as_bytes(), config));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn attacks_of_others_take_no_more() {
    let shared = needs::path("PAYWIRE_SHARED");
    let suites = [
        ("json", Format::Json),
        ("blns", Format::Json),
        ("form", Format::Nvp),
        ("soap", Format::Soap),
        ("xmlattack", Format::Xml),
        ("xmlconf", Format::Xml),
    ];
    let lenient = Config::lenient().limits(Limits::unlimited());
    let mut found = Vec::new();
    for (suite, format) in suites {
        let mut files = Vec::new();
        files_below(&shared.join("suites").join(suite), &mut files);
        assert!(!files.is_empty(), "{suite}");
        for path in files {
            let body = std::fs::read(&path).expect("a file");
            let name = path.display().to_string();
            found.extend(over(&name, format, &body, &lenient));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
