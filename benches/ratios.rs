//! Prints how NVP compares with its peers, beside the bar each comparison must clear.
//!
//! All cases are timed in turn, round after round, so that whatever slows the machine down slows
//! all of them; a ratio is the median of those within each round. Run `cargo bench --bench ratios`,
//! with words of a line or a payload's name to run only those (`-- borrowed L`), and with `--check`
//! to fail when a gate is missed. Allocations need a counting allocator, which would slow down
//! what is timed here: `cargo bench --bench allocations` prints those.

#[allow(dead_code, reason = "each bench uses its part")]
mod harness;
#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod payloads;
#[allow(dead_code, reason = "each bench uses its part")]
mod rounds;

use std::borrow::Cow;
use std::process::ExitCode;

use paywire::{Amount, json, nvp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use harness::{Arguments, Bar};
use payloads::{
    Bulk, FlatPayRequest, FlatPayResponse, Money, PayRequest, PayResponse, PaymentOptions, Sample,
    Text, bulk, qs, qs_config,
};
use rounds::Rounds;

type List = Sample<Bulk<String, Amount>, Bulk<String, Money>>;

fn main() -> ExitCode {
    let arguments = Arguments::of_process();
    let small = Sample::<PayResponse<String>, PayResponse<String>>::new(payloads::small());
    let medium =
        Sample::<PayRequest<String, Amount>, PayRequest<String, Money>>::new(payloads::medium());
    let large = Sample::<PaymentOptions<String, Amount>, PaymentOptions<String, Money>>::new(
        payloads::large(),
    );
    let mut rounds = Rounds::default();
    decode_own(&mut rounds, &large, [5.0, 7.5], [2.0, 3.3]);
    decode_own(&mut rounds, &medium, [3.0, 5.0], [1.7, 2.7]);
    decode_own(&mut rounds, &small, [2.5, 4.0], [1.3, 2.0]);
    decode_borrowed::<PaymentOptions<Text<'_>, Text<'_>>, _, _>(&mut rounds, &large, [6.0, 9.0]);
    decode_borrowed::<PayRequest<Text<'_>, Text<'_>>, _, _>(&mut rounds, &medium, [4.0, 6.0]);
    decode_borrowed::<PayResponse<Text<'_>>, _, _>(&mut rounds, &small, [3.0, 5.0]);
    decode_flat::<FlatPayRequest, _, _>(&mut rounds, &medium);
    decode_flat::<FlatPayResponse, _, _>(&mut rounds, &small);
    decode_shuffled(&mut rounds, &large);
    encode(&mut rounds, &large);
    encode(&mut rounds, &medium);
    encode(&mut rounds, &small);
    encode_flat::<FlatPayRequest, _, _>(&mut rounds, &medium);
    encode_flat::<FlatPayResponse, _, _>(&mut rounds, &small);
    decode_json(&mut rounds, &large);
    decode_json(&mut rounds, &medium);
    decode_json(&mut rounds, &small);
    let mut lines = rounds.run(|subject| arguments.choose(subject));

    // Lists come last: they leave a heap behind in which a single request can cost as much as
    // writing a message does.
    let lists = [100, 1_000, 10_000, 100_000].map(|names| List::new(payloads::list(names)));
    let mut rounds = Rounds::default();
    for list in &lists {
        decode_shuffled(&mut rounds, list);
    }
    growth(&mut rounds, &lists[1], &lists[3]);
    lines.extend(rounds.run(|subject| arguments.choose(subject)));
    arguments.print("ns", &lines)
}

fn decode_own<'p, Own: DeserializeOwned, Peer: DeserializeOwned>(
    rounds: &mut Rounds<'p>,
    sample: &'p Sample<Own, Peer>,
    [qs_gate, qs_goal]: [f64; 2],
    [form_gate, form_goal]: [f64; 2],
) {
    let (body, name) = (&sample.ordered, sample.name());
    let ours = rounds.case(1, || nvp::from_str::<Own>(&body.nvp));
    let peer = rounds.case(1, || qs::<Peer>(&body.brackets));
    rounds.line(
        "decode own / serde_qs",
        name,
        ours,
        peer,
        Bar::Times(qs_gate, qs_goal),
    );
    let peer = rounds.case(1, || iterate(&body.nvp));
    rounds.line(
        "decode own / form_urlencoded iteration",
        name,
        ours,
        peer,
        Bar::Times(form_gate, form_goal),
    );
    let peer = rounds.case(1, || serde_json::from_str::<Own>(&sample.json));
    rounds.line(
        "decode own / serde_json",
        name,
        ours,
        peer,
        Bar::Share(1.2, 0.85),
    );
}

