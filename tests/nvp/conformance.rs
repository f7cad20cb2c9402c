//! Holds the NVP reader and writer to the suites for `application/x-www-form-urlencoded`: the
//! cases of the Web Platform Tests, generated bodies, characters of 22 charsets, and hostile
//! bodies.
//!
//! The suites are not part of this package. `PAYWIRE_SHARED` names the folder that has them; the
//! counts have to be those of the ledger beside this file, neither lower nor higher.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::needs;
use crate::tally::{Ledger, Tally};
use crate::value::A;
use paywire::Limits;
use paywire::codec::{self, Content, Ipn};
use paywire::nvp::{Charset, Config, Value, from_slice, pairs, to_string};
use serde::Deserialize;

const LEDGER: Ledger = Ledger {
    file: "tests/nvp/ledger/form.txt",
    text: include_str!("ledger/form.txt"),
    prefix: "form",
};

/// The text of a suite's file.
fn suite(file: &str) -> Vec<u8> {
    let path = needs::path("PAYWIRE_SHARED").join("suites").join(file);
    let bytes = fs::read(&path);
    bytes.unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

fn cases<T: serde::de::DeserializeOwned>(file: &str) -> T {
    let bytes = suite(file);
    serde_json::from_slice(&bytes).expect("the suite has the fields this test reads")
}

type Pairs = Vec<(String, String)>;

#[derive(Deserialize)]
struct ParserCase {
    input: String,
    output: Pairs,
}

/// What a browser would read.
fn lossy(body: &[u8]) -> Pairs {
    pairs(body)
        .map(|pair| {
            (
                pair.name.lossy().into_owned(),
                pair.value.lossy().into_owned(),
            )
        })
        .collect()
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn parses_as_browsers_do() {
    for (file, name) in [
        ("urlencoded-parser-data", "wpt-parse"),
        ("random-2000", "random-parse"),
    ] {
        let cases = cases::<Vec<ParserCase>>(&format!("form/{file}.json"));
        let mut tally = Tally::default();
        for case in cases {
            tally.count(lossy(case.input.as_bytes()) == case.output, &case.input);
        }
        tally.settle(&LEDGER, name);
    }
}

#[derive(Deserialize)]
struct StringifierCase {
    pairs: Pairs,
    out: String,
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn writes_as_browsers_do() {
    let cases = cases::<Vec<StringifierCase>>("form/stringifier-cases.json");
    let mut tally = Tally::default();
    for case in cases {
        let written = to_string(&case.pairs);
        tally.count(written.is_ok_and(|body| body == case.out), &case.out);
    }
    tally.settle(&LEDGER, "wpt-write");
}

/// A body that is read strictly is read as a browser does; one that is refused has one of these
/// reasons, decided here by other means.
#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn the_strict_view_refuses_what_can_be_read_in_two_ways() {
    let mut tally = Tally::default();
    for file in ["urlencoded-parser-data", "random-2000"] {
        let cases = cases::<Vec<ParserCase>>(&format!("form/{file}.json"));
        for case in cases {
            let read = from_slice::<Pairs>(case.input.as_bytes());
            let fine = match reason(&case.input) {
                Some(kind) => read.is_err_and(|error| kind.contains(&error.kind().as_str())),
                None => read.is_ok_and(|read| read == case.output),
            };
            tally.count(fine, &case.input);
        }
    }
    tally.settle(&LEDGER, "strict-pairs");
}

/// The kinds of error one of which a body has to give, or none.
fn reason(body: &str) -> Option<&'static [&'static str]> {
    if body.starts_with('\u{feff}') {
        return Some(&["byte-order-mark"]);
    }
    if body.trim_ascii() != body {
        return Some(&["surrounding-space"]);
    }
    if body.split('&').any(has_space_around) {
        // Whichever fault stands first is found first.
        return Some(&[
            "surrounding-space",
            "invalid-escape",
            "unicode-escape",
            "invalid-encoding",
        ]);
    }
    let mut bytes = Vec::new();
    for (n, piece) in body.split('%').enumerate() {
        if n == 0 {
            bytes.extend_from_slice(piece.as_bytes());
            continue;
        }
        let digits = piece
            .get(..2)
            .filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(digits) = digits else {
            // Bad escapes and bad text are found in the order in which they stand.
            return Some(&["invalid-escape", "unicode-escape", "invalid-encoding"]);
        };
        bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    // A delimiter is never part of a character, so text is good if the whole of it is.
    std::str::from_utf8(&bytes)
        .is_err()
        .then_some(&["invalid-encoding", "invalid-escape"])
}

/// Whether unescaped white space stands at an end of a pair's name or of its value.
fn has_space_around(pair: &str) -> bool {
    let halves = pair.split_once('=').unwrap_or((pair, ""));
    let spaced = |half: &str| half.trim_matches([' ', '\t', '\r', '\n']) != half;
    spaced(halves.0) || spaced(halves.1)
}

/// As trees, where names count: the same name twice is refused, however it is spelled.
#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn the_strict_view_refuses_names_that_occur_twice() {
    let mut tally = Tally::default();
    for file in ["urlencoded-parser-data", "random-2000"] {
        let cases = cases::<Vec<ParserCase>>(&format!("form/{file}.json"));
        for case in cases {
            // Names with structure have more ways to be wrong; they are tested elsewhere.
            let plain = |name: &String| !name.contains(['.', '(', ')', '[', ']']);
            if reason(&case.input).is_some() || !case.output.iter().all(|(name, _)| plain(name)) {
                continue;
            }
            let names: BTreeSet<&String> = case.output.iter().map(|(name, _)| name).collect();
            let unique = names.len() == case.output.len();
            let read = from_slice::<BTreeMap<String, String>>(case.input.as_bytes());
            let fine = match read {
                Ok(map) => unique && map == case.output.into_iter().collect(),
                Err(error) => !unique && error.kind().as_str() == "duplicate-name",
            };
            tally.count(fine, &case.input);
        }
    }
    tally.settle(&LEDGER, "strict-names");
}

#[derive(Deserialize)]
struct CharsetCases {
    /// Bytes in hexadecimal, and their text where they are one; three decoders agree on it.
    agree: Vec<(String, Option<String>)>,
}

/// What the WHATWG Encoding Standard, and so the decoder beneath, has in 36 cases where the three
/// decoders of the suite agree on something else: the control pictures of Big5, two letters of
/// KOI8-RU in KOI8-U, and a Hebrew point.
fn by_the_standard(charset: &str, bytes: &[u8]) -> Option<char> {
    match (charset, bytes) {
        ("big5", [0xa3, low @ 0xc0..=0xdf]) => char::from_u32(0x2400 + u32::from(low - 0xc0)),
        ("big5", [0xa3, 0xe0]) => Some('\u{2421}'),
        ("koi8-u", [0xae]) => Some('ў'),
        ("koi8-u", [0xbe]) => Some('Ў'),
        ("windows-1255", [0xca]) => Some('\u{5ba}'),
        _ => None,
    }
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let pairs = (0..hex.len()).step_by(2).map(|at| &hex[at..at + 2]);
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).expect("hexadecimal digits"))
        .collect()
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn charsets() {
    let suite = cases::<BTreeMap<String, CharsetCases>>("form/charset-cases.json");
    let mut decoded = Tally::default();
    let mut by_standard = Tally::default();
    let (mut same_bytes, mut same_text, mut refused) = <(Tally, Tally, Tally)>::default();
    for (label, cases) in suite {
        let config = Config::strict().charset(label.parse::<Charset>().expect(&label));
        for (hex, text) in cases.agree {
            let case = format!("{label} {hex} {text:?}");
            let bytes = bytes_of(&hex);
            let escapes: Vec<String> = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
            let read = config.from_str::<A<String>>(&format!("a={}", escapes.concat()));
            let read = read.ok().map(|read| read.a);
            if let Some(other) = by_the_standard(&label, &bytes) {
                by_standard.count(read == Some(other.to_string()), &case);
            } else {
                decoded.count(read == text, &case);
            }
            // What was read is written as something that reads the same, or not at all. The bytes
            // are the same but for the characters that a charset has twice: there is one spelling
            // to write and two to read.
            let Some(text) = read else { continue };
            match config.to_string(&A { a: &text }) {
                Ok(body) => {
                    let same = pairs(body.as_bytes()).next().unwrap().value.bytes() == bytes;
                    same_bytes.count(same, &case);
                    let again = config.from_str::<A<String>>(&body);
                    same_text.count(again.is_ok_and(|again| again.a == text), &case);
                }
                Err(error) => refused.count(error.kind().as_str() == "unencodable", &case),
            }
        }
    }
    decoded.settle(&LEDGER, "charset-decode");
    by_standard.settle(&LEDGER, "charset-by-standard");
    same_text.settle(&LEDGER, "charset-write-same-text");
    same_bytes.settle(&LEDGER, "charset-write-same-bytes");
    refused.settle(&LEDGER, "charset-write-refused");
}

