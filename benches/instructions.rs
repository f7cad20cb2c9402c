//! Counts the instructions of decoding and encoding NVP under callgrind.
//!
//! Counts hardly depend on the machine or its load, so they show small changes that a clock
//! cannot. `.ci/instructions` runs this and compares with `instructions.baseline` beside it.

#![expect(missing_docs, reason = "the macros of the harness make public items")]

#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod payloads;

use std::hint::black_box;

use gungraun::{
    Callgrind, LibraryBenchmarkConfig, library_benchmark, library_benchmark_group, main,
};
use paywire::{Amount, Error, nvp};
use serde::de::DeserializeOwned;

use payloads::{Bulk, PayRequest, PayResponse, Payload, PaymentOptions, Text, bulk};

type Small = PayResponse<String>;
type Medium = PayRequest<String, Amount>;
type Large = PaymentOptions<String, Amount>;
type Borrowed = PaymentOptions<Text<'static>, Text<'static>>;
type List = Bulk<String, Amount>;

/// Made outside of what is counted, and kept, so that freeing it is not counted either.
fn ordered(payload: &Payload) -> &'static str {
    payload.nvp.clone().leak()
}

fn shuffled(payload: &Payload) -> &'static str {
    ordered(&payload.shuffled())
}

fn message<T: DeserializeOwned>(payload: &Payload) -> &'static T {
    let message = bulk(&payload.nvp).expect("the type fits its payload");
    Box::leak(Box::new(message))
}

#[library_benchmark]
#[bench::ordered(ordered(&payloads::small()))]
fn decode_small(body: &'static str) -> Result<Small, Error> {
    nvp::from_str(black_box(body))
}

#[library_benchmark]
#[bench::ordered(ordered(&payloads::medium()))]
fn decode_medium(body: &'static str) -> Result<Medium, Error> {
    nvp::from_str(black_box(body))
}

#[library_benchmark]
#[bench::ordered(ordered(&payloads::large()))]
#[bench::shuffled(shuffled(&payloads::large()))]
fn decode_large(body: &'static str) -> Result<Large, Error> {
    nvp::from_str(black_box(body))
}

#[library_benchmark]
#[bench::borrowed(ordered(&payloads::large()))]
fn decode_large_text(body: &'static str) -> Result<Borrowed, Error> {
    nvp::from_str(black_box(body))
}

#[library_benchmark]
#[bench::ordered_1k(ordered(&payloads::list(1_000)))]
#[bench::ordered_10k(ordered(&payloads::list(10_000)))]
#[bench::shuffled_1k(shuffled(&payloads::list(1_000)))]
#[bench::shuffled_10k(shuffled(&payloads::list(10_000)))]
fn decode_list(body: &'static str) -> Result<List, Error> {
    bulk(black_box(body))
}

#[library_benchmark]
#[bench::ordered(message(&payloads::small()))]
fn encode_small(message: &'static Small) -> Result<String, Error> {
    nvp::to_string(black_box(message))
}

#[library_benchmark]
#[bench::ordered(message(&payloads::medium()))]
fn encode_medium(message: &'static Medium) -> Result<String, Error> {
    nvp::to_string(black_box(message))
}

#[library_benchmark]
#[bench::ordered(message(&payloads::large()))]
fn encode_large(message: &'static Large) -> Result<String, Error> {
    nvp::to_string(black_box(message))
}

library_benchmark_group!(
    name = decode,
    benchmarks = [
        decode_small,
        decode_medium,
        decode_large,
        decode_large_text,
        decode_list
    ]
);

library_benchmark_group!(
    name = encode,
    benchmarks = [encode_small, encode_medium, encode_large]
);

main!(
    config = LibraryBenchmarkConfig::default().tool(Callgrind::with_args(["--cache-sim=no"])),
    library_benchmark_groups = [decode, encode]
);
