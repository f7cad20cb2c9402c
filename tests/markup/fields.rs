//! Which elements and attributes are which fields: one name in two namespaces, repeated names, names
//! that no element can have, and values in the spelling of XML Schema.

use std::collections::BTreeMap;

use paywire::nvp::Value;
use paywire::xml::{self, Config, Document, ErrorKind, WarningKind};
use paywire::{Amount, Limits};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const SPACES: &str =
    "xmlns:o='urn:o' xmlns:x='urn:x' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";

/// An element `order` of the namespace `urn:o`.
fn order(inner: &str) -> String {
    format!("<o:order {SPACES}>{inner}</o:order>")
}

fn strict<T: DeserializeOwned>(document: &str) -> xml::Result<T> {
    xml::from_str(document)
}

/// What the lenient preset reads, and its warnings.
fn mended<T: DeserializeOwned>(document: &str) -> (T, Vec<String>) {
    let read = Config::lenient().from_slice_reporting(document.as_bytes());
    let (value, warnings) = read.expect("a value");
    (value, warnings.iter().map(ToString::to_string).collect())
}

#[derive(Debug, PartialEq, Deserialize)]
struct Paid {
    amount: Option<Amount>,
    #[serde(default)]
    line: Vec<Line>,
    note: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Line {
    id: u8,
}

#[test]
fn a_name_in_no_namespace_and_in_the_roots_is_one_name() {
    let twins = order("<amount>1.00</amount><note>n</note><o:amount>1000.00</o:amount>");
    let swapped = order("<o:amount>1.00</o:amount><note>n</note><amount>1000.00</amount>");
    for document in [&twins, &swapped] {
        let said = [
            strict::<Paid>(document).unwrap_err(),
            strict::<BTreeMap<String, String>>(document).unwrap_err(),
            strict::<BTreeMap<String, Vec<String>>>(document).unwrap_err(),
            strict::<Value>(document).unwrap_err(),
        ];
        let places: Vec<usize> = document
            .match_indices("amount>")
            .map(|(at, _)| at)
            .collect();
        for error in said {
            let ErrorKind::DuplicateName { first } = error.kind() else {
                panic!("{error}")
            };
            assert_eq!(first.start, places[0]);
            assert_eq!(error.span().expect("a place").start, places[2]);
            assert_eq!(error.path(), Some("amount(1)"));
        }
        let (paid, warnings) = mended::<Paid>(document);
        assert_eq!(paid.amount.expect("an amount").to_string(), "1000.00");
        assert_eq!(paid.note.as_deref(), Some("n"));
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].contains("at `amount(0)`"), "{warnings:?}");
        let (value, _) = mended::<Value>(document);
        assert_eq!(value.at("amount(0)").and_then(Value::as_str), Some("1.00"));
        assert_eq!(
            value.at("amount(1)").and_then(Value::as_str),
            Some("1000.00")
        );
    }
}

#[test]
fn a_list_of_both_kinds_is_one_list_in_its_order() {
    let lines = "<line><id>1</id></line><o:line><o:id>2</o:id></o:line><note/>\
        <o:line><id>3</id></o:line><line><o:id>4</o:id></line>";
    let document = order(lines);
    assert!(strict::<Paid>(&document).is_err());
    let (paid, warnings) = mended::<Paid>(&document);
    let ids: Vec<u8> = paid.line.iter().map(|line| line.id).collect();
    assert_eq!((ids, paid.note.as_deref()), (vec![1, 2, 3, 4], Some("")));
    assert_eq!(warnings.len(), 1);
    assert!(
        warnings[0].contains("as one list, at `line`"),
        "{warnings:?}"
    );
    let error = Config::lenient()
        .from_str::<Paid>(&document.replace("<id>3", "<id>x"))
        .unwrap_err();
    assert_eq!(error.path(), Some("line(2).id"));
    // Twins inside of an entry, however deep.
    let nested = order("<line><id>1</id><o:id>2</o:id></line>");
    assert_eq!(
        strict::<Paid>(&nested).unwrap_err().path(),
        Some("line.id(1)")
    );
}

