//! What reading and writing NVP takes from the heap, counted.
//!
//! Counts are exact and the same on every machine, so these are tests and not benchmarks.

#[expect(
    dead_code,
    unused_imports,
    reason = "the payloads are shared with the benchmarks"
)]
#[path = "../../benches/payloads/mod.rs"]
mod payloads;

use std::collections::LinkedList;
use std::fmt::Debug;

use allocation_counter::{AllocationInfo, measure};
use paywire::{Amount, Category, Error, Limits, nvp};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use payloads::{Bulk, Money, PayRequest, PayResponse, Payload, PaymentOptions, Sample, Text, bulk};

const KIB: u64 = 1 << 10;

/// What a call allocates until it returns; what it gives back is freed outside.
fn counted<R>(call: impl FnOnce() -> R) -> (R, AllocationInfo) {
    let mut result = None;
    let info = measure(|| result = Some(call()));
    (result.expect("the call ran"), info)
}

/// The most a reader may hold of an input it accepts.
fn accepted(body: &str) -> u64 {
    16 * body.len() as u64 + 64 * KIB
}

/// The most a reader may hold of an input it refuses.
fn refused(body: &str) -> u64 {
    2 * body.len() as u64 + 64 * KIB
}

fn assert_near_serde_json<Own, Peer>(payload: Payload)
where
    Own: DeserializeOwned + Serialize + PartialEq + Debug,
    Peer: DeserializeOwned + Serialize,
{
    let sample = Sample::<Own, Peer>::new(payload);
    let body = &sample.ordered.nvp;
    let (read, ours) = counted(|| nvp::from_str::<Own>(body));
    assert_eq!(read.expect("reads"), sample.own);
    let (_, json) = counted(|| serde_json::from_str::<Own>(&sample.json));
    assert!(
        ours.count_total <= json.count_total + 2,
        "{}: {} allocations, serde_json {}",
        sample.name(),
        ours.count_total,
        json.count_total
    );
    assert!(
        ours.bytes_max <= accepted(body),
        "{}: {ours:?}",
        sample.name()
    );
    let (_, shuffled) = counted(|| nvp::from_str::<Own>(&sample.shuffled.nvp));
    assert!(
        shuffled.bytes_max <= accepted(body),
        "{}: {shuffled:?}",
        sample.name()
    );
}

#[test]
fn reading_allocates_hardly_more_than_serde_json() {
    assert_near_serde_json::<PaymentOptions<String, Amount>, PaymentOptions<String, Money>>(
        payloads::large(),
    );
    assert_near_serde_json::<PayRequest<String, Amount>, PayRequest<String, Money>>(
        payloads::medium(),
    );
    assert_near_serde_json::<PayResponse<String>, PayResponse<String>>(payloads::small());
}

#[test]
fn borrowing_allocates_only_for_escapes() {
    let body = payloads::medium().nvp;
    let escaped = body
        .split('&')
        .filter(|pair| pair.contains(['%', '+']))
        .count();
    let (read, info) = counted(|| nvp::from_str::<PayRequest<Text<'_>, Text<'_>>>(&body));
    read.unwrap();
    // Beside the escaped values: the list of receivers, and what the reader needs for itself.
    assert!(
        info.count_total <= escaped as u64 + 3,
        "{escaped} escaped, {info:?}"
    );
}

fn assert_written_in_place<T: DeserializeOwned + Serialize>(payload: &Payload) {
    let message: T = bulk(&payload.nvp).expect("reads");
    let mut buffer = Vec::with_capacity(2 * payload.nvp.len());
    let (result, info) = counted(|| message.serialize(&mut nvp::Serializer::new(&mut buffer)));
    result.expect("writes");
    assert_eq!(info.count_total, 0, "{}: {info:?}", payload.name);
    assert_eq!(buffer, payload.nvp.as_bytes());
}

#[test]
fn writing_into_a_buffer_with_room_allocates_nothing() {
    assert_written_in_place::<PaymentOptions<String, Amount>>(&payloads::large());
    assert_written_in_place::<PayRequest<String, Amount>>(&payloads::medium());
    assert_written_in_place::<PayResponse<String>>(&payloads::small());
}

