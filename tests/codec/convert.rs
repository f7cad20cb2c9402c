//! Messages from every format into every other: nothing is lost on the way.

use std::collections::BTreeMap;

use paywire::ErrorKind;
use paywire::api::shape::{FieldKind, Shape, Struct};
use paywire::api::{AnyMessage, MessageKind};
use paywire::codec::{self, Config, Content, Converted, Decoded, Format, Unknown, Warning};
use paywire::proptest::any_message;
use proptest::prelude::*;
use proptest::sample::Index;

const PAY: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY\
    &cancelUrl=https%3A%2F%2Fshop.example%2Fno&returnUrl=https%3A%2F%2Fshop.example%2Fyes\
    &currencyCode=USD&receiverList.receiver(0).email=a%40shop.example\
    &receiverList.receiver(0).amount=12.50";

fn decoded(message: AnyMessage, unknown: Vec<Unknown>) -> Decoded {
    let mut decoded = codec::decode(
        MessageKind::PayRequest,
        Format::Nvp,
        PAY.as_bytes(),
        &Config::strict(),
    )
    .expect("a message");
    decoded.message = message;
    decoded.unknown = unknown.into();
    decoded
}

fn unknown(path: &str, value: &str) -> Unknown {
    Unknown {
        path: path.to_owned(),
        value: value.to_owned(),
        literal: false,
    }
}

fn as_kind(kind: MessageKind, format: Format) -> Config {
    Config::strict().message(kind).format(format)
}

/// Converts a body of a known message in a known format.
fn converted(kind: MessageKind, from: Format, to: Format, body: &str) -> Converted {
    codec::convert(body.as_bytes(), to, &as_kind(kind, from))
        .unwrap_or_else(|error| panic!("{kind} from {from} to {to}: {error}\n{body}"))
}

fn decode(kind: MessageKind, format: Format, body: &str) -> Decoded {
    codec::decode(kind, format, body.as_bytes(), &Config::strict())
        .unwrap_or_else(|error| panic!("{kind} in {format}: {error}\n{body}"))
}

/// A document in XML, of the message in a namespace of its own.
fn pay_xml(inside: &str) -> String {
    let xml = codec::convert(PAY.as_bytes(), Format::Xml, &Config::strict()).expect("holds it");
    let end = xml.body.rfind("</").expect("a root");
    format!("{}{inside}{}", &xml.body[..end], &xml.body[end..])
}

/// Unknown values by their paths, an only entry without its index.
fn sorted(values: &[Unknown]) -> BTreeMap<String, String> {
    let is_only = |list: &str| {
        !values
            .iter()
            .any(|other| other.path.starts_with(&format!("{list}(1)")))
    };
    let mut found = BTreeMap::new();
    for Unknown { path, value, .. } in values {
        let mut plain = String::new();
        let mut rest = 0;
        for (at, index) in path.match_indices("(0)") {
            if is_only(&path[..at]) {
                plain += &path[rest..at];
                rest = at + index.len();
            }
        }
        plain += &path[rest..];
        assert_eq!(found.insert(plain, value.clone()), None, "{path} twice");
    }
    found
}

/// Whether a text can stand in a format at all: XML has no way to write most control characters.
fn can_hold(format: Format, message: &AnyMessage) -> bool {
    let text = paywire::json::to_string(message).expect("JSON holds everything");
    let tree: paywire::nvp::Value = paywire::json::from_str(&text).expect("what was written");
    let holds = |leaf: &Unknown| {
        leaf.value
            .chars()
            .all(|character| is_held(format, character))
    };
    codec::leaves(&tree).iter().all(holds)
}

/// How many warnings tell of something other than amounts of a notification that are none, as any
/// text may stand there.
fn lost(there: &Converted) -> usize {
    let unread = |warning: &&Warning| matches!(warning, Warning::UnreadAmount { .. });
    there.warnings.len() - there.warnings.iter().filter(unread).count()
}

fn is_held(format: Format, character: char) -> bool {
    let xml = matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    xml || matches!(format, Format::Nvp | Format::Json)
}

