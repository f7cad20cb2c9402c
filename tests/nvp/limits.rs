//! Every limit at its value and one past it, and bodies made to cost more than they are long.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::clock::{is_linear, least_time, time};
use crate::value::A;
use paywire::nvp::{Config, NameCase, Value, from_reader, from_str, pairs};
use paywire::{Category, ErrorKind, Limit, Limits};
use serde::Deserialize;
use serde::de::IgnoredAny;

type Pairs = Vec<(String, String)>;

/// `at` is read under these limits, `past` is refused with `limit`, whatever is read from it.
#[track_caller]
fn borders(limits: Limits, at: &str, past: &str, limit: Limit) {
    for config in [Config::strict(), Config::lenient()] {
        let config = config.limits(limits);
        let error = config.from_str::<IgnoredAny>(past).expect_err(past);
        assert_eq!(error.kind(), &ErrorKind::Limit(limit), "{past}");
        assert_eq!(error.category(), Category::Limit);
        let span = error.span().expect("a place");
        assert!(span.end <= past.len() && span.start <= span.end);
        let error = config.from_str::<Value>(past).expect_err(past);
        assert_eq!(error.kind(), &ErrorKind::Limit(limit), "{past}");
        let value = config.from_str::<Value>(at);
        assert!(value.is_ok(), "{at}: {value:?}");
    }
}

/// As [`borders`], where pairs at the top have the limit as well.
#[track_caller]
fn borders_of_pairs(limits: Limits, at: &str, past: &str, limit: Limit) {
    borders(limits, at, past, limit);
    let config = Config::strict().limits(limits);
    let error = config.from_str::<Pairs>(past).expect_err(past);
    assert_eq!(error.kind(), &ErrorKind::Limit(limit), "{past}");
    assert!(config.from_str::<Pairs>(at).is_ok());
}

#[test]
fn input() {
    let limits = Limits::default().input(4);
    borders_of_pairs(limits, "a=12", "a=123", Limit::Input(4));
    borders_of_pairs(limits, "&&&&", "&&&&&", Limit::Input(4));
    let config = Config::strict().limits(limits);
    assert!(config.from_reader::<_, Value>(&b"a=12"[..]).is_ok());
    assert!(config.from_reader::<_, Value>(&b"a=123"[..]).is_err());
    // A reader without an end is not read to it.
    let error = config
        .from_reader::<_, Value>(std::io::repeat(b'a'))
        .unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Limit(Limit::Input(4)));
    let endless = from_reader::<_, Value>(std::io::repeat(b'&')).unwrap_err();
    assert_eq!(endless.kind(), &ErrorKind::Limit(Limit::Input(1 << 20)));
}

#[test]
fn depth() {
    let limits = Limits::default().depth(3);
    borders(limits, "a.b.c=1", "a.b.c.d=1", Limit::Depth(3));
    borders(limits, "a(0)(0)=1", "a(0)(0)(0)=1", Limit::Depth(3));
    borders(limits, "a[0].b=1", "a[0].b[0]=1", Limit::Depth(3));
    borders(limits, "a%2Eb%2Ec=1", "a%2Eb%2Ec%2Ed=1", Limit::Depth(3));
    borders(limits, "b=1&..=2&c=1", "a=1&...=2&b=1", Limit::Depth(3));
    for depth in [1, 15, 16, 17, 18, 64] {
        let name = |steps: u16| vec!["s"; usize::from(steps)].join(".");
        let limits = Limits::default().depth(depth);
        borders(
            limits,
            &format!("{}=1", name(depth)),
            &format!("{}=1", name(depth + 1)),
            Limit::Depth(depth),
        );
    }
    let default = format!("a{}=1", "(0)".repeat(64));
    assert_eq!(
        from_str::<Value>(&default).unwrap_err().kind(),
        &ErrorKind::Limit(Limit::Depth(64))
    );
    // No more than the stack holds, whatever is set; and as much as that.
    let config = Config::lenient().limits(Limits::unlimited().depth(u16::MAX));
    let deep = |steps: u16| format!("a{}=1", ".a".repeat(usize::from(steps) - 1));
    let value: Value = config.from_str(&deep(Limits::MAX_DEPTH)).unwrap();
    assert_eq!(config.to_string(&value).unwrap(), deep(Limits::MAX_DEPTH));
    let error = config
        .from_str::<Value>(&deep(Limits::MAX_DEPTH + 1))
        .unwrap_err();
    assert_eq!(
        error.kind(),
        &ErrorKind::Limit(Limit::Depth(Limits::MAX_DEPTH))
    );
}

