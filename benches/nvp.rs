//! Reading and writing NVP beside what else reads and writes form-urlencoded bodies, and JSON.
//!
//! `cargo bench --bench nvp`; what may follow says `harness`. Throughput counts the bytes that a case itself reads or
//! writes, and names where a payload is a list. Allocations need a counting allocator, which would slow down what is timed
//! here: `cargo bench --bench allocations` prints those.

#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod harness;
#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod payloads;

use std::borrow::Cow;
use std::process::ExitCode;

use paywire::{Amount, json, nvp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use harness::{Bar, Cases, Harness, timed, timed_without_drop};
use payloads::{
    Bulk, FlatPayRequest, FlatPayResponse, Money, PayRequest, PayResponse, Payload, PaymentOptions,
    Sample, Text, bulk, qs, qs_config,
};

type Small = Sample<PayResponse<String>, PayResponse<String>>;
type Medium = Sample<PayRequest<String, Amount>, PayRequest<String, Money>>;
type Large = Sample<PaymentOptions<String, Amount>, PaymentOptions<String, Money>>;
type List = Sample<Bulk<String, Amount>, Bulk<String, Money>>;
type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;
type OwnPairs = Vec<(String, String)>;

fn main() -> ExitCode {
    let mut harness = Harness::of_process();
    let small = Small::new(payloads::small());
    let medium = Medium::new(payloads::medium());
    let large = Large::new(payloads::large());
    let mut cases = Cases::default();
    decode_own::<OwnPairs, _, _>(&mut cases, &large, [5.0, 7.5], [2.0, 3.3]);
    decode_own::<FlatPayRequest, _, _>(&mut cases, &medium, [3.0, 5.0], [1.7, 2.7]);
    decode_own::<FlatPayResponse, _, _>(&mut cases, &small, [2.5, 4.0], [1.3, 2.0]);
    decode_borrowed::<PaymentOptions<Text<'_>, Text<'_>>, _, _>(&mut cases, &large, [6.0, 9.0]);
    decode_borrowed::<PayRequest<Text<'_>, Text<'_>>, _, _>(&mut cases, &medium, [4.0, 6.0]);
    decode_borrowed::<PayResponse<Text<'_>>, _, _>(&mut cases, &small, [3.0, 5.0]);
    decode_shuffled::<OwnPairs, _, _>(&mut cases, &large);
    encode::<OwnPairs, _, _>(&mut cases, &large, Bar::Shown);
    encode::<FlatPayRequest, _, _>(&mut cases, &medium, Bar::Times(2.5, 4.0));
    encode::<FlatPayResponse, _, _>(&mut cases, &small, Bar::Times(2.5, 4.0));
    encode_into_one_buffer(&mut cases, &large);
    encode_into_one_buffer(&mut cases, &medium);
    encode_into_one_buffer(&mut cases, &small);
    decode_json(&mut cases, &large);
    decode_json(&mut cases, &medium);
    decode_json(&mut cases, &small);
    for payload in [&large.ordered, &medium.ordered, &small.ordered] {
        lex(&mut cases, payload);
    }
    harness.run(cases);

    // Lists come last: they leave a heap behind in which a single request can cost as much as
    // writing a message does.
    let lists = [100, 1_000, 10_000, 100_000].map(|names| List::new(payloads::list(names)));
    let mut cases = Cases::default();
    for list in &lists {
        decode_shuffled::<OwnPairs, _, _>(&mut cases, list);
        decode_list(&mut cases, list);
    }
    growth(&mut cases, &lists[1], &lists[3]);
    harness.run(cases);
    harness.finish()
}

fn decode_own<'p, Flat, Own, Peer>(
    cases: &mut Cases<'p>,
    sample: &'p Sample<Own, Peer>,
    [qs_gate, qs_goal]: [f64; 2],
    [form_gate, form_goal]: [f64; 2],
) where
    Flat: DeserializeOwned + 'p,
    Own: DeserializeOwned,
    Peer: DeserializeOwned,
{
    let Payload { nvp, brackets, .. } = &sample.ordered;
    let own = || nvp::from_str::<Own>(nvp);
    let mut set = cases.ours("decode own", sample.name(), nvp.len(), own);
    let call = || qs::<Peer>(brackets);
    set.peer(
        "serde_qs",
        brackets.len(),
        call,
        Bar::Times(qs_gate, qs_goal),
    );
    let bar = Bar::Times(form_gate, form_goal);
    set.peer("form_urlencoded iteration", nvp.len(), || iterate(nvp), bar);
    let call = || serde_json::from_str::<Own>(&sample.json);
    set.peer("serde_json", sample.json.len(), call, Bar::Share(1.2, 0.85));
    // Neither of them has a way to read what is nested: into a flat type, or for L into pairs.
    let call = || serde_urlencoded::from_str::<Flat>(nvp);
    set.peer("serde_urlencoded flat", nvp.len(), call, Bar::Shown);
    let call = || serde_html_form::from_str::<Flat>(nvp);
    set.peer("serde_html_form flat", nvp.len(), call, Bar::Shown);
}