proptest! {
    #[test]
    fn every_message_goes_through_every_pair_of_formats(message in any_message()) {
        let kind = message.kind();
        for &from in Format::of(kind) {
            let Ok(body) = codec::encode(&message, from, &Config::strict()) else {
                prop_assert!(!can_hold(from, &message), "{kind} in {from}");
                continue;
            };
            prop_assert_eq!(&decode(kind, from, &body).message, &message);
            for &to in Format::of(kind) {
                if !can_hold(to, &message) {
                    continue;
                }
                let there = converted(kind, from, to, &body);
                prop_assert_eq!(lost(&there), 0);
                prop_assert_eq!(&decode(kind, to, &there.body).message, &message);
                // What is written says which format it is in.
                prop_assert_eq!(Format::detect(there.body.as_bytes()), Some(to));
            }
        }
    }

    #[test]
    fn unknown_values_survive_every_pair_of_formats(
        message in any_message(),
        places in prop::collection::vec((any::<Index>(), stranger(), held_text()), 1..6),
    ) {
        let kind = message.kind();
        let structs = structs_of(&message);
        let mut strangers = Vec::new();
        for (number, (place, (words, entries), value)) in places.into_iter().enumerate() {
            let owner = place.get(&structs);
            let joint = if owner.is_empty() { "" } else { "." };
            for entry in 0..entries.max(1) {
                let index = if entries > 0 { format!("({entry})") } else { String::new() };
                let path = format!("{owner}{joint}stranger{number}{index}{words}");
                strangers.push(unknown(&path, &value));
            }
        }
        let expected = sorted(&strangers);
        let original = decoded(message, strangers);
        let held = |format: &Format| can_hold(*format, &original.message);
        let formats: Vec<Format> = Format::of(kind).iter().copied().filter(held).collect();
        for &from in &formats {
            let body = original.encode(from, &Config::strict()).unwrap();
            let first = decode(kind, from, &body);
            prop_assert_eq!(&first.message, &original.message);
            prop_assert_eq!(&sorted(&first.unknown), &expected, "{}", body);
            for &to in &formats {
                let there = converted(kind, from, to, &body);
                let last = decode(kind, to, &there.body);
                prop_assert_eq!(&last.message, &original.message);
                prop_assert_eq!(&sorted(&last.unknown), &expected, "{}", there.body);
            }
        }
    }
}

proptest! {
    #[test]
    fn unknown_json_stays_what_it_was(
        message in any_message(),
        places in prop::collection::vec((any::<Index>(), stranger(), literal()), 1..6),
    ) {
        let kind = message.kind();
        let structs = structs_of(&message);
        let mut strangers = Vec::new();
        for (number, (place, (words, entries), value)) in places.into_iter().enumerate() {
            let owner = place.get(&structs);
            let joint = if owner.is_empty() { "" } else { "." };
            for entry in 0..entries.max(1) {
                let index = if entries > 0 { format!("({entry})") } else { String::new() };
                let path = format!("{owner}{joint}stranger{number}{index}{words}");
                strangers.push(Unknown { literal: true, ..unknown(&path, &value) });
            }
        }
        let by_path = |mut values: Vec<Unknown>| {
            values.sort_by(|a, b| a.path.cmp(&b.path));
            values
        };
        let expected = by_path(strangers.clone());
        let empty = strangers.iter().filter(|value| value.is_empty()).count();
        let original = decoded(message, strangers);
        let body = original.encode(Format::Json, &Config::strict()).unwrap();
        let there = converted(kind, Format::Json, Format::Json, &body);
        prop_assert_eq!(&there.body, &body);
        prop_assert_eq!(lost(&there), 0);
        let again = decode(kind, Format::Json, &there.body);
        prop_assert_eq!(&again.message, &original.message);
        prop_assert_eq!(by_path(again.unknown.to_vec()), expected);
        // What is empty has no way into NVP, and each loss is told.
        if !Format::Nvp.carries(kind) {
            return Ok(());
        }
        let nvp = converted(kind, Format::Json, Format::Nvp, &body);
        prop_assert_eq!(lost(&nvp), empty);
        let texts = decode(kind, Format::Nvp, &nvp.body).unknown;
        prop_assert_eq!(texts.len(), original.unknown.len() - empty);
        prop_assert!(texts.iter().all(|text| !text.literal));
    }
}

/// What stands in JSON without quotes.
fn literal() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["true", "false", "null", "[]", "{}"]).prop_map(str::to_owned),
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,4})?",
    ]
}

/// What comes below a name nobody knows, and how many entries it has, none for no list.
fn stranger() -> impl Strategy<Value = (&'static str, usize)> {
    (
        prop::sample::select(vec!["", ".deep", ".deep.deeper", ".list(0)"]),
        0..3_usize,
    )
}

