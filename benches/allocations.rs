//! Prints how often NVP allocates for a message beside `serde_json` for the same type.
//!
//! A program of its own, because counting slows allocation down: `cargo bench --bench allocations`.
//! The bars are those of the ratio table, and `--check` fails when one is missed.

#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod harness;
#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod payloads;

use std::fmt::Debug;
use std::process::ExitCode;

use allocation_counter::{AllocationInfo, measure};
use paywire::{Amount, nvp};
use serde::{Serialize, de::DeserializeOwned};

use harness::{Arguments, Bar, Line, Subject};
use payloads::{Money, PayRequest, PayResponse, Payload, PaymentOptions, Sample};

fn main() -> ExitCode {
    let arguments = Arguments::of_process();
    let mut lines = Vec::new();
    add::<PaymentOptions<String, Amount>, PaymentOptions<String, Money>>(
        &mut lines,
        payloads::large(),
    );
    add::<PayRequest<String, Amount>, PayRequest<String, Money>>(&mut lines, payloads::medium());
    add::<PayResponse<String>, PayResponse<String>>(&mut lines, payloads::small());
    lines.retain(|line| arguments.choose(&line.subject));
    arguments.print("", &lines)
}

fn add<Own, Peer>(lines: &mut Vec<Line>, payload: Payload)
where
    Own: DeserializeOwned + Serialize + PartialEq + Debug,
    Peer: DeserializeOwned + Serialize,
{
    let sample = Sample::<Own, Peer>::new(payload);
    let mut push = |what: &str, ours: u64, peer: u64, bar| {
        let subject = Subject {
            what: what.to_owned(),
            payload: sample.name().to_owned(),
            bar,
        };
        lines.push(Line {
            subject,
            ours: exact(ours),
            peer: exact(peer),
            share: None,
            least: None,
        });
    };
    let ours = count(|| nvp::from_str::<Own>(&sample.ordered.nvp));
    let peer = count(|| serde_json::from_str::<Own>(&sample.json));
    let allocations = "decode own, allocations beyond serde_json";
    push(
        allocations,
        ours.count_total,
        peer.count_total,
        Bar::Beyond(2.0, 0.0),
    );
    push(
        "decode own, peak bytes / serde_json",
        ours.bytes_max,
        peer.bytes_max,
        Bar::Shown,
    );

    let mut buffer = Vec::with_capacity(2 * sample.ordered.nvp.len());
    let reused = count(|| sample.own.serialize(&mut nvp::Serializer::new(&mut buffer)));
    push(
        "encode into one buffer, allocations",
        reused.count_total,
        0,
        Bar::Beyond(1.0, 0.0),
    );
}

/// What a call allocates, until it returns: freeing what it gives back is not part of it.
fn count<T, E: Debug>(call: impl FnOnce() -> Result<T, E>) -> AllocationInfo {
    let mut result = None;
    let info = measure(|| result = Some(call()));
    result.expect("ran").expect("succeeds");
    info
}

#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
fn exact(count: u64) -> f64 {
    count as f64
}