fn decode_borrowed<'p, Borrowed, Own, Peer>(
    cases: &mut Cases<'p>,
    sample: &'p Sample<Own, Peer>,
    [gate, goal]: [f64; 2],
) where
    Borrowed: Deserialize<'p> + Serialize + 'p,
{
    let Payload { nvp, brackets, .. } = &sample.ordered;
    sample.assert_same(&nvp::from_str::<Borrowed>(nvp).expect("reads"));
    sample.assert_same(&qs::<Borrowed>(brackets).expect("reads"));
    let own = || nvp::from_str::<Borrowed>(nvp);
    let mut set = cases.ours("decode borrowed", sample.name(), nvp.len(), own);
    let call = || qs::<Borrowed>(brackets);
    set.peer("serde_qs", brackets.len(), call, Bar::Times(gate, goal));
    let call = || serde_urlencoded::from_str::<Pairs<'_>>(nvp);
    set.peer("serde_urlencoded pairs", nvp.len(), call, Bar::Shown);
    let call = || serde_html_form::from_str::<Pairs<'_>>(nvp);
    set.peer("serde_html_form pairs", nvp.len(), call, Bar::Shown);
    let call = || serde_json::from_str::<Borrowed>(&sample.json);
    set.peer("serde_json", sample.json.len(), call, Bar::ShownShare);
}

fn decode_shuffled<'p, Flat, Own, Peer>(cases: &mut Cases<'p>, sample: &'p Sample<Own, Peer>)
where
    Flat: DeserializeOwned + 'p,
    Own: DeserializeOwned,
    Peer: DeserializeOwned,
{
    let Payload { nvp, brackets, .. } = &sample.shuffled;
    let own = || bulk::<Own>(nvp);
    let mut set = cases.ours("decode shuffled", sample.name(), nvp.len(), own);
    let call = || qs::<Peer>(brackets);
    set.peer("serde_qs", brackets.len(), call, Bar::Times(1.8, 2.5));
    set.peer(
        "form_urlencoded iteration",
        nvp.len(),
        || iterate(nvp),
        Bar::Shown,
    );
    let call = || serde_urlencoded::from_str::<Flat>(nvp);
    set.peer("serde_urlencoded pairs", nvp.len(), call, Bar::Shown);
}

/// A list of names in order, as bulk data has them.
fn decode_list<'p>(cases: &mut Cases<'p>, list: &'p List) {
    let Payload {
        nvp,
        brackets,
        pairs,
        ..
    } = &list.ordered;
    let names = || harness::Amount::Names(pairs.len());
    let own = || bulk::<Bulk<String, Amount>>(nvp);
    let mut set = cases.ours("decode list", list.name(), names(), own);
    let call = || qs::<Bulk<String, Money>>(brackets);
    set.peer("serde_qs", names(), call, Bar::Shown);
    set.peer(
        "form_urlencoded iteration",
        names(),
        || iterate(nvp),
        Bar::Shown,
    );
    let call = || serde_urlencoded::from_str::<OwnPairs>(nvp);
    set.peer("serde_urlencoded pairs", names(), call, Bar::Shown);
    let call = || serde_json::from_str::<Bulk<String, Amount>>(&list.json);
    set.peer("serde_json", names(), call, Bar::ShownShare);
}

/// How the time for a name grows with how many there are.
///
/// Reading is held to the bar. That the list is dropped afterwards is shown beside it, and the
/// same for `serde_json`: freeing many strings takes the allocator longer each than freeing few.
fn growth<'p>(cases: &mut Cases<'p>, short: &'p List, long: &'p List) {
    let mut names = |list: &'p List| {
        let Payload { nvp, pairs, .. } = &list.ordered;
        let names = harness::Amount::Names(pairs.len());
        let read = move || bulk::<Bulk<String, Amount>>(nvp);
        let json = move || serde_json::from_str::<Bulk<String, Amount>>(&list.json);
        let id = |who| ["growth", who, list.name()];
        [
            cases.add(id("paywire, not dropped"), names, timed_without_drop(read)),
            cases.add(id("paywire"), names, timed(read)),
            cases.add(
                id("serde_json, not dropped"),
                names,
                timed_without_drop(json),
            ),
            cases.add(id("serde_json"), names, timed(json)),
        ]
    };
    let (short, long) = (names(short), names(long));
    for (n, (what, bar)) in [
        ("decode own, ns a name, 100k / 1k", Bar::Share(1.2, 1.05)),
        ("the same, and dropped", Bar::ShownShare),
        ("the same, with serde_json", Bar::ShownShare),
        ("the same, with serde_json and dropped", Bar::ShownShare),
    ]
    .into_iter()
    .enumerate()
    {
        cases.line(what, long[n], short[n], bar);
    }
}