/// Texts that every format can hold. XML reads a line end in any spelling as `\n` only where it
/// was not escaped, which the writer does.
fn held_text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 &<>='\"%+{}é€\t]{0,12}"
}

/// The paths of all structs in a message, the message itself among them.
fn structs_of(message: &AnyMessage) -> Vec<String> {
    let text = paywire::json::to_string(message).expect("writes");
    let tree: serde_json::Value = serde_json::from_str(&text).expect("what was written");
    let shape = message.kind().shape();
    let mut found = Vec::new();
    add_structs(&mut found, "", &shape, shape.root(), &tree);
    found
}

fn add_structs(
    found: &mut Vec<String>,
    path: &str,
    shape: &Shape,
    of: &Struct,
    tree: &serde_json::Value,
) {
    // An element of text and attributes alone has no children in any format.
    if of.fields.iter().any(|field| field.name == "$text") {
        return;
    }
    found.push(path.to_owned());
    for field in of
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Struct)
    {
        let inner = shape.find(field.type_path).expect("a noted struct");
        let joint = if path.is_empty() { "" } else { "." };
        let below = format!("{path}{joint}{}", field.name);
        match &tree[field.name] {
            serde_json::Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    add_structs(found, &format!("{below}({index})"), shape, inner, entry);
                }
            }
            serde_json::Value::Null => {}
            one => add_structs(found, &below, shape, inner, one),
        }
    }
}

#[test]
fn unknown_values_stand_at_their_places() {
    let body = format!(
        "{PAY}&receiverList.receiver(0).colour=red&receiverList.receiver(0).tags(0)=a\
         &receiverList.receiver(0).tags(1).b=c&till.no=4&memo=a%26b"
    );
    let json = codec::convert(body.as_bytes(), Format::Json, &Config::strict()).unwrap();
    assert_eq!(json.message, MessageKind::PayRequest);
    assert_eq!(
        json.body,
        r#"{"requestEnvelope":{"errorLanguage":"en_US"},"actionType":"PAY","cancelUrl":"https://shop.example/no","currencyCode":"USD","memo":"a&b","receiverList":{"receiver":[{"amount":"12.50","email":"a@shop.example","colour":"red","tags":["a",{"b":"c"}]}]},"returnUrl":"https://shop.example/yes","till":{"no":"4"}}"#
    );
    let back = codec::convert(json.body.as_bytes(), Format::Nvp, &Config::strict()).unwrap();
    let (back, body) = [back.body.as_str(), &body]
        .map(|body| codec::read(body.as_bytes(), &Config::strict()).unwrap())
        .into();
    assert_eq!(codec::diff(&back.content, &body.content).unwrap(), []);
}

#[test]
fn native_scalars_stay_native_beside_unknown_ones() {
    let body = format!("{PAY}&receiverList.receiver(0).primary=true&receiverList.receiver(0).x=1");
    let json = codec::convert(body.as_bytes(), Format::Json, &Config::strict()).unwrap();
    assert!(
        json.body.contains(r#""primary":true,"x":"1""#),
        "{}",
        json.body
    );
}

#[test]
fn what_nvp_cannot_hold_is_refused_or_left_out_with_a_word() {
    let body = format!(
        r#"{{"a.b":"1","odd":{{"(0)":"2","plain":"3"}},{}"#,
        &codec::convert(PAY.as_bytes(), Format::Json, &Config::strict())
            .unwrap()
            .body[1..]
    );
    let error = codec::convert(body.as_bytes(), Format::Nvp, &Config::strict()).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::UnwritableKey(_)),
        "{error}"
    );
    let lenient = codec::convert(body.as_bytes(), Format::Nvp, &Config::lenient()).unwrap();
    assert!(lenient.body.ends_with("&odd.plain=3"), "{}", lenient.body);
    let said: Vec<String> = lenient.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "left out a value that NVP cannot hold, at `a%2Eb`",
            "left out a value that NVP cannot hold, at `odd.%280%29`",
        ]
    );
    // JSON holds all of it.
    let json = codec::convert(body.as_bytes(), Format::Json, &Config::strict()).unwrap();
    assert!(
        json.body
            .contains(r#""a.b":"1","odd":{"(0)":"2","plain":"3"}"#),
        "{}",
        json.body
    );
}