#[test]
fn what_is_somebody_elses_has_no_twin() {
    let document = order("<amount>1.00</amount><x:amount>2.00</x:amount><x:amount>3.00</x:amount>");
    let paid: Paid = strict(&document).expect("one amount");
    assert_eq!(paid.amount.expect("an amount").to_string(), "1.00");
    let map: BTreeMap<String, Vec<String>> = strict(&document).expect("two names");
    assert_eq!(map["amount"], ["1.00"]);
    assert_eq!(map["{urn:x}amount"], ["2.00", "3.00"]);
    // An attribute is another name than an element.
    let both: BTreeMap<String, String> =
        strict("<r a='1' xmlns:o='urn:o' o:a='2'><a>3</a></r>").expect("three names");
    assert_eq!(both.len(), 3);
    // Which namespace is the own one depends on where reading starts.
    let inner = Document::from_str("<r xmlns:x='urn:x'><x:s><a>1</a><x:a>2</x:a></x:s></r>");
    let inner = inner.expect("a document");
    let inner = inner.root().children().next().expect("a child");
    assert!(inner.deserialize::<BTreeMap<String, u8>>().is_err());
}

#[test]
fn an_enum_of_both_kinds_is_refused_or_a_list() {
    #[derive(Debug, PartialEq, Deserialize)]
    enum Pick {
        All(Vec<u8>),
    }
    let document = order("<pick><All>1</All><o:All>2</o:All></pick>");
    assert!(strict::<BTreeMap<String, Pick>>(&document).is_err());
    let (picks, _) = mended::<BTreeMap<String, Pick>>(&document);
    assert_eq!(picks["pick"], Pick::All(vec![1, 2]));
}

#[test]
fn many_names_of_both_kinds_take_no_longer_than_they_are() {
    let inner: Vec<String> = (0..60_000).map(|n| format!("<a{n}/><o:a{n}/>")).collect();
    let document = order(&inner.concat());
    let config = Config::lenient().limits(Limits::unlimited());
    let map: BTreeMap<String, Vec<String>> = config.from_str(&document).expect("a map");
    assert_eq!(map.len(), 60_000);
    assert!(map.values().all(|both| both.len() == 2));
}

#[derive(Debug, PartialEq, Deserialize)]
struct Last {
    a: Option<u8>,
    b: u8,
    c: Inner,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    d: Deep,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Deep {
    e: u8,
}

#[test]
fn the_last_of_several_counts_where_that_is_asked_for() {
    let document = "<r><a>1</a><b>7</b><a>2</a><a>3</a><c><d/><d><e>5</e></d></c></r>";
    let read = Config::lenient().from_slice_reporting::<Last>(document.as_bytes());
    let (last, warnings) = read.expect("a value");
    let d = Deep { e: 5 };
    assert_eq!(
        last,
        Last {
            a: Some(3),
            b: 7,
            c: Inner { d }
        }
    );
    let told: Vec<_> = warnings
        .iter()
        .map(|warning| {
            (
                warning.path().expect("a path"),
                warning.span().expect("a place"),
            )
        })
        .map(|(path, span)| (path, &document[span]))
        .collect();
    assert_eq!(told, [("a(0)", "1"), ("a(1)", "2"), ("c.d(0)", "d")]);
    let texts = warnings.iter().filter_map(xml::Warning::left_out);
    assert_eq!(
        texts.map(|span| &document[span]).collect::<Vec<_>>(),
        ["1", "2"]
    );
    assert!(
        warnings
            .iter()
            .all(|one| one.kind() == WarningKind::LastOfDuplicates)
    );
}

/// An element that was left out with all that is in it is shown whole.
#[test]
fn what_was_left_out_is_told_whole() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only the warnings count")]
    struct Amounts {
        list: Option<BTreeMap<String, String>>,
    }
    let document = "<r><list><a>1</a></list ><list x=\"2\"/><list/><list><a>3</a></list></r>";
    for (document, utf16) in [
        (document.as_bytes().to_vec(), false),
        (utf_16(document), true),
    ] {
        let read = Config::lenient().from_slice_reporting::<Amounts>(&document);
        let (_, warnings) = read.unwrap();
        let told = warnings.iter().filter_map(xml::Warning::left_out);
        let told = told.map(|span| document[span].to_vec());
        let wanted = ["<list><a>1</a></list >", "<list x=\"2\"/>"];
        let wanted = wanted.map(|text| {
            if utf16 {
                utf_16(text)[2..].to_vec()
            } else {
                text.as_bytes().to_vec()
            }
        });
        assert_eq!(told.collect::<Vec<_>>(), wanted);
    }
}

