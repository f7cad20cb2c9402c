//! Reading and writing NVP beside what else reads and writes form-urlencoded bodies, and JSON.
//!
//! Groups: lex, decode own, decode borrowed, encode, shuffled, scaling. `cargo bench --bench nvp`
//! runs all of them, a filter after `--` some. Throughput counts the bytes that the case itself
//! reads or writes, and names in the scaling group. For verdicts see `ratios`.

#[allow(dead_code, reason = "each bench uses its part")]
mod group;
#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod payloads;

use std::borrow::Cow;
use std::hint::black_box;

use criterion::Criterion;
use paywire::{Amount, nvp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use group::Group;
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

fn main() {
    let mut criterion = group::criterion();
    let small = Small::new(payloads::small());
    let medium = Medium::new(payloads::medium());
    let large = Large::new(payloads::large());

    lex(
        &mut criterion,
        [&small.ordered, &medium.ordered, &large.ordered],
    );

    let mut group = Group::new(&mut criterion, "decode own");
    decode_own::<FlatPayResponse, _, _>(&mut group, &small);
    decode_own::<FlatPayRequest, _, _>(&mut group, &medium);
    decode_own::<OwnPairs, _, _>(&mut group, &large);
    drop(group);

    let mut group = Group::new(&mut criterion, "decode borrowed");
    decode_borrowed::<PayResponse<Text<'_>>, _, _>(&mut group, &small);
    decode_borrowed::<PayRequest<Text<'_>, Text<'_>>, _, _>(&mut group, &medium);
    decode_borrowed::<PaymentOptions<Text<'_>, Text<'_>>, _, _>(&mut group, &large);
    drop(group);

    let mut group = Group::new(&mut criterion, "encode");
    encode::<FlatPayResponse, _, _>(&mut group, &small);
    encode::<FlatPayRequest, _, _>(&mut group, &medium);
    encode::<OwnPairs, _, _>(&mut group, &large);
    drop(group);

    let mut group = Group::new(&mut criterion, "shuffled");
    shuffled::<FlatPayRequest, _, _>(&mut group, &medium);
    shuffled::<OwnPairs, _, _>(&mut group, &large);
    drop(group);

    scaling(&mut criterion);
    criterion.final_summary();
}

/// Everything a body's pairs hold, and nothing done with it.
fn iterate(body: &str) -> usize {
    let pairs = form_urlencoded::parse(body.as_bytes());
    pairs.map(|(name, value)| name.len() + value.len()).sum()
}

/// Pairs without a type. Ours can be had as they stand in the body; the others always decode.
fn lex(criterion: &mut Criterion, payloads: [&Payload; 3]) {
    let mut group = Group::new(criterion, "lex");
    for Payload { name, nvp, .. } in payloads {
        group.scan("paywire", name, nvp, |body| {
            let pairs = nvp::pairs(body.as_bytes());
            pairs
                .map(|pair| pair.name.as_bytes().len() + pair.value.as_bytes().len())
                .sum()
        });
        group.scan("paywire, decoded", name, nvp, |body| {
            let pairs = nvp::pairs(body.as_bytes());
            pairs
                .map(|pair| pair.name.lossy().len() + pair.value.lossy().len())
                .sum()
        });
        group.scan("form_urlencoded", name, nvp, iterate);
        group.read(
            "serde_urlencoded",
            name,
            nvp,
            serde_urlencoded::from_str::<Pairs<'_>>,
        );
        group.read(
            "serde_html_form",
            name,
            nvp,
            serde_html_form::from_str::<Pairs<'_>>,
        );
    }
}

fn decode_own<Flat, Own, Peer>(group: &mut Group<'_>, sample: &Sample<Own, Peer>)
where
    Flat: DeserializeOwned,
    Own: DeserializeOwned,
    Peer: DeserializeOwned,
{
    let (name, body) = (sample.name(), &sample.ordered);
    group.read("paywire", name, &body.nvp, nvp::from_str::<Own>);
    group.scan("form_urlencoded", name, &body.nvp, iterate);
    group.read(
        "serde_urlencoded",
        name,
        &body.nvp,
        serde_urlencoded::from_str::<Flat>,
    );
    group.read(
        "serde_html_form",
        name,
        &body.nvp,
        serde_html_form::from_str::<Flat>,
    );
    group.read("serde_qs", name, &body.brackets, qs::<Peer>);
    group.read(
        "serde_json",
        name,
        &sample.json,
        serde_json::from_str::<Own>,
    );
}

fn decode_borrowed<'a, Borrowed, Own, Peer>(group: &mut Group<'_>, sample: &'a Sample<Own, Peer>)
where
    Borrowed: Deserialize<'a>,
{
    let (name, body) = (sample.name(), &sample.ordered);
    group.read("paywire", name, &body.nvp, nvp::from_str::<Borrowed>);
    group.scan("form_urlencoded", name, &body.nvp, iterate);
    group.read(
        "serde_urlencoded",
        name,
        &body.nvp,
        serde_urlencoded::from_str::<Pairs<'_>>,
    );
    group.read(
        "serde_html_form",
        name,
        &body.nvp,
        serde_html_form::from_str::<Pairs<'_>>,
    );
    group.read("serde_qs", name, &body.brackets, qs::<Borrowed>);
    group.read(
        "serde_json",
        name,
        &sample.json,
        serde_json::from_str::<Borrowed>,
    );
}

fn encode<Flat, Own, Peer>(group: &mut Group<'_>, sample: &Sample<Own, Peer>)
where
    Flat: DeserializeOwned + Serialize,
    Own: Serialize,
    Peer: Serialize,
{
    let (name, body) = (sample.name(), &sample.ordered);
    let flat: Flat = serde_urlencoded::from_str(&body.nvp).expect("the flat type fits");
    let len = body.nvp.len();
    group.bytes("paywire", name, len, || {
        nvp::to_string(black_box(&sample.own))
    });
    let mut buffer = Vec::new();
    group.bytes("paywire, one buffer", name, len, || {
        buffer.clear();
        let mut serializer = nvp::Serializer::new(&mut buffer);
        black_box(&sample.own).serialize(&mut serializer)
    });
    group.bytes("form_urlencoded", name, len, || {
        let mut written = form_urlencoded::Serializer::new(String::new());
        written.extend_pairs(black_box(&body.pairs));
        written.finish()
    });
    group.bytes("serde_urlencoded", name, len, || {
        serde_urlencoded::to_string(black_box(&flat))
    });
    group.bytes("serde_html_form", name, len, || {
        serde_html_form::to_string(black_box(&flat))
    });
    group.bytes("serde_qs", name, body.brackets.len(), || {
        qs_config().serialize_string(black_box(&sample.peer))
    });
    group.bytes("serde_json", name, sample.json.len(), || {
        serde_json::to_string(black_box(&sample.own))
    });
}

fn shuffled<Flat, Own, Peer>(group: &mut Group<'_>, sample: &Sample<Own, Peer>)
where
    Flat: DeserializeOwned,
    Own: DeserializeOwned,
    Peer: DeserializeOwned,
{
    let (name, body) = (sample.name(), &sample.shuffled);
    group.read("paywire", name, &body.nvp, nvp::from_str::<Own>);
    group.scan("form_urlencoded", name, &body.nvp, iterate);
    group.read(
        "serde_urlencoded",
        name,
        &body.nvp,
        serde_urlencoded::from_str::<Flat>,
    );
    group.read(
        "serde_html_form",
        name,
        &body.nvp,
        serde_html_form::from_str::<Flat>,
    );
    group.read("serde_qs", name, &body.brackets, qs::<Peer>);
}

fn scaling(criterion: &mut Criterion) {
    type Own = Bulk<String, Amount>;
    type Peer = Bulk<String, Money>;
    let mut group = Group::new(criterion, "scaling");
    for names in [10, 100, 1_000, 10_000, 100_000] {
        let List {
            ordered,
            shuffled,
            json,
            ..
        } = &List::new(payloads::list(names));
        group.names("paywire", names, || bulk::<Own>(&ordered.nvp));
        group.names("paywire, shuffled", names, || bulk::<Own>(&shuffled.nvp));
        group.names("form_urlencoded", names, || iterate(&ordered.nvp));
        group.names("serde_urlencoded", names, || {
            serde_urlencoded::from_str::<OwnPairs>(&ordered.nvp)
        });
        group.names("serde_html_form", names, || {
            serde_html_form::from_str::<OwnPairs>(&ordered.nvp)
        });
        group.names("serde_qs", names, || qs::<Peer>(&ordered.brackets));
        group.names("serde_qs, shuffled", names, || {
            qs::<Peer>(&shuffled.brackets)
        });
        group.names("serde_json", names, || serde_json::from_str::<Own>(json));
    }
}
