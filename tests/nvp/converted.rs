//! Whatever a lenient reader makes of an NVP body and writes again, a strict one reads.

use paywire::Limits;
use paywire::api::MessageKind;
use paywire::codec::{self, Config, Content, Format, Warning};
use proptest::prelude::*;
use proptest::sample::select;

const PAY: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY\
    &cancelUrl=https%3A%2F%2Fe.example%2Fno&returnUrl=https%3A%2F%2Fe.example%2Fyes\
    &currencyCode=USD&receiverList.receiver(0).email=a%40e.example\
    &receiverList.receiver(0).amount=12.50";

const FAULT: &str = "responseEnvelope.timestamp=2026-01-01T00%3A00%3A00Z\
    &responseEnvelope.ack=Failure&error(0).errorId=580001&error(0).message=Invalid\
    &error(0).parameter(0)=payKey&error(0).parameter(0).name=n";

const NOTIFICATION: &str = "transaction_type=Adaptive+Payment+PAY&status=COMPLETED&pay_key=AP-1\
    &transaction%5B0%5D.amount=USD+12.50&transaction[0].id=9T&charset=windows-1252";

/// Checks what becomes of a body in every format, by both ways of writing.
fn check(body: &str) {
    for config in [Config::strict(), Config::lenient()] {
        let Ok(reading) = codec::read(body.as_bytes(), &config) else {
            continue;
        };
        let Content::Message(decoded) = reading.content else {
            continue;
        };
        let strict = Config::strict().limits(Limits::unlimited());
        let kind = decoded.message.kind();
        for &to in Format::ALL {
            if let Ok(converted) = codec::convert(body.as_bytes(), to, &config) {
                let again = codec::decode(kind, to, converted.body.as_bytes(), &strict);
                let again = again
                    .unwrap_or_else(|error| panic!("{error} in {to} {} of {body}", converted.body));
                assert_eq!(again.message, decoded.message, "{body}");
            }
        }
        if let Ok(written) = decoded.encode(Format::Nvp, &strict) {
            let again = codec::decode(kind, Format::Nvp, written.as_bytes(), &strict);
            let again = again.unwrap_or_else(|error| panic!("{error} in {written} of {body}"));
            assert_eq!(again.message, decoded.message, "{body}");
        }
    }
}

#[test]
fn a_value_beside_an_entry_is_not_written_there() {
    for body in [
        "transaction[0]&transaction%5B0%5D.",
        "transaction_type=Adjustment&transaction[0]=x&transaction%5B0%5D.id=1",
        "transaction_type=Adjustment&transaction=x&transaction[0].id=1&transaction.y=2",
    ] {
        check(body);
        check(&format!("{body}&pay_key=AP-1"));
    }
    let body =
        format!("{PAY}&receiverList=7.00&receiverList.receiver(0)=9.00&receiverList.receiver=8.00");
    check(&body);
    let converted = codec::convert(body.as_bytes(), Format::Nvp, &Config::lenient()).unwrap();
    let left_out = converted.warnings.iter().filter_map(Warning::left_out);
    let left_out: Vec<&str> = left_out.map(|span| &body[span]).collect();
    assert_eq!(left_out, ["7.00", "8.00", "9.00"]);
}

#[test]
fn what_is_required_is_not_written_as_nothing() {
    let empty = br#"{"requestEnvelope":{"errorLanguage":"en_US"},"actionType":"PAY",
        "cancelUrl":"https://e.example","currencyCode":"EUR","receiverList":{},
        "returnUrl":"https://e.example"}"#;
    for config in [Config::strict(), Config::lenient()] {
        let kind = MessageKind::PayRequest;
        let decoded = codec::decode(kind, Format::Json, empty, &config).expect("a message");
        for written in [
            codec::encode(&decoded.message, Format::Nvp, &config),
            decoded.encode(Format::Nvp, &config),
            codec::convert(empty, Format::Nvp, &config.message(kind)).map(|done| done.body),
        ] {
            let error = written.expect_err("nothing to read again");
            assert_eq!(error.path(), Some("receiverList"), "{error}");
        }
        assert!(codec::encode(&decoded.message, Format::Json, &config).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_lenient_writes_strict_reads(
        body in select(vec![PAY, FAULT, NOTIFICATION]),
        more in proptest::collection::vec((any::<prop::sample::Index>(), 0..12usize, "[a-c0.%]{0,3}"), 0..5),
        front in any::<bool>(),
    ) {
        let pairs: Vec<&str> = body.split('&').collect();
        let added = more.iter().map(|(index, how, value)| {
            let name = index.get(&pairs).split('=').next().unwrap();
            let parent = name.rsplit_once(['.', '(', '[']).map_or(name, |(parent, _)| parent);
            match how {
                0 => format!("{name}={value}"),
                1 => format!("{parent}={value}"),
                2 => format!("{name}.x={value}"),
                3 => format!("{name}(0)={value}"),
                4 => format!("{name}(2).y={value}"),
                5 => format!("{parent}.={value}"),
                6 => format!("{parent}(x={value}"),
                7 => format!("{parent}[z]={value}"),
                8 => format!(" {name} = {value}\n"),
                9 => format!("{parent}(1)={value}"),
                10 => format!("{parent}[]={value}"),
                _ => format!("{parent}.0={value}"),
            }
        });
        let added: Vec<String> = added.collect();
        let added = added.join("&");
        check(&if front { format!("{added}&{body}") } else { format!("{body}&{added}") });
    }
}
