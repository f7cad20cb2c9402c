//! How much memory it takes not to know the message of a body: counted above the readers, for whole calls.

use allocation_counter::measure;
use paywire::Limits;
use paywire::codec::{self, Config, Format};

const KIB: u64 = 1 << 10;

/// The most that may be held at once for each byte of a body to find out what it is: the tree and what it is made from.
const IDENTIFIED: u64 = 28;

/// The same with what is unknown in it, each value with its path, and what was left out.
const READ: u64 = 64;

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

#[test]
fn finding_a_message_takes_a_bounded_share_of_a_body() {
    let strict = Config::strict().limits(Limits::unlimited());
    let lenient = Config::lenient().limits(Limits::unlimited());
    let mut over = Vec::new();
    for (name, format, body) in hostile() {
        let body = body.trim_end_matches('&').as_bytes();
        for config in [&strict, &lenient] {
            let length = body.len() as u64;
            // Each value that is left out has a warning, whoever asks.
            let identified = if name == "repeated" { READ } else { IDENTIFIED };
            let calls = [
                (
                    "read",
                    READ,
                    peak(|| drop(codec::read(body, &config.format(format)))),
                ),
                (
                    "identify",
                    identified,
                    peak(|| drop(codec::identify(format, body, config))),
                ),
                (
                    "convert",
                    READ,
                    peak(|| drop(codec::convert(body, Format::Json, config))),
                ),
            ];
            let is_over = |(_, most, peak): &(_, u64, u64)| *peak > most * length + 256 * KIB;
            over.extend(calls.into_iter().filter(is_over).map(|(call, _, peak)| {
                format!("{call} {name} in {format}: {} a byte", peak / length)
            }));
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}
