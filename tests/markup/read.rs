//! Reading Rust types out of XML.

use std::borrow::Cow;
use std::collections::BTreeMap;

use paywire::xml::{self, Document};
use paywire::{Amount, nvp};
use serde::Deserialize;

#[derive(Debug, Deserialize, PartialEq)]
struct Order<'a> {
    #[serde(borrow)]
    id: &'a str,
    #[serde(borrow)]
    note: Cow<'a, str>,
    #[serde(default)]
    item: Vec<Item>,
    paid: bool,
    total: Amount,
    tip: Option<Amount>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Item {
    #[serde(rename = "@count")]
    count: u8,
    #[serde(rename = "$text")]
    name: String,
}

fn item(count: u8, name: &str) -> Item {
    let name = name.to_owned();
    Item { count, name }
}

#[test]
fn reads_a_struct_in_any_order() {
    let document = "<?xml version='1.0'?>\n<o:order xmlns:o='urn:o'>\n  <item count='2'>tea &amp; milk</item>\n  \
        <total>1.50</total><o:paid> true </o:paid><item count=\"1\">cake<![CDATA[ <3]]></item>\
        <note>a<!-- -->b</note><id>7</id></o:order>";
    let order: Order<'_> = xml::from_str(document).unwrap();
    assert_eq!(order.item, [item(2, "tea & milk"), item(1, "cake <3")]);
    assert_eq!((order.id, &*order.note, order.paid), ("7", "ab", true));
    assert_eq!(
        (order.total.to_string().as_str(), order.tip),
        ("1.50", None)
    );
}

#[test]
fn reads_any_document_as_a_value() {
    let value: nvp::Value = xml::from_str("<r><a>1</a><b x='2'/><a>3</a><c> </c></r>").unwrap();
    assert_eq!(value.at("a(1)").and_then(nvp::Value::as_str), Some("3"));
    assert_eq!(value.at("b.@x").and_then(nvp::Value::as_str), Some("2"));
    assert_eq!(value.at("c").and_then(nvp::Value::as_str), Some(" "));
}

#[test]
fn an_extension_is_no_field() {
    let document = "<r xmlns='urn:r'><x:a xmlns:x='urn:x'>9</x:a><a>1</a></r>";
    let map: BTreeMap<String, u8> = xml::from_str(document).unwrap();
    let wanted = [("a".to_owned(), 1), ("{urn:x}a".to_owned(), 9)];
    assert_eq!(map, BTreeMap::from(wanted));
}

#[test]
fn errors_say_where() {
    #[derive(Debug, Deserialize)]
    struct Root {
        #[expect(dead_code, reason = "only its type matters")]
        list: BTreeMap<String, Vec<Option<u8>>>,
    }
    let document = "<r>\n <list><a>1</a><b/><a>x</a></list>\n</r>";
    let error = xml::from_str::<Root>(&document.replace("<b/>", "")).unwrap_err();
    assert_eq!(error.path(), Some("list.a(1)"));
    assert_eq!(error.line_column(), Some((2, 19)));
    let (start, end) = (
        document.find('x').unwrap() - 4,
        document.find('x').unwrap() - 3,
    );
    assert_eq!(error.span(), Some(start..end));
}

#[test]
fn looks_around_in_a_document() {
    let document = Document::from_str(
        "<s:E xmlns:s='urn:s'>\n<s:H s:mustUnderstand='1'><!-- ? --><k a='&#x41;'/></s:H><s:B>x<d/>y<e/></s:B></s:E>",
    )
    .unwrap();
    let root = document.root();
    assert!(root.is(Some("urn:s"), "E"));
    assert_eq!(root.prefix(), Some("s"));
    let [head, body]: [_; 2] = root.children().collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(
        head.attribute_in(Some("urn:s"), "mustUnderstand")
            .as_deref(),
        Some("1")
    );
    assert_eq!(head.children().next().unwrap().source(), "<k a='&#x41;'/>");
    assert_eq!(
        head.children().next().unwrap().attribute("a").as_deref(),
        Some("A")
    );
    assert_eq!(
        (&*body.text(), body.has_text(), root.has_text()),
        ("xy", true, false)
    );
    assert_eq!(body.source(), "<s:B>x<d/>y<e/></s:B>");
    assert_eq!(body.children().nth(1).unwrap().path(), "B.e");
    assert_eq!(
        head.children().next().unwrap().declarations(),
        [("s", "urn:s".into())]
    );
}
