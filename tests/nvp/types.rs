//! Every row of the table of Rust types and their NVP, in both directions.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use crate::value::A;
use paywire::ErrorKind;
use paywire::nvp::{Config, from_slice, from_str, to_string};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// `value` is written as `body`, and `body` is read as `value`.
#[track_caller]
fn both<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, body: &str) {
    assert_eq!(to_string(value).expect("a body"), body);
    assert_eq!(&from_str::<T>(body).expect(body), value);
}

/// As [`both`], for a single value under the name `a`.
#[track_caller]
fn field<T: Serialize + DeserializeOwned + PartialEq + Debug>(a: T, body: &str) {
    both(&A { a }, body);
}

/// What reading the field `a` gives: a value, or the name of the error's kind.
#[track_caller]
fn read<T: DeserializeOwned>(body: &str) -> Result<T, &'static str> {
    match from_str::<A<T>>(body) {
        Ok(read) => Ok(read.a),
        Err(error) => {
            assert_eq!(error.path(), Some("a"), "{error}");
            Err(error.kind().as_str())
        }
    }
}

#[test]
fn structs_and_maps() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer {
        first: A<A<u8>>,
        second: BTreeMap<String, A<String>>,
    }
    both(
        &Outer {
            first: A { a: A { a: 7 } },
            second: BTreeMap::from([
                (
                    "k".to_owned(),
                    A {
                        a: "x y".to_owned(),
                    },
                ),
                ("l&=".to_owned(), A { a: "é".to_owned() }),
            ]),
        },
        "first.a.a=7&second.k.a=x+y&second.l%26%3D.a=%C3%A9",
    );
}

#[test]
fn lists_and_tuples() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Wrapped(Vec<u8>);

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Pair(u8, A<char>);

    field(vec![1, 2, 3], "a(0)=1&a(1)=2&a(2)=3");
    field(vec![A { a: 1 }, A { a: 2 }], "a(0).a=1&a(1).a=2");
    field(vec![vec![1], vec![2, 3]], "a(0)(0)=1&a(1)(0)=2&a(1)(1)=3");
    field(vec![vec![A { a: vec![true] }]], "a(0)(0).a(0)=true");
    field((1, "x".to_owned()), "a(0)=1&a(1)=x");
    field([1.5, 2.0], "a(0)=1.5&a(1)=2");
    field(Pair(1, A { a: '€' }), "a(0)=1&a(1).a=%E2%82%AC");
    field(Wrapped(vec![4]), "a(0)=4");
}

#[test]
fn both_index_styles_are_read() {
    for body in [
        "a(0)=1&a(1)=2",
        "a[0]=1&a[1]=2",
        "a[0]=1&a(1)=2",
        "a%280%29=1&a%5b1%5D=2",
    ] {
        assert_eq!(read::<Vec<u8>>(body), Ok(vec![1, 2]), "{body}");
    }
    assert_eq!(
        read::<Vec<Vec<u8>>>("a[0](0)=1&a(0)[1]=2"),
        Ok(vec![vec![1, 2]])
    );
    let square = Config::strict().indices(paywire::nvp::Indices::Square);
    assert_eq!(
        square.to_string(&A { a: [[1], [2]] }).unwrap(),
        "a[0][0]=1&a[1][0]=2"
    );
}

#[test]
fn order_is_free() {
    let expected = Ok(vec![A { a: (1, 2) }, A { a: (3, 4) }]);
    for body in [
        "a(0).a(0)=1&a(0).a(1)=2&a(1).a(0)=3&a(1).a(1)=4",
        "a(1).a(1)=4&a(0).a(1)=2&a(1).a(0)=3&a(0).a(0)=1",
        "a(0).a(0)=1&a(1).a(0)=3&a(0).a(1)=2&a(1).a(1)=4",
    ] {
        assert_eq!(read(body), expected, "{body}");
    }
}

#[test]
fn what_has_no_index_is_the_only_entry() {
    assert_eq!(read::<Vec<u8>>("a=5"), Ok(vec![5]));
    assert_eq!(read::<Vec<A<u8>>>("a.a=5"), Ok(vec![A { a: 5 }]));
    assert_eq!(read::<(String,)>("a=5"), Ok(("5".to_owned(),)));
    assert_eq!(read::<Vec<Vec<u8>>>("a=5"), Ok(vec![vec![5]]));
    assert_eq!(read::<Vec<String>>("a="), Ok(vec![String::new()]));
    assert_eq!(read::<Vec<u8>>("a="), Err("invalid-value"));
}

