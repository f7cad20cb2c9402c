//! `Debug` of what holds a body or headers: who logs it must not log secrets.

use std::fmt::Debug;
use std::io::Cursor;

use paywire::api::{AnyMessage, MessageKind};
use paywire::capture::Reader as _;
use paywire::codec::{self, Config, Content, Format, Ipn};
use paywire::{capture, nvp, soap};

/// What is planted wherever a secret can be.
const PLANTED: &str = "Hidden7351";

const CONFIRM: &str = "requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1&pin=Hidden7351\
    &cvv2=Hidden7351&x.name=password&x.value=Hidden7351&card.number=4111111111111111";

const SOAP: &str = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
    <c:Credentials xmlns:c="urn:c"><c:Password>Hidden7351</c:Password></c:Credentials></s:Header><s:Body>
    <n:ConfirmPreapprovalRequest xmlns:n="http://svcs.paypal.com/types/ap"><requestEnvelope><errorLanguage>en_US</errorLanguage>
    </requestEnvelope><preapprovalKey>PA-1</preapprovalKey><pin>Hidden7351</pin><cvv2>Hidden7351</cvv2>
    </n:ConfirmPreapprovalRequest></s:Body></s:Envelope>"#;

const FAULT: &str = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
    <faultcode>s:Client</faultcode><faultstring>no</faultstring><detail>Hidden7351<c:Sent xmlns:c="urn:c"
    password="Hidden7351"><c:pin>Hidden7351</c:pin></c:Sent></detail></s:Fault></s:Body></s:Envelope>"#;

const HAR: &str = r#"{"log":{"version":"1.2","entries":[{"startedDateTime":"2026-01-01T00:00:00Z",
    "request":{"method":"POST","url":"https://svcs.paypal.com/AdaptivePayments/ConfirmPreapproval?token=Hidden7351",
    "headers":[{"name":"X-PAYPAL-SECURITY-PASSWORD","value":"Hidden7351"},{"name":"Cookie","value":"a=Hidden7351"}],
    "postData":{"mimeType":"application/x-www-form-urlencoded",
    "text":"requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1&pin=Hidden7351&cvv2=Hidden7351"}},
    "response":{"status":200,"headers":[{"name":"Set-Cookie","value":"a=Hidden7351"}],
    "content":{"mimeType":"text/plain","text":"password=Hidden7351"}}}]}}"#;

#[track_caller]
fn hides(what: &str, value: &dyn Debug) {
    for shown in [format!("{value:?}"), format!("{value:#?}")] {
        let hidden = !shown.contains(PLANTED) && !shown.contains("4111111111111111");
        assert!(hidden, "{what}: {shown}");
        assert!(!shown.is_empty(), "{what}");
    }
}

#[test]
fn what_was_read_hides_its_secrets() {
    let strict = Config::strict();
    let json = r#"{"requestEnvelope":{"errorLanguage":"en_US"},"preapprovalKey":"PA-1","pin":"Hidden7351","cvv2":"Hidden7351"}"#;
    for body in [CONFIRM, json, SOAP, FAULT] {
        for config in [
            Config::strict(),
            Config::lenient(),
            Config::lenient().message(MessageKind::ConfirmPreapprovalRequest),
        ] {
            let Ok(reading) = codec::read(body.as_bytes(), &config) else {
                continue;
            };
            hides("a reading", &reading);
            hides("its clone", &reading.clone());
            match &reading.content {
                Content::Message(decoded) => {
                    hides("a message", &decoded.message);
                    hides("what is unknown", &decoded.unknown);
                    hides("an envelope", &decoded.envelope);
                    hides("warnings", &decoded.warnings);
                    hides("facts", &decoded.facts());
                }
                Content::Generic(generic) => {
                    hides("what is no message", generic);
                    hides("candidates", &generic.candidates);
                    hides("a fault", &generic.fault());
                    hides("warnings", &generic.warnings);
                }
                _ => {}
            }
            hides("leaves", &reading.content.leaves().unwrap());
        }
    }
    let confirm = MessageKind::ConfirmPreapprovalRequest;
    let decoded = codec::decode(confirm, Format::Nvp, CONFIRM.as_bytes(), &strict).unwrap();
    let message: AnyMessage = decoded.message.clone();
    hides("a message", &message);
    hides("what was decoded", &decoded);
    let said = Config::strict().message(confirm);
    let converted = codec::convert(CONFIRM.as_bytes(), Format::Json, &said).unwrap();
    hides("what was converted", &converted);
    let other = CONFIRM.replace(PLANTED, "1").replace("4111", "5111");
    let left = codec::read(CONFIRM.as_bytes(), &said).unwrap().content;
    let right = codec::read(other.as_bytes(), &said).unwrap().content;
    let differences = codec::diff(&left, &right).unwrap();
    assert!(!differences.is_empty());
    hides("differences", &differences);
}