fn utf_16(text: &str) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// What is one list in the lenient preset only is told of.
#[test]
fn a_list_of_elements_with_and_without_a_namespace_is_told_of() {
    #[derive(Debug, Deserialize)]
    struct List {
        a: Vec<u8>,
    }
    let document = "<n:r xmlns:n=\"urn:o\"><a>1</a><n:a>2</n:a><a>3</a></n:r>";
    let strict = Config::strict().namespace("urn:o");
    assert!(strict.from_str::<List>(document).is_err());
    let lenient = Config::lenient().namespace("urn:o");
    let (list, warnings) = lenient
        .from_slice_reporting::<List>(document.as_bytes())
        .unwrap();
    assert_eq!(list.a, [1, 2, 3]);
    let told: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "read elements of one name, with and without a namespace, as one list, at `a`, at byte 32"
        ]
    );
}

#[test]
fn a_root_without_a_namespace() {
    let config = Config::strict().root("order").namespace("urn:o");
    let bare = "<order><line><id>1</id></line></order>";
    let error = config.from_str::<Paid>(bare).unwrap_err();
    assert_eq!(
        error.kind(),
        &ErrorKind::RootNamespace("{urn:o}order".into())
    );
    let mixed =
        "<order xmlns:p='urn:o'><p:line xmlns='urn:o'><id>1</id></p:line><note>n</note></order>";
    for document in [bare, mixed] {
        for config in [
            config.unqualified_root(true),
            Config::lenient().root("order").namespace("urn:o"),
        ] {
            let read = config.from_slice_reporting::<Paid>(document.as_bytes());
            let (paid, warnings) = read.expect("an order");
            assert_eq!(paid.line, [Line { id: 1 }]);
            assert_eq!(warnings[0].kind(), WarningKind::NoNamespace);
        }
    }
    let foreign = "<order xmlns='urn:p'/>";
    let error = config.unqualified_root(true).from_str::<Paid>(foreign);
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("the lenient preset reads it")
    );
    // Another name is another name.
    assert!(
        config
            .unqualified_root(true)
            .from_str::<Paid>("<orders/>")
            .is_err()
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Price<T> {
    #[serde(rename = "@currency")]
    currency: Option<String>,
    #[serde(rename = "$text", default)]
    amount: T,
}

#[test]
fn no_text_is_none() {
    let none = Price::<Option<Amount>> {
        currency: Some("EUR".to_owned()),
        amount: None,
    };
    let written = xml::to_string(&none).expect("written");
    assert!(written.ends_with("<Price currency=\"EUR\"/>"), "{written}");
    assert_eq!(
        strict::<Price<Option<Amount>>>(&written).expect("read"),
        none
    );
    for empty in ["<p/>", "<p></p>", "<p><!-- --></p>", "<p><![CDATA[]]></p>"] {
        let price: Price<Option<u8>> = strict(empty).expect("no number");
        assert_eq!(price.amount, None, "{empty}");
        let text: Price<Option<String>> = strict(empty).expect("no text");
        assert_eq!(text.amount, None, "{empty}");
        let text: Price<String> = strict(empty).expect("an empty text");
        assert_eq!(text.amount, "", "{empty}");
    }
    let price: Price<Option<u8>> = strict("<p> 7\n</p>").expect("a number");
    assert_eq!(price.amount, Some(7));
    assert!(strict::<Price<Option<u8>>>("<p>x</p>").is_err());
    assert!(strict::<Price<u8>>("<p/>").is_err());
}

#[test]
fn an_attribute_can_be_a_list() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Flags {
        #[serde(rename = "@of", default)]
        of: Vec<String>,
        #[serde(rename = "@at", default)]
        at: Option<(u8, i16)>,
        #[serde(rename = "$text", default)]
        rest: Vec<f64>,
    }
    let flags: Flags = strict("<f of=' x y&#x9;z ' at='1 -2'>1.5\n INF</f>").expect("three lists");
    assert_eq!(flags.of, ["x", "y", "z"]);
    assert_eq!(
        (flags.at, &flags.rest[..]),
        (Some((1, -2)), &[1.5, f64::INFINITY][..])
    );
    let written = xml::to_string(&flags).expect("written");
    assert!(
        written.contains("<Flags of=\"x y z\" at=\"1 -2\">1.5 INF</Flags>"),
        "{written}"
    );
    assert_eq!(strict::<Flags>(&written).expect("read"), flags);
    let none: Flags = strict("<f of=''/>").expect("empty lists");
    assert_eq!((none.of.len(), none.rest.len()), (0, 0));
    for wrong in ["a b", "", "a\n"] {
        let flags = Flags {
            of: vec!["x".to_owned(), wrong.to_owned()],
            at: None,
            rest: Vec::new(),
        };
        assert!(xml::to_string(&flags).is_err(), "{wrong:?}");
    }
    assert!(strict::<Flags>("<f at='1 2 3'/>").is_err());
    assert!(strict::<Flags>("<f at='1'/>").is_err());
    let limited = Config::strict().limits(Limits::default().list(2));
    let error = limited.from_str::<Flags>("<f of='a b c'/>").unwrap_err();
    assert_eq!(
        error.to_string(),
        "more than 2 entries in a list (limit `list`) at `@of`, line 1 column 8"
    );
}