#[test]
fn repeated_names_are_a_list_where_one_is_wanted() {
    assert_eq!(read::<Vec<u8>>("a=1&a=2&a=3"), Ok(vec![1, 2, 3]));
    assert_eq!(read::<Vec<u8>>("a=1&b=9&a=2"), Ok(vec![1, 2]));
    assert_eq!(read::<(u8, u8)>("a=1&a=2"), Ok((1, 2)));
    assert_eq!(read::<u8>("a=1&a=2"), Err("duplicate-name"));
    assert_eq!(read::<(u8, u8)>("a=1&a=2&a=3"), Err("trailing-elements"));
}

#[test]
fn tuples_have_their_length() {
    assert_eq!(read::<(u8, u8)>("a(0)=1"), Err("invalid-length"));
    assert_eq!(read::<(u8, u8)>("a=1"), Err("invalid-length"));
    assert_eq!(read::<[u8; 3]>("a(0)=1&a(1)=2"), Err("invalid-length"));
    let error = from_str::<A<(u8, u8)>>("a(0)=1&a(1)=2&a(2)=3").unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::TrailingElements);
    assert_eq!(error.path(), Some("a(2)"));
    assert_eq!(error.span(), Some(19..20));
}

#[test]
fn nothing_is_not_written_and_reads_back() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Unit;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Empty {
        none: Option<String>,
        unit: (),
        list: Vec<u8>,
        map: HashMap<String, u8>,
        nested: Option<Box<Empty>>,
        list_of_lists: Vec<Vec<u8>>,
    }
    both(&Empty::default(), "");
    both(&A { a: None::<u8> }, "");
    assert_eq!(to_string(&A { a: Unit }).unwrap(), "");
    assert_eq!(from_str::<A<Unit>>("a=").unwrap().a, Unit);
    assert_eq!(read::<()>("a=x"), Err("invalid-type"));
    let missing = from_str::<A<Vec<u8>>>("").unwrap_err();
    assert_eq!(missing.kind(), &ErrorKind::MissingField("a"));
}

#[test]
fn options_hold_what_is_there() {
    field(Some(5), "a=5");
    field(Some(String::new()), "a=");
    field(Some(vec![1]), "a(0)=1");
    field(Some(A { a: Some(1) }), "a.a=1");
    assert_eq!(read::<Option<u8>>("a="), Err("invalid-value"));
    let absent = Config::strict().empty(paywire::nvp::Empty::Absent);
    assert_eq!(absent.from_str::<A<Option<u8>>>("a=").unwrap().a, None);
    assert_eq!(absent.from_str::<A<Option<String>>>("a=").unwrap().a, None);
    assert_eq!(absent.from_str::<A<String>>("a=").unwrap().a, "");
}

#[test]
fn booleans() {
    field(true, "a=true");
    field(false, "a=false");
    for (text, expected) in [
        ("1", Ok(true)),
        ("0", Ok(false)),
        ("TRUE", Ok(true)),
        ("False", Ok(false)),
        ("tRuE", Ok(true)),
        ("%74rue", Ok(true)),
        ("yes", Err("invalid-value")),
        ("", Err("invalid-value")),
        ("01", Err("invalid-value")),
        ("true+", Err("invalid-value")),
    ] {
        assert_eq!(read::<bool>(&format!("a={text}")), expected, "{text}");
    }
}

macro_rules! integers {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            field($name::MIN, &format!("a={}", $name::MIN));
            field($name::MAX, &format!("a={}", $name::MAX));
            field(BTreeMap::from([($name::MIN, $name::MAX)]), &format!("a.{}={}", $name::MIN, $name::MAX));
            // One past the border: the last digit of no border is a nine.
            let past = |border: $name| {
                let mut text = border.to_string();
                let last = text.pop().unwrap();
                format!("a={text}{}", char::from(last as u8 + 1))
            };
            assert_eq!(read::<$name>(&past($name::MAX)), Err("invalid-value"));
            if $name::MIN != 0 {
                assert_eq!(read::<$name>(&past($name::MIN)), Err("invalid-value"));
            } else {
                assert_eq!(read::<$name>("a=-1"), Err("invalid-value"));
            }
            for text in ["", "+", "1.0", "1e2", "0x1", "1,000", " 1", "1 ", "one", "１"] {
                let escaped: String = text.bytes().map(|b| format!("%{b:02x}")).collect();
                assert_eq!(read::<$name>(&format!("a={escaped}")), Err("invalid-value"), "{text}");
            }
            assert_eq!(read::<$name>("a=007"), Ok(7));
            assert_eq!(read::<$name>("a=%31%32"), Ok(12));
        }
    )*};
}

integers! { i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 }

