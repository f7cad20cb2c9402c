use proptest::prelude::*;

use super::*;
use crate::capture::Kind as CaptureKind;
use crate::capture::testing::exchanges;

/// What a flow is made of, and how it is written.
#[derive(Clone, Debug)]
enum Written {
    Bytes(Vec<u8>),
    Text(&'static str),
    Integer(i64),
    Float(&'static str),
    Nothing,
    List(Vec<Written>),
    Map(Vec<(&'static str, Written)>),
}

impl Written {
    fn write(&self) -> Vec<u8> {
        let (data, kind) = match self {
            Written::Bytes(bytes) => (bytes.clone(), b','),
            Written::Text(text) => (text.as_bytes().to_vec(), b';'),
            Written::Integer(number) => (number.to_string().into_bytes(), b'#'),
            Written::Float(number) => (number.as_bytes().to_vec(), b'^'),
            Written::Nothing => (Vec::new(), b'~'),
            Written::List(items) => (items.iter().flat_map(Written::write).collect(), b']'),
            Written::Map(pairs) => {
                let pairs = pairs.iter();
                let written = pairs.flat_map(|(name, value)| {
                    [Written::Text(name).write(), value.write()].concat()
                });
                (written.collect(), b'}')
            }
        };
        [data.len().to_string().as_bytes(), b":", &data, &[kind]].concat()
    }
}

fn bytes(text: &str) -> Written {
    Written::Bytes(text.as_bytes().to_vec())
}

fn fields(fields: &[(&str, &str)]) -> Written {
    let fields = fields.iter();
    Written::List(
        fields
            .map(|(name, value)| Written::List(vec![bytes(name), bytes(value)]))
            .collect(),
    )
}

fn request() -> Written {
    Written::Map(vec![
        ("path", bytes("/AdaptivePayments/Pay?a=1")),
        ("authority", bytes("")),
        ("scheme", bytes("https")),
        ("method", bytes("POST")),
        ("port", Written::Integer(8443)),
        ("host", Written::Text("192.0.2.1")),
        ("timestamp_start", Written::Float("1700000000.25")),
        ("content", bytes("payKey=AP-1")),
        ("headers", fields(&[("X-A", "1"), ("x-a", "2")])),
    ])
}

fn response() -> Written {
    Written::Map(vec![
        ("reason", bytes("OK")),
        ("status_code", Written::Integer(200)),
        ("content", Written::Nothing),
        (
            "headers",
            Written::List(vec![Written::List(vec![
                bytes("X-B"),
                Written::Bytes(vec![0xe9]),
            ])]),
        ),
    ])
}

fn flow(request: Written, response: Written) -> Written {
    Written::Map(vec![
        ("websocket", Written::Nothing),
        ("response", response),
        ("request", request),
        ("error", Written::Nothing),
        ("type", Written::Text("http")),
        ("version", Written::Integer(21)),
    ])
}

fn results(bytes: &[u8], config: &Config) -> Vec<Result<Exchange>> {
    exchanges(bytes, CaptureKind::Mitmproxy, config)
}

fn one(flow: &Written) -> Exchange {
    let mut all = results(&flow.write(), &Config::new());
    assert_eq!(all.len(), 1);
    all.remove(0).unwrap()
}

#[test]
fn flows_are_read() {
    let written = flow(request(), response()).write();
    assert_eq!(CaptureKind::detect(&written), CaptureKind::Mitmproxy);
    let exchange = one(&flow(request(), response()));
    assert_eq!(
        exchange.time.unwrap().to_string(),
        "2023-11-14T22:13:20.25Z"
    );
    assert!(exchange.warnings.is_empty());
    let request = exchange.request.unwrap();
    assert_eq!(request.method, "POST");
    assert_eq!(
        request.target,
        "https://192.0.2.1:8443/AdaptivePayments/Pay?a=1"
    );
    assert_eq!(
        request.headers,
        Headers::from_iter([("X-A", "1"), ("x-a", "2")])
    );
    assert_eq!(request.body, Body::Coded(b"payKey=AP-1".to_vec()));
    let response = exchange.response.unwrap();
    assert_eq!((response.status, &*response.reason), (200, "OK"));
    assert_eq!(response.headers.get("x-b"), Some("\u{e9}"));
    assert!(matches!(response.body, Body::Missing(_)));
}

fn with(tree: Written, name: &'static str, value: Written) -> Written {
    let Written::Map(mut pairs) = tree else {
        return tree;
    };
    pairs.retain(|(own, _)| *own != name);
    pairs.push((name, value));
    Written::Map(pairs)
}

#[test]
fn the_address_is_the_one_that_was_meant() {
    let target = |request: Written| {
        one(&flow(request, Written::Nothing))
            .request
            .unwrap()
            .target
    };
    let host = fields(&[("Host", "h:1")]);
    assert_eq!(
        target(with(request(), "headers", host.clone())),
        "https://h:1/AdaptivePayments/Pay?a=1"
    );
    let authority = with(with(request(), "headers", host), "authority", bytes("x"));
    assert_eq!(
        target(authority.clone()),
        "https://x/AdaptivePayments/Pay?a=1"
    );
    assert_eq!(target(with(authority.clone(), "path", bytes(""))), "x");
    assert_eq!(target(with(authority, "path", bytes("*"))), "*");
    assert_eq!(
        target(with(request(), "port", Written::Integer(443))),
        "https://192.0.2.1/AdaptivePayments/Pay?a=1"
    );
}

#[test]
fn old_flows_have_other_names() {
    let response = Written::Map(vec![
        ("msg", bytes("Not Found")),
        ("code", Written::Integer(404)),
        ("content", bytes("")),
        ("headers", fields(&[])),
    ]);
    let old = Written::Map(vec![
        ("request", request()),
        ("response", response),
        (
            "version",
            Written::List(vec![Written::Integer(0), Written::Integer(13)]),
        ),
    ]);
    let response = one(&old).response.unwrap();
    assert_eq!(
        (response.status, &*response.reason, response.body),
        (404, "Not Found", Body::Empty)
    );
}

#[test]
fn what_is_not_http_is_said() {
    let tcp = with(
        flow(Written::Nothing, Written::Nothing),
        "type",
        Written::Text("tcp"),
    );
    let exchange = one(&tcp);
    assert!(exchange.request.is_none() && exchange.response.is_none());
    assert_eq!(exchange.warnings, ["a flow that is not HTTP"]);
    let failed = with(
        flow(request(), Written::Nothing),
        "error",
        Written::Map(vec![]),
    );
    assert_eq!(
        one(&failed).warnings,
        ["the proxy recorded an error for this exchange"]
    );
    let socket = with(
        flow(request(), response()),
        "websocket",
        Written::Map(vec![]),
    );
    assert_eq!(one(&socket).warnings.len(), 1);
}

#[test]
fn damage_in_a_flow_is_its_own_and_in_a_length_the_end() {
    let good = flow(request(), response()).write();
    let outer = good.len();
    let mut damaged = good.clone();
    // The length of a name inside.
    damaged[outer / 2..outer / 2 + 20].fill(b'9');
    let sound = |capture: Vec<u8>, config: &Config| -> Vec<bool> {
        results(&capture, config)
            .iter()
            .map(Result::is_ok)
            .collect()
    };
    let config = Config::new();
    assert_eq!(
        sound([&good[..], &damaged, &good].concat(), &config),
        [true, false, true]
    );
    assert_eq!(
        sound([&good[..], b"x", &good].concat(), &config),
        [true, false]
    );
    assert_eq!(
        sound([&good[..], &good[..outer - 1]].concat(), &config),
        [true, false]
    );
    assert_eq!(
        sound([&good[..], b"3:abc,", &good].concat(), &config),
        [true, false]
    );
    assert_eq!(
        sound([&good[..], b"99999999999999999999999:"].concat(), &config),
        [true, false]
    );
    assert_eq!(
        sound([&good[..], b"999999999999:a"].concat(), &config),
        [true, false]
    );
    let long = with(request(), "content", bytes(&"x".repeat(10_000)));
    let capture = [&good[..], &flow(long, Written::Nothing).write(), &good].concat();
    assert_eq!(sound(capture, &config.max_entry(5000)), [true, false, true]);
    let few = Config::new().limits(crate::Limits::default().names(1));
    assert_eq!(sound(good, &few), [false]);
}

fn trees() -> impl Strategy<Value = Written> {
    let names = prop::sample::select(vec![
        "request",
        "response",
        "headers",
        "content",
        "type",
        "status_code",
        "path",
    ]);
    let leaf = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..8).prop_map(Written::Bytes),
        any::<i64>().prop_map(Written::Integer),
        Just(Written::Text("http")),
        Just(Written::Float("1.5")),
        Just(Written::Nothing),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Written::List),
            prop::collection::vec((names.clone(), inner), 0..6).prop_map(Written::Map),
        ]
    })
}

