//! What users of other crates for forms and NVP stumble over, and what happens to it here.

use std::collections::BTreeMap;

use crate::value::A;
use paywire::nvp::{
    Config, Duplicates, Empty, Gaps, NameCase, Value, WarningKind, from_slice, from_str, pairs,
    to_string,
};
use paywire::{Amount, ErrorKind, Limit, Secret};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A value read strictly, or the error's name and path.
fn strict<T: DeserializeOwned>(body: &str) -> Result<T, (&'static str, Option<String>)> {
    let error = match from_str::<T>(body) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    Err((error.kind().as_str(), error.path().map(str::to_owned)))
}

/// A value read leniently, and what was mended.
#[track_caller]
fn lenient<T: DeserializeOwned>(body: &str) -> (T, Vec<WarningKind>) {
    let (value, warnings) = Config::lenient()
        .from_slice_reporting(body.as_bytes())
        .expect(body);
    (
        value,
        warnings.iter().map(paywire::nvp::Warning::kind).collect(),
    )
}

fn at(kind: &'static str, path: &str) -> (&'static str, Option<String>) {
    (kind, Some(path.to_owned()))
}

type Texts = BTreeMap<String, String>;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receivers {
    receiver_list: List,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct List {
    receiver: Vec<Receiver>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Receiver {
    email: String,
}

fn receivers(emails: &[&str]) -> Receivers {
    let receiver = emails.iter().map(|email| Receiver {
        email: (*email).to_owned(),
    });
    Receivers {
        receiver_list: List {
            receiver: receiver.collect(),
        },
    }
}

#[test]
fn lists_of_structs_in_round_brackets() {
    let body = "receiverList.receiver(0).email=x";
    assert_eq!(strict(body), Ok(receivers(&["x"])));
    assert_eq!(to_string(&receivers(&["x"])).unwrap(), body);
}

#[test]
fn gaps_are_an_error_that_names_the_list() {
    let body = "receiverList.receiver[7].email=x&receiverList.receiver[2].email=y";
    assert_eq!(
        strict::<Receivers>(body),
        Err(at("list-gap", "receiverList.receiver"))
    );
    assert_eq!(
        lenient(body),
        (receivers(&["y", "x"]), vec![WarningKind::ListGap])
    );
    let only = Config::strict().gaps(Gaps::CloseUp);
    assert_eq!(
        only.from_str::<Receivers>(body).unwrap(),
        receivers(&["y", "x"])
    );
    // A list of a field that nobody asked for is nobody's business.
    assert_eq!(strict("a=1&x[7].y=2"), Ok(A { a: 1 }));
}

#[test]
fn escaped_structure_in_either_letter_case() {
    for body in [
        "receiverList.receiver%5b0%5d.email=x",
        "receiverList.receiver%5B0%5D.email=x",
        "receiverList.receiver%280%29.email=x",
        "receiverList%2ereceiver(0)%2Eemail=x",
        "receiver%4cist.receiver[0].email=x",
    ] {
        assert_eq!(strict(body), Ok(receivers(&["x"])), "{body}");
        assert_eq!(lenient(body), (receivers(&["x"]), vec![]), "{body}");
    }
}

#[test]
fn both_index_styles_in_one_body() {
    let body = "receiverList.receiver[1].email=y&receiverList.receiver(0).email=x";
    assert_eq!(strict(body), Ok(receivers(&["x", "y"])));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Optional {
    a: Option<u32>,
    s: Option<String>,
}

#[test]
fn empty_is_not_absent_unless_told_so() {
    assert_eq!(strict::<Optional>("a=&s="), Err(at("invalid-value", "a")));
    let absent = Config::strict().empty(Empty::Absent);
    let nothing = Optional { a: None, s: None };
    assert_eq!(absent.from_str::<Optional>("a=&s=").unwrap(), nothing);
    assert_eq!(strict(""), Ok(nothing));
    let empty = Optional {
        a: None,
        s: Some(String::new()),
    };
    assert_eq!(
        strict("s="),
        Ok(Optional {
            s: Some(String::new()),
            a: None
        })
    );
    assert_eq!(to_string(&empty).unwrap(), "s=");
}

#[test]
fn repeated_names() {
    let error = from_str::<A<String>>("a=1&a=2").unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::DuplicateName { first: 2..3 });
    assert_eq!((error.path(), error.span()), (Some("a"), Some(6..7)));
    let taken = |config: Config| config.from_str::<A<String>>("a=1&a=2").unwrap().a;
    assert_eq!(taken(Config::strict().duplicates(Duplicates::First)), "1");
    assert_eq!(taken(Config::strict().duplicates(Duplicates::Last)), "2");
    let (read, warnings) = lenient::<A<String>>("a=1&a=2");
    assert_eq!(
        (read.a.as_str(), warnings),
        ("2", vec![WarningKind::LastOfDuplicates])
    );
    assert_eq!(strict("a=1&b=9&a=2"), Ok(A { a: vec![1, 2] }));
    // Pollution by another spelling is the same.
    assert_eq!(
        strict::<A<Amount>>("a=1.00&%61=9999.00").unwrap_err(),
        at("duplicate-name", "a")
    );
    assert_eq!(
        strict::<A<[u8; 1]>>("a(0)=1&a[0]=2").unwrap_err(),
        at("duplicate-name", "a(0)")
    );
}

#[test]
fn bytes_that_are_not_utf8() {
    let error = from_slice::<A<String>>(b"a=%E9t%E9").unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::InvalidEncoding("UTF-8"));
    assert_eq!((error.path(), error.span()), (Some("a"), Some(2..9)));
    assert!(
        Config::lenient()
            .from_slice::<A<String>>(b"a=%E9t%E9")
            .is_err()
    );
    let sender = Config::strict().charset("windows-1252".parse().unwrap());
    assert_eq!(
        sender.from_slice::<A<String>>(b"a=%E9t\xe9").unwrap().a,
        "été"
    );
    for (label, body, text) in [
        ("windows-1251", &b"a=%CF%F0%E8%E2%E5%F2"[..], "Привет"),
        ("KOI8_R", b"a=%F0%D2%C9", "При"),
        ("gb2312", b"a=%C4%E3\xba\xc3", "你好"),
        ("Shift_JIS", b"a=%83%5C\x83\x5c", "ソソ"),
    ] {
        let config = Config::strict().charset(label.parse().unwrap());
        assert_eq!(
            config.from_slice::<A<String>>(body).unwrap().a,
            text,
            "{label}"
        );
    }
}

#[test]
fn unicode_escapes() {
    assert_eq!(
        strict::<A<String>>("a=Smith%u010D"),
        Err(at("unicode-escape", "a"))
    );
    let (read, warnings) = lenient::<A<String>>("a=Smith%u010D");
    assert_eq!(
        (read.a.as_str(), warnings),
        ("Smithč", vec![WarningKind::UnicodeEscape])
    );
    assert_eq!(lenient::<A<String>>("a=%uD83D%uDCA9").0.a, "💩");
    assert!(Config::lenient().from_str::<A<String>>("a=%uD83D").is_err());
    assert_eq!(to_string(&A { a: "č" }).unwrap(), "a=%C4%8D");
}

#[test]
fn percent_signs_that_are_no_escape() {
    for (body, text) in [
        ("a=%zz", "%zz"),
        ("a=100%", "100%"),
        ("a=%", "%"),
        ("a=%4+%25", "%4 %"),
    ] {
        assert_eq!(
            strict::<A<String>>(body),
            Err(at("invalid-escape", "a")),
            "{body}"
        );
        let (read, warnings) = lenient::<A<String>>(body);
        assert_eq!(
            (read.a.as_str(), warnings),
            (text, vec![WarningKind::InvalidEscape]),
            "{body}"
        );
    }
}

#[test]
fn what_stands_around_the_body() {
    assert_eq!(
        strict::<A<u8>>("\u{feff}a=1"),
        Err(("byte-order-mark", None))
    );
    assert_eq!(
        lenient("\u{feff}a=1"),
        (A { a: 1 }, vec![WarningKind::ByteOrderMark])
    );
    assert_eq!(
        strict::<A<String>>("a=1\r\n"),
        Err(("surrounding-space", None))
    );
    let one = A { a: "1".to_owned() };
    assert_eq!(
        lenient("a=1\r\n"),
        (one.clone(), vec![WarningKind::SurroundingSpace])
    );
    // What is escaped belongs to the value; what is not never does.
    assert_eq!(
        strict("a=1%0D%0A"),
        Ok(A {
            a: "1\r\n".to_owned()
        })
    );
    assert_eq!(
        strict::<A<String>>("a=1\r\n&b=2"),
        Err(at("surrounding-space", "a"))
    );
    assert_eq!(
        lenient("a=1\r\n&b=2"),
        (one.clone(), vec![WarningKind::SpaceAroundPairs])
    );
    assert_eq!(strict("a=1+"), Ok(A { a: "1 ".to_owned() }));
    assert_eq!(strict("&a=1&&"), Ok(one));
}

#[test]
fn booleans_of_other_languages() {
    for (body, expected) in [
        ("a=TRUE", true),
        ("a=1", true),
        ("a=False", false),
        ("a=0", false),
    ] {
        assert_eq!(strict(body), Ok(A { a: expected }), "{body}");
        assert_eq!(lenient(body), (A { a: expected }, vec![]), "{body}");
    }
    assert_eq!(to_string(&A { a: false }).unwrap(), "a=false");
    assert_eq!(strict::<A<bool>>("a=yes"), Err(at("invalid-value", "a")));
}

#[test]
fn flattened_numbers() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Price {
        #[serde(flatten)]
        amount: A<Amount>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Page {
        page: u32,
    }
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Query {
        #[serde(flatten, with = "paywire::nvp::with")]
        page: Page,
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Bare {
        #[serde(flatten)]
        page: Page,
    }
    assert_eq!(
        strict("page=2"),
        Ok(Query {
            page: Page { page: 2 }
        })
    );
    assert_eq!(
        lenient("page=2"),
        (
            Query {
                page: Page { page: 2 }
            },
            vec![]
        )
    );
    let error = from_str::<Bare>("page=2").unwrap_err();
    assert!(error.to_string().contains("nvp::with"), "{error}");
    // The crate's own types of values ask for text, so they need no help.
    assert_eq!(
        strict::<Price>("a=1.00").unwrap().amount.a.to_string(),
        "1.00"
    );
}

#[test]
fn amounts_keep_their_zeros() {
    for text in ["1.00", "10.0", "231", "0.0", "-5.10"] {
        let body = format!("a={text}");
        let read: A<Amount> = strict(&body).unwrap();
        assert_eq!(to_string(&read).unwrap(), body);
    }
    for text in ["5,000.00", "23,00", "1E10", "USD+1", "NaN", ""] {
        assert!(strict::<A<Amount>>(&format!("a={text}")).is_err(), "{text}");
    }
}

#[test]
fn depth() {
    let body = "a.b.c.d.e.f.g.h.i.j=1";
    let value: Value = strict(body).unwrap();
    assert_eq!(
        value.at("a.b.c.d.e.f.g.h.i.j").and_then(Value::as_str),
        Some("1")
    );
    let shallow = paywire::Limits::default().depth(9);
    let error = Config::strict()
        .limits(shallow)
        .from_str::<Value>(body)
        .unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Limit(Limit::Depth(9)));
}

#[test]
fn lists_none_and_empty_are_written() {
    #[derive(Serialize)]
    struct All {
        v: Vec<u8>,
        o: Option<u8>,
        e: Vec<u8>,
    }
    let body = to_string(&All {
        v: vec![1, 2],
        o: None,
        e: vec![],
    })
    .unwrap();
    assert_eq!(body, "v(0)=1&v(1)=2");
}

#[test]
fn errors_say_where() {
    let error = from_str::<Receivers>("receiverList.receiver(0).name=x").unwrap_err();
    assert_eq!(error.path(), Some("receiverList.receiver(0)"));
    assert_eq!(error.kind(), &ErrorKind::MissingField("email"));
    let error = from_str::<A<u32>>("b=1&a=abc").unwrap_err();
    assert_eq!((error.path(), error.span()), (Some("a"), Some(6..9)));
}

#[test]
fn values_are_decoded_once() {
    let body =
        "email=foo%2Bbar%40example.com&zone=GMT%2B0100&twice=%252B&url=http%3A%2F%2Fe%2F%3Fa%3Db";
    let read: Texts = strict(body).unwrap();
    assert_eq!(read["email"], "foo+bar@example.com");
    assert_eq!(read["zone"], "GMT+0100");
    assert_eq!(read["twice"], "%2B");
    assert_eq!(read["url"], "http://e/?a=b");
    assert_eq!(
        strict::<Texts>("u=http://e/?a=b&c").unwrap()["u"],
        "http://e/?a=b"
    );
}

#[test]
fn bodies_can_be_kept_as_they_came() {
    let body = b"b=%e9&a=x+y%20z&b=%E9&=";
    let spelled: Vec<u8> = pairs(body)
        .map(|pair| [pair.name.as_bytes(), b"=", pair.value.as_bytes()].concat())
        .collect::<Vec<_>>()
        .join(&b'&');
    assert_eq!(spelled, body);
}

#[test]
fn keys_that_would_collide_are_not_written() {
    for key in ["a.b", "a(0)", "a[b]", "a]"] {
        let error = to_string(&BTreeMap::from([(key, 1)])).unwrap_err();
        assert_eq!(error.kind().as_str(), "unwritable-key", "{key}");
    }
    let keys: Texts = [
        ("%41", "1"),
        ("A", "2"),
        ("a b", "3"),
        ("a+b", "4"),
        ("a=b&c", "5"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    assert_eq!(strict::<Texts>(&to_string(&keys).unwrap()), Ok(keys));
    let numbers = BTreeMap::from([(-3, "x".to_owned()), (7, String::new())]);
    assert_eq!(strict(&to_string(&numbers).unwrap()), Ok(numbers));
}

#[test]
fn a_leaf_that_is_a_branch() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Parameter {
        #[serde(rename = "$text")]
        text: String,
        name: Option<String>,
    }
    let body = "a(0)=payKey&a(0).name=n&a(1)=null";
    let read: A<Vec<Parameter>> = strict(body).unwrap();
    assert_eq!(
        (read.a[0].text.as_str(), read.a[0].name.as_deref()),
        ("payKey", Some("n"))
    );
    assert_eq!(
        (read.a[1].text.as_str(), read.a[1].name.as_deref()),
        ("null", None)
    );
    assert_eq!(
        strict::<A<Vec<String>>>(body),
        Err(at("value-and-children", "a(0)"))
    );
    let (read, warnings) = lenient::<A<Vec<String>>>(body);
    assert_eq!(
        (read.a, warnings),
        (
            vec!["payKey".into(), "null".into()],
            vec![WarningKind::ValueAndChildren]
        )
    );
}

#[test]
fn names_in_another_letter_case() {
    let body = "A=1";
    assert_eq!(strict::<A<u8>>(body), Err(("missing-field", None)));
    let any = Config::strict().names(NameCase::Any);
    let (read, warnings) = any.from_slice_reporting::<A<u8>>(body.as_bytes()).unwrap();
    assert_eq!((read.a, warnings[0].kind()), (1, WarningKind::NameCase));
    // The field's own name comes first, wherever it stands.
    for body in ["A=1&a=2", "a=2&A=1"] {
        assert_eq!(any.from_str::<A<u8>>(body).unwrap().a, 2, "{body}");
    }
}

#[test]
fn names_that_a_framework_spoiled() {
    let body = "transaction[0_id]=5&transaction%5b1.id=6";
    assert_eq!(strict::<Value>(body).unwrap_err().0, "invalid-name");
    let (read, warnings) = lenient::<Value>(body);
    assert_eq!(
        read.get("transaction[0_id]").and_then(Value::as_str),
        Some("5")
    );
    assert_eq!(
        read.get("transaction[1")
            .and_then(|t| t.get("id"))
            .and_then(Value::as_str),
        Some("6")
    );
    assert_eq!(warnings, [WarningKind::MalformedName; 2]);
}

#[test]
fn semicolons_do_not_separate() {
    assert_eq!(
        strict("a=1;b=2"),
        Ok(A {
            a: "1;b=2".to_owned()
        })
    );
}

#[test]
fn order_is_kept_where_it_can_be() {
    let body = "b=1&a=2&c=3";
    let ordered: Vec<(String, String)> = strict(body).unwrap();
    assert_eq!(to_string(&ordered).unwrap(), body);
    let value: Value = strict(body).unwrap();
    assert_eq!(to_string(&value).unwrap(), body);
}

#[test]
fn secrets_and_values_stay_out_of_errors() {
    let read: A<Secret<String>> = strict("a=hunter2").unwrap();
    assert_eq!(format!("{read:?}"), "A { a: Secret(***) }");
    assert_eq!(to_string(&read).unwrap(), "a=hunter2");
    let error = from_str::<A<Secret<u16>>>("a=hunter2").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[test]
fn what_is_encoded_stays_one_message() {
    for text in [
        "a\r\nHost: x",
        "1&admin=true",
        "x=y",
        "%00",
        "\0",
        "<![CDATA[",
        "\"'",
    ] {
        let body = to_string(&A { a: text }).unwrap();
        assert_eq!(pairs(body.as_bytes()).count(), 1);
        assert!(body.bytes().all(|byte| byte.is_ascii_graphic()));
        assert_eq!(strict(&body), Ok(A { a: text.to_owned() }));
    }
}