#[test]
fn depth_of_what_is_written() {
    let config = Config::strict().limits(Limits::default().depth(2));
    assert_eq!(config.to_string(&A { a: [1] }).unwrap(), "a(0)=1");
    let error = config.to_string(&A { a: [[1]] }).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Limit(Limit::Depth(2)));
}

#[test]
fn names() {
    let limits = Limits::default().names(2);
    borders_of_pairs(limits, "a=1&b=2&", "a=1&b=2&c", Limit::Names(2));
    borders_of_pairs(limits, "&&a&&&b&&", "=&=&=", Limit::Names(2));
    let body = |names: usize| {
        (0..names)
            .map(|n| format!("n{n}="))
            .collect::<Vec<_>>()
            .join("&")
    };
    borders_of_pairs(
        Limits::default(),
        &body(4096),
        &body(4097),
        Limit::Names(4096),
    );
}

#[test]
fn list() {
    let limits = Limits::default().list(2);
    borders(
        limits,
        "a(0)=1&a(1)=1",
        "a(0)=1&a(1)=1&a(2)=1",
        Limit::List(2),
    );
    borders(limits, "a[1]=1&a[0]=1", "a[2]=1", Limit::List(2));
    let limits = Limits::default().list(1);
    borders(limits, "a(0)(0)=1", "a(0)(1)=1", Limit::List(1));
    borders(Limits::default(), "b=1", "a(10000)=1", Limit::List(10_000));
    let all = |names: usize| each((0..names).rev(), |n| format!("a({n})=&"));
    let roomy = Limits::default().names(20_000);
    borders(roomy, &all(10_000), &all(10_001), Limit::List(10_000));
}

#[test]
fn name() {
    let limits = Limits::default().name(3);
    borders_of_pairs(limits, "abc=1", "abcd=1", Limit::Name(3));
    borders_of_pairs(limits, "%61%62%63=1", "%61%62%63%64=1", Limit::Name(3));
    borders_of_pairs(limits, "b=1&%C3%A9a=1", "a=1&%C3%A9%C3%A9", Limit::Name(3));
    borders(limits, "a.b=1", "a.bc=1", Limit::Name(3));
    let body = |len: usize| format!("a=1&{}=2", "b".repeat(len));
    borders_of_pairs(Limits::default(), &body(256), &body(257), Limit::Name(256));
}

#[test]
fn value() {
    let limits = Limits::default().value(3);
    borders_of_pairs(limits, "a=123&b=", "b=&a=1234", Limit::Value(3));
    borders_of_pairs(limits, "a=%61", "a=%61x", Limit::Value(3));
    borders_of_pairs(limits, "a===&", "a=====", Limit::Value(3));
    let body = |len: usize| format!("b=1&a={}", "x".repeat(len));
    borders_of_pairs(
        Limits::default(),
        &body(65_536),
        &body(65_537),
        Limit::Value(65_536),
    );
}

#[test]
fn index_bombs_cost_nothing() {
    for index in [
        "4294967295",
        "4294967296",
        "18446744073709551615",
        "999999999",
        "10000",
    ] {
        for body in [
            format!("a({index})=1"),
            format!("a[{index}]=1"),
            format!("a(0)({index}).b=1&a=2"),
        ] {
            let error = from_str::<A<Vec<u8>>>(&body).unwrap_err();
            let kind = error.kind();
            let bracket = matches!(kind, ErrorKind::InvalidName(_));
            assert!(
                kind == &ErrorKind::Limit(Limit::List(10_000)) || bracket,
                "{body}: {error}"
            );
        }
    }
    // Where there is no bound an index is still no size.
    let config = Config::lenient().limits(Limits::unlimited());
    let read: A<Vec<u8>> = config.from_str("a(4294967294)=2&a(7)=1").unwrap();
    assert_eq!(read.a, [1, 2]);
    let error = Config::strict()
        .limits(Limits::unlimited())
        .from_str::<A<Vec<u8>>>("a(0)=1&a(4000000000)=2");
    assert_eq!(
        error.unwrap_err().kind(),
        &ErrorKind::ListGap { missing: 1 }
    );
}