fn decode_borrowed<'p, Borrowed, Own, Peer>(
    rounds: &mut Rounds<'p>,
    sample: &'p Sample<Own, Peer>,
    [gate, goal]: [f64; 2],
) where
    Borrowed: Deserialize<'p> + Serialize + 'p,
{
    type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;
    let (body, name) = (&sample.ordered, sample.name());
    sample.assert_same(&nvp::from_str::<Borrowed>(&body.nvp).expect("reads"));
    sample.assert_same(&qs::<Borrowed>(&body.brackets).expect("reads"));
    let ours = rounds.case(1, || nvp::from_str::<Borrowed>(&body.nvp));
    let peer = rounds.case(1, || qs::<Borrowed>(&body.brackets));
    rounds.line(
        "decode borrowed / serde_qs",
        name,
        ours,
        peer,
        Bar::Times(gate, goal),
    );
    let peer = rounds.case(1, || serde_urlencoded::from_str::<Pairs<'_>>(&body.nvp));
    rounds.line(
        "decode borrowed / serde_urlencoded pairs",
        name,
        ours,
        peer,
        Bar::Shown,
    );
}

fn decode_flat<'p, Flat: DeserializeOwned, Own: DeserializeOwned, Peer>(
    rounds: &mut Rounds<'p>,
    sample: &'p Sample<Own, Peer>,
) {
    let body = &sample.ordered.nvp;
    let ours = rounds.case(1, || nvp::from_str::<Own>(body));
    let peer = rounds.case(1, || serde_urlencoded::from_str::<Flat>(body));
    rounds.line(
        "decode own / serde_urlencoded flat",
        sample.name(),
        ours,
        peer,
        Bar::Shown,
    );
}

fn decode_shuffled<'p, Own: DeserializeOwned, Peer: DeserializeOwned>(
    rounds: &mut Rounds<'p>,
    sample: &'p Sample<Own, Peer>,
) {
    let body = &sample.shuffled;
    let ours = rounds.case(1, || bulk::<Own>(&body.nvp));
    let peer = rounds.case(1, || qs::<Peer>(&body.brackets));
    rounds.line(
        "decode shuffled / serde_qs",
        sample.name(),
        ours,
        peer,
        Bar::Times(1.8, 2.5),
    );
}

/// How the time for a name grows with how many there are.
///
/// Reading is held to the bar. That the list is dropped afterwards is shown beside it, and the
/// same for `serde_json`: freeing many strings takes the allocator longer each than freeing few.
fn growth<'p>(rounds: &mut Rounds<'p>, short: &'p List, long: &'p List) {
    let mut names = |list: &'p List| {
        let (body, names) = (&list.ordered, list.ordered.pairs.len());
        let read = move || bulk::<Bulk<String, Amount>>(&body.nvp);
        let json = move || serde_json::from_str::<Bulk<String, Amount>>(&list.json);
        [
            rounds.case_without_drop(names, read),
            rounds.case(names, read),
            rounds.case_without_drop(names, json),
            rounds.case(names, json),
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
        rounds.line(what, "100000", long[n], short[n], bar);
    }
}

fn encode<'p, Own: Serialize, Peer: Serialize>(
    rounds: &mut Rounds<'p>,
    sample: &'p Sample<Own, Peer>,
) {
    let name = sample.name();
    let ours = rounds.case(1, || nvp::to_string(&sample.own));
    let peer = rounds.case(1, || qs_config().serialize_string(&sample.peer));
    rounds.line("encode / serde_qs", name, ours, peer, Bar::Times(2.5, 4.0));
    let peer = rounds.case(1, || append_pairs(&sample.ordered.pairs));
    rounds.line(
        "encode / form_urlencoded append_pair",
        name,
        ours,
        peer,
        Bar::Shown,
    );
    let peer = rounds.case(1, || serde_json::to_string(&sample.own));
    rounds.line("encode / serde_json", name, ours, peer, Bar::Shown);
    let mut buffer = Vec::new();
    let reused = rounds.case(1, move || {
        buffer.clear();
        let mut serializer = nvp::Serializer::new(&mut buffer);
        sample.own.serialize(&mut serializer)
    });
    rounds.line(
        "encode into one buffer / to_string",
        name,
        reused,
        ours,
        Bar::Shown,
    );
}

fn encode_flat<'p, Flat: DeserializeOwned + Serialize + 'p, Own: Serialize, Peer>(
    rounds: &mut Rounds<'p>,
    sample: &'p Sample<Own, Peer>,
) {
    let flat: Flat = serde_urlencoded::from_str(&sample.ordered.nvp).expect("the flat type fits");
    let ours = rounds.case(1, || nvp::to_string(&sample.own));
    let peer = rounds.case(1, move || serde_urlencoded::to_string(&flat));
    rounds.line(
        "encode / serde_urlencoded flat",
        sample.name(),
        ours,
        peer,
        Bar::Times(2.5, 4.0),
    );
}

fn decode_json<'p, Own: DeserializeOwned + Serialize, Peer>(
    rounds: &mut Rounds<'p>,
    sample: &'p Sample<Own, Peer>,
) {
    sample.assert_same(&json::from_str::<Own>(&sample.json).expect("reads"));
    let ours = rounds.case(1, || json::from_str::<Own>(&sample.json));
    let peer = rounds.case(1, || serde_json::from_str::<Own>(&sample.json));
    rounds.line(
        "JSON decode own / serde_json",
        sample.name(),
        ours,
        peer,
        Bar::Share(1.15, 1.05),
    );
}

/// Everything `form_urlencoded` has to say about a body, and nothing done with it.
fn iterate(body: &str) -> usize {
    let lengths =
        form_urlencoded::parse(body.as_bytes()).map(|(name, value)| name.len() + value.len());
    lengths.sum()
}

fn append_pairs(pairs: &[(String, String)]) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(pairs);
    body.finish()
}
