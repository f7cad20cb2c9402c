//! What XML documents are written as, and what is refused because it would not be read back.

use std::collections::BTreeMap;

use paywire::xml::{self, Config, ErrorKind, Limit, Serializer};
use paywire::{Limits, nvp};
use serde::Serialize;

const BARE: Config<'static> = Config::strict().declaration(false);

#[track_caller]
fn written<T: Serialize + ?Sized>(value: &T) -> String {
    BARE.root("r").to_string(value).expect("can be written")
}

#[track_caller]
fn refused<T: Serialize + ?Sized>(value: &T) -> String {
    let error = BARE.root("r").to_string(value).expect_err("is refused");
    error.to_string()
}

/// One field `a` of any type.
#[derive(Serialize)]
struct One<T> {
    a: T,
}

#[derive(Serialize)]
#[serde(rename = "Order")]
struct Order {
    id: u64,
    #[serde(rename = "receiverList")]
    list: List,
    memo: Option<&'static str>,
    note: Option<&'static str>,
}

#[derive(Serialize)]
struct List {
    receiver: Vec<Receiver>,
}

#[derive(Serialize)]
struct Receiver {
    #[serde(rename = "@id")]
    id: &'static str,
    #[serde(rename = "@kind")]
    kind: Option<&'static str>,
    #[serde(rename = "$text")]
    text: &'static str,
}

fn order() -> Order {
    let receiver = |id, kind, text| Receiver { id, kind, text };
    Order {
        id: 7,
        list: List {
            receiver: vec![receiver("1", None, "a & b"), receiver("2", Some("x"), "")],
        },
        memo: Some(""),
        note: None,
    }
}

#[test]
fn a_document_says_its_encoding_and_is_called_as_its_type() {
    assert_eq!(
        xml::to_string(&order()).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Order><id>7</id><receiverList>\
         <receiver id=\"1\">a &amp; b</receiver><receiver id=\"2\" kind=\"x\"/></receiverList>\
         <memo/></Order>"
    );
}

#[test]
fn all_ways_to_write_write_the_same() {
    let text = xml::to_string(&order()).unwrap();
    assert_eq!(xml::to_vec(&order()).unwrap(), text.as_bytes());
    let mut out = Vec::new();
    xml::to_writer(&mut out, &order()).unwrap();
    assert_eq!(out, text.as_bytes());
    let mut document = String::from("before ");
    let mut serializer = Serializer::new(&mut document);
    order().serialize(&mut serializer).unwrap();
    assert_eq!(document, format!("before {text}"));
    let full: &mut [u8] = &mut [];
    assert_eq!(
        xml::to_writer(full, &order()).unwrap_err().kind(),
        &ErrorKind::Io
    );
}

#[test]
fn the_root_is_in_the_namespace_and_its_children_in_none() {
    let config = BARE.root("x").namespace("urn:a?b&c\"<>");
    let one = One { a: 1 };
    assert_eq!(
        config.to_string(&one).unwrap(),
        "<ns:x xmlns:ns=\"urn:a?b&amp;c&quot;&lt;&gt;\"><a>1</a></ns:x>"
    );
    assert_eq!(
        config
            .prefix("é-1")
            .namespace("urn:a")
            .to_string(&one)
            .unwrap(),
        "<é-1:x xmlns:é-1=\"urn:a\"><a>1</a></é-1:x>"
    );
    assert_eq!(
        config
            .prefix("")
            .namespace("urn:a")
            .to_string(&one)
            .unwrap(),
        "<x xmlns=\"urn:a\"><a>1</a></x>"
    );
    assert_eq!(
        config.namespace("").to_string(&one).unwrap(),
        "<x><a>1</a></x>"
    );
    for prefix in ["xml", "xmlns", "a:b", "1", "a b"] {
        let error = config.prefix(prefix).to_string(&one).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::UnwritableKey(_)),
            "{prefix}"
        );
    }
}

