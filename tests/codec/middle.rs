//! What does not know its message beforehand reads it through one tree. It reads as the formats do: the same message or the
//! same error, at the same place, with the same warnings.

use paywire::api::adaptive_payments::fault::FaultMessage;
use paywire::api::adaptive_payments::pay::PayRequest;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsResponse;
use paywire::api::orders_v1::Order;
use paywire::api::{AnyMessage, Message, MessageKind};
use paywire::codec::{self, Config, Format, Warning};
use paywire::{Category, Error, json, nvp, xml};
use proptest::prelude::*;
use serde::de::DeserializeOwned;

/// What came of reading: the message, or where and why there is none; and what was mended.
type Outcome = Result<(AnyMessage, Vec<String>), Refused>;

#[derive(Debug, PartialEq)]
struct Refused {
    told: String,
    is_damage: bool,
}

fn shown(error: &Error) -> Refused {
    Refused {
        told: format!(
            "{:?} at {:?}, {:?}",
            error.kind(),
            error.span(),
            error.path()
        ),
        is_damage: error.category() == Category::Syntax,
    }
}

fn told<W>(warnings: &[W], tell: impl Fn(&W) -> String) -> Vec<String> {
    warnings.iter().map(tell).collect()
}

/// Reads by the format alone.
fn direct<T: Message + DeserializeOwned + Into<AnyMessage>>(
    format: Format,
    body: &[u8],
    config: &Presets,
) -> Outcome {
    let read = match format {
        Format::Nvp => config
            .nvp
            .from_slice_reporting::<T>(body)
            .map(|(message, warnings)| {
                (
                    message,
                    told(&warnings, |one| {
                        format!("{:?} {:?}", one.kind(), one.path())
                    }),
                )
            }),
        Format::Json => config
            .json
            .from_slice_reporting::<T>(body)
            .map(|(message, warnings)| {
                (
                    message,
                    told(&warnings, |one| {
                        format!("{:?} {:?}", one.kind(), one.path())
                    }),
                )
            }),
        _ => {
            let xml = config.xml.root(T::INFO.name).unqualified_root(true);
            let xml = match T::INFO.namespace {
                Some(namespace) => xml.namespace(namespace),
                None => xml,
            };
            xml.from_slice_reporting::<T>(body)
                .map(|(message, warnings)| {
                    (
                        message,
                        told(&warnings, |one| {
                            format!("{:?} {:?}", one.kind(), one.path())
                        }),
                    )
                })
        }
    };
    read.map(|(message, warnings)| (message.into(), warnings))
        .map_err(|error| shown(&error))
}

/// Reads through the tree.
fn middle(kind: MessageKind, format: Format, body: &[u8], config: &Presets) -> Outcome {
    let decoded = codec::decode(kind, format, body, &config.codec);
    let decoded = decoded.map_err(|error| shown(&error))?;
    let warnings = decoded.warnings.iter().filter_map(|warning| match warning {
        Warning::Nvp(one) => Some(format!("{:?} {:?}", one.kind(), one.path())),
        Warning::Json(one) => Some(format!("{:?} {:?}", one.kind(), one.path())),
        Warning::Xml(one) => Some(format!("{:?} {:?}", one.kind(), one.path())),
        _ => None,
    });
    let warnings = warnings.collect();
    Ok((decoded.message, warnings))
}

struct Presets {
    nvp: nvp::Config,
    json: json::Config,
    xml: xml::Config<'static>,
    codec: Config,
}

fn presets() -> [Presets; 2] {
    [
        Presets {
            nvp: nvp::Config::strict(),
            json: json::Config::strict(),
            xml: xml::Config::strict(),
            codec: Config::strict(),
        },
        Presets {
            nvp: nvp::Config::lenient(),
            json: json::Config::lenient(),
            xml: xml::Config::lenient(),
            codec: Config::lenient(),
        },
    ]
}