#[derive(Deserialize)]
struct Attack {
    want: String,
}

/// Attacks that are none on this format alone, and why. Those that name a charset in themselves
/// are for who looks for one: they are read as notifications besides.
const NOT_HERE: [(&str, &str); 9] = [
    (
        "f11",
        "its names have no index in this grammar; the classic dialect gives them one",
    ),
    ("f16", "names two charsets in itself"),
    ("f17", "names an unknown charset in itself"),
    ("f18", "names UTF-7 in itself"),
    ("f19", "names Shift_JIS in itself"),
    ("f20", "names Shift_JIS in itself"),
    ("f21", "names Shift_JIS in itself"),
    ("f24", "names UTF-16 in itself"),
    ("f26", "names HZ in itself"),
];

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn attacks() {
    let manifest = cases::<BTreeMap<String, Attack>>("xmlattack/small/manifest.json");
    let (mut refused, mut bounded, mut elsewhere) = <(Tally, Tally, Tally)>::default();
    for (file, attack) in manifest.iter().filter(|(file, _)| file.starts_with('f')) {
        let body = suite(&format!("xmlattack/small/{file}"));
        // The inputs are small copies of large ones; the bound on names is as well.
        let limits = Limits::default().names(100);
        let strict = Config::strict().limits(limits).from_slice::<Value>(&body);
        let lenient = Config::lenient().limits(limits).from_slice::<Value>(&body);
        if NOT_HERE.iter().any(|(known, _)| file.starts_with(known)) {
            elsewhere.count(true, file);
            continue;
        }
        // No verdict means that any will do, as long as there is one, and the same in both presets
        // where the strict one reads it.
        let alike = strict
            .as_ref()
            .is_ok_and(|value| lenient.ok().as_ref() == Some(value));
        match attack.want.as_str() {
            "reject" => refused.count(strict.is_err(), file),
            _ => bounded.count(strict.is_err() || alike, file),
        }
    }
    refused.settle(&LEDGER, "attacks-refused");
    bounded.settle(&LEDGER, "attacks-any-verdict");
    elsewhere.settle(&LEDGER, "attacks-elsewhere");
}

