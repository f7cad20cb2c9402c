//! A list of strings that programs stumble over, each as the text of a field, through every format.

use std::fmt::Write as _;
use std::fs;

use crate::needs;
use paywire::api::AnyMessage;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::codec::{self, Config, Format};

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn naughty_strings() {
    let shared = needs::path("PAYWIRE_SHARED");
    let list = fs::read(shared.join("suites/blns/blns.json")).expect("the list is there");
    let strings: Vec<String> = paywire::json::from_slice(&list).expect("a list of texts");
    let mut report = String::new();
    for &format in Format::ALL {
        let (mut equal, mut refused) = (0, 0);
        for text in &strings {
            let mut request = PaymentDetailsRequest::by_pay_key("AP-1");
            request.tracking_id = Some(text.clone());
            let message = AnyMessage::from(request);
            match codec::encode(&message, format, &Config::strict()) {
                Ok(body) => {
                    let (kind, body) = (message.kind(), body.as_bytes());
                    let read = codec::decode(kind, format, body, &Config::strict());
                    let read = read.unwrap_or_else(|error| panic!("{format}, {text:?}: {error}"));
                    assert_eq!(read.message, message, "{format}");
                    assert!(read.unknown.is_empty() && read.warnings.is_empty());
                    equal += 1;
                }
                Err(error) => {
                    assert!(!error.to_string().contains(text), "{format}: {error}");
                    refused += 1;
                }
            }
        }
        let all = strings.len();
        writeln!(
            report,
            "{format}: equal {equal}/{all}, refused {refused}/{all}"
        )
        .unwrap();
    }
    let ledger = include_str!("ledger/blns.txt");
    assert!(
        report == ledger,
        "the ledger says\n{ledger}\nbut now it is\n{report}"
    );
}