#[test]
fn a_hundred_thousand_nested_segments_are_refused() {
    for (start, step) in [
        ("a", ".a"),
        ("a", "(0)"),
        ("a", "[0]"),
        ("", "."),
        ("a", "%2Ea"),
        ("a", "[b]"),
        ("", "("),
        ("", "["),
    ] {
        let body = format!("{start}{}=1", step.repeat(100_000));
        let limits = [
            Limits::default(),
            Limits::unlimited(),
            Limits::default().name(u32::MAX),
        ];
        for limits in limits {
            for config in [Config::strict(), Config::lenient()] {
                let limited = config.limits(limits);
                let elapsed = time(|| drop(limited.from_str::<Value>(&body)));
                assert!(elapsed < Duration::from_secs(5), "{start}{step}");
                let read = limited.from_str::<Value>(&body);
                if let Err(error) = read {
                    assert!(error.to_string().len() < 200, "{error}");
                } else {
                    // Brackets that are no index are one long word to the lenient preset.
                    assert!(["[b]", "(", "["].contains(&step) && config == Config::lenient());
                }
            }
        }
    }
}

/// The body of `n` pieces.
type Flood = fn(usize) -> String;

fn each(numbers: impl Iterator<Item = usize>, piece: impl Fn(usize) -> String) -> String {
    numbers.map(piece).collect::<Vec<_>>().concat()
}

/// Bodies that are cheap to send and may be dear to read.
const FLOODS: &[(&str, Flood)] = &[
    ("empty segments", |n| "&".repeat(n)),
    ("equals signs", |n| "=".repeat(n)),
    ("empty pairs", |n| "=&".repeat(n)),
    ("percent signs in a value", |n| {
        format!("a={}", "%".repeat(n))
    }),
    ("percent signs in a name", |n| "%".repeat(n)),
    ("percent signs in names", |n| "%=&".repeat(n)),
    ("escaped percent signs", |n| {
        format!("a={}", "%25".repeat(n))
    }),
    ("plus signs", |n| format!("a={}", "+".repeat(n))),
    ("code units", |n| format!("a={}", "%u0041".repeat(n))),
    ("half code units", |n| format!("a={}", "%u".repeat(n))),
    ("surrogates", |n| format!("a={}", "%uD83D%uDCA9".repeat(n))),
    ("a long name", |n| "a".repeat(n)),
    ("a long escaped name", |n| "%61".repeat(n)),
    ("a long value", |n| format!("a={}", "a".repeat(n))),
    ("blanks around", |n| format!("{0}a=1{0}", " ".repeat(n))),
    ("brackets", |n| format!("a{}=1", "[b]".repeat(n))),
    ("open brackets", |n| format!("{}=1", "(".repeat(n))),
    ("malformed names", |n| {
        each(0..n, |n| format!("a(x.b{n}=1&"))
    }),
    ("one name again and again", |n| "a=1&".repeat(n)),
    ("one escaped name again and again", |n| "%61=1&".repeat(n)),
    ("one entry again and again", |n| "a(0)=1&".repeat(n)),
    ("many names", |n| each(0..n, |n| format!("n{n}=1&"))),
    ("many escaped names", |n| {
        each(0..n, |n| format!("%6e{n}=1&"))
    }),
    ("many names with a long start in common", |n| {
        each(0..n, |n| format!("start.of.many.names.of.a.body.n{n}=1&"))
    }),
    ("a list", |n| each(0..n, |n| format!("a({n})=1&"))),
    ("a list in square brackets", |n| {
        each(0..n, |n| format!("a[{n}]=1&"))
    }),
    ("a list from its end", |n| {
        each((0..n).rev(), |n| format!("a({n})=1&"))
    }),
    ("a list of gaps", |n| {
        each(0..n, |n| format!("a({})=1&", 2 * n))
    }),
    ("many lists of gaps", |n| {
        each(0..n, |n| format!("b{n}(1)=1&"))
    }),
    ("two lists in turn", |n| {
        each(0..n, |n| format!("a({n})=1&b({n})=1&"))
    }),
    ("values and children", |n| {
        each(0..n, |n| format!("c{n}.d=1&c{n}=1&"))
    }),
    ("entries twice", |n| {
        each(0..n, |n| format!("a({n}).x=1&a({n}).x=2&"))
    }),
    ("entries of entries", |n| {
        each(0..n, |n| format!("a({n})(0)(0)(0)=1&"))
    }),
];

/// What is read from floods. Errors are as good as values: it is the time that counts.
fn read_all(body: &str, config: Config) {
    #[derive(Deserialize)]
    struct Entry {
        #[serde(rename = "x")]
        _x: Option<u8>,
    }
    let _ = config.from_slice_reporting::<Value>(body.as_bytes());
    let _ = config.from_str::<IgnoredAny>(body);
    let _ = config.from_str::<A<Vec<Entry>>>(body);
    let _ = config.from_str::<BTreeMap<String, Vec<Value>>>(body);
    let _ = config.from_str::<Pairs>(body);
    for pair in pairs(body.as_bytes()) {
        let _ = (pair.name.lossy(), pair.value.decode(&config));
    }
}

