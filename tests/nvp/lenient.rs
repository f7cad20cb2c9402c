//! What the lenient preset mends, and that nothing is left out without a word.

use std::collections::BTreeMap;

use paywire::nvp::{Config, Empty, ErrorKind, Value, WarningKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;

type Map<T> = BTreeMap<String, T>;

/// What was read leniently, the kinds of what was mended, and each value that was left out with its path.
fn lenient<T: DeserializeOwned>(body: &str) -> (T, Vec<WarningKind>, Vec<(String, &str)>) {
    let config = Config::lenient();
    let (value, warnings) = config
        .from_slice_reporting::<T>(body.as_bytes())
        .unwrap_or_else(|error| panic!("{body:?}: {error}"));
    let kinds = warnings.iter().map(paywire::nvp::Warning::kind).collect();
    let left_out = warnings.iter().filter_map(|warning| {
        let path = warning.path().unwrap_or_default().to_owned();
        Some((path, &body[warning.left_out()?]))
    });
    (value, kinds, left_out.collect())
}

/// A body as people and documents print it: a line for each pair.
const PRINTED: &str = "actionType=PAY\n&currencyCode=EUR\r\n&\tmemo=two words \n& \n\
    &receiver(0).email=a%40e.example\n&receiver(0).amount = 100.00\n&note=%0A+x+%20\n";

#[derive(Debug, PartialEq, Deserialize)]
struct Printed<'a> {
    #[serde(rename = "actionType")]
    action: &'a str,
    #[serde(rename = "currencyCode")]
    currency: &'a str,
    memo: &'a str,
    receiver: Vec<Receiver>,
    note: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Receiver {
    email: String,
    amount: paywire::Amount,
}

fn printed() -> Printed<'static> {
    Printed {
        action: "PAY",
        currency: "EUR",
        memo: "two words",
        receiver: vec![Receiver {
            email: "a@e.example".to_owned(),
            amount: "100.00".parse().expect("an amount"),
        }],
        note: "\n x  ".to_owned(),
    }
}

#[test]
fn lines_and_blanks_around_pairs_are_no_part_of_them() {
    let (read, warnings) = Config::lenient()
        .from_slice_reporting::<Printed<'_>>(PRINTED.as_bytes())
        .unwrap();
    assert_eq!(read, printed());
    let kinds: Vec<_> = warnings.iter().map(paywire::nvp::Warning::kind).collect();
    let expected = [WarningKind::SurroundingSpace, WarningKind::SpaceAroundPairs];
    assert_eq!(kinds, expected);
    assert_eq!(warnings[1].span(), Some(35..36));
    // The same in another order, and as pairs.
    let mut pairs: Vec<&str> = PRINTED.split('&').collect();
    pairs.reverse();
    let shuffled = pairs.join("&");
    let read: Printed<'_> = Config::lenient().from_str(&shuffled).unwrap();
    assert_eq!(read, printed());
    let (read, kinds, _) = lenient::<Vec<(String, String)>>(PRINTED);
    assert_eq!(kinds, expected);
    assert_eq!(read[2], ("memo".to_owned(), "two words".to_owned()));
    assert_eq!(read[4].0, "receiver(0).amount");
    assert_eq!(read[5].1, "\n x  ");
    assert_eq!(read.len(), 6);
}

#[test]
fn strict_refuses_white_space_that_is_not_escaped_around_pairs() {
    for (body, place) in [
        ("a=1\n&b=2", 3..4),
        ("a=1&\nb=2", 4..5),
        ("a=1& b=2", 4..5),
        ("a=1 &b=2", 3..4),
        ("a=\t1&b=2", 2..3),
        ("a =1&b=2", 1..2),
        ("a=1&b\r\n&c=3", 5..7),
        ("a=1&\r\n&b=2", 4..6),
        ("b=2& a(0)=1", 4..5),
        ("b=2&a(0) =1", 8..9),
        ("b=%41\n&a=1", 5..6),
        ("b= %41&a=1", 2..3),
        ("a=1&b=\n&c=2", 6..7),
        ("a[0]\n=1&b=2", 4..5),
    ] {
        let read = |error: paywire::Error| {
            assert_eq!(error.kind(), &ErrorKind::SurroundingSpace, "{body:?}");
            assert!(error.to_string().contains("lenient"), "{error}");
            assert_eq!(error.span(), Some(place.clone()), "{body:?}");
        };
        let strict = Config::strict();
        read(strict.from_str::<Value>(body).unwrap_err());
        read(strict.from_str::<Vec<(String, String)>>(body).unwrap_err());
        read(strict.from_str::<serde::de::IgnoredAny>(body).unwrap_err());
        read(
            strict
                .from_slice::<Map<serde_bytes::ByteBuf>>(body.as_bytes())
                .err()
                .unwrap_or_else(|| strict.from_str::<Value>(body).unwrap_err()),
        );
        let latin = strict.charset("windows-1252".parse().unwrap());
        read(latin.from_slice::<Value>(body.as_bytes()).unwrap_err());
        let (value, kinds, _) = lenient::<Value>(body);
        assert_eq!(kinds[0], WarningKind::SpaceAroundPairs, "{body:?}");
        let escaped: String = body.split_ascii_whitespace().collect();
        let plain: Value = strict.from_str(&escaped).unwrap();
        assert_eq!(value, plain, "{body:?}");
    }
}