fn compare<T: Message + DeserializeOwned + Into<AnyMessage>>(
    kind: MessageKind,
    format: Format,
    body: &str,
) {
    for (preset, name) in presets().iter().zip(["strict", "lenient"]) {
        let (direct, middle) = (
            direct::<T>(format, body.as_bytes(), preset),
            middle(kind, format, body.as_bytes(), preset),
        );
        match (&direct, &middle) {
            (Ok((one, warned)), Ok((other, told))) => {
                assert_eq!(one, other, "{name} {kind:?} in {format} of {body}");
                let sorted = |all: &[String]| {
                    let mut all = all.to_vec();
                    all.sort();
                    all
                };
                // What no type reads is settled after what one does.
                for warning in sorted(warned) {
                    assert!(
                        told.contains(&warning),
                        "{name} {kind:?} in {format} of {body}: {warning} is not among {told:?}"
                    );
                }
            }
            // Values are unescaped before any of them is read.
            (Err(_), Err(other)) if other.told.starts_with("InvalidEscape") => {}
            (Err(one), Err(other)) if !one.is_damage && other.is_damage => {}
            // Of several of one name the last counts, of which the formats tell as of the first.
            (Err(one), Err(other)) if name == "lenient" => {
                let what = |refused: &Refused| refused.told.split(" at ").next().map(str::to_owned);
                assert_eq!(what(one), what(other), "{kind:?} in {format} of {body}");
            }
            (Err(one), Err(other)) => {
                assert_eq!(one, other, "{name} {kind:?} in {format} of {body}");
            }
            _ => {
                // The types of the formats look past what they do not know; the tree has it checked.
                let unknown_is_odd = direct.is_ok() && middle.is_err();
                assert!(
                    unknown_is_odd,
                    "{name} {kind:?} in {format} of {body}: {direct:?} and {middle:?}"
                );
            }
        }
    }
}

fn compare_all(format: Format, body: &str) {
    compare::<PayRequest>(MessageKind::PayRequest, format, body);
    compare::<PaymentDetailsResponse>(MessageKind::PaymentDetailsResponse, format, body);
    compare::<FaultMessage>(MessageKind::FaultMessage, format, body);
    if format == Format::Json {
        compare::<Order>(MessageKind::Order, format, body);
    }
}

const NVP: &[&str] = &[
    "requestEnvelope.errorLanguage=en_US&actionType=PAY&currencyCode=USD&cancelUrl=a&returnUrl=b\
     &receiverList.receiver(0).amount=100.00&receiverList.receiver(0).email=a%40b&receiverList.receiver(1).amount=1",
    "responseEnvelope.ack=Failure&responseEnvelope.timestamp=x&responseEnvelope.build=1&responseEnvelope.correlationId=c\
     &error(0).errorId=580022&error(0).message=no&error(0).parameter(0)=a&error(0).parameter(1)=b&error(1).errorId=1&error(1).message=m",
];

/// What is put between pairs.
const PAIRS: &[&str] = &[
    "actionType=CREATE",
    "memo=&memo=1",
    "receiverList.receiver(3).amount=2",
    "receiverList.receiver=x",
    "receiverList.receiver.amount=2",
    "receiverList=1",
    "error=1",
    "error(0)=x",
    "error(0).parameter(1).name=n",
    "error(0).parameter.x=1",
    "requestEnvelope=1",
    "reverseAllParallelPaymentsOnError=TRUE",
    "x(0)=1&x.a=2",
    "x=1&x=2",
    "x(1)=1",
    "memo(0)=1",
    "memo(0)=1&memo(1)=2",
    "memo.a=1",
    "receiverList.receiver(0).amount=1e2",
    "ActionType=PAY",
    "receiverList.receiver(0).amount=x",
    "a=%zz",
    "error(0).errorId=y",
    "error(0).parameter=2&error(0).parameter=3",
    "receiverList.receiver(0)=1",
    "x=1&x.b=2",
    "sender.useCredentials=2",
    "memo=+x+",
];

const JSON: &[&str] = &[
    r#"{"requestEnvelope":{"errorLanguage":"en_US"},"actionType":"PAY","currencyCode":"USD","cancelUrl":"a","returnUrl":"b",
 "receiverList":{"receiver":[{"amount":100.00,"email":"a@b"},{"amount":"1"}]}}"#,
    r#"{"responseEnvelope":{"ack":"Failure","timestamp":"x","build":"1","correlationId":"c"},"error":[{"errorId":"580022",
 "message":"no","parameter":["a",{"$text":"b","@name":"n"}]},{"errorId":1,"message":"m"}]}"#,
    r#"{"id":"O-1","purchase_units":[{"reference_id":"r","amount":{"currency":"USD","total":"1.00"},"payee":{"email":"a@b.example"}}],
 "redirect_urls":{"return_url":"a","cancel_url":"b"},"links":[]}"#,
];

