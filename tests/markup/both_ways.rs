//! What is read on the fast path is what is read from the tape, and so is what is refused.

use std::collections::BTreeMap;
use std::fmt::Debug;

use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::api::adaptive_payments::payment_details::PaymentDetailsResponse;
use paywire::api::adaptive_payments::preapproval_details::PreapprovalDetailsResponse;
use paywire::api::adaptive_payments::set_payment_options::SetPaymentOptionsRequest;
use paywire::nvp::Value;
use paywire::proptest::message;
use paywire::soap::{self, Body, Envelope};
use paywire::xml::{Config, Deserializer, Warning};
use paywire::{Amount, Error, Limits};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A value of most shapes, below itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Shapes {
    a: Option<Box<Shapes>>,
    b: Vec<Shapes>,
    c: Option<String>,
    d: Vec<u8>,
    e: Option<Amount>,
    f: BTreeMap<String, String>,
    g: Option<(bool, u8)>,
    h: Option<Pick>,
    i: Option<()>,
    j: BTreeMap<String, Vec<Value>>,
    l: Option<f32>,
}

/// The same names for other shapes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[expect(dead_code, reason = "fields are printed to be compared")]
struct Marked {
    #[serde(rename = "@x")]
    x: Option<String>,
    #[serde(rename = "@y")]
    y: Vec<u8>,
    #[serde(rename = "@xsi:type")]
    kind: Option<String>,
    #[serde(rename = "$text")]
    text: Option<String>,
    a: Option<Box<Marked>>,
    b: Vec<Marked>,
    c: Option<Whole>,
    d: Option<Picks>,
    f: Option<u8>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "fields are printed to be compared")]
struct Whole {
    #[serde(rename = "@x")]
    x: Option<bool>,
    #[serde(rename = "$text")]
    text: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "fields are printed to be compared")]
struct Picky {
    a: Option<IgnoredAny>,
    c: Option<String>,
    d: Vec<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
enum Pick {
    #[serde(rename = "1")]
    One,
    #[serde(rename = "true")]
    True,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "fields are printed to be compared")]
enum Picks {
    #[serde(rename = "1")]
    One,
    #[serde(rename = "a")]
    Fields { c: Option<String> },
    #[serde(rename = "c")]
    Text(String),
    #[serde(rename = "d")]
    List(Vec<u8>),
}

/// What a call gave, so that all of it can be compared.
fn shown<T: Debug>(result: Result<(T, Vec<Warning>), Error>) -> String {
    match result {
        Ok((value, warnings)) => format!("{value:?} {warnings:?}"),
        Err(error) => format!("{error:?} {error}"),
    }
}

fn from_tape<'de, T: Deserialize<'de>>(
    document: &'de [u8],
    config: Config<'_>,
) -> Result<(T, Vec<Warning>), Error> {
    let mut deserializer = Deserializer::from_slice_with(document, config)?;
    let value = T::deserialize(&mut deserializer)?;
    Ok((value, deserializer.warnings().to_vec()))
}

#[track_caller]
fn same<T: DeserializeOwned + Debug>(document: &[u8], config: Config<'_>) {
    let fast = shown(config.from_slice_reporting::<T>(document));
    let tape = shown(from_tape::<T>(document, config));
    assert_eq!(fast, tape, "{}", String::from_utf8_lossy(document));
}

fn same_for_all_types(document: &[u8], config: Config<'_>) {
    same::<Shapes>(document, config);
    same::<Marked>(document, config);
    same::<Picky>(document, config);
    same::<Value>(document, config);
    same::<BTreeMap<String, String>>(document, config);
    same::<BTreeMap<String, Vec<u8>>>(document, config);
    same::<BTreeMap<String, Option<BTreeMap<String, Value>>>>(document, config);
    same::<BTreeMap<u8, Vec<IgnoredAny>>>(document, config);
    same::<Option<String>>(document, config);
    same::<Vec<String>>(document, config);
    same::<Picks>(document, config);
    same::<(u8, u8)>(document, config);
    same::<IgnoredAny>(document, config);
    same::<()>(document, config);
    same::<bool>(document, config);
}

fn same_in_every_way(document: &[u8], limits: Limits) {
    let strict = Config::strict().limits(limits);
    same_for_all_types(document, strict);
    same_for_all_types(document, Config::lenient().limits(limits));
    same_for_all_types(document, strict.root("a").namespace("urn:a"));
    let home = Config::lenient().unqualified_root(true).namespace("urn:b");
    same_for_all_types(document, home.limits(limits));
}