#[test]
fn something_empty_is_a_warning_where_it_cannot_be_held() {
    let body = r#"{"responseEnvelope":{"timestamp":"2014-03-06T09:12:45.318-08:00","ack":"Success",
        "correlationId":"5c","build":"1"},"payKey":"AP-1","paymentExecStatus":"CREATED",
        "paymentInfoList":{"paymentInfo":[]}}"#;
    let nvp = codec::convert(body.as_bytes(), Format::Nvp, &Config::strict()).unwrap();
    assert!(
        matches!(&nvp.warnings[..], [Warning::EmptyLeftOut { path, .. }] if path.starts_with("paymentInfoList")),
        "{:?}",
        nvp.warnings
    );
    assert_eq!(
        nvp.warnings[0].to_string(),
        "left out an empty value, which NVP cannot hold, at `paymentInfoList`"
    );
}

/// `PAY` in JSON, with more members at its end.
fn pay_json(members: &str) -> String {
    let json = codec::convert(PAY.as_bytes(), Format::Json, &Config::strict()).expect("a message");
    format!("{},{members}}}", &json.body[..json.body.len() - 1])
}

#[test]
fn unknown_literals_of_json_stay_literals() {
    let body = pay_json(
        r#""till":{"no":4,"text":"4","on":true,"off":"true"},"rates":[1.00,1e5,-0,1E+999,"1.0"],"long":123456789012345678901234567890.10,"none":null,"list":[],"object":{},"in":[null,[],{},[null],1,{"a":null}]"#,
    );
    let config = as_kind(MessageKind::PayRequest, Format::Json);
    let json = codec::convert(body.as_bytes(), Format::Json, &config).unwrap();
    assert_eq!(json.body, body);
    assert!(json.warnings.is_empty(), "{:?}", json.warnings);
}