/// What is put before a comma, and what in the place of a value.
const MEMBERS: &[&str] = &[
    r#","memo":"1","memo":"2""#,
    r#","x":{"y":[1.50,null,[],{}]}"#,
    r#","actionType":"CREATE""#,
    r#","memo":5"#,
    r#","memo":null"#,
    r#","memo":[]"#,
    r#","memo":{"$text":"x"}"#,
    ",",
    r#","x":"\ud800""#,
];
const VALUES: &[&str] = &[
    "null",
    "[]",
    "{}",
    "5",
    "1e2",
    "-0.0",
    "true",
    r#""true""#,
    r#""x""#,
    r#"["x"]"#,
    r#"[["x"]]"#,
    r#"{"a":1}"#,
    r#"" 5 ""#,
    "05",
];

const XML: &[&str] = &[
    "<PayRequest xmlns='http://svcs.paypal.com/types/ap'><requestEnvelope xmlns=''><errorLanguage>en_US</errorLanguage></requestEnvelope>\
     <actionType xmlns=''>PAY</actionType><cancelUrl xmlns=''>a</cancelUrl><currencyCode>USD</currencyCode><receiverList xmlns=''>\
     <receiver><amount>100.00</amount><email>a@b</email></receiver><receiver><amount> 1 </amount></receiver></receiverList>\
     <returnUrl xmlns=''>b</returnUrl></PayRequest>",
    "<FaultMessage><responseEnvelope><timestamp>x</timestamp><ack>Failure</ack><correlationId>c</correlationId><build>1</build></responseEnvelope>\
     <error><errorId>580022</errorId><message>no</message><parameter name='n'>a</parameter><parameter>b</parameter></error></FaultMessage>",
];
const ELEMENTS: &[&str] = &[
    "<memo>1</memo><memo>2</memo>",
    "<memo a='1' b='2'>x</memo>",
    "<memo><a/></memo>",
    "text",
    "<memo/>",
    "<memo> x </memo>",
    "<!-- c -->",
    "<x:y xmlns:x='urn:x'>1</x:y>",
    "<memo xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>",
    "<![CDATA[ ]]>",
    "<reverseAllParallelPaymentsOnError>TRUE</reverseAllParallelPaymentsOnError>",
    "<receiver/>",
    "<amount>2</amount>",
    "<parameter name=''/>",
    "<parameter><a/>t</parameter>",
    "<error/>",
    "<actionType xmlns='http://svcs.paypal.com/types/ap'>CREATE</actionType>",
    "&#65;",
    "<requestEnvelope><errorLanguage>de_DE</errorLanguage></requestEnvelope>",
    "<sender><useCredentials>1</useCredentials></sender>",
];

/// A text with another at one of the places behind a sign.
fn with(body: &str, sign: char, place: usize, more: &str) -> String {
    let places: Vec<usize> = body.match_indices(sign).map(|(at, _)| at).collect();
    let at = places[place % places.len()];
    format!("{}{more}{}", &body[..at], &body[at..])
}

/// A document of JSON with another value in the place of one.
fn replaced(body: &str, place: usize, value: &str) -> String {
    let places: Vec<usize> = body.match_indices(':').map(|(at, _)| at + 1).collect();
    let at = places[place % places.len()];
    let rest = &body[at..];
    let end = rest.find([',', '}', ']']).unwrap_or(rest.len());
    format!("{}{value}{}", &body[..at], &rest[end..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nvp_is_read_alike(base in prop::sample::select(NVP), more in prop::collection::vec((any::<usize>(), prop::sample::select(PAIRS)), 0..3)) {
        let mut body = format!("{base}&");
        for (place, pair) in more {
            body = with(&body, '&', place, &format!("&{pair}"));
        }
        compare_all(Format::Nvp, body.trim_end_matches('&'));
    }

    #[test]
    fn json_is_read_alike(base in prop::sample::select(JSON), more in prop::option::of((any::<usize>(), prop::sample::select(MEMBERS))), other in prop::option::of((any::<usize>(), prop::sample::select(VALUES)))) {
        let mut body = base.to_owned();
        if let Some((place, member)) = more {
            body = with(&body, ',', place, member);
        }
        if let Some((place, value)) = other {
            body = replaced(&body, place, value);
        }
        compare_all(Format::Json, &body);
    }

    #[test]
    fn xml_is_read_alike(base in prop::sample::select(XML), more in prop::collection::vec((any::<usize>(), prop::sample::select(ELEMENTS)), 0..3)) {
        let mut body = base.to_owned();
        for (place, element) in more {
            body = with(&body, '<', 1 + place, element);
        }
        compare_all(Format::Xml, &body);
    }
}