#[test]
fn floods_take_time_in_line_with_their_length() {
    for preset in [Config::strict(), Config::lenient()] {
        let config = preset.limits(Limits::unlimited());
        for (what, flood) in FLOODS {
            let (less, more) = (flood(500), flood(8_000));
            let linear = is_linear(|| read_all(&less, config), || read_all(&more, config));
            assert!(linear, "{what}");
        }
    }
}

/// Under the default limits any body up to a mebibyte is answered soon, and by the right limit.
#[test]
fn floods_of_a_mebibyte_are_bounded() {
    for preset in [Config::strict(), Config::lenient()] {
        for (what, flood) in FLOODS {
            let each = flood(1_000).len().div_ceil(1_000);
            let body = flood((1 << 20) / each);
            let elapsed = time(|| read_all(&body, preset));
            assert!(elapsed < Duration::from_secs(10), "{what}: {elapsed:?}");
        }
    }
}

#[test]
fn names_in_any_case_are_bounded() {
    #[derive(Debug, Deserialize)]
    struct Long {
        #[serde(rename = "abcdefghijklm")]
        _field: u8,
    }
    let spelled = |n: usize| -> String {
        let letters = "abcdefghijklm".chars().enumerate();
        let upper = letters.map(|(at, c)| match n >> at & 1 {
            0 => c,
            _ => c.to_ascii_uppercase(),
        });
        upper.collect()
    };
    let body = each((0..4096).rev(), |n| format!("{}=1&", spelled(n)));
    let took = |case: NameCase| {
        let config = Config::strict().names(case);
        least_time(|| {
            let read = config.from_str::<Long>(&body);
            assert!(read.is_ok(), "{read:?}");
        })
    };
    // The names are the same, and one of them is the field.
    let (exact, any) = (took(NameCase::Exact), took(NameCase::Any));
    assert!(any < 8 * exact, "{exact:?} as it is, {any:?} in any case");
}

#[test]
fn names_in_any_case_take_linear_time() {
    #[derive(Debug, Deserialize)]
    struct Fields {
        #[serde(rename = "abcdefghijklmnop")]
        _field: u8,
    }
    let body = |names: usize| {
        let spelled = (1..=names).map(|n| {
            let letter = |(at, c): (usize, char)| match n >> at & 1 {
                0 => c,
                _ => c.to_ascii_uppercase(),
            };
            let name: String = "abcdefghijklmnop".chars().enumerate().map(letter).collect();
            format!("{name}=1&")
        });
        spelled.collect::<String>() + "abcdefghijklmnop=1"
    };
    let config = Config::strict()
        .names(NameCase::Any)
        .limits(Limits::unlimited());
    let took = |names: usize| {
        let body = body(names);
        least_time(|| assert!(config.from_str::<Fields>(&body).is_ok()))
    };
    let (less, more) = (took(2000), took(16_000));
    assert!(more < 24 * less, "{less:?} for 2000, {more:?} for 16000");
}

#[test]
fn warnings_do_not_outgrow_the_body() {
    let body = "a=".to_owned() + &"%".repeat(60_000);
    let (_, warnings) = Config::lenient()
        .from_slice_reporting::<A<String>>(body.as_bytes())
        .unwrap();
    assert!(
        !warnings.is_empty() && warnings.len() < 1_000,
        "{}",
        warnings.len()
    );
}

#[test]
fn a_repeated_name_is_a_list_within_the_limit() {
    type Lists = BTreeMap<String, Vec<u8>>;
    for config in [Config::strict(), Config::lenient()] {
        let config = config.limits(Limits::default().list(3));
        assert_eq!(
            config.from_str::<Lists>("a=1&a=2&a=3").unwrap()["a"],
            [1, 2, 3]
        );
        let error = config
            .from_str::<Lists>("a=1&a=2&b=0&a=3&a=4&a=5")
            .unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Limit(Limit::List(3)));
        assert_eq!((error.path(), error.span()), (Some("a"), Some(18..19)));
        let none = config.limits(Limits::default().list(0));
        for body in ["a(0)=1", "a=1", "a=1&a=2"] {
            let error = none.from_str::<Lists>(body).unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Limit(Limit::List(0)), "{body}");
        }
    }
}