/// Whether a value is what was written.
fn same(value: Value<'_>, tree: &Written) -> bool {
    let mut items = value.items();
    match tree {
        Written::Bytes(bytes) => value.bytes() == Some(bytes),
        Written::Text(text) => value.text().as_deref() == Some(text),
        Written::Integer(number) => value.number() == Some(&number.to_string()),
        Written::Float(number) => value.number() == Some(number),
        Written::Nothing => value.kind == ValueKind::Nothing,
        Written::List(trees) => {
            trees
                .iter()
                .all(|tree| same(items.next().unwrap().unwrap(), tree))
                && items.next().is_none()
        }
        Written::Map(pairs) => {
            pairs.iter().all(|(name, tree)| {
                items.next().unwrap().unwrap().bytes() == Some(name.as_bytes())
                    && same(items.next().unwrap().unwrap(), tree)
            }) && items.next().is_none()
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(tree in trees()) {
        let written = tree.write();
        let mut rest = &written[..];
        let value = Value::take(&mut rest).unwrap();
        prop_assert!(rest.is_empty());
        prop_assert!(same(value, &tree));
        let _ = exchange(&written, &Config::new());
        let _ = begins(&written);
    }

    #[test]
    fn nothing_panics(at in 0..800_usize, byte in any::<u8>(), cut in 0..800_usize) {
        let mut written = flow(request(), response()).write();
        let length = written.len();
        written[at % length] = byte;
        let _ = results(&written, &Config::new());
        written.truncate(cut);
        let _ = results(&written, &Config::new().max_entry(100));
        let _ = exchange(&written, &Config::new());
    }
}
