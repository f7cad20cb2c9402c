//! How much memory it takes not to know the message of a body: counted above the readers, for whole calls.

use allocation_counter::measure;
use paywire::Limits;
use paywire::api::MessageKind;
use paywire::codec::{self, Config, Format};

const KIB: u64 = 1 << 10;

/// The most that may be held at once for each byte of a body.
const MOST: u64 = 64;

fn peak(call: impl FnOnce()) -> u64 {
    measure(call).bytes_max
}

fn joined(pieces: u32, piece: impl Fn(u32) -> String) -> String {
    (0..pieces).map(piece).collect::<Vec<_>>().concat()
}

/// Bodies made to need as much memory as a body of their length can.
fn hostile() -> Vec<(&'static str, Format, String)> {
    let many = |piece: &str, times: usize| piece.repeat(times);
    let nvp = "requestEnvelope.errorLanguage=en_US&payKey=AP-1&";
    let json = r#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1","x":"#;
    let xml = "<PaymentDetailsRequest xmlns='http://svcs.paypal.com/types/ap'><requestEnvelope/>";
    vec![
        (
            "numbers",
            Format::Json,
            format!("{json}[{}1]}}", many("1,", 100_000)),
        ),
        (
            "empty lists",
            Format::Json,
            format!("{json}[{}[]]}}", many("[],", 60_000)),
        ),
        (
            "empty objects",
            Format::Json,
            format!("{json}[{}{{}}]}}", many("{},", 60_000)),
        ),
        (
            "members",
            Format::Json,
            format!("{json}[{}0]}}", many(r#"{"a":1},"#, 40_000)),
        ),
        (
            "deep",
            Format::Json,
            format!("{json}{}{}}}", many("[", 100), many("]", 100)),
        ),
        (
            "one text",
            Format::Json,
            format!("{json}\"{}\"}}", many("x", 300_000)),
        ),
        (
            "commas in a text",
            Format::Json,
            format!("{json}\"{}\"}}", many(",", 300_000)),
        ),
        (
            "pairs",
            Format::Nvp,
            format!("{nvp}{}", joined(40_000, |n| format!("{n:x}=&"))),
        ),
        (
            "entries",
            Format::Nvp,
            format!("{nvp}{}", joined(30_000, |n| format!("x({n})=1&"))),
        ),
        (
            "repeated",
            Format::Nvp,
            format!("{nvp}{}", many("x=1&", 60_000)),
        ),
        (
            "prefixes",
            Format::Nvp,
            format!("{nvp}{}", joined(20_000, |n| format!("x({n}).a.b.c=1&"))),
        ),
        (
            "elements",
            Format::Xml,
            format!("{xml}{}</PaymentDetailsRequest>", many("<a/>", 60_000)),
        ),
        (
            "texts",
            Format::Xml,
            format!("{xml}{}</PaymentDetailsRequest>", many("<a>1</a>", 40_000)),
        ),
        (
            "attributes",
            Format::Xml,
            format!(
                "{xml}{}</PaymentDetailsRequest>",
                many("<a b='' c=''/>", 20_000)
            ),
        ),
    ]
}

/// What of the calls takes too much for a body, of which it may be said which message it is.
fn over(name: &str, format: Format, body: &[u8], config: &Config) -> Vec<String> {
    let length = body.len() as u64;
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
    let told = calls
        .iter()
        .map(|(call, peak)| (call, peak / length.max(1)));
    eprintln!("{name} in {format}: {:?}", told.collect::<Vec<_>>());
    let is_over = |(_, peak): &(_, u64)| *peak > MOST * length + 256 * KIB;
    let over = calls.into_iter().filter(is_over);
    over.map(|(call, peak)| format!("{call} {name} in {format}: {} a byte", peak / length))
        .collect()
}

#[test]
fn finding_a_message_takes_a_bounded_share_of_a_body() {
    let strict = Config::strict().limits(Limits::unlimited());
    let lenient = Config::lenient().limits(Limits::unlimited());
    let mut found = Vec::new();
    for (name, format, body) in hostile() {
        let body = body.trim_end_matches('&').as_bytes();
        for config in [&strict, &lenient] {
            found.extend(over(name, format, body, config));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