#[test]
fn errors_hide_what_they_are_about() {
    for body in [
        "requestEnvelope.errorLanguage=Hidden7351&actionType=PAY&pin=Hidden7351&pin=Hidden7351",
        "password=Hidden7351%zz",
        r#"{"pin":"Hidden7351",}"#,
        "<pin>Hidden7351</pan>",
    ] {
        match codec::read(body.as_bytes(), &Config::strict()) {
            Ok(reading) => hides("a reading", &reading.format),
            Err(error) => hides("an error", &error),
        }
    }
}

#[test]
fn notifications_pairs_and_envelopes_hide_theirs() {
    let body = b"transaction_type=Adaptive+Payment+PAY&pay_key=AP-1&verify_sign=Hidden7351&status=COMPLETED\
        &password=Hidden7351&charset=windows-1252";
    hides("a notification", &Ipn::from_slice(body).unwrap());
    let pairs = nvp::pairs(CONFIRM.as_bytes());
    hides("pairs", &pairs);
    for pair in pairs {
        hides("a pair", &pair.value);
        hides("a pair", &pair);
    }
    let envelope: soap::Envelope<serde::de::IgnoredAny> = soap::from_str(SOAP).unwrap();
    hides("an envelope", &envelope);
    hides("a header", &envelope.header);
    let fault: soap::Envelope<serde::de::IgnoredAny> = soap::from_str(FAULT).unwrap();
    hides("an envelope", &fault);
    hides("a fault", &fault.body.fault().unwrap());
    hides("its detail", &fault.body.fault().unwrap().detail);
}

#[test]
fn captures_hide_what_they_hold() {
    let config = capture::Config::default();
    for text in [
        HAR,
        "curl -u me:Hidden7351 -H 'X-Api-Key: Hidden7351' -b 'a=Hidden7351' -d 'pin=Hidden7351' \
         https://svcs.paypal.com/AdaptivePayments/Pay",
        "POST /AdaptivePayments/Pay?token=Hidden7351 HTTP/1.1\r\nHost: svcs.paypal.com\r\nCookie: a=Hidden7351\r\n\
         Content-Length: 14\r\n\r\npin=Hidden7351",
        "2026-01-01 12:00:00 sent actionType=PAY&pin=Hidden7351\n",
    ] {
        let mut met = 0;
        let mut capture = capture::open(Cursor::new(text.to_owned()), &config).unwrap();
        hides("a capture", &capture);
        while let Some(entry) = capture.next_entry() {
            let entry = entry.unwrap();
            hides("an entry", &entry);
            let item = entry.parse(&config).unwrap();
            hides("an item", &item);
            met += 1;
            if let capture::Item::Exchange(exchange) = &item {
                hides("an exchange", &exchange);
                let request = exchange.request.as_ref().unwrap();
                hides("a request", request);
                hides("header fields", &request.headers);
                hides("a body", &request.body);
                hides("a response", &exchange.response);
            }
        }
        assert!(met > 0, "{text}");
    }
}