#[test]
fn scalars() {
    #[derive(Serialize)]
    struct All {
        yes: bool,
        least: i128,
        most: u128,
        small: i8,
        float: f32,
        double: f64,
        letter: char,
        text: &'static str,
        unit: (),
    }
    let all = All {
        yes: true,
        least: i128::MIN,
        most: u128::MAX,
        small: -1,
        float: 0.5,
        double: 1e21,
        letter: '<',
        text: "]]>\r\n\t\"'",
        unit: (),
    };
    assert_eq!(
        written(&all),
        "<r><yes>true</yes><least>-170141183460469231731687303715884105728</least>\
         <most>340282366920938463463374607431768211455</most><small>-1</small><float>0.5</float>\
         <double>1000000000000000000000</double><letter>&lt;</letter>\
         <text>]]&gt;&#13;\n\t\"'</text><unit/></r>"
    );
    assert_eq!(written("a text"), "<r>a text</r>");
    assert_eq!(written(&5), "<r>5</r>");
    assert_eq!(written(&()), "<r/>");
    assert_eq!(written(&Some(true)), "<r>true</r>");
    assert_eq!(
        written(&One {
            a: serde_bytes::Bytes::new("é".as_bytes())
        }),
        "<r><a>é</a></r>"
    );
}

#[test]
fn lists_are_elements_of_one_name() {
    assert_eq!(written(&One { a: [1, 2] }), "<r><a>1</a><a>2</a></r>");
    assert_eq!(
        written(&One { a: (1, "x", true) }),
        "<r><a>1</a><a>x</a><a>true</a></r>"
    );
    assert_eq!(
        written(&One {
            a: Vec::<u8>::new()
        }),
        "<r/>"
    );
    assert_eq!(
        written(&One {
            a: [One { a: 1 }, One { a: 2 }]
        }),
        "<r><a><a>1</a></a><a><a>2</a></a></r>"
    );
    assert_eq!(
        written(&One { a: ["", "x", ""] }),
        "<r><a/><a>x</a><a/></r>"
    );
}

#[test]
fn an_absent_entry_is_nil_and_an_absent_field_nothing() {
    assert_eq!(written(&One { a: None::<u8> }), "<r/>");
    assert_eq!(
        written(&One { a: [Some(1), None] }),
        "<r><a>1</a>\
         <a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></r>"
    );
}

#[test]
fn enums() {
    #[derive(Serialize)]
    enum Shape {
        #[serde(rename = "no shape")]
        None,
        Circle(u8),
        Maybe(Option<u8>),
        Rect(u8, u8),
        Named {
            w: u8,
            h: Option<u8>,
        },
        #[serde(rename = "not a name")]
        Odd(u8),
    }
    assert_eq!(written(&One { a: Shape::None }), "<r><a>no shape</a></r>");
    assert_eq!(
        written(&One {
            a: Shape::Circle(1)
        }),
        "<r><a><Circle>1</Circle></a></r>"
    );
    assert_eq!(
        written(&One {
            a: Shape::Maybe(Some(1))
        }),
        "<r><a><Maybe>1</Maybe></a></r>"
    );
    assert_eq!(
        written(&One {
            a: Shape::Maybe(None)
        }),
        "<r><a>Maybe</a></r>"
    );
    assert_eq!(
        written(&One {
            a: Shape::Rect(1, 2)
        }),
        "<r><a><Rect>1</Rect><Rect>2</Rect></a></r>"
    );
    assert_eq!(
        written(&One {
            a: [Shape::Named { w: 1, h: None }, Shape::None]
        }),
        "<r><a><Named><w>1</w></Named></a><a>no shape</a></r>"
    );
    assert_eq!(
        BARE.to_string(&Shape::Circle(1)).unwrap(),
        "<Shape><Circle>1</Circle></Shape>"
    );
    assert_eq!(
        BARE.to_string(&Shape::None).unwrap(),
        "<Shape>no shape</Shape>"
    );
    assert_eq!(
        refused(&One { a: Shape::Odd(1) }),
        "a key that is not the name of an XML element at `a`"
    );
}