#[test]
fn floats() {
    field(1.5_f64, "a=1.5");
    field(f32::MAX, &format!("a={}", f32::MAX));
    field(f64::MAX, &format!("a={}", f64::MAX));
    field(f64::MIN_POSITIVE, &format!("a={}", f64::MIN_POSITIVE));
    field(-0.1_f32, "a=-0.1");
    for text in [
        "NaN", "nan", "inf", "-inf", "Infinity", "infinity", "1e999", "", "1,5", "0x1p3",
    ] {
        assert_eq!(
            read::<f64>(&format!("a={text}")),
            Err("invalid-value"),
            "{text}"
        );
        assert_eq!(
            read::<f32>(&format!("a={text}")),
            Err("invalid-value"),
            "{text}"
        );
    }
    assert_eq!(read::<f32>("a=1e39"), Err("invalid-value"));
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = to_string(&A { a: number }).unwrap_err();
        assert_eq!(
            (error.kind().as_str(), error.path()),
            ("unsupported", Some("a"))
        );
    }
    assert_eq!(
        to_string(&A { a: f32::NAN }).unwrap_err().kind().as_str(),
        "unsupported"
    );
}

#[test]
fn characters_and_texts() {
    field('x', "a=x");
    field('&', "a=%26");
    field('💩', "a=%F0%9F%92%A9");
    field('\0', "a=%00");
    assert_eq!(read::<char>("a="), Err("invalid-value"));
    assert_eq!(read::<char>("a=xy"), Err("invalid-value"));
    field(String::new(), "a=");
    field("a b+c&d=e%f".to_owned(), "a=a+b%2Bc%26d%3De%25f");
    field("*-._~()[]".to_owned(), "a=*-._%7E%28%29%5B%5D");
    assert_eq!(read::<String>("a"), Ok(String::new()));
    assert_eq!(read::<String>("a=b=c"), Ok("b=c".to_owned()));
    assert_eq!(read::<String>("a=%252B"), Ok("%2B".to_owned()));
    assert_eq!(read::<String>("a=é%c3%A9"), Ok("éé".to_owned()));
    assert_eq!(read::<String>("a=x;b=2"), Ok("x;b=2".to_owned()));
}

#[test]
fn all_bytes() {
    let all: Vec<u8> = (0..=255).collect();
    let value = A {
        a: ByteBuf::from(all.clone()),
    };
    let body = to_string(&value).unwrap();
    assert!(body.is_ascii());
    assert_eq!(from_str::<A<ByteBuf>>(&body).unwrap(), value);
    let legacy = Config::strict().charset("windows-1252".parse().unwrap());
    assert_eq!(legacy.to_string(&value).unwrap(), body);
    assert_eq!(legacy.from_str::<A<ByteBuf>>(&body).unwrap(), value);
    // Single bytes as well: each is right on its own, not only among the others.
    for byte in all {
        let value = A {
            a: ByteBuf::from([byte]),
        };
        let body = to_string(&value).unwrap();
        assert_eq!(from_slice::<A<ByteBuf>>(body.as_bytes()).unwrap(), value);
    }
    field(ByteBuf::new(), "a=");
}

#[test]
fn keys_of_maps() {
    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    struct Id(u64);

    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    enum Colour {
        Red,
    }

    field(BTreeMap::from([(-1, 1), (2, 2)]), "a.-1=1&a.2=2");
    field(BTreeMap::from([(true, 1)]), "a.true=1");
    field(BTreeMap::from([('é', 1)]), "a.%C3%A9=1");
    field(BTreeMap::from([(Some(3_u8), 1)]), "a.3=1");
    field(BTreeMap::from([(String::new(), 1)]), "a.=1");
    both(&BTreeMap::from([(String::new(), 1)]), "=1");
    field(BTreeMap::from([(Colour::Red, 1)]), "a.Red=1");
    field(BTreeMap::from([(Id(7), 1)]), "a.7=1");
    let error = from_str::<A<BTreeMap<u8, u8>>>("a.x=1").unwrap_err();
    assert_eq!(error.kind().as_str(), "invalid-value");
    assert_eq!(error.path(), Some("a.x"));
}

#[test]
fn a_list_can_be_read_as_a_map() {
    let expected = BTreeMap::from([(0, "x".to_owned()), (1, "y".to_owned())]);
    assert_eq!(read::<BTreeMap<u8, String>>("a(0)=x&a(1)=y"), Ok(expected));
    let names = BTreeMap::from([("0".to_owned(), "x".to_owned())]);
    assert_eq!(read::<BTreeMap<String, String>>("a[0]=x"), Ok(names));
}