fn attribute() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        20 => Just(""),
        1 => Just(" x='1'"),
        1 => Just(" y=\"&#49; 2\""),
        1 => Just(" xmlns='urn:a'"),
        1 => Just(" xmlns=''"),
        1 => Just(" xmlns:p='urn:b'"),
        1 => Just(" xsi:nil='true'"),
        1 => Just(" xsi:type='t'"),
        1 => Just(" p:x='1'"),
        1 => Just("\n"),
        1 => Just(" xml:lang='de'"),
    ]
}

fn text() -> impl Strategy<Value = &'static str> {
    select(vec![
        "",
        "1",
        "1",
        "2",
        "true",
        "TRUE",
        "x",
        " ",
        " 1\n",
        "&amp;",
        "&#49;",
        "<!-- c -->1",
        "1<!-- c -->",
        "<![CDATA[1]]>",
        "<![CDATA[<]]>",
        "\r\n",
        "a]b",
        "<?p i?>1",
        "12.50",
        "1e2",
        "é",
        "&#32;",
        "]]&gt;",
        "&x;",
        "]]>",
    ])
}

fn between() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        16 => Just(""),
        4 => Just("\n  "),
        1 => Just("<!-- between -->"),
        1 => Just("<?between it?>"),
        1 => Just("<![CDATA[ ]]>"),
        1 => Just("t"),
        1 => Just("&#32;"),
    ]
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        20 => select(vec!["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]),
        3 => select(vec!["p:a", "p:b", "p:d", "q:a"]),
    ]
}

fn element(name: &str, attributes: &[&str], content: &str) -> String {
    let attributes = attributes.concat();
    if content.is_empty() && attributes.len() % 2 == 0 {
        return format!("<{name}{attributes}/>");
    }
    format!("<{name}{attributes}>{content}</{name}>")
}

fn document() -> impl Strategy<Value = String> {
    let attributes = || vec(attribute(), 0..2);
    let leaf = (name(), attributes(), text());
    let leaf = leaf.prop_map(|(name, attributes, text)| element(name, &attributes, text));
    let inner = leaf.prop_recursive(4, 40, 8, move |inner| {
        let runs = (inner, 1..3_usize, between());
        let runs = runs.prop_map(|(child, times, between)| (child + between).repeat(times));
        (name(), attributes(), vec(runs, 0..8), any::<bool>()).prop_map(
            |(name, attributes, mut children, sorted)| {
                if sorted {
                    children.sort();
                }
                element(name, &attributes, &children.concat())
            },
        )
    });
    let prolog = select(vec![
        "",
        "",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<?xml version='1.0' encoding='latin1'?>",
        "\n<?xml version='1.0'?>",
        "<!-- before -->\n",
        "\u{feff}",
    ]);
    let spaces =
        " xmlns:p='urn:a' xmlns:q=\"urn:b\" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
    let root = (
        select(vec!["a", "p:a", "q:a"]),
        vec((inner, between()), 0..8),
    );
    let rest = select(vec!["", "", "", "\n", "<!-- behind -->", "<b/>", "t"]);
    (prolog, root, attributes(), rest).prop_map(move |(prolog, root, attributes, rest)| {
        let children: Vec<String> = root.1.into_iter().map(|(a, b)| a + b).collect();
        let root = element(
            root.0,
            &[&[spaces], &attributes[..]].concat(),
            &children.concat(),
        );
        [prolog, &root, rest].concat()
    })
}

fn limits() -> impl Strategy<Value = Limits> {
    let small = (0..7_u32, 1..12_u16).prop_map(|(which, depth)| {
        let (limits, most) = (Limits::default(), u32::from(depth));
        match which {
            0 => limits.input(most * 20),
            1 => limits.depth(depth),
            2 => limits.names(most),
            3 => limits.attributes(most),
            4 => limits.list(most),
            5 => limits.name(most),
            _ => limits.value(most),
        }
    });
    prop_oneof![2 => Just(Limits::default()), 1 => small]
}

/// An envelope around a document, or something near to one.
fn envelope() -> impl Strategy<Value = String> {
    let version = select(vec![
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://www.w3.org/2003/05/soap-envelope",
    ]);
    let header = select(vec![
        "",
        "",
        "<e:Header/>",
        "<e:Header>\n</e:Header>",
        "<e:Header><x xmlns='urn:x'>1</x><e:y e:mustUnderstand='1' e:role='r'/></e:Header>",
        "<e:Header><x e:mustUnderstand='x'/></e:Header>",
        "<e:Header><x:y xmlns:x='urn:x'><z/></x:y></e:Header><!-- c -->",
        "<e:Header>t</e:Header>",
        "<x/>",
        "<e:Header e:encodingStyle='s'><x/></e:Header>",
    ]);
    let body = select(vec![
        "<e:Body>",
        "<e:Body>",
        "<e:Body>",
        "<e:Body>\n",
        "<e:Body x='1'>",
        "<e:Body>t",
        "<e:Body><?p?>",
        "<e:Body e:encodingStyle='s'>",
        "<e:Body><x/>",
        "<e:Body><e:Fault/>",
        "<e:Body xmlns='urn:a' e:mustUnderstand='2'>",
    ]);
    let end = select(vec![
        "",
        "",
        "",
        "\n",
        "<x/>",
        "<e:Body/>",
        "<x xmlns='urn:x'/>",
        "t",
        "<?p?>",
    ]);
    (version, header, body, document(), end).prop_map(|(version, header, body, message, end)| {
        let message = message.trim_start_matches(|c| c != '<');
        let message = message
            .rsplit_once("?>")
            .map_or(message, |(_, message)| message);
        format!(
            "<e:Envelope xmlns:e='{version}'>{header}{body}{message}</e:Body>{end}</e:Envelope>"
        )
    })
}

