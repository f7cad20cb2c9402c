//! What reading XML takes from the heap, counted.

#[expect(
    dead_code,
    unused_imports,
    reason = "the payloads are shared with the benchmarks"
)]
#[path = "../../benches/payloads/mod.rs"]
mod payloads;

use std::fmt::{Debug, Write};

use allocation_counter::{AllocationInfo, measure};
use paywire::nvp::{self, Value};
use paywire::xml;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use payloads::{Money, PayRequest, PayResponse, Payload, PaymentOptions, Sample, Text};

/// What a call allocates until it returns; what it gives back is freed outside.
fn counted<R>(call: impl FnOnce() -> R) -> (R, AllocationInfo) {
    let mut result = None;
    let info = measure(|| result = Some(call()));
    (result.expect("the call ran"), info)
}

/// The message of a body as a document.
fn document(body: &str) -> String {
    let mut out = String::new();
    write("message", &nvp::from_str(body).expect("a body"), &mut out);
    out
}

fn write(name: &str, value: &Value, out: &mut String) {
    if let Value::List(entries) = value {
        for entry in entries {
            write(name, entry, out);
        }
        return;
    }
    // Writing to a String cannot fail.
    let _ = write!(out, "<{name}>");
    match value {
        Value::Map(tree) => {
            for (name, value) in tree {
                write(name, value, out);
            }
        }
        value => {
            let text = value.as_str().unwrap_or_default();
            out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
        }
    }
    let _ = write!(out, "</{name}>");
}

fn assert_near_serde_json<Own, Peer>(payload: Payload)
where
    Own: DeserializeOwned + Serialize + PartialEq + Debug,
    Peer: DeserializeOwned + Serialize,
{
    let sample = Sample::<Own, Peer>::new(payload);
    let document = document(&sample.ordered.nvp);
    let (read, ours) = counted(|| xml::from_str::<Own>(&document));
    assert_eq!(read.expect("reads"), sample.own);
    let (_, json) = counted(|| serde_json::from_str::<Own>(&sample.json));
    assert!(
        ours.count_total <= json.count_total + 2,
        "{}: {} allocations, serde_json {}",
        sample.name(),
        ours.count_total,
        json.count_total
    );
    let most = 16 * document.len() as u64 + (64 << 10);
    assert!(
        ours.bytes_max <= most,
        "{}: {}",
        sample.name(),
        ours.bytes_max
    );
}

#[test]
fn no_more_allocations_than_a_few_beyond_serde_json() {
    assert_near_serde_json::<PayResponse<String>, PayResponse<String>>(payloads::small());
    assert_near_serde_json::<PayRequest<String, Money>, PayRequest<String, String>>(
        payloads::medium(),
    );
    assert_near_serde_json::<PaymentOptions<String, Money>, PaymentOptions<String, String>>(
        payloads::large(),
    );
}

/// What borrows takes the tape, the open tags and their names from the heap, and no text.
#[test]
fn text_is_borrowed() {
    #[derive(Debug, Deserialize)]
    struct Plain<'a> {
        a: &'a str,
        #[serde(rename = "@b")]
        b: &'a str,
    }
    let document = "<r b='attribute'><a>text</a></r>";
    let (read, taken) = counted(|| xml::from_str::<Plain<'_>>(document));
    let read = read.expect("reads");
    assert_eq!((read.a, read.b), ("text", "attribute"));
    assert!(taken.count_total <= 4, "{}", taken.count_total);
    let (read, _) = counted(|| xml::from_slice::<Text<'_>>(b"<r>text</r>"));
    assert!(read.is_ok());
}
