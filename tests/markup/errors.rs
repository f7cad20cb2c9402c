//! What every error and warning of reading XML says, and where it points.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use paywire::nvp::Value;
use paywire::xml::{Charset, Config};
use paywire::{Amount, Limits, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The message of an error, its kind and category, and the bytes it points at.
fn shown<T>(result: Result<T>) -> String {
    let error = result.err().expect("an error");
    let (kind, category) = (error.kind().as_str(), error.category());
    format!(
        "{error} | {category}: {kind} {:?}",
        error.span().expect("a place")
    )
}

/// What is said of each document, a line each.
fn each<T: DeserializeOwned>(documents: &[&str]) -> String {
    let line = |document: &&str| {
        let said = shown(Config::strict().from_str::<T>(document));
        format!("{}\n    {said}\n", document.escape_debug())
    };
    documents.iter().map(line).collect()
}

#[test]
fn malformed_tags() {
    let documents = [
        "",
        "\t",
        "text",
        "<",
        "<r",
        "<r\n",
        "<r/",
        "<r",
        "<r></r",
        "<r>",
        "<r>\n<a></r>",
        "</r>",
        "<r/><r/>",
        "<r/>text",
        "<r/>&#32;",
        "<![CDATA[]]><r/>",
        "<1/>",
        "< r/>",
        "<r.a:/>",
        "<:r/>",
        "<a:b:c/>",
        "<a\u{d7}/>",
    ];
    assert_snapshot!(each::<Value>(&documents), @r#"
        unexpected end of input at line 1 column 1 | syntax: unexpected-end 0..0
    \t
        unexpected end of input at line 1 column 2 | syntax: unexpected-end 1..1
    text
        text before the root element at line 1 column 1 | syntax: xml 0..4
    <
        unexpected end of input at line 1 column 1 | syntax: unexpected-end 0..1
    <r
        unexpected end of input at line 1 column 3 | syntax: unexpected-end 2..2
    <r\n
        unexpected end of input at line 2 column 1 | syntax: unexpected-end 3..3
    <r/
        unexpected end of input at line 1 column 4 | syntax: unexpected-end 3..3
    <r
        unexpected end of input at line 1 column 3 | syntax: unexpected-end 2..2
    <r></r
        unexpected end of input at line 1 column 4 | syntax: unexpected-end 3..6
    <r>
        an element without an end tag at line 1 column 1 | syntax: xml 0..2
    <r>\n<a></r>
        mismatched end tag: its name is not that of the innermost open element at line 2 column 4 | syntax: xml 7..11
    </r>
        an end tag without a start tag at line 1 column 1 | syntax: xml 0..2
    <r/><r/>
        a second root element at line 1 column 5 | syntax: xml 4..6
    <r/>text
        text after the root element at line 1 column 5 | syntax: xml 4..8
    <r/>&#32;
        text after the root element at line 1 column 5 | syntax: xml 4..9
    <![CDATA[]]><r/>
        text before the root element at line 1 column 1 | syntax: xml 0..12
    <1/>
        `<` that does not start a tag (write a literal one as `&lt;`) at line 1 column 1 | syntax: xml 0..1
    < r/>
        `<` that does not start a tag (write a literal one as `&lt;`) at line 1 column 1 | syntax: xml 0..1
    <r.a:/>
        a name must start with a letter or `_` at line 1 column 6 | syntax: xml 5..6
    <:r/>
        `<` that does not start a tag (write a literal one as `&lt;`) at line 1 column 1 | syntax: xml 0..1
    <a:b:c/>
        a name with more than one `:` at line 1 column 5 | syntax: xml 4..5
    <a×/>
        a character that is not allowed in a name at line 1 column 3 | syntax: xml 2..4
    "#);
}

#[test]
fn malformed_attributes() {
    let documents = [
        "<r /a/>",
        "<r a/>",
        "<r a=b/>",
        "<r a='b/>",
        "<r a='b'c='d'/>",
        "<r a='<'/>",
        "<r a='&'/>",
        "<r a='&nbsp;'/>",
        "<r a='b' a='c'/>",
        "<r xmlns:p='u' xmlns:q='u' p:a='' q:a=''/>",
        "<r xmlns:p='u' xmlns:p='u'/>",
        "<p:r/>",
        "<r p:a=''/>",
        "<r xmlns:p=''/>",
        "<r xmlns:xml='u'/>",
        "<r xmlns:xmlns='u'/>",
    ];
    assert_snapshot!(each::<Value>(&documents), @r#"
    <r /a/>
        `/` inside a tag at line 1 column 4 | syntax: xml 3..4
    <r a/>
        an attribute without a value at line 1 column 4 | syntax: xml 3..4
    <r a=b/>
        an attribute value without quotes at line 1 column 4 | syntax: xml 3..4
    <r a=\'b/>
        an attribute value without its closing quote at line 1 column 4 | syntax: xml 3..4
    <r a=\'b\'c=\'d\'/>
        missing whitespace before an attribute at line 1 column 9 | syntax: xml 8..9
    <r a=\'<\'/>
        `<` in the value of an attribute (write `&lt;`) at line 1 column 7 | syntax: xml 6..7
    <r a=\'&\'/>
        `&` that does not start a reference (write a literal one as `&amp;`) at line 1 column 7 | syntax: xml 6..7
    <r a=\'&nbsp;\'/>
        undeclared entity (XML has amp, lt, gt, quot and apos) at line 1 column 7 | syntax: xml 6..12
    <r a=\'b\' a=\'c\'/>
        duplicate name (first at byte 3; send one, or set which one counts) at line 1 column 10 | syntax: duplicate-name 9..10
    <r xmlns:p=\'u\' xmlns:q=\'u\' p:a=\'\' q:a=\'\'/>
        duplicate name (first at byte 29; send one, or set which one counts) at line 1 column 37 | syntax: duplicate-name 36..37
    <r xmlns:p=\'u\' xmlns:p=\'u\'/>
        namespace prefix declared twice in one tag at line 1 column 16 | syntax: xml 15..22
    <p:r/>
        undeclared namespace prefix at line 1 column 2 | syntax: xml 1..2
    <r p:a=\'\'/>
        undeclared namespace prefix at line 1 column 4 | syntax: xml 3..4
    <r xmlns:p=\'\'/>
        a prefix declared with an empty namespace at line 1 column 4 | syntax: xml 3..10
    <r xmlns:xml=\'u\'/>
        the prefix `xml` and its namespace are reserved (remove the declaration) at line 1 column 4 | syntax: xml 3..12
    <r xmlns:xmlns=\'u\'/>
        the prefix `xmlns` and its namespace must not be declared at line 1 column 4 | syntax: xml 3..14
    "#);
}

#[test]
fn malformed_text_and_markup() {
    let documents = [
        "<r>&</r>",
        "<r>&nbsp;</r>",
        "<r>&#0;</r>",
        "<r>]]></r>",
        "<r>\u{1}</r>",
        "<r>\u{ffff}</r>",
        "<r><!-- -- --></r>",
        "<r><!--",
        "<r><![CDATA[",
        "<r><!b></r>",
        "<r><? ?></r>",
        "<r><?a",
        "<r><?",
        "<r><?a+?></r>",
        "<r><?xml version='1.0'?></r>",
        " <?xml version='1.0'?><r/>",
        "<?xml?><r/>",
        "<?xml version='1.0'",
        "<?xml version='2.0'?><r/>",
        "<?xml version=1.0?><r/>",
        "<?xml version='1.0?><r/>",
        "<?xml version='1.0' encoding='-'?><r/>",
        "<?xml version='1.0' standalone='maybe'?><r/>",
        "<?xml version='1.0' other=''?><r/>",
        "<?xml version='1.0'?>\n<!DOCTYPE r><r/>",
        "<r><!DOCTYPE r></r>",
        "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='yes'/>",
        "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'>1</r>",
    ];
    assert_snapshot!(each::<Value>(&documents), @r#"
    <r>&</r>
        `&` that does not start a reference (write a literal one as `&amp;`) at line 1 column 4 | syntax: xml 3..4
    <r>&nbsp;</r>
        undeclared entity (XML has amp, lt, gt, quot and apos) at line 1 column 4 | syntax: xml 3..9
    <r>&#0;</r>
        a reference to a character that XML does not allow at line 1 column 4 | syntax: xml 3..7
    <r>]]></r>
        `]]>` in text (write `]]&gt;`) at line 1 column 4 | syntax: xml 3..6
    <r>\u{1}</r>
        a character that XML does not allow at line 1 column 4 | syntax: xml 3..4
    <r>\u{ffff}</r>
        a character that XML does not allow at line 1 column 4 | syntax: xml 3..6
    <r><!-- -- --></r>
        `--` inside a comment at line 1 column 9 | syntax: xml 8..10
    <r><!--
        unexpected end of input at line 1 column 4 | syntax: unexpected-end 3..7
    <r><![CDATA[
        unexpected end of input at line 1 column 4 | syntax: unexpected-end 3..12
    <r><!b></r>
        `<!` that starts neither a comment nor a CDATA section at line 1 column 4 | syntax: xml 3..5
    <r><? ?></r>
        a name must start with a letter or `_` at line 1 column 6 | syntax: xml 5..6
    <r><?a
        unexpected end of input at line 1 column 4 | syntax: unexpected-end 3..6
    <r><?
        unexpected end of input at line 1 column 4 | syntax: unexpected-end 3..5
    <r><?a+?></r>
        missing whitespace after the name of a processing instruction at line 1 column 7 | syntax: xml 6..7
    <r><?xml version=\'1.0\'?></r>
        an XML declaration that is not the first thing in the document at line 1 column 4 | syntax: xml 3..8
     <?xml version=\'1.0\'?><r/>
        an XML declaration that is not the first thing in the document at line 1 column 2 | syntax: xml 1..6
    <?xml?><r/>
        an XML declaration without a version at line 1 column 6 | syntax: xml 5..6
    <?xml version=\'1.0\'
        unexpected end of input at line 1 column 1 | syntax: unexpected-end 0..19
    <?xml version=\'2.0\'?><r/>
        unknown XML version (write 1.0) at line 1 column 16 | syntax: xml 15..16
    <?xml version=1.0?><r/>
        a malformed XML declaration at line 1 column 7 | syntax: xml 6..7
    <?xml version=\'1.0?><r/>
        a malformed XML declaration at line 1 column 15 | syntax: xml 14..15
    <?xml version=\'1.0\' encoding=\'-\'?><r/>
        invalid encoding name in the XML declaration at line 1 column 31 | syntax: xml 30..31
    <?xml version=\'1.0\' standalone=\'maybe\'?><r/>
        `standalone` must be yes or no at line 1 column 33 | syntax: xml 32..33
    <?xml version=\'1.0\' other=\'\'?><r/>
        unexpected text in the XML declaration at line 1 column 21 | syntax: xml 20..21
    <?xml version=\'1.0\'?>\n<!DOCTYPE r><r/>
        document type definitions (DTDs) are not supported (send the message without one) at line 2 column 1 | syntax: dtd 22..31
    <r><!DOCTYPE r></r>
        document type definitions (DTDs) are not supported (send the message without one) at line 1 column 4 | syntax: dtd 3..12
    <r xmlns:i=\'http://www.w3.org/2001/XMLSchema-instance\' i:nil=\'yes\'/>
        `xsi:nil` must be true or false at line 1 column 63 | syntax: xml 62..65
    <r xmlns:i=\'http://www.w3.org/2001/XMLSchema-instance\' i:nil=\'1\'>1</r>
        `xsi:nil` on an element that is not empty at line 1 column 67 | syntax: xml 66..70
    "#);
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its type matters")]
struct Order {
    id: u8,
    #[serde(default)]
    item: Vec<Item>,
    paid: Option<bool>,
    total: Option<Amount>,
    shape: Option<Shape>,
    tags: Option<Vec<Vec<u8>>>,
    pair: Option<(u8, u8)>,
    unit: Option<()>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its type matters")]
struct Item {
    #[serde(rename = "@count")]
    count: u8,
    name: char,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only its type matters")]
enum Shape {
    Point,
    Circle(f64),
    Line { from: u8, to: u8 },
}

#[test]
fn what_does_not_fit_the_type() {
    let documents = [
        "<r/>",
        "<r>text</r>",
        "<r><id>256</id></r>",
        "<r><id/></r>",
        "<r><id>1</id><id>2</id></r>",
        "<r><id><a/></id></r>",
        "<r><id>1</id>\n  <item count='1'><name>a</name></item><item count='1'><name>ab</name></item></r>",
        "<r><id>1</id><item count='x'><name>a</name></item></r>",
        "<r><id>1</id><item count='1'/></r>",
        "<r><id>1</id><item count='1' other='2'><name>a</name></item></r>",
        "<r><id>1</id><item count='1'><name>a</name>text</item></r>",
        "<r><id>1</id><paid>yes</paid></r>",
        "<r><id>1</id><total>1,00</total></r>",
        "<r><id>1</id><shape>Square</shape></r>",
        "<r><id>1</id><shape><Square/></shape></r>",
        "<r><id>1</id><shape><Circle>one</Circle></shape></r>",
        "<r><id>1</id><shape><Circle>1</Circle><Point/></shape></r>",
        "<r><id>1</id><shape><Line><from>1</from></Line></shape></r>",
        "<r><id>1</id><tags>1</tags></r>",
        "<r><id>1</id><pair>1</pair></r>",
        "<r><id>1</id><pair>1</pair><pair>2</pair><pair>3</pair></r>",
        "<r><id>1</id><unit>x</unit></r>",
        "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'/>",
    ];
    assert_snapshot!(each::<Order>(&documents), @r#"
    <r/>
        missing field `id` at line 1 column 2 | data: missing-field 1..2
    <r>text</r>
        found a text, expected the fields of Order at line 1 column 4 | data: invalid-type 3..7
    <r><id>256</id></r>
        invalid value, expected u8 at `id`, line 1 column 8 | data: invalid-value 7..10
    <r><id/></r>
        invalid value, expected u8 at `id`, line 1 column 5 | data: invalid-value 4..6
    <r><id>1</id><id>2</id></r>
        duplicate name (first at byte 4; send one, or set which one counts) at `id(1)`, line 1 column 15 | syntax: duplicate-name 14..16
    <r><id><a/></id></r>
        found named children, expected u8 at `id`, line 1 column 5 | data: invalid-type 4..6
    <r><id>1</id>\n  <item count=\'1\'><name>a</name></item><item count=\'1\'><name>ab</name></item></r>
        invalid value, expected a character at `item(1).name`, line 2 column 62 | data: invalid-value 75..77
    <r><id>1</id><item count=\'x\'><name>a</name></item></r>
        invalid value, expected u8 at `item.@count`, line 1 column 27 | data: invalid-value 26..27
    <r><id>1</id><item count=\'1\'/></r>
        missing field `name` at `item`, line 1 column 15 | data: missing-field 14..18
    <r><id>1</id><item count=\'1\' other=\'2\'><name>a</name></item></r>
        unknown field, expected one of `@count`, `name` at `item.@other`, line 1 column 30 | data: unknown-field 29..34
    <r><id>1</id><item count=\'1\'><name>a</name>text</item></r>
        stray text between elements (the lenient preset leaves it out) at `item`, line 1 column 44 | data: stray-text 43..47
    <r><id>1</id><paid>yes</paid></r>
        invalid value, expected a boolean at `paid`, line 1 column 20 | data: invalid-value 19..22
    <r><id>1</id><total>1,00</total></r>
        not a decimal number: unexpected `,` (use a decimal point, and do not group digits) at `total`, line 1 column 21 | data: custom 20..24
    <r><id>1</id><shape>Square</shape></r>
        unknown value, expected one of `Point`, `Circle`, `Line` at `shape`, line 1 column 21 | data: unknown-variant 20..26
    <r><id>1</id><shape><Square/></shape></r>
        unknown value, expected one of `Point`, `Circle`, `Line` at `shape.Square`, line 1 column 22 | data: unknown-variant 21..27
    <r><id>1</id><shape><Circle>one</Circle></shape></r>
        invalid value, expected f64 at `shape.Circle`, line 1 column 29 | data: invalid-value 28..31
    <r><id>1</id><shape><Circle>1</Circle><Point/></shape></r>
        more entries than the type takes at `shape.Point`, line 1 column 40 | data: trailing-elements 39..44
    <r><id>1</id><shape><Line><from>1</from></Line></shape></r>
        missing field `to` at `shape.Line`, line 1 column 22 | data: missing-field 21..25
    <r><id>1</id><tags>1</tags></r>
        a list of lists, or one at the top level: name the elements of each list at `tags`, line 1 column 20 | data: unsupported 19..20
    <r><id>1</id><pair>1</pair></r>
        found a length of 1, expected a tuple of size 2 at `pair`, line 1 column 20 | data: invalid-length 19..20
    <r><id>1</id><pair>1</pair><pair>2</pair><pair>3</pair></r>
        more entries than the type takes at `pair(2)`, line 1 column 48 | data: trailing-elements 47..48
    <r><id>1</id><unit>x</unit></r>
        found a text, expected unit at `unit`, line 1 column 20 | data: invalid-type 19..20
    <r xmlns:i=\'http://www.w3.org/2001/XMLSchema-instance\' i:nil=\'1\'/>
        found nothing, expected the fields of Order at line 1 column 2 | data: invalid-type 1..2
    "#);
    assert_snapshot!(each::<Vec<u8>>(&["<r><a>1</a></r>"]), @r#"
    <r><a>1</a></r>
        a list of lists, or one at the top level: name the elements of each list at line 1 column 2 | data: unsupported 1..2
    "#);
    assert_snapshot!(each::<BTreeMap<u8, u8>>(&["<r><a>1</a></r>"]), @r#"
    <r><a>1</a></r>
        invalid value, expected u8 at `a`, line 1 column 5 | data: invalid-value 4..5
    "#);
}

#[test]
fn which_encoding_it_is_not() {
    let documents: [&[u8]; 11] = [
        b"<r>\xff</r>",
        b"<r>\xc3",
        b"\xef\xbb\xbf<r>\n\xff</r>",
        b"\xff\xfe\0\0<\0\0\0",
        b"\xff\xfe<\0r\0>\0\0\xd8<\0/\0r\0>\0",
        b"\xfe\xff\0<\0r\0>\0<\0a\0>\0<\0/\0r\0>",
        b"<\0?\0x\0m\0l\0 \0?\0>\0",
        b"<?xml version='1.0' encoding='utf-7'?><r/>",
        b"<?xml version='1.0' encoding='utf-16'?><r/>",
        b"\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?><r/>",
        b"<?xml version='1.0' encoding='shift_jis'?><r>\x83</r>",
    ];
    let lines = documents.map(|document| {
        let said = shown(Config::strict().from_slice::<Value>(document));
        format!("{}\n    {said}\n", document.escape_ascii())
    });
    assert_snapshot!(lines.concat(), @r#"
    <r>\xff</r>
        bytes that are not UTF-8 (specify the charset that the sender used) at byte 3 | syntax: invalid-encoding 3..4
    <r>\xc3
        bytes that are not UTF-8 (specify the charset that the sender used) at byte 3 | syntax: invalid-encoding 3..4
    \xef\xbb\xbf<r>\n\xff</r>
        bytes that are not UTF-8 (specify the charset that the sender used) at byte 7 | syntax: invalid-encoding 7..8
    \xff\xfe\x00\x00<\x00\x00\x00
        unknown charset, or one that this format cannot use at byte 0 | syntax: unknown-charset 0..4
    \xff\xfe<\x00r\x00>\x00\x00\xd8<\x00/\x00r\x00>\x00
        bytes that are not UTF-16LE (specify the charset that the sender used) at byte 8 | syntax: invalid-encoding 8..10
    \xfe\xff\x00<\x00r\x00>\x00<\x00a\x00>\x00<\x00/\x00r\x00>
        mismatched end tag: its name is not that of the innermost open element at line 1 column 7 | syntax: xml 14..22
    <\x00?\x00x\x00m\x00l\x00 \x00?\x00>\x00
        the bytes are not in the encoding that the XML declaration names at byte 0 | syntax: xml 0..2
    <?xml version=\'1.0\' encoding=\'utf-7\'?><r/>
        unknown charset, or one that this format cannot use at byte 30 | syntax: unknown-charset 30..35
    <?xml version=\'1.0\' encoding=\'utf-16\'?><r/>
        the bytes are not in the encoding that the XML declaration names at byte 30 | syntax: xml 30..36
    \xef\xbb\xbf<?xml version=\'1.0\' encoding=\'latin1\'?><r/>
        the bytes are not in the encoding that the XML declaration names at byte 33 | syntax: xml 33..39
    <?xml version=\'1.0\' encoding=\'shift_jis\'?><r>\x83</r>
        bytes that are not Shift_JIS (specify the charset that the sender used) at byte 45 | syntax: invalid-encoding 45..46
    "#);
    let japanese = Config::strict().charset("euc-jp".parse().unwrap());
    assert_snapshot!(shown(japanese.from_slice::<Value>(b"<r>\xa4</r>")), @"bytes that are not EUC-JP (specify the charset that the sender used) at byte 3 | syntax: invalid-encoding 3..4");
    assert_snapshot!("utf-32".parse::<Charset>().unwrap_err(), @"unknown charset, or one that this format cannot use");
}

#[test]
fn which_root_it_is_not() {
    let named = Config::strict().root("order");
    assert_snapshot!(shown(named.from_str::<Value>("<pay/>")), @"unexpected root element, expected `order` at line 1 column 2 | data: unexpected-root 1..4");
    let spaced = named.namespace("urn:o");
    assert_snapshot!(shown(spaced.from_str::<Value>("\n<order/>")), @"the root element is in the wrong namespace, expected `{urn:o}order` (the lenient preset reads it) at line 2 column 2 | data: root-namespace 2..7");
    let any = Config::strict().namespace("urn:o");
    assert_snapshot!(shown(any.from_str::<Value>("<o:order xmlns:o='urn:p'/>")), @"the root element is in the wrong namespace, expected `{urn:o}*` (the lenient preset reads it) at line 1 column 4 | data: root-namespace 3..8");
}

#[test]
fn which_limit_it_is_past() {
    let limited = |limits: Limits, document: &str| {
        shown(Config::strict().limits(limits).from_str::<Value>(document))
    };
    let limits = Limits::default();
    assert_snapshot!(limited(limits.input(3), "<r/>"), @"input longer than 3 bytes (limit `input`) at byte 3 | limit: limit 3..4");
    assert_snapshot!(limited(limits.depth(1), "<r><a/></r>"), @"nested deeper than 1 (limit `depth`) at line 1 column 5 | limit: limit 4..5");
    assert_snapshot!(limited(limits.names(1), "<r><a/></r>"), @"more than 1 names (limit `names`) at line 1 column 5 | limit: limit 4..5");
    assert_snapshot!(limited(limits.attributes(0), "<r a=''/>"), @"more than 0 attributes on one element (limit `attributes`) at line 1 column 4 | limit: limit 3..4");
    assert_snapshot!(limited(limits.list(1), "<r><a/><a/></r>"), @"more than 1 entries in a list (limit `list`) at line 1 column 9 | limit: limit 8..9");
    assert_snapshot!(limited(limits.name(1), "<rr/>"), @"a name longer than 1 bytes (limit `name`) at line 1 column 2 | limit: limit 1..3");
    assert_snapshot!(limited(limits.value(1), "<r>11</r>"), @"a value longer than 1 bytes (limit `value`) at line 1 column 4 | limit: limit 3..5");
}

#[test]
fn what_was_mended() {
    let warned = |config: Config<'_>, document: &[u8]| {
        let (_, warnings) = config
            .from_slice_reporting::<BTreeMap<String, u8>>(document)
            .expect("a value");
        let lines = warnings
            .iter()
            .map(|warning| format!("{warning} | {:?} {:?}", warning.kind(), warning.span()));
        lines.collect::<Vec<_>>().join("\n")
    };
    let lenient = Config::lenient().root("r").namespace("urn:r");
    let document = b" <?xml version='1.0' encoding='utf-16'?><r><a>1</a><b>2</b><a>3</a></r>";
    assert_snapshot!(warned(lenient, document), @r#"
    ignored the declared encoding, which is not the one of the bytes, at byte 31 | WrongEncoding Some(31..37)
    skipped whitespace before the XML declaration, at byte 0 | SurroundingSpace Some(0..1)
    accepted a root element without a namespace, at byte 41 | NoNamespace Some(41..42)
    duplicate element: used the last one, and left out this one, at `a(0)`, at byte 46 | LastOfDuplicates Some(46..47)
    "#);
    let (_, warnings) = Config::lenient()
        .from_slice_reporting::<Order>(
            b"<r><id>1</id>text<item count='1'><name>a</name>text</item></r>",
        )
        .unwrap();
    let lines: Vec<_> = warnings.iter().map(ToString::to_string).collect();
    assert_snapshot!(lines.join("\n"), @r#"
    left out text between elements, at byte 13
    left out text between elements, at `item`, at byte 47
    "#);
}

#[test]
fn no_error_holds_a_value() {
    let secret = "4111111111111111";
    let documents = [
        format!("<r><id>{secret}</id></r>"),
        format!("<r><id>1</id><paid>{secret}</paid></r>"),
        format!("<r><id>1</id><shape>{secret}</shape></r>"),
        format!("<r><id>1</id>{secret}</r>"),
        format!("<r a='{secret}' a='{secret}'/>"),
        format!("<r>&{secret};</r>"),
        format!("<r a='{secret}"),
        format!("{secret}<r/>"),
    ];
    for document in documents {
        let error = Config::strict().from_str::<Order>(&document).unwrap_err();
        let said = format!("{error} {error:?}");
        assert!(!said.contains(secret), "{said}");
    }
}
