//! Writing a message without its secrets beside writing it as it is, with `serde_json`.
//!
//! `cargo bench --bench redact`. The aim is to take no more than twice as long.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use paywire::api::AnyMessage;
use paywire::api::adaptive_payments::pay::{PayRequest, PayResponse};
use paywire::nvp;
use paywire::redact::{Redactor, Tree};
use serde::Serialize;

const REQUEST: &str = "requestEnvelope.errorLanguage=en_US&actionType=PAY&cancelUrl=https%3A%2F%2Fa.example%2Fcancel\
    &currencyCode=EUR&receiverList.receiver(0).amount=12.50&receiverList.receiver(0).email=shop%40a.example\
    &returnUrl=https%3A%2F%2Fa.example%2Freturn&trackingId=order-4182";
const RESPONSE: &str = "responseEnvelope.timestamp=2013-04-24T14%3A39%3A26.000-07%3A00&responseEnvelope.ack=Success\
    &responseEnvelope.correlationId=34e47a2&responseEnvelope.build=5710487&payKey=AP-6KR34265GA4950049\
    &paymentExecStatus=COMPLETED";

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let request: PayRequest = nvp::from_str(REQUEST).expect("a request");
    let response: PayResponse = nvp::from_str(RESPONSE).expect("a response");
    compare(&mut criterion, "request", &request);
    compare(&mut criterion, "response", &response);
    criterion.final_summary();
}

fn compare<T: Serialize + Clone + Into<AnyMessage>>(
    criterion: &mut Criterion,
    name: &str,
    message: &T,
) {
    let any: AnyMessage = message.clone().into();
    let redactor = Redactor::new();
    let json = serde_json::to_string(message).expect("JSON");
    let mut group = criterion.benchmark_group(format!("write {name}"));
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("serde_json", |bench| {
        bench.iter(|| serde_json::to_string(black_box(message)));
    });
    group.bench_function("redacted", |bench| {
        bench.iter(|| serde_json::to_string(&redactor.show(black_box(message))));
    });
    group.bench_function("serde_json, any message", |bench| {
        bench.iter(|| serde_json::to_string(black_box(&any)));
    });
    group.bench_function("redacted, any message", |bench| {
        bench.iter(|| serde_json::to_string(&redactor.message(black_box(&any))));
    });
    group.bench_function("by a tree", |bench| {
        bench.iter(|| {
            let mut tree = Tree::of_message(black_box(&any)).expect("a tree");
            redactor.hide(&mut tree);
            serde_json::to_string(&tree)
        });
    });
    group.finish();
}