fn encode<'p, Flat, Own, Peer>(cases: &mut Cases<'p>, sample: &'p Sample<Own, Peer>, flat_bar: Bar)
where
    Flat: DeserializeOwned + Serialize + 'p,
    Own: Serialize,
    Peer: Serialize,
{
    let Payload {
        nvp,
        brackets,
        pairs,
        ..
    } = &sample.ordered;
    let flat: Flat = serde_urlencoded::from_str(nvp).expect("the flat type fits");
    let own = || nvp::to_string(&sample.own);
    let mut set = cases.ours("encode", sample.name(), nvp.len(), own);
    let call = || qs_config().serialize_string(&sample.peer);
    set.peer("serde_qs", brackets.len(), call, Bar::Times(2.5, 4.0));
    let call = || append_pairs(pairs);
    set.peer("form_urlencoded append_pair", nvp.len(), call, Bar::Shown);
    let call = || serde_json::to_string(&sample.own);
    set.peer("serde_json", sample.json.len(), call, Bar::Shown);
    let call = move || serde_urlencoded::to_string(&flat);
    set.peer("serde_urlencoded flat", nvp.len(), call, flat_bar);
}

fn encode_into_one_buffer<'p, Own: Serialize, Peer>(
    cases: &mut Cases<'p>,
    sample: &'p Sample<Own, Peer>,
) {
    let len = sample.ordered.nvp.len();
    let mut buffer = Vec::new();
    let own = move || {
        buffer.clear();
        let mut serializer = nvp::Serializer::new(&mut buffer);
        sample.own.serialize(&mut serializer)
    };
    let mut set = cases.ours("encode into one buffer", sample.name(), len, own);
    set.peer("to_string", len, || nvp::to_string(&sample.own), Bar::Shown);
}

fn decode_json<'p, Own: DeserializeOwned + Serialize, Peer>(
    cases: &mut Cases<'p>,
    sample: &'p Sample<Own, Peer>,
) {
    let json = &sample.json;
    sample.assert_same(&json::from_str::<Own>(json).expect("reads"));
    let own = || json::from_str::<Own>(json);
    let mut set = cases.ours("JSON decode own", sample.name(), json.len(), own);
    let call = || serde_json::from_str::<Own>(json);
    set.peer("serde_json", json.len(), call, Bar::Share(1.15, 1.05));
}

/// Pairs without a type. Ours can be had as they stand in the body; the others always decode.
fn lex<'p>(cases: &mut Cases<'p>, payload: &'p Payload) {
    let Payload { name, nvp, .. } = payload;
    let raw = || -> usize {
        let pairs = nvp::pairs(nvp.as_bytes());
        pairs
            .map(|pair| pair.name.as_bytes().len() + pair.value.as_bytes().len())
            .sum()
    };
    let decoded = || -> usize {
        let pairs = nvp::pairs(nvp.as_bytes());
        pairs
            .map(|pair| pair.name.lossy().len() + pair.value.lossy().len())
            .sum()
    };
    let mut set = cases.ours("lex", name, nvp.len(), raw);
    set.peer("paywire, decoded", nvp.len(), decoded, Bar::Shown);
    set.peer("form_urlencoded", nvp.len(), || iterate(nvp), Bar::Shown);
    let call = || serde_urlencoded::from_str::<Pairs<'_>>(nvp);
    set.peer("serde_urlencoded", nvp.len(), call, Bar::Shown);
    let call = || serde_html_form::from_str::<Pairs<'_>>(nvp);
    set.peer("serde_html_form", nvp.len(), call, Bar::Shown);
}

/// Everything `form_urlencoded` has to say about a body, and nothing done with it.
fn iterate(body: &str) -> usize {
    let pairs = form_urlencoded::parse(body.as_bytes());
    pairs.map(|(name, value)| name.len() + value.len()).sum()
}

fn append_pairs(pairs: &[(String, String)]) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(pairs);
    body.finish()
}