#[test]
fn an_attribute_is_written_without_its_mark() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Item {
        #[serde(rename = "@id")]
        id: u8,
        name: String,
    }
    let item = |id| Item {
        id,
        name: "n".to_owned(),
    };
    field(
        vec![item(1), item(2)],
        "a(0).id=1&a(0).name=n&a(1).id=2&a(1).name=n",
    );
    field(item(3), "a.id=3&a.name=n");
    assert_eq!(read("a.name=n&a.@id=3"), Ok(item(3)));
    assert_eq!(read("a.%40id=3&a.name=n"), Ok(item(3)));
    let twice = from_str::<A<Item>>("a.@id=3&a.id=4&a.name=n").unwrap_err();
    assert_eq!(twice.kind().as_str(), "duplicate-field");
    assert_eq!(twice.path(), Some("a.id"));
    both(&item(3), "id=3&name=n");
    // A key is a key.
    let map = BTreeMap::from([("@id".to_owned(), 1)]);
    field(map, "a.%40id=1");
}

#[test]
fn an_attribute_is_not_a_field_of_the_same_name() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Both {
        #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
        mark: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<u8>,
    }
    let both = |mark, id| Both { mark, id };
    assert_eq!(read("a.id=1"), Ok(both(None, Some(1))));
    assert_eq!(read("a.@id=1&a.id=2"), Ok(both(Some(1), Some(2))));
    let error = to_string(&A {
        a: both(Some(1), Some(2)),
    })
    .unwrap_err();
    assert_eq!(error.kind().as_str(), "unsupported");
}

#[test]
fn own_values_and_attributes() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Parameter {
        #[serde(rename = "@name", skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(rename = "$text")]
        text: String,
    }
    let parameter = |name: Option<&str>, text: &str| Parameter {
        name: name.map(str::to_owned),
        text: text.to_owned(),
    };
    field(
        vec![parameter(None, "x"), parameter(Some("n"), "y z")],
        "a(0)=x&a(1).name=n&a(1)=y+z",
    );
    assert_eq!(read("a.@name=n&a=y"), Ok(parameter(Some("n"), "y")));
    assert_eq!(read("a=y&a.%40name=n"), Ok(parameter(Some("n"), "y")));
    assert_eq!(read::<Parameter>("a.@name=n"), Err("missing-field"));
    assert_eq!(read::<A<u8>>("a=1"), Err("invalid-type"));
    assert_eq!(read::<A<u8>>("a=1&a.a=2"), Err("value-and-children"));
    assert_eq!(read::<u8>("a=1&a.a=2"), Err("value-and-children"));
    assert_eq!(read::<Vec<u8>>("a=1&a(0)=2"), Err("value-and-children"));
    assert_eq!(
        read::<Vec<A<u8>>>("a.a=1&a(0).a=2"),
        Err("named-and-indexed")
    );
    let map = BTreeMap::from([("$text".to_owned(), 1), ("b".to_owned(), 2)]);
    field(map, "a=1&a.b=2");
}

#[test]
fn own_values_can_be_scalars_only() {
    #[derive(Serialize)]
    struct Own<T> {
        #[serde(rename = "$text")]
        text: T,
    }
    let own = |text| to_string(&A { a: Own { text } }).unwrap();
    assert_eq!(own(5), "a=5");
    let error = to_string(&A {
        a: Own { text: [1] },
    })
    .unwrap_err();
    assert_eq!(
        (error.kind().as_str(), error.path()),
        ("unsupported", Some("a"))
    );
    let top = to_string(&Own { text: 1 }).unwrap_err();
    assert_eq!((top.kind().as_str(), top.path()), ("unsupported", None));
}

#[test]
fn unknown_fields_are_the_types_to_refuse() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        #[serde(rename = "b")]
        _b: Option<u8>,
    }

    assert_eq!(
        from_str::<A<u8>>("x.y(0)=2&a=1&z=&(0)=1").unwrap(),
        A { a: 1 }
    );
    let error = from_str::<A<Strict>>("a.b=1&a.c.d=2").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UnknownField(_)));
    assert_eq!((error.path(), error.span()), (Some("a.c"), Some(8..9)));
}

#[test]
fn unknown_fields_are_still_held_to_the_format() {
    for (body, kind) in [
        ("x=%zz&a=1", "invalid-escape"),
        ("x.y=%E9&a=1", "invalid-encoding"),
        ("a=1&x(=2", "invalid-name"),
    ] {
        let error = from_str::<A<u8>>(body).unwrap_err();
        assert_eq!(error.kind().as_str(), kind, "{body}");
    }
    // What is wrong only as a list or as a value of some type is nothing to a field nobody reads.
    assert!(from_str::<A<u8>>("a=1&x(4)=2&x.y=3&x=5&x=6").is_ok());
}
