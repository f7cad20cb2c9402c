//! The four formats have the same functions and settings, and they do the same.

use paywire::soap::Envelope;
use paywire::{Charset, Duplicates, ErrorKind, Limits, Value, json, nvp, soap, xml};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "order")]
struct Order {
    id: u8,
    line: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    item: String,
}

fn order() -> Order {
    let item = |item: &str| Line { item: item.into() };
    Order {
        id: 7,
        line: vec![item("red & blue"), item("é")],
    }
}

/// A test of each function of a format: what is written is read back, in every way there is.
macro_rules! round_trips {
    ($($format:ident: $value:expr;)*) => {$(
        #[test]
        fn $format() {
            let value = $value;
            let (strict, lenient) = ($format::Config::strict(), $format::Config::lenient());
            assert_eq!($format::Config::default(), strict);

            let text = $format::to_string(&value).unwrap();
            assert_eq!(strict.to_string(&value).unwrap(), text);
            assert_eq!($format::to_vec(&value).unwrap(), text.as_bytes());
            assert_eq!(strict.to_vec(&value).unwrap(), text.as_bytes());
            let mut written = Vec::new();
            $format::to_writer(&mut written, &value).unwrap();
            strict.to_writer(&mut written, &value).unwrap();
            assert_eq!(written, text.repeat(2).as_bytes());

            let read = |text: &str| -> Vec<_> {
                let bytes = text.as_bytes();
                let mut all = vec![
                    lenient.from_str::<Order>(text).unwrap(),
                    lenient.from_slice::<Order>(bytes).unwrap(),
                    lenient.from_reader::<_, Order>(bytes).unwrap(),
                ];
                let reporting = [
                    lenient.from_str_reporting::<Order>(text).unwrap(),
                    lenient.from_slice_reporting::<Order>(bytes).unwrap(),
                    lenient.from_reader_reporting::<_, Order>(bytes).unwrap(),
                ];
                let warnings: Vec<_> = reporting.iter().map(|(_, warnings)| warnings.clone()).collect();
                assert!(warnings.iter().all(|other| *other == warnings[0]));
                all.extend(reporting.into_iter().map(|(value, _)| value));
                all
            };
            assert!(read(&text).iter().all(|read| *read == value));
            assert_eq!($format::from_str::<Order>(&text).unwrap(), value);
            assert_eq!($format::from_slice::<Order>(text.as_bytes()).unwrap(), value);
            assert_eq!($format::from_reader::<_, Order>(text.as_bytes()).unwrap(), value);

            let pretty = $format::to_string_pretty(&value).unwrap();
            assert!(pretty.lines().count() > text.lines().count());
            assert_eq!($format::to_vec_pretty(&value).unwrap(), pretty.as_bytes());
            assert_eq!(strict.to_string_pretty(&value).unwrap(), pretty);
            assert_eq!(strict.to_vec_pretty(&value).unwrap(), pretty.as_bytes());
            let mut written = Vec::new();
            $format::to_writer_pretty(&mut written, &value).unwrap();
            strict.to_writer_pretty(&mut written, &value).unwrap();
            assert_eq!(written, pretty.repeat(2).as_bytes());
            assert!(read(&pretty).iter().all(|read| *read == value));

            let short = strict.limits(Limits::default().input(5));
            let error = short.from_reader::<_, Order>(text.as_bytes()).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Limit(_)), "{error}");
        }
    )*};
}

round_trips! {
    nvp: order();
    json: order();
    xml: order();
    soap: Envelope::new(order());
}