#[test]
fn unknown_literals_are_texts_to_other_formats() {
    let body = pay_json(r#""till":{"no":4.00,"on":true,"text":"null"}"#);
    for to in [Format::Nvp, Format::Xml, Format::Soap] {
        let there = codec::convert(body.as_bytes(), to, &Config::strict()).unwrap();
        assert!(there.warnings.is_empty(), "{:?}", there.warnings);
        let texts = ["4.00", "true", "null"];
        let paths = ["till.no", "till.on", "till.text"];
        let expected: Vec<Unknown> = paths
            .into_iter()
            .zip(texts)
            .map(|(p, t)| unknown(p, t))
            .collect();
        assert_eq!(
            decode(MessageKind::PayRequest, to, &there.body).unknown,
            expected
        );
        let back = converted(MessageKind::PayRequest, to, Format::Json, &there.body);
        let ending = r#""till":{"no":"4.00","on":"true","text":"null"}}"#;
        assert!(back.body.ends_with(ending), "{}", back.body);
    }
}

#[test]
fn unknown_empties_are_never_lost_without_a_word() {
    let body =
        pay_json(r#""none":null,"list":[],"object":{},"in":{"none":null,"x":1},"last":[1,[]]"#);
    let known = Config::lenient().message(MessageKind::PayRequest);
    for config in [as_kind(MessageKind::PayRequest, Format::Json), known] {
        for to in [Format::Nvp, Format::Xml, Format::Soap] {
            let there = codec::convert(body.as_bytes(), to, &config).unwrap();
            let empty = |warning: &Warning| matches!(warning, Warning::EmptyLeftOut { .. });
            assert!(there.warnings.iter().all(empty), "{:?}", there.warnings);
            let paths: Vec<_> = there.warnings.iter().filter_map(Warning::path).collect();
            assert_eq!(
                paths,
                ["none", "list", "object", "in.none", "last(1)"],
                "{to}"
            );
        }
    }
}

#[test]
fn a_null_in_a_list_is_nil_in_xml() {
    let body = pay_json(r#""rates":[null,1,null,2]"#);
    let xml = converted(MessageKind::PayRequest, Format::Json, Format::Xml, &body);
    assert!(xml.warnings.is_empty(), "{:?}", xml.warnings);
    let json = converted(
        MessageKind::PayRequest,
        Format::Xml,
        Format::Json,
        &xml.body,
    );
    let ending = r#""rates":[null,"1",null,"2"]}"#;
    assert!(json.body.ends_with(ending), "{}", json.body);
}

#[test]
fn only_a_message_is_converted() {
    let error = codec::convert(b"payKey=AP-1", Format::Json, &Config::strict()).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::UnknownMessage);
    assert_eq!(
        error.to_string(),
        "cannot tell which message this is (specify one)"
    );
    let body = PAY.replace("12.50", "12,50");
    let error = codec::convert(body.as_bytes(), Format::Json, &Config::strict()).unwrap_err();
    assert_eq!(error.path(), Some("receiverList.receiver(0).amount"));
}

#[test]
fn a_malformed_path_is_refused() {
    let request = decode(MessageKind::PayRequest, Format::Nvp, PAY).message;
    for path in ["a(", "a%", "a(0)b", "a%4"] {
        let odd = decoded(request.clone(), vec![unknown(path, "x")]);
        let error = odd.encode(Format::Nvp, &Config::strict()).unwrap_err();
        assert_eq!(error.path(), Some(path));
        assert!(error.to_string().starts_with("malformed name: "), "{error}");
    }
    let far = decoded(request.clone(), vec![unknown("a.b(4294967295)", "x")]);
    let error = far.encode(Format::Json, &Config::strict()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "most entries of the list are missing (number the entries from 0) at `a.b(4294967295)`"
    );
    let twice = decoded(request, vec![unknown("a", "x"), unknown("a", "y")]);
    let error = twice.encode(Format::Nvp, &Config::strict()).unwrap_err();
    assert_eq!(error.to_string(), "two values with the same path at `a`");
}

#[test]
fn leaves_of_a_generic_body_are_its_own() {
    let reading = codec::read(b"a(0)=1&a(1).b=2", &Config::strict()).unwrap();
    assert!(matches!(reading.content, Content::Generic(_)));
    assert_eq!(
        reading.content.leaves().unwrap(),
        [unknown("a(0)", "1"), unknown("a(1).b", "2")]
    );
}

#[test]
fn extensions_of_xml_go_along() {
    let inside = r#"<e:extra xmlns:e="urn:ext" xmlns:f="urn:f" kind="k" f:kind="l" xml:lang="en"
        ><e:deep>1</e:deep><plain>2</plain></e:extra><e:extra xmlns:e="urn:ext">3</e:extra>"#;
    let body = pay_xml(inside);
    let config = as_kind(MessageKind::PayRequest, Format::Xml);
    let first = decode(MessageKind::PayRequest, Format::Xml, &body);
    let shown: Vec<String> = first.unknown.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "{urn:ext}extra(0).@kind=k",
            "{urn:ext}extra(0).@{urn:f}kind=l",
            "{urn:ext}extra(0).@{http://www%2Ew3%2Eorg/XML/1998/namespace}lang=en",
            "{urn:ext}extra(0).{urn:ext}deep=1",
            "{urn:ext}extra(0).plain=2",
            "{urn:ext}extra(1)=3",
        ]
    );
    for to in [Format::Xml, Format::Soap, Format::Json] {
        let there = codec::convert(body.as_bytes(), to, &config).unwrap();
        let again = decode(MessageKind::PayRequest, to, &there.body);
        assert_eq!(
            sorted(&again.unknown),
            sorted(&first.unknown),
            "{}",
            there.body
        );
        let back = converted(MessageKind::PayRequest, to, Format::Xml, &there.body);
        let back = decode(MessageKind::PayRequest, Format::Xml, &back.body);
        assert_eq!(sorted(&back.unknown), sorted(&first.unknown));
    }
    // A name of NVP has no dots in it.
    let error = codec::convert(body.as_bytes(), Format::Nvp, &config).unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::UnwritableKey(_)),
        "{error}"
    );
}