#[test]
fn attributes_stand_in_the_start_tag_wherever_they_come() {
    #[derive(Serialize)]
    struct Late<T> {
        before: u8,
        inner: T,
        #[serde(rename = "@x")]
        x: &'static str,
        #[serde(rename = "$text")]
        text: &'static str,
        #[serde(rename = "@y")]
        y: u8,
    }
    fn late<T>(inner: T) -> Late<T> {
        Late {
            before: 1,
            inner,
            x: "<\t\r\n'\">",
            text: "t",
            y: 2,
        }
    }
    let tag = "x=\"&lt;&#9;&#13;&#10;'&quot;&gt;\" y=\"2\"";
    assert_eq!(
        written(&late(())),
        format!("<r {tag}><before>1</before><inner/>t</r>")
    );
    let inner = format!("<inner {tag}><before>1</before><inner/>t</inner>");
    assert_eq!(
        written(&late(late(()))).replace(&inner, ""),
        format!("<r {tag}><before>1</before>t</r>")
    );
    assert_eq!(
        written(&late([late(()), late(())])).replace(&inner, ""),
        format!("<r {tag}><before>1</before>t</r>")
    );
}

/// A map with an attribute twice, and perhaps with a child in between.
struct Twice(bool);
impl Serialize for Twice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = [("@ab", "1"), ("@b", "2"), ("c", "3"), ("@ab", "4")];
        let keep = |pair: &(&str, &str)| self.0 || !pair.0.starts_with('c');
        serializer.collect_map(pairs.into_iter().filter(keep))
    }
}

#[test]
fn what_is_no_attribute_is_refused() {
    let map = |key: &'static str| BTreeMap::from([(key, "x")]);
    assert_eq!(written(&map("@a-é.1")), "<r a-é.1=\"x\"/>");
    for key in ["@", "@a b", "@a=\"\"><b c", "@1"] {
        assert!(
            refused(&map(key)).contains("not the name of an XML attribute"),
            "{key}"
        );
    }
    for (key, what) in [
        ("@a:b", "write `@{namespace}name`"),
        ("@xmlns", "a namespace declaration"),
        ("@xmlns:a", "a namespace declaration"),
        ("@xsi:nil", "as an entry of a map"),
        ("@xsi:type", "as an entry of a map"),
        ("@xml:lang", "as an entry of a map"),
        (
            "@{http://www.w3.org/2001/XMLSchema-instance}type",
            "as an entry of a map",
        ),
    ] {
        assert!(refused(&map(key)).contains(what), "{key}");
    }
    assert_eq!(
        refused(&BTreeMap::from([("@a", [[1]])])),
        "an attribute that is neither a single value nor a list of them at `@a`"
    );
    for twice in [Twice(false), Twice(true)] {
        assert_eq!(
            refused(&twice),
            "the same attribute twice on one element at `@ab`"
        );
    }
}

#[test]
fn what_is_no_element_is_refused() {
    let map = |key: &'static str| BTreeMap::from([(key, 1)]);
    assert_eq!(written(&map("_ö.-9")), "<r><_ö.-9>1</_ö.-9></r>");
    for key in ["", "1", "-a", ".a", "a b", "a>", "a\0", "$other", "a\u{d7}"] {
        assert!(
            refused(&map(key)).contains("not the name of an XML element"),
            "{key}"
        );
    }
    assert!(refused(&map("soap:Body")).contains("write the local name"));
    assert!(refused(&map("$value")).contains("give each child a field of its name"));
    assert!(refused(&BTreeMap::from([(1, 1)])).contains("not the name"));
    assert!(refused(&BTreeMap::from([((), 1)])).contains("a map key that is not text"));
    assert!(refused(&BTreeMap::from([(None::<&str>, 1)])).contains("not the name"));
    for root in ["", "a b", "a:b", "9"] {
        assert!(BARE.root(root).to_string(&1).is_err(), "{root}");
    }
}