#[test]
fn escaped_white_space_and_blanks_between_words_are_data() {
    let body = "a=+x%20&b=%0Ay%0D%0A&c=two words&%20d=1&e+=2&f g=3&h=\u{a0}";
    let read: Map<String> = paywire::nvp::from_str(body).unwrap();
    let expected = [
        ("a", " x "),
        ("b", "\ny\r\n"),
        ("c", "two words"),
        (" d", "1"),
        ("e ", "2"),
        ("f g", "3"),
        ("h", "\u{a0}"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(read, expected.into());
    assert_eq!(lenient::<Map<String>>(body).0, read);
}

#[test]
fn a_value_of_white_space_alone_is_empty() {
    let config = Config::lenient().empty(Empty::Absent);
    let read: Map<Option<u8>> = config.from_str("a= \n&b=1\n&c=").unwrap();
    assert_eq!(read["a"], None);
    assert_eq!((read["b"], read["c"]), (Some(1), None));
    assert!(
        config
            .space_around_pairs(false)
            .from_str::<Map<Option<u8>>>("a= &b=1")
            .is_err()
    );
}

#[test]
fn the_last_of_a_repeated_name_counts_and_the_others_are_named() {
    let (read, kinds, left_out) = lenient::<Map<String>>("memo=A&x=1&memo=B+b&memo=C");
    assert_eq!(read["memo"], "C");
    assert_eq!(kinds, [WarningKind::LastOfDuplicates; 2]);
    assert_eq!(
        left_out,
        [("memo".to_owned(), "A"), ("memo".to_owned(), "B+b")]
    );
}

#[test]
fn what_does_not_fit_beside_a_list_is_named_value_by_value() {
    #[derive(Debug, Deserialize)]
    struct Receivers {
        receiver: Vec<Receiver>,
    }
    let body = "receiver(0).email=a&receiver(0).amount=1.00&receiver.email=b&receiver.amount=99.00";
    let (read, kinds, left_out) = lenient::<Receivers>(body);
    assert_eq!(read.receiver.len(), 1);
    assert_eq!(kinds, [WarningKind::NamedAndIndexed; 2]);
    assert_eq!(
        left_out,
        [
            ("receiver.email".to_owned(), "b"),
            ("receiver.amount".to_owned(), "99.00")
        ]
    );
}

#[test]
fn what_does_not_fit_beside_a_value_is_named_value_by_value() {
    #[derive(Debug, Deserialize)]
    struct Inner {
        b: u8,
    }

    let (read, _, left_out) = lenient::<Map<u8>>("a=1&a.b=2&a(0).c=3");
    assert_eq!(read["a"], 1);
    assert_eq!(
        left_out,
        [("a(0).c".to_owned(), "3"), ("a.b".to_owned(), "2")]
    );
    let (read, _, left_out) = lenient::<Map<Vec<u8>>>("a=1&a(0)=2&a=3&a.b=4");
    assert_eq!(read["a"], [2]);
    let paths = ["a", "a", "a.b"].map(str::to_owned).into_iter();
    assert_eq!(left_out, paths.zip(["1", "3", "4"]).collect::<Vec<_>>());

    let (read, _, left_out) = lenient::<Map<Inner>>("a=9&a.b=4&a=8");
    assert_eq!(read["a"].b, 4);
    let expected = [("a".to_owned(), "9"), ("a".to_owned(), "8")];
    assert_eq!(left_out, expected);
}