#[test]
fn booleans_and_floats_are_those_of_xml_schema() {
    type Map<T> = BTreeMap<String, T>;
    for (text, value) in [
        ("TRUE", true),
        ("True", true),
        ("FALSE", false),
        (" False ", false),
    ] {
        for document in [format!("<r><a>{text}</a></r>"), format!("<r a='{text}'/>")] {
            let error = strict::<Map<bool>>(&document).unwrap_err();
            assert!(error.to_string().contains("the lenient preset"), "{error}");
            let (map, warnings) = mended::<Map<bool>>(&document);
            assert_eq!(map.into_values().next(), Some(value));
            assert_eq!(warnings.len(), 1);
        }
        let own = format!("<r>{text}</r>");
        assert!(strict::<Price<Option<bool>>>(&own).is_err());
        assert_eq!(mended::<Price<bool>>(&own).0.amount, value);
    }
    for (text, value) in [("1", true), (" true ", true), ("0", false)] {
        assert_eq!(
            strict::<bool>(&format!("<r>{text}</r>")).expect("a boolean"),
            value
        );
    }
    assert!(
        strict::<bool>("<r>yes</r>")
            .unwrap_err()
            .to_string()
            .contains("a boolean")
    );
    for (text, value) in [("INF", f64::INFINITY), ("-INF", f64::NEG_INFINITY)] {
        let map: Map<f64> = strict(&format!("<r><a> {text} </a></r>")).expect("a float");
        assert_eq!(map["a"].to_bits(), value.to_bits());
        let written = Config::strict().root("r").to_string(&map).expect("written");
        assert!(written.contains(&format!("<a>{text}</a>")), "{written}");
        let narrow: f32 = strict(&format!("<r>{text}</r>")).expect("a float");
        assert_eq!(f64::from(narrow).to_bits(), value.to_bits());
    }
    assert!(strict::<f64>("<r>NaN</r>").expect("a float").is_nan());
    for wrong in ["inf", "nan", "Infinity", "+inf", "1e999", "INFINITY"] {
        assert!(
            strict::<f64>(&format!("<r>{wrong}</r>")).is_err(),
            "{wrong}"
        );
    }
}

#[derive(Deserialize)]
struct Aliased {
    #[serde(rename = "Body", alias = "soap:Body")]
    body: u8,
}