#[test]
fn what_would_not_be_read_back_is_refused() {
    assert_eq!(
        refused(&One { a: [[1]] }),
        "a list in a list, which would be read back as one list at `a(0)`"
    );
    assert_eq!(
        refused(&[1]),
        "a list at the top level, where there can only be one element"
    );
    assert_eq!(
        refused(&None::<u8>),
        "no value at the top level, where there must be one element"
    );
    assert_eq!(
        refused(&One {
            a: [One { a: "x" }, One { a: "\u{b}" }]
        }),
        "a character that XML does not allow, such as NUL at `a(1).a`"
    );
    assert_eq!(
        refused(&One {
            a: serde_bytes::Bytes::new(b"\xff")
        }),
        "bytes that are not UTF-8 text at `a`"
    );
    for blank in [[("$text", " \n"), ("b", "")], [("b", ""), ("$text", "\t")]] {
        let blank = blank.map(|(key, text)| (key.to_owned(), nvp::Value::from(text)));
        assert_eq!(
            refused(&One {
                a: nvp::Map::from_iter(blank)
            }),
            "text of whitespace only beside elements (readers leave it out) at `a`"
        );
    }
    assert_eq!(
        BARE.to_string("text").unwrap_err().to_string(),
        "a root element without a name (set one with `Config::root`)"
    );
}

#[test]
fn nesting_is_bounded() {
    #[derive(Serialize)]
    struct Nest {
        a: Option<Box<Nest>>,
    }
    // Elements: the root and `below` more.
    let nest = |below: usize| (0..below).fold(Nest { a: None }, |a, _| Nest { a: Some(a.into()) });
    let config = BARE.limits(Limits::default().depth(3));
    assert!(config.to_string(&nest(2)).is_ok());
    let error = config.to_string(&nest(3)).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Limit(Limit::Depth(3)));
    assert_eq!(error.path(), Some("a.a.a"));
    let leaf = BTreeMap::from([("a", BTreeMap::from([("b", 1)]))]);
    let config = config.root("r");
    assert!(config.to_string(&leaf).is_ok());
    let shallow = config.limits(Limits::default().depth(2));
    assert_eq!(shallow.to_string(&leaf).unwrap_err().path(), Some("a.b"));
}

#[test]
fn indentation_is_for_elements_alone() {
    #[derive(Serialize)]
    struct Late {
        a: u8,
        #[serde(rename = "$text")]
        after: &'static str,
    }
    #[derive(Serialize)]
    struct Mixed {
        #[serde(rename = "$text")]
        before: &'static str,
        a: One<u8>,
    }
    let indented = BARE.indent(2);
    assert_eq!(
        indented.to_string(&order()).unwrap(),
        "<Order>\n  <id>7</id>\n  <receiverList>\n    <receiver id=\"1\">a &amp; b</receiver>\n    \
         <receiver id=\"2\" kind=\"x\"/>\n  </receiverList>\n  <memo/>\n</Order>"
    );
    let declared = indented.declaration(true).to_string(&order()).unwrap();
    assert!(declared.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Order>\n"));

    let mixed = One {
        a: Mixed {
            before: "x",
            a: One { a: 1 },
        },
    };
    assert_eq!(
        indented.root("r").to_string(&mixed).unwrap(),
        "<r>\n  <a>x<a>\n      <a>1</a>\n    </a></a>\n</r>"
    );
    let late = Late { a: 1, after: "x" };
    assert_eq!(BARE.to_string(&late).unwrap(), "<Late><a>1</a>x</Late>");
    let error = indented.to_string(&late).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Unsupported(_)));
}

#[test]
fn a_tree_is_written_through_serde_alone() {
    let body = "a(0).b=1&a(1)=2&c=&d.$text=x";
    let body = body.replace("&d.$text=x", "&d=x&d.%40n=y&e.f=z&e.%40g=h");
    let value: nvp::Value = nvp::from_str(&body).unwrap();
    assert_eq!(
        written(&value),
        "<r><a><b>1</b></a><a>2</a><c/><d n=\"y\">x</d><e g=\"h\"><f>z</f></e></r>"
    );
}