/// What [`soap::Config::from_slice_reporting`] gives, by the parts of the document.
fn envelope_from_tape<'de, T: Deserialize<'de>>(
    document: &'de [u8],
    config: soap::Config<'_>,
) -> Result<(Envelope<T>, Vec<Warning>), Error> {
    let document = soap::Document::from_slice_with(document, config)?;
    let mut warnings = document.xml().warnings().to_vec();
    let body = match document.body()? {
        Body::Message(message) => {
            let (message, mended) = message.deserialize_reporting()?;
            warnings.extend(mended);
            Body::Message(message)
        }
        Body::Fault(fault) => Body::Fault(fault),
    };
    let envelope = Envelope {
        version: document.version(),
        header: document.header(),
        body,
    };
    Ok((envelope, warnings))
}

#[track_caller]
fn same_of_envelope<T: DeserializeOwned + Debug>(document: &[u8]) {
    for config in [soap::Config::strict(), soap::Config::lenient()] {
        let fast = config.from_slice_reporting::<T>(document);
        let tape = envelope_from_tape::<T>(document, config);
        let header = |read: &Result<(Envelope<T>, _), _>| {
            let read = read.as_ref().ok();
            read.map(|(envelope, _)| envelope.header.clone())
        };
        assert_eq!(header(&fast), header(&tape));
        let (fast, tape) = (shown(fast), shown(tape));
        assert_eq!(fast, tape, "{}", String::from_utf8_lossy(document));
    }
}

/// A byte changed, or a piece left out or repeated.
fn damaged(document: &str, way: u8, [from, to]: [Index; 2]) -> Vec<u8> {
    let mut bytes = document.as_bytes().to_vec();
    let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
    let (from, to) = (from.min(to), from.max(to));
    match way % 4 {
        0 => bytes.truncate(from),
        1 => drop(bytes.drain(from..to)),
        2 => bytes[from] = bytes[to],
        _ => {
            let piece = bytes[from..to].to_vec();
            bytes.splice(to..to, piece);
        }
    }
    bytes
}

/// A message as XML, whole and damaged, read as what it is.
fn same_of_message<T>(message: &T, way: u8, places: [Index; 2])
where
    T: Serialize + DeserializeOwned + Debug,
{
    let config = Config::strict().root("message").namespace("urn:m");
    let Ok(document) = config.to_string(message) else {
        return;
    };
    let indented = config.indent(1).to_string(message).expect("the same");
    for document in [&document, &indented] {
        let damaged = damaged(document, way, places);
        for config in [config, Config::lenient()] {
            same::<T>(document.as_bytes(), config);
            same::<T>(&damaged, config);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn documents(document in document(), limits in limits()) {
        same_in_every_way(document.as_bytes(), limits);
    }

    #[test]
    fn envelopes(document in envelope(), way: u8, places: [Index; 2]) {
        for document in [document.as_bytes(), &damaged(&document, way, places)] {
            same_of_envelope::<Shapes>(document);
            same_of_envelope::<Marked>(document);
            same_of_envelope::<Value>(document);
            same_of_envelope::<Picks>(document);
            same_of_envelope::<IgnoredAny>(document);
        }
    }

    #[test]
    fn damaged_documents(document in document(), way: u8, places: [Index; 2]) {
        same_in_every_way(&damaged(&document, way, places), Limits::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn messages(
        pay in message::<PayRequest>(),
        paid in message::<PayResponse>(),
        options in message::<SetPaymentOptionsRequest>(),
        details in message::<PaymentDetailsResponse>(),
        preapproval in message::<PreapprovalDetailsResponse>(),
        way: u8,
        places: [Index; 2],
    ) {
        same_of_message(&pay, way, places);
        same_of_message(&paid, way, places);
        same_of_message(&options, way, places);
        same_of_message(&details, way, places);
        same_of_message(&preapproval, way, places);
    }
}