#[test]
fn names_that_no_element_has_are_refused() {
    macro_rules! said {
        ($name:literal) => {{
            #[derive(Debug, Serialize, Deserialize)]
            struct Named {
                #[serde(rename = $name)]
                field: Option<String>,
            }
            let read = strict::<Named>("<r xmlns:p='urn:p'><Body/></r>").unwrap_err();
            let field = Some("x".to_owned());
            let written = xml::to_string(&Named { field }).unwrap_err();
            let read = read.to_string();
            let read = read.split(" at ").next().unwrap_or_default().to_owned();
            assert!(written.to_string().starts_with(&read), "{read}\n{written}");
            read
        }};
    }
    assert!(said!("$value").contains("give each child a field of its name"));
    assert!(said!("soap:Body").contains("write the local name"));
    assert!(said!("@p:a").contains("write `@{namespace}name`"));
    assert!(said!("@xmlns").contains("a namespace declaration"));
    assert!(said!("@xmlns:p").contains("a namespace declaration"));
    assert!(said!("@xsi:nil").contains("make the field an `Option`"));
    // What another reader knows it by does no harm.
    assert_eq!(
        strict::<Aliased>("<r><Body>1</Body></r>")
            .expect("read")
            .body,
        1
    );
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Spelled {
    #[serde(rename = "@{http://www.w3.org/XML/1998/namespace}lang")]
    lang: String,
    #[serde(rename = "@{http://www.w3.org/2001/XMLSchema-instance}type")]
    kind: String,
}

#[test]
fn two_prefixes_mean_the_same_everywhere() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename = "note")]
    struct Note {
        #[serde(rename = "@xml:lang")]
        lang: Option<String>,
        #[serde(rename = "@xsi:type")]
        kind: Option<String>,
        #[serde(rename = "$text")]
        text: String,
    }
    let document = format!("<note {SPACES} xml:lang='en' xsi:type='o:note'>hello</note>");
    let note: Note = strict(&document).expect("a note");
    assert_eq!(
        (note.lang.as_deref(), note.kind.as_deref()),
        (Some("en"), Some("o:note"))
    );
    let written = xml::to_string(&note).expect("written");
    assert_eq!(strict::<Note>(&written).expect("read"), note);

    let spelled: Spelled = strict(&document.replace("hello", "")).expect("both");
    let written = xml::to_string(&spelled).expect("written");
    assert_eq!(strict::<Spelled>(&written).expect("read"), spelled);
    // Nobody asked: `xsi:type` is no entry of a map.
    let map: BTreeMap<String, String> = strict(&document).expect("a map");
    assert_eq!(map.len(), 2);
}

#[test]
fn attributes_of_one_namespace_behind_a_child() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename = "r")]
    struct Late {
        child: u8,
        #[serde(rename = "@{urn:x}a")]
        a: u8,
        #[serde(rename = "@{urn:x}b")]
        b: u8,
        #[serde(rename = "@{urn:y>z}c")]
        c: u8,
        #[serde(rename = "@d")]
        d: u8,
    }
    let late = Late {
        child: 1,
        a: 2,
        b: 3,
        c: 4,
        d: 5,
    };
    for config in [
        Config::strict(),
        Config::strict().namespace("urn:r").prefix("x1"),
    ] {
        let written = config.to_string(&late).expect("written");
        assert_eq!(config.from_str::<Late>(&written).expect(&written), late);
    }
    // What a reader gives, the writer takes: every key of a map.
    let document = "<r xmlns:x='urn:x' xml:space='preserve' x:a='1' x:b='2' xmlns:y='urn:y' y:a='3'>\
        <x:c>4</x:c><xml:d>5</xml:d><e>6</e></r>";
    let map: BTreeMap<String, String> = strict(document).expect("a map");
    let written = Config::strict().root("r").to_string(&map).expect("written");
    assert_eq!(
        strict::<BTreeMap<String, String>>(&written).expect(&written),
        map
    );
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its type matters")]
enum Shape {
    Circle { radius: u8 },
    Point,
}