#[test]
fn duplicates_mean_the_same() {
    type Map = std::collections::BTreeMap<String, u8>;
    let (pairs, object) = ("a=1&b=5&a=2&a=3", r#"{"a":1,"b":5,"a":2,"a":3}"#);
    let document = "<r><a>1</a><b>5</b><a>2</a><a>3</a></r>";
    let envelope = format!(
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>{document}</e:Body></e:Envelope>"
    );
    let places = |warnings: Vec<Option<std::ops::Range<usize>>>, input: &str| -> Vec<String> {
        let place = |place: Option<std::ops::Range<usize>>| input[place.unwrap()].to_owned();
        warnings.into_iter().map(place).collect()
    };
    for (duplicates, expected, others) in [
        (Duplicates::First, 1, ["2", "3"]),
        (Duplicates::Last, 3, ["1", "2"]),
    ] {
        let (nvp, left_out) = nvp::Config::strict()
            .duplicates(duplicates)
            .from_str_reporting::<Map>(pairs)
            .unwrap();
        assert_eq!((nvp["a"], nvp["b"]), (expected, 5));
        let left_out = left_out.iter().map(nvp::Warning::left_out).collect();
        assert_eq!(places(left_out, pairs), others);

        let (json, left_out) = json::Config::strict()
            .duplicates(duplicates)
            .from_str_reporting::<Map>(object)
            .unwrap();
        assert_eq!((json["a"], json["b"]), (expected, 5));
        let left_out = left_out.iter().map(json::Warning::left_out).collect();
        assert_eq!(places(left_out, object), others);

        let (xml, left_out) = xml::Config::strict()
            .duplicates(duplicates)
            .from_str_reporting::<Map>(document)
            .unwrap();
        assert_eq!((xml["a"], xml["b"]), (expected, 5));
        let left_out = left_out.iter().map(xml::Warning::left_out).collect();
        assert_eq!(places(left_out, document), others);

        let (soap, left_out) = soap::Config::strict()
            .duplicates(duplicates)
            .from_str_reporting::<Map>(&envelope)
            .unwrap();
        assert_eq!(soap.body.message().unwrap()["a"], expected);
        let left_out = left_out.iter().map(soap::Warning::left_out).collect();
        assert_eq!(places(left_out, &envelope), others);
    }
    assert!(nvp::from_str::<Map>(pairs).is_err());
    assert!(json::from_str::<Map>(object).is_err());
    assert!(xml::from_str::<Map>(document).is_err());
    assert!(soap::from_str::<Map>(&envelope).is_err());
}

#[test]
fn one_tree_is_read_from_all_formats() {
    let expected: Value = nvp::from_str(&nvp::to_string(&order()).unwrap()).unwrap();
    let from_json: Value = json::from_str(&json::to_string(&order()).unwrap()).unwrap();
    let from_xml: Value = xml::from_str(&xml::to_string(&order()).unwrap()).unwrap();
    let envelope = soap::to_string(&Envelope::new(order())).unwrap();
    let from_soap = soap::from_str::<Value>(&envelope).unwrap();
    assert_eq!(
        expected.at("line(1).item").and_then(Value::as_str),
        Some("é")
    );
    assert_eq!(from_json, expected);
    assert_eq!(from_xml, expected);
    assert_eq!(from_soap.body.message(), Some(&expected));
}

#[test]
fn one_charset_goes_with_all_formats_that_can_carry_it() {
    let latin: Charset = "latin1".parse().unwrap();
    let pairs: Vec<(String, String)> = nvp::Config::strict()
        .charset(latin)
        .from_slice(b"a=\xe9")
        .unwrap();
    assert_eq!(pairs[0].1, "é");
    let document = b"<a>\xe9</a>";
    let xml: String = xml::Config::strict()
        .charset(latin)
        .from_slice(document)
        .unwrap();
    assert_eq!(xml, "é");

    let wide: Charset = "utf-16le".parse().unwrap();
    let config = nvp::Config::strict().charset(wide);
    let refused = [
        config.from_str::<Value>("a=1").err(),
        config.from_slice::<Value>(b"a=1").err(),
        config.from_reader::<_, Value>(&b"a=1"[..]).err(),
        config.from_slice_reporting::<Value>(b"a=1").err(),
        config.to_string(&order()).err(),
        config.to_vec(&[("a", 1)]).err(),
        config.to_writer_pretty(Vec::new(), &order()).err(),
    ];
    for error in refused {
        assert_eq!(error.unwrap().kind(), &ErrorKind::UnknownCharset);
    }
}

#[test]
fn serializers_append() {
    let (mut pairs, mut object) = (b"a=1".to_vec(), b"1 ".to_vec());
    let mut document = String::from("<!-- a -->");
    let one = std::collections::BTreeMap::from([("b", "2")]);
    one.serialize(&mut nvp::Serializer::new(&mut pairs))
        .unwrap();
    one.serialize(&mut json::Serializer::new(&mut object))
        .unwrap();
    let config = xml::Config::strict().root("r").declaration(false);
    one.serialize(&mut xml::Serializer::with_config(&mut document, config))
        .unwrap();
    assert_eq!(pairs, b"a=1&b=2");
    assert_eq!(object, br#"1 {"b":"2"}"#);
    assert_eq!(document, "<!-- a --><r><b>2</b></r>");
}

#[test]
fn json_is_laid_out_the_same_in_every_way() {
    #[derive(Serialize)]
    enum Kind {
        Tuple(u8, f32),
        Struct { a: Option<i128>, b: () },
        Unit,
    }
    let value = (
        [Kind::Tuple(1, 0.5), Kind::Unit],
        Kind::Struct { a: Some(-1), b: () },
        std::collections::BTreeMap::from([(1, "x"), (2, "\n")]),
        (None::<u8>, [0u8; 0], 'c', true),
    );
    for config in [
        json::Config::strict(),
        json::Config::strict().indent(0),
        json::Config::strict().indent(3),
    ] {
        let text = config.to_string(&value).unwrap();
        let mut bytes = Vec::new();
        value
            .serialize(&mut json::Serializer::with_config(&mut bytes, config))
            .unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), text);
    }
    let plain = serde_json::to_string(&value).unwrap();
    assert_eq!(json::to_string(&value).unwrap(), plain);
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(json::to_string_pretty(&value).unwrap(), pretty);
    let nobody = std::collections::BTreeMap::from([([1], 2)]);
    let mut bytes = Vec::new();
    let mut serializer = json::Serializer::new(&mut bytes);
    let error = nobody.serialize(&mut serializer).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Custom(_)));
}