/// What a body in a charset of its own must not do, with the charset given from outside.
#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn attacks_by_charset() {
    let attacks = [
        ("shift_jis", "f19-sjis-5c.txt", Some("ソ&b=1")),
        ("shift_jis", "f20-sjis-truncated.txt", None),
        ("shift_jis", "f21-sjis-swallow.txt", None),
        ("iso-2022-jp", "f25-iso2022jp.txt", Some("あ")),
    ];
    let mut tally = Tally::default();
    for (charset, file, expected) in attacks {
        let body = suite(&format!("xmlattack/small/{file}"));
        let config = Config::strict().charset(charset.parse().unwrap());
        let read = config.from_slice::<A<String>>(&body).ok();
        tally.count(read.as_ref().map(|read| read.a.as_str()) == expected, file);
    }
    for label in ["x-evil", "utf-7", "UTF-16LE", "HZ-GB-2312"] {
        let read = label.parse::<Charset>().and_then(|charset| {
            let config = Config::strict().charset(charset);
            config.from_slice::<A<String>>(b"a=1")
        });
        tally.count(read.is_err(), label);
    }
    tally.settle(&LEDGER, "attacks-by-charset");
}

/// All of the hostile bodies as notifications, which say in which charset they are.
#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn attacks_as_notifications() {
    let manifest = cases::<BTreeMap<String, Attack>>("xmlattack/small/manifest.json");
    let (mut refused, mut read, mut bounded) = <(Tally, Tally, Tally)>::default();
    for (file, attack) in manifest.iter().filter(|(file, _)| file.starts_with('f')) {
        let body = suite(&format!("xmlattack/small/{file}"));
        let limits = Limits::default().names(100);
        let strict = Ipn::with_config(body.clone(), &codec::Config::strict().limits(limits));
        let lenient = Ipn::with_config(body.clone(), &codec::Config::lenient().limits(limits));
        // Two charsets, or one that is none, no repair can make readable.
        let by_charset = NOT_HERE.iter().any(|(known, _)| file.starts_with(known));
        match attack.want.as_str() {
            // Names of the classic dialect have no index here.
            "reject" if !file.starts_with("f11") => {
                let both = strict.is_err() && (!by_charset || lenient.is_err());
                refused.count(both, file);
            }
            "ok" => {
                let value = strict.as_ref().map(|ipn| match ipn.content() {
                    Content::Generic(generic) => generic.value().get("a").and_then(Value::as_str),
                    _ => None,
                });
                // A trail byte that looks like a sign of ASCII swallows nothing.
                read.count(value.ok().flatten() == Some("ソ&b=1"), file);
            }
            _ => {
                let whole = |ipn: &Ipn| ipn.raw() == body;
                bounded.count(strict.as_ref().map_or(true, whole), file);
            }
        }
    }
    refused.settle(&LEDGER, "attacks-on-notifications-refused");
    read.settle(&LEDGER, "attacks-on-notifications-read");
    bounded.settle(&LEDGER, "attacks-on-notifications-any-verdict");
}