#[test]
fn errors_say_where_and_what_to_do() {
    let said = |document: &str| strict::<Paid>(document).unwrap_err().to_string();
    assert_eq!(
        said("<r><line><id>1</id>\nstray </line></r>"),
        "stray text between elements (the lenient preset leaves it out) \
         at `line`, line 2 column 1"
    );
    assert_eq!(
        said("<r xmlns:x='urn:x'><line><x:id>1</x:id></line></r>"),
        "missing field `id`, but `{urn:x}id` is there, which is in another namespace at `line`, line 1 column 21"
    );
    assert_eq!(
        said("<r><line/><line><id>1</id><a><b>&nbsp;</b></a></line></r>"),
        "undeclared entity (XML has amp, lt, gt, quot and apos) at `line(1).a.b`, line 1 column 33"
    );
    assert!(said("<r><line><id>1</line></r>").contains("at `line"));
    let unclosed = strict::<Paid>("<r><line><id>1").unwrap_err();
    assert_eq!(unclosed.path(), Some("line.id"));
    for root in ["<Circle><radius>1</radius></Circle>", "<Point/>"] {
        let error = strict::<Shape>(root).unwrap_err();
        assert!(
            error.to_string().starts_with("an enum at the root"),
            "{error}"
        );
    }
    strict::<Shape>("<Shape><Circle><radius>1</radius></Circle></Shape>").expect("a circle");
    strict::<Shape>("<Point>Point</Point>").expect("a point");
}

#[test]
fn a_declared_encoding_is_the_one_of_the_bytes() {
    let wrong: [(&[u8], Option<&str>); 4] = [
        (
            b"<?xml version='1.0' encoding='US-ASCII'?><r>\xc3\xa9</r>",
            Some("é"),
        ),
        (
            b"<?xml version='1.0' encoding='ascii'?><r>\xe9</r>",
            Some("é"),
        ),
        (
            b"<?xml version='1.0' encoding='ANSI_X3.4-1968'?><r>\xe9\xe9</r>",
            Some("éé"),
        ),
        (b"<?xml version='1.0' encoding='UTF-8'?><r>\xe9</r>", None),
    ];
    for (document, text) in wrong {
        assert!(xml::from_slice::<String>(document).is_err());
        let read = Config::lenient().from_slice::<String>(document);
        assert_eq!(read.ok().as_deref(), text);
    }
    let plain = b"<?xml version='1.0' encoding='US-ASCII'?><r>e</r>";
    assert_eq!(xml::from_slice::<String>(plain).expect("ASCII"), "e");
    let wide = |label: &str, big: bool| {
        let document = format!("\u{feff}<?xml version='1.0' encoding='{label}'?><r>é</r>");
        let units = document.encode_utf16();
        let bytes = units.flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        });
        bytes.collect::<Vec<u8>>()
    };
    for (label, little, big) in [
        ("UTF-16", true, true),
        ("utf-16le", true, false),
        ("UTF-16BE", false, true),
        ("unicodeFFFE", false, true),
    ] {
        for (order, right) in [(false, little), (true, big)] {
            let document = wide(label, order);
            let read = xml::from_slice::<String>(&document);
            assert_eq!(read.is_ok(), right, "{label} {order}");
            assert_eq!(
                Config::lenient()
                    .from_slice::<String>(&document)
                    .expect("read"),
                "é"
            );
        }
    }
}

#[test]
fn a_namespace_is_no_longer_than_a_name() {
    let document = |len: usize| format!("<r xmlns:o='urn:{}'><o:e/></r>", "n".repeat(len - 4));
    assert!(strict::<Value>(&document(256)).is_ok());
    let error = strict::<Value>(&document(257)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a name longer than 256 bytes (limit `name`) at line 1 column 13"
    );
    // What counts is the name, however it is spelled: written again it is spelled otherwise.
    let spelled = document(256).replace("nn", "n&#110;");
    assert!(strict::<Value>(&spelled).is_ok());
    let document = document(257).replace("nn", "n&#110;");
    assert!(strict::<Value>(&document).is_err());
}