#[test]
fn an_attribute_on_a_plain_field_is_not_lost() {
    let receiver = "</receiver>";
    let body = pay_xml("")
        .replace("<actionType>", r#"<actionType by="hand">"#)
        .replace(
            receiver,
            "</receiver><receiver><amount>1</amount></receiver>",
        )
        .replace("<amount>12", r#"<amount xml:lang="en">12"#);
    let mut first = decode(MessageKind::PayRequest, Format::Xml, &body);
    let lang = first.unknown.pop().unwrap();
    assert!(
        lang.path
            .starts_with("receiverList.receiver(0).amount.@{http"),
        "{lang}"
    );
    assert_eq!(first.unknown, [unknown("actionType.@by", "hand")]);
    let body = body.replace(r#" xml:lang="en""#, "");
    let config = Config::strict();
    let soap = codec::convert(body.as_bytes(), Format::Soap, &config).unwrap();
    let again = decode(MessageKind::PayRequest, Format::Soap, &soap.body);
    assert_eq!(again.unknown, first.unknown);
    for to in [Format::Nvp, Format::Json] {
        let error = codec::convert(body.as_bytes(), to, &config).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Unrepresentable(to.title()));
        let lenient = codec::convert(body.as_bytes(), to, &Config::lenient()).unwrap();
        assert!(
            matches!(&lenient.warnings[..], [Warning::LeftOut { path, .. }] if path == "actionType.@by"),
            "{:?}",
            lenient.warnings
        );
    }
}

#[test]
fn a_soap_header_is_kept_or_its_loss_told() {
    let soap = codec::convert(PAY.as_bytes(), Format::Soap, &Config::strict()).unwrap();
    let header = r#"<soapenv:Header><t:Trace xmlns:t="urn:t" soapenv:mustUnderstand="1">7</t:Trace>
        <u:User xmlns:u="urn:u">u</u:User></soapenv:Header><soapenv:Body>"#;
    let body = soap.body.replacen("<soapenv:Body>", header, 1);
    let read = decode(MessageKind::PayRequest, Format::Soap, &body);
    let envelope = read.envelope.as_ref().expect("an envelope");
    assert_eq!(envelope.header.entries().len(), 2);
    assert_eq!(
        read.warnings[0].to_string(),
        "unknown header entry {urn:t}Trace, which must be understood"
    );
    let again = codec::convert(body.as_bytes(), Format::Soap, &Config::strict()).unwrap();
    assert!(again.body.contains(">7</t:Trace>"), "{}", again.body);
    let json = codec::convert(body.as_bytes(), Format::Json, &Config::strict()).unwrap();
    assert_eq!(
        json.warnings.last().unwrap().to_string(),
        "left out, because JSON has no envelope: 2 header entries"
    );
}

#[test]
fn a_fault_message_is_the_detail_of_a_soap_fault() {
    let body = r#"{"responseEnvelope":{"timestamp":"2014-03-06T09:13:02.077-08:00","ack":"Failure",
        "correlationId":"9e","build":"1"},"error":[{"errorId":"580001","message":"Invalid request",
        "parameter":["amount"]}],"odd":"1"}"#;
    let told = as_kind(MessageKind::FaultMessage, Format::Json);
    let soap = codec::convert(body.as_bytes(), Format::Soap, &told).unwrap();
    assert_eq!(soap.message, MessageKind::FaultMessage);
    for part in [
        "<faultcode>soapenv:Server</faultcode>",
        "<faultstring>Invalid request</faultstring>",
        "<detail><ns:FaultMessage ",
        "<odd>1</odd>",
    ] {
        assert!(soap.body.contains(part), "{}", soap.body);
    }
    let json = codec::convert(soap.body.as_bytes(), Format::Json, &Config::strict()).unwrap();
    assert!(json.warnings.is_empty(), "{:?}", json.warnings);
    assert!(json.body.contains(r#""odd":"1""#));
    // What the fault says by itself is told when it is lost, and kept where it can be.
    let own = soap.body.replace("soapenv:Server", "soapenv:Client");
    let json = codec::convert(own.as_bytes(), Format::Json, &Config::strict()).unwrap();
    assert_eq!(
        json.warnings[0].to_string(),
        "left out, because JSON has no envelope: the SOAP fault"
    );
    let again = codec::convert(own.as_bytes(), Format::Soap, &Config::strict()).unwrap();
    assert_eq!(again.body, own);
    // A fault is no other message, and one without a message in it is no message.
    let config = as_kind(MessageKind::PayResponse, Format::Soap);
    assert!(codec::convert(own.as_bytes(), Format::Json, &config).is_err());
}

#[test]
fn a_text_that_xml_cannot_hold_is_refused() {
    let body = format!("{PAY}&memo=a%00b");
    for to in [Format::Xml, Format::Soap] {
        for config in [Config::strict(), Config::lenient()] {
            let error = codec::convert(body.as_bytes(), to, &config).unwrap_err();
            assert_eq!(error.path(), Some("memo"));
        }
    }
    let unknown = format!("{PAY}&odd=a%00b");
    assert!(codec::convert(unknown.as_bytes(), Format::Xml, &Config::strict()).is_err());
    let lenient = codec::convert(unknown.as_bytes(), Format::Xml, &Config::lenient()).unwrap();
    assert_eq!(lenient.warnings[0].path(), Some("odd"));
}
