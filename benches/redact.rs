//! Writing a message without its secrets beside writing it as it is, with `serde_json`.
//!
//! `cargo bench --bench redact`; what may follow says `harness`. The aim is to take no more than twice as long.

#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod harness;

use std::process::ExitCode;

use paywire::api::AnyMessage;
use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::nvp;
use paywire::redact::{Redactor, Tree};
use serde::Serialize;

use harness::{Bar, Cases, Harness};

const REQUEST: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=https%3A%2F%2Fa.example%2Fcancel\
    &currencyCode=EUR&receiverList.receiver(0).amount=12.50&receiverList.receiver(0).email=shop%40a.example\
    &returnUrl=https%3A%2F%2Fa.example%2Freturn&trackingId=order-4182";
const RESPONSE: &str = "responseEnvelope.timestamp=2013-04-24T14%3A39%3A26.000-07%3A00&responseEnvelope.ack=Success\
    &responseEnvelope.correlationId=34e47a2&responseEnvelope.build=5710487&payKey=AP-6KR34265GA4950049\
    &paymentExecStatus=COMPLETED";

fn main() -> ExitCode {
    let mut harness = Harness::of_process();
    let request: PayRequest = nvp::from_str(REQUEST).expect("a request");
    let response: PayResponse = nvp::from_str(RESPONSE).expect("a response");
    let redactor = Redactor::new();
    let mut cases = Cases::default();
    compare(&mut cases, "request", &request, &redactor);
    compare(&mut cases, "response", &response, &redactor);
    harness.run(cases);
    harness.finish()
}

fn compare<'p, T: Serialize + Clone + Into<AnyMessage>>(
    cases: &mut Cases<'p>,
    name: &str,
    message: &'p T,
    redactor: &'p Redactor,
) {
    let any: AnyMessage = message.clone().into();
    let len = serde_json::to_string(message).expect("JSON").len();
    let own = || serde_json::to_string(&redactor.show(message));
    let mut set = cases.ours("redacted", name, len, own);
    let call = || serde_json::to_string(message);
    set.peer("serde_json", len, call, Bar::ShownShare);

    let shown = any.clone();
    let own = move || serde_json::to_string(&redactor.message(&shown));
    let mut set = cases.ours("redacted, any message", name, len, own);
    let plain = any.clone();
    let call = move || serde_json::to_string(&plain);
    set.peer("serde_json", len, call, Bar::ShownShare);

    let plain = any.clone();
    let own = move || {
        let mut tree = Tree::of_message(&any).expect("a tree");
        redactor.hide(&mut tree);
        serde_json::to_string(&tree)
    };
    let mut set = cases.ours("redacted, by a tree", name, len, own);
    let call = move || serde_json::to_string(&plain);
    set.peer("serde_json", len, call, Bar::ShownShare);
}