/// A list in single pieces: a `Vec` would double its room now and then, by more than the bytes
/// that the reader itself takes.
#[derive(Debug, Deserialize)]
#[expect(
    dead_code,
    clippy::linkedlist,
    reason = "only what it takes to read it matters"
)]
struct Chain {
    item: LinkedList<Link>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only what it takes to read them matters")]
struct Link {
    name: String,
    identifier: String,
    price: Amount,
    item_price: Amount,
    item_count: u32,
}

/// Bodies of about one and four million bytes, of the same make.
fn one_and_four(make: impl Fn(usize) -> String) -> [String; 2] {
    let names = 1_000_000 * 1_000 / make(1_000).len();
    [make(names), make(4 * names)]
}

/// Total bytes allocated stand for the work done, without a clock.
fn assert_linear<T>(what: &str, bodies: &[String; 2])
where
    T: for<'de> Deserialize<'de>,
{
    let totals = bodies.each_ref().map(|body| {
        let (read, info) = counted(|| bulk::<T>(body));
        if let Err(error) = read {
            panic!("{what}: {error}");
        }
        assert!(
            info.bytes_max <= accepted(body),
            "{what}: {} bytes, {info:?}",
            body.len()
        );
        info.bytes_total
    });
    let least = totals[0].max(64 * KIB);
    assert!(2 * totals[1] <= 9 * least, "{what}: {totals:?}");
}

#[test]
fn work_grows_with_the_input_and_no_faster() {
    let ordered = one_and_four(|names| payloads::list(names).nvp);
    assert_linear::<Chain>("a list", &ordered);
    assert_linear::<LinkedList<(String, String)>>("pairs", &ordered);
    assert_linear::<IgnoredAny>("a list nobody wants", &ordered);
    let shuffled = one_and_four(|names| payloads::list(names).shuffled().nvp);
    assert_linear::<Chain>("a shuffled list", &shuffled);
    assert_linear::<IgnoredAny>("a shuffled list nobody wants", &shuffled);
    assert_linear::<IgnoredAny>("empty segments", &one_and_four(|names| "&".repeat(names)));
    let unknown = one_and_four(|names| {
        let names = (0..names).map(|name| format!("n{name}=&"));
        names.collect::<String>() + &payloads::list(5).nvp
    });
    assert_linear::<Chain>("names nobody asked for", &unknown);
}

#[test]
fn what_is_held_of_bulk_data_is_bounded() {
    type List = Bulk<String, Amount>;
    for names in [1_000, 10_000, 100_000] {
        let list = payloads::list(names);
        for body in [&list.nvp, &list.shuffled().nvp] {
            let (read, info) = counted(|| bulk::<List>(body).unwrap());
            assert!(
                info.bytes_max <= accepted(body),
                "{names} names, {} bytes, {info:?}",
                body.len()
            );
            drop(read);
        }
    }
}

/// One type with a place for everything the attacks send.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only what it takes to read them matters")]
struct Target {
    #[serde(default)]
    a: Vec<String>,
    #[serde(default)]
    item: Vec<IgnoredAny>,
}

/// Reads into a type, a tree and nothing, and asserts that what is refused held little of it.
fn assert_cheap(what: &str, config: nvp::Config, body: &str) -> Option<Error> {
    let typed = counted(|| config.from_str::<Target>(body).err());
    let tree = counted(|| config.from_str::<nvp::Value>(body).err());
    let ignored = counted(|| config.from_str::<IgnoredAny>(body).err());
    for (reader, (error, info)) in [("typed", &typed), ("tree", &tree), ("ignored", &ignored)] {
        assert!(
            error.is_none() || info.bytes_max <= refused(body),
            "{what}, {reader}: {} bytes, {info:?}, {error:?}",
            body.len()
        );
    }
    typed.0
}

#[test]
fn refusing_is_cheap() {
    const LONG: usize = 1_000_000;
    let filled = |piece: &str| piece.repeat(LONG / piece.len());
    let numbered = |piece: fn(usize) -> String| (0..LONG / 16).map(piece).collect::<String>();
    let attacks = [
        ("deep words", format!("{}a=x", filled("a."))),
        ("deep lists", format!("a{}=x", filled("(0)"))),
        ("many names", filled("a&")),
        ("many escaped names", filled("%61=%61&")),
        ("many different names", numbered(|at| format!("n{at}=1&"))),
        ("many lists", numbered(|at| format!("l{at}(0)=1&"))),
        ("a sparse list", numbered(|at| format!("a({})=1&", 2 * at))),
        ("a long name", format!("{}=1", filled("n"))),
        ("a long escaped name", format!("{}=1", filled("%6E"))),
        ("a long value", format!("a={}", filled("v"))),
        ("a long escaped value", format!("a={}", filled("%25"))),
        ("a long input", filled("&").repeat(2)),
    ];
    for (what, body) in attacks {
        let refusal = assert_cheap(what, nvp::Config::strict(), &body);
        let category = refusal.map(|error| error.category());
        assert_eq!(category, Some(Category::Limit), "{what}");
        assert_cheap(what, nvp::Config::lenient(), &body);
    }
}

#[test]
fn an_index_costs_nothing_by_its_value() {
    for limits in [Limits::default(), Limits::unlimited()] {
        for index in [
            "9999",
            "10000",
            "4294967295",
            "4294967296",
            "18446744073709551615",
        ] {
            for body in [format!("a({index})=x"), format!("item[{index}].name=x")] {
                for config in [nvp::Config::strict(), nvp::Config::lenient()] {
                    assert_cheap(&body, config.limits(limits), &body);
                }
                let config = nvp::Config::strict().limits(limits);
                assert!(config.from_str::<Target>(&body).is_err(), "{body}");
            }
        }
    }
}
