//! What every error and warning says, in both directions, and where it points.

use std::collections::BTreeMap;
use std::io;

use crate::value::A;
use insta::assert_snapshot;
use paywire::nvp::{
    Brackets, Config, Duplicates, Name, NameCase, Value, from_reader, from_str, from_value,
    to_string, to_writer,
};
use paywire::{Limits, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize, Serializer};

type Pairs = Vec<(String, String)>;

const LENIENT: Config = Config::lenient();

/// The message of an error, its kind and category, and the bytes it points at.
fn shown<T>(result: Result<T>) -> String {
    let error = result.err().expect("an error");
    let (kind, category) = (error.kind().as_str(), error.category());
    match error.span() {
        Some(span) => format!("{error} | {category}: {kind} {span:?}"),
        None => format!("{error} | {category}: {kind}"),
    }
}

fn read<'de, T: Deserialize<'de>>(body: &'de [u8]) -> String {
    shown(Config::strict().from_slice::<T>(body))
}

fn limited(limits: Limits, body: &str) -> String {
    shown(Config::strict().limits(limits).from_str::<Value>(body))
}

fn written<T: Serialize + ?Sized>(value: &T) -> String {
    shown(to_string(value))
}

fn charset(label: &str) -> Config {
    Config::strict().charset(label.parse().expect("a charset"))
}

/// The warnings of a body that is read.
fn warned<T: DeserializeOwned>(config: Config, body: &[u8]) -> String {
    let (_, warnings) = config.from_slice_reporting::<T>(body).expect("a value");
    let lines = warnings
        .iter()
        .map(|warning| format!("{warning} | {:?}", warning.kind()));
    lines.collect::<Vec<_>>().join("\n")
}

#[derive(Debug, Serialize, Deserialize)]
enum Shape {
    Point,
    Circle(f64),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closed {
    #[serde(rename = "b")]
    _b: u8,
}

#[derive(Debug, Deserialize)]
struct NoCase {
    #[serde(rename = "alpha", alias = "ALPHA")]
    _alpha: u8,
}

#[derive(Debug, Deserialize)]
struct Flat<T> {
    #[serde(flatten)]
    _inner: A<T>,
}

#[derive(Debug, Serialize)]
struct Own<T> {
    #[serde(rename = "$text")]
    text: T,
}

/// Refuses in its own words.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Picky;

impl TryFrom<String> for Picky {
    type Error = &'static str;

    fn try_from(_: String) -> Result<Self, Self::Error> {
        Err("a text that nobody likes")
    }
}

struct Refusing;

impl Serialize for Refusing {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("not today"))
    }
}

/// A file that nothing comes out of and nothing goes into.
struct Broken;

impl io::Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the line is dead"))
    }
}

impl io::Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("the line is dead"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is wrong before any name is looked at.
#[test]
fn the_body_as_a_whole() {
    assert_snapshot!(read::<Value>(b"\xef\xbb\xbfa=1"), @"a byte order mark before the message (remove it; the lenient preset skips it) at byte 0 | syntax: byte-order-mark 0..3");
    assert_snapshot!(read::<Value>(b" a=1"), @"whitespace around the message, a name or a value (remove it, escape it where it belongs to a value, or read with the lenient preset, which skips it) at byte 0 | syntax: surrounding-space 0..1");
    assert_snapshot!(read::<Value>(b"a=1\r\n"), @"whitespace around the message, a name or a value (remove it, escape it where it belongs to a value, or read with the lenient preset, which skips it) at byte 3 | syntax: surrounding-space 3..5");
    assert_snapshot!(read::<Value>(b"a=1&b=\xe9t&c=2"), @"bytes that are not UTF-8 (specify the charset that the sender used) at byte 6 | syntax: invalid-encoding 6..7");
    assert_snapshot!(read::<Value>(b"a=caf\xc3"), @"bytes that are not UTF-8 (specify the charset that the sender used) at byte 5 | syntax: invalid-encoding 5..6");
    assert_snapshot!(shown("latin-9".parse::<paywire::nvp::Charset>()), @"unknown charset, or one that this format cannot use | syntax: unknown-charset");
    assert_snapshot!(shown(Config::strict().charset("utf-16".parse().unwrap()).from_slice::<Value>(b"a=1")), @"unknown charset, or one that this format cannot use | syntax: unknown-charset");
    assert_snapshot!(shown(from_reader::<_, Value>(Broken)), @"reading or writing failed: the line is dead | io: io");
}

#[test]
fn escapes() {
    assert_snapshot!(read::<A<String>>(b"a=100%"), @"`%` without two hexadecimal digits (a literal one is written `%25`) at `a`, byte 5 | syntax: invalid-escape 5..6");
    assert_snapshot!(read::<A<String>>(b"a=%4"), @"`%` without two hexadecimal digits (a literal one is written `%25`) at `a`, byte 2 | syntax: invalid-escape 2..4");
    assert_snapshot!(read::<A<String>>(b"a=x%zzy"), @"`%` without two hexadecimal digits (a literal one is written `%25`) at `a`, byte 3 | syntax: invalid-escape 3..6");
    assert_snapshot!(read::<Value>(b"x%=1"), @"`%` without two hexadecimal digits (a literal one is written `%25`) at byte 1 | syntax: invalid-escape 1..2");
    assert_snapshot!(read::<Value>(b"b.c=%&a=1"), @"`%` without two hexadecimal digits (a literal one is written `%25`) at `b.c`, byte 4 | syntax: invalid-escape 4..5");
    assert_snapshot!(read::<A<u8>>(b"b.c=%&a=1"), @"`%` without two hexadecimal digits (a literal one is written `%25`) at `b.c`, byte 4 | syntax: invalid-escape 4..5");
    assert_snapshot!(read::<A<String>>(b"a=Smith%u010D"), @"`%uXXXX` is not an escape of this format (the lenient preset reads it) at `a`, byte 7 | syntax: unicode-escape 7..13");
    assert_snapshot!(read::<A<String>>(b"a=%C3%A9%E9t"), @"bytes that are not UTF-8 (specify the charset that the sender used) at `a`, byte 8 | syntax: invalid-encoding 8..12");
    assert_snapshot!(read::<Value>(b"%E9=1"), @"bytes that are not UTF-8 (specify the charset that the sender used) at byte 0 | syntax: invalid-encoding 0..3");
    assert_snapshot!(read::<Pairs>(b"a=1&b=%E9"), @"bytes that are not UTF-8 (specify the charset that the sender used) at `b`, byte 6 | syntax: invalid-encoding 6..9");
    assert_snapshot!(shown(Config::lenient().from_str::<A<String>>("a=x%uD83Dy")), @"`%uXXXX` is not an escape of this format (the lenient preset reads it) at `a`, byte 3 | syntax: unicode-escape 3..9");
    assert_snapshot!(shown(charset("shift_jis").from_str::<A<String>>("a=ok%83")), @"bytes that are not Shift_JIS (specify the charset that the sender used) at `a`, byte 4 | syntax: invalid-encoding 4..7");
    assert_snapshot!(shown(charset("windows-1255").from_slice::<A<String>>(b"a=\xffx")), @"bytes that are not windows-1255 (specify the charset that the sender used) at `a`, byte 2 | syntax: invalid-encoding 2..4");
    assert_snapshot!(shown(charset("windows-1252").from_str::<Value>("a=\u{e9}")), @"bytes that are not windows-1252 (specify the charset that the sender used) at byte 2 | syntax: invalid-encoding 2..3");
}

#[test]
fn names() {
    assert_snapshot!(read::<Value>(b"a=1&b.c(x)=2"), @"malformed name: brackets must contain an index at byte 4 | syntax: invalid-name 4..10");
    assert_snapshot!(read::<Value>(b"a()=1"), @"malformed name: brackets must contain an index at byte 0 | syntax: invalid-name 0..3");
    assert_snapshot!(read::<Value>(b"a(0=1"), @"malformed name: an index without its closing bracket at byte 0 | syntax: invalid-name 0..3");
    assert_snapshot!(read::<Value>(b"a(0]=1"), @"malformed name: an index without its closing bracket at byte 0 | syntax: invalid-name 0..4");
    assert_snapshot!(read::<Value>(b"a(0)b=1"), @"malformed name: text directly after an index at byte 0 | syntax: invalid-name 0..5");
    assert_snapshot!(read::<Value>(b"a(007)=1"), @"malformed name: an index with leading zeros at byte 0 | syntax: invalid-name 0..6");
    assert_snapshot!(read::<Value>(b"a)=1"), @"malformed name: a bracket that is not part of an index at byte 0 | syntax: invalid-name 0..2");
    assert_snapshot!(read::<Value>(b"a[x]=1"), @"malformed name: words in brackets (`nvp::Brackets::Names`, or `--brackets names`, reads them) at byte 0 | syntax: invalid-name 0..4");
    assert_snapshot!(read::<Value>(b"a%5B=1"), @"malformed name: a bracket that is not part of an index at byte 0 | syntax: invalid-name 0..4");
    assert_snapshot!(read::<Value>(b"a.$text=1"), @"malformed name: `$text` is reserved for the value of a name that also has children at byte 0 | syntax: invalid-name 0..7");
    assert_snapshot!(shown(Name::parse("a.b(x).c")), @"malformed name: brackets must contain an index at byte 2 | syntax: invalid-name 2..6");
}

#[test]
fn one_value_or_several() {
    assert_snapshot!(read::<A<u8>>(b"a=1&b=2&a=3"), @"duplicate name (first at byte 2; send one, or set which one counts) at `a`, byte 10 | syntax: duplicate-name 10..11");
    assert_snapshot!(read::<A<u8>>(b"a=1&%61=9999.00"), @"duplicate name (first at byte 2; send one, or set which one counts) at `a`, byte 8 | syntax: duplicate-name 8..15");
    assert_snapshot!(read::<Value>(b"a(0).b=1&a(0).b=2"), @"duplicate name (first at byte 7; send one, or set which one counts) at `a(0).b`, byte 16 | syntax: duplicate-name 16..17");
    assert_snapshot!(read::<A<Vec<u8>>>(b"a(0)=1&a(2)=2"), @"missing list entry 1 (indices count from 0 without gaps) at `a`, byte 0 | syntax: list-gap 0..1");
    assert_snapshot!(read::<A<Vec<A<u8>>>>(b"a(1).a=1"), @"missing list entry 0 (indices count from 0 without gaps) at `a`, byte 0 | syntax: list-gap 0..1");
    assert_snapshot!(read::<A<u8>>(b"a=1&a.b=2"), @"a name with both a value and children, of which only one can be read here at `a`, byte 0 | data: value-and-children 0..1");
    assert_snapshot!(read::<A<A<u8>>>(b"a.a=2&a=1"), @"a name with both a value and children, of which only one can be read here at `a`, byte 0 | data: value-and-children 0..1");
    assert_snapshot!(read::<A<Vec<u8>>>(b"a=1&a(0)=2"), @"a name with both a value and children, of which only one can be read here at `a`, byte 0 | data: value-and-children 0..1");
    assert_snapshot!(read::<Value>(b"a.b=1&a(0)=2"), @"a name with both indexed and named children, of which only one kind can be read here at `a`, byte 0 | syntax: named-and-indexed 0..1");
    assert_snapshot!(read::<A<(u8, u8)>>(b"a(0)=1&a(1)=2&a(2)=3"), @"more entries than the type takes at `a(2)`, byte 19 | data: trailing-elements 19..20");
    assert_snapshot!(read::<[(String, String); 1]>(b"a=1&b=2"), @"more entries than the type takes at byte 4 | data: trailing-elements 4..5");
    assert_snapshot!(read::<Vec<(String,)>>(b"a=1"), @"more entries than the type takes at `a`, byte 2 | data: trailing-elements 2..3");
    assert_snapshot!(read::<A<Shape>>(b"a.Circle=1&a.Point="), @"more entries than the type takes at `a.Point`, byte 19 | data: trailing-elements 19..19");
}

#[test]
fn fields() {
    assert_snapshot!(read::<A<u8>>(b"b=1"), @"missing field `a` | data: missing-field");
    assert_snapshot!(read::<A<Vec<A<u8>>>>(b"a(0).a=1&a(1).b=2"), @"missing field `a` at `a(1)`, byte 16 | data: missing-field 16..17");
    assert_snapshot!(read::<A<Closed>>(b"a.b=1&a.c.d=2"), @"unknown field, expected `b` at `a.c`, byte 8 | data: unknown-field 8..9");
    assert_snapshot!(read::<A<Shape>>(b"a=Square"), @"unknown value, expected one of `Point`, `Circle` at `a`, byte 2 | data: unknown-variant 2..8");
    assert_snapshot!(read::<A<Shape>>(b"a.Square=1"), @"unknown value, expected one of `Point`, `Circle` at `a.Square`, byte 2 | data: unknown-variant 2..8");
    assert_snapshot!(read::<A<BTreeMap<u8, u8>>>(b"a.x=1"), @"invalid value, expected u8 at `a.x`, byte 2 | data: invalid-value 2..3");
    assert_snapshot!(read::<NoCase>(b"alpha=1&ALPHA=2"), @"duplicate field `alpha` at `ALPHA`, byte 14 | data: duplicate-field 14..15");
}

#[test]
fn types_and_values() {
    assert_snapshot!(read::<A<u8>>(b"a.b=1"), @"found named children, expected u8 at `a`, byte 0 | data: invalid-type 0..1");
    assert_snapshot!(read::<A<u8>>(b"a(0)=1"), @"found a list, expected u8 at `a`, byte 0 | data: invalid-type 0..1");
    assert_snapshot!(read::<A<A<u8>>>(b"a=1"), @"found a text, expected the fields of A at `a`, byte 2 | data: invalid-type 2..3");
    assert_snapshot!(read::<A<A<u8>>>(b"a(0)=1"), @"found a list, expected the fields of A at `a`, byte 0 | data: invalid-type 0..1");
    assert_snapshot!(read::<A<()>>(b"a=1"), @"found a text, expected unit at `a`, byte 2 | data: invalid-type 2..3");
    assert_snapshot!(read::<A<&str>>(b"a=x+y"), @"found a text, expected a borrowed string (it has escapes, which have to be decoded: take a `Cow<str>` or a `String`) at `a`, byte 2 | data: invalid-type 2..5");
    assert_snapshot!(read::<A<Shape>>(b"a=Circle"), @"found nothing, expected f64 at `a`, byte 2 | data: invalid-type 2..8");
    assert_snapshot!(read::<A<Shape>>(b"a(0)=Point"), @"found a list, expected enum Shape at `a`, byte 0 | data: invalid-type 0..1");
    assert_snapshot!(read::<u8>(b"1"), @"found named children, expected u8 | data: invalid-type");
    assert_snapshot!(read::<Shape>(b"Point="), @"found named children, expected enum Shape | data: invalid-type");
    assert_snapshot!(read::<Vec<u8>>(b"a=1"), @"found a list, expected u8 at `a` | data: invalid-type");
    assert_snapshot!(read::<Flat<u32>>(b"a=1"), @r#"found a text, expected u32 (serde buffered it: put `#[serde(with = "paywire::nvp::with")]` on the field) | data: invalid-type"#);
    assert_snapshot!(read::<Flat<Vec<u32>>>(b"a=1"), @r#"found a text, expected a sequence (serde buffered it: put `#[serde(with = "paywire::nvp::with")]` on the field) | data: invalid-type"#);
    assert_snapshot!(read::<A<&serde_bytes::Bytes>>(b"a=x+y"), @"found bytes, expected a borrowed byte array (they have escapes, which have to be decoded: take a `Cow<[u8]>` or a `Vec<u8>`) at `a`, byte 2 | data: invalid-type 2..5");
    assert_snapshot!(read::<Flat<bool>>(b"a=true"), @r#"found a text, expected a boolean (serde buffered it: put `#[serde(with = "paywire::nvp::with")]` on the field) | data: invalid-type"#);
    assert_snapshot!(read::<A<u8>>(b"a=x"), @"invalid value, expected u8 at `a`, byte 2 | data: invalid-value 2..3");
    assert_snapshot!(read::<A<u8>>(b"a=256"), @"invalid value, expected u8 at `a`, byte 2 | data: invalid-value 2..5");
    assert_snapshot!(read::<A<Vec<A<i64>>>>(b"a(0).a=1.00"), @"invalid value, expected i64 at `a(0).a`, byte 7 | data: invalid-value 7..11");
    assert_snapshot!(read::<A<f64>>(b"a=NaN"), @"invalid value, expected f64 at `a`, byte 2 | data: invalid-value 2..5");
    assert_snapshot!(read::<A<bool>>(b"a=yes"), @"invalid value, expected a boolean at `a`, byte 2 | data: invalid-value 2..5");
    assert_snapshot!(read::<A<char>>(b"a=xy"), @"invalid value, expected a character at `a`, byte 2 | data: invalid-value 2..4");
    assert_snapshot!(read::<A<(u8, u8)>>(b"a(0)=1"), @"found a length of 1, expected a tuple of size 2 at `a`, byte 0 | data: invalid-length 0..1");
    assert_snapshot!(read::<Vec<(String, u8, u8)>>(b"a=1"), @"found a length of 2, expected a tuple of size 3 at `a` | data: invalid-length");
    assert_snapshot!(read::<A<paywire::Amount>>(b"a=1,00"), @"not a decimal number: unexpected `,` (use a decimal point, and do not group digits) at `a`, byte 2 | data: custom 2..6");
    assert_snapshot!(read::<A<Picky>>(b"a=4111111111111111"), @"a text that nobody likes at `a`, byte 2 | data: custom 2..18");
    assert_snapshot!(shown(from_value::<A<Vec<u8>>>(&from_str::<Value>("a(0)=1&a(1)=x").unwrap())), @"invalid value, expected u8 at `a(1)` | data: invalid-value");
}

#[test]
fn limits() {
    assert_snapshot!(limited(Limits::default().input(3), "a=12"), @"input longer than 3 bytes (limit `input`) at byte 3 | limit: limit 3..4");
    assert_snapshot!(limited(Limits::default().depth(3), "a=1&a.b(0).c=1"), @"nested deeper than 3 (limit `depth`) at byte 4 | limit: limit 4..12");
    assert_snapshot!(limited(Limits::default().names(2), "a=1&&b=2&c=3"), @"more than 2 names (limit `names`) at byte 9 | limit: limit 9..10");
    assert_snapshot!(limited(Limits::default().list(2), "a(0)=1&a(2)=3"), @"more than 2 entries in a list (limit `list`) at byte 7 | limit: limit 7..11");
    assert_snapshot!(limited(Limits::default(), "a(4294967295)=1"), @"more than 10000 entries in a list (limit `list`) at byte 0 | limit: limit 0..13");
    assert_snapshot!(limited(Limits::default().name(3), "a=1&abcd=2"), @"a name longer than 3 bytes (limit `name`) at byte 4 | limit: limit 4..8");
    assert_snapshot!(limited(Limits::default().name(3), "%61%62%63%64=2"), @"a name longer than 3 bytes (limit `name`) at byte 0 | limit: limit 0..12");
    assert_snapshot!(limited(Limits::default().value(3), "a=1&b.c=1234"), @"a value longer than 3 bytes (limit `value`) at byte 8 | limit: limit 8..12");
}

#[test]
fn writing() {
    assert_snapshot!(written(&1), @"the top level must be a struct, a map, or a list of pairs | data: unsupported");
    assert_snapshot!(written("text"), @"the top level must be a struct, a map, or a list of pairs | data: unsupported");
    assert_snapshot!(written(&Shape::Circle(1.0)), @"the top level must be a struct, a map, or a list of pairs | data: unsupported");
    assert_snapshot!(written(&["a"][..]), @"a list at the top level whose entries are not pairs of a name and a scalar | data: unsupported");
    assert_snapshot!(written(&[("a", [1])][..]), @"a list at the top level whose entries are not pairs of a name and a scalar at `a` | data: unsupported");
    assert_snapshot!(written(&A { a: vec![f64::NAN] }), @"a number that is not finite at `a(0)` | data: unsupported");
    assert_snapshot!(written(&A { a: [Some(1), None] }), @"an empty list entry, which would leave a gap at `a(1)` | data: unsupported");
    assert_snapshot!(written(&A { a: Own { text: [1] } }), @"a `$text` that is not a single value at `a` | data: unsupported");
    assert_snapshot!(written(&Own { text: 1 }), @"a `$text` at the top level, where it has no name | data: unsupported");
    assert_snapshot!(written(&A { a: BTreeMap::from([("x.y", 1)]) }), @"a key with `.`, `(`, `)`, `[` or `]`, which would be read as structure at `a` | data: unwritable-key");
    assert_snapshot!(written(&BTreeMap::from([("a(0)", 1)])), @"a key with `.`, `(`, `)`, `[` or `]`, which would be read as structure | data: unwritable-key");
    assert_snapshot!(written(&A { a: BTreeMap::from([([1], 1)]) }), @"a map key that is not text, an integer or a unit variant at `a` | data: unwritable-key");
    assert_snapshot!(written(&A { a: A { a: Refusing } }), @"not today at `a.a` | data: custom");
    assert_snapshot!(shown(charset("windows-1252").to_string(&A { a: ["caf\u{e9}", "\u{10d}"] })), @"a character that windows-1252 does not have (use UTF-8) at `a(1)` | data: unencodable");
    assert_snapshot!(shown(charset("windows-1252").to_string(&A { a: BTreeMap::from([("\u{10d}", 1)]) })), @"a character that windows-1252 does not have (use UTF-8) at `a` | data: unencodable");
    assert_snapshot!(shown(Config::strict().limits(Limits::default().depth(2)).to_string(&A { a: [A { a: 1 }] })), @"nested deeper than 2 (limit `depth`) at `a(0).a` | limit: limit");
    assert_snapshot!(shown(to_writer(Broken, &A { a: 1 })), @"reading or writing failed: the line is dead | io: io");
}

#[test]
fn warnings() {
    assert_snapshot!(warned::<A<String>>(LENIENT, b"a=100%+%zz"), @"read a `%` without two hexadecimal digits literally, at byte 5 | InvalidEscape");
    assert_snapshot!(warned::<Value>(LENIENT, b"x%=1"), @"read a `%` without two hexadecimal digits literally, at byte 1 | InvalidEscape");
    assert_snapshot!(warned::<A<String>>(LENIENT, b"a=Smith%u010D"), @"read a `%uXXXX` escape as its character, at byte 7 | UnicodeEscape");
    assert_snapshot!(warned::<Value>(LENIENT, b"\xef\xbb\xbfa=1"), @"skipped a byte order mark, at byte 0 | ByteOrderMark");
    assert_snapshot!(warned::<Value>(LENIENT, b" a=1\r\n"), @r"
    skipped whitespace around the message, at byte 0 | SurroundingSpace
    skipped whitespace around the message, at byte 4 | SurroundingSpace
    ");
    assert_snapshot!(warned::<Value>(LENIENT, b"a=1\n&b=2\n&c=3"), @"skipped whitespace around names and values, at byte 3 | SpaceAroundPairs");
    assert_snapshot!(warned::<Value>(LENIENT, b"a[b][c]=1"), @"read a name with words in brackets literally (`nvp::Brackets::Names`, or `--brackets names`, reads it as a path), at byte 0 | BracketsTaken");
    assert_snapshot!(warned::<Value>(Config::strict().brackets(Brackets::Names), b"x=1&a[b][c]=1&d[]=2"), @"read words in brackets as steps of names: `a[0][b]` as `a[0].b`, at byte 4 | WordsInBrackets");
    assert_snapshot!(warned::<Value>(LENIENT, b"a.b=1&t[0_id].x=2"), @"read a malformed name literally, at byte 6 | MalformedName");
    assert_snapshot!(warned::<A<u8>>(LENIENT.names(NameCase::Any), b"A=1"), @"matched a name to the field that differs in letter case, at `A`, at byte 2 | NameCase");
    assert_snapshot!(warned::<A<u8>>(LENIENT.duplicates(Duplicates::First), b"a=1&a=2"), @"duplicate name: used the first value and left out a value, at `a`, at byte 6 | FirstOfDuplicates");
    assert_snapshot!(warned::<A<Vec<A<u8>>>>(LENIENT, b"a(0).a=1&a(0).a=2"), @"duplicate name: used the last value and left out a value, at `a(0).a`, at byte 7 | LastOfDuplicates");
    assert_snapshot!(warned::<A<Vec<u8>>>(LENIENT, b"a(0)=1&a(2)=2"), @"closed the gaps in a list with missing indices, at `a`, at byte 0 | ListGap");
    assert_snapshot!(warned::<A<u8>>(LENIENT, b"a=1&a.b=2"), @"read a name with both a value and children as one of them and left out a value, at `a.b`, at byte 8 | ValueAndChildren");
    assert_snapshot!(warned::<A<A<u8>>>(LENIENT, b"a=1&a.a=2"), @"read a name with both a value and children as one of them and left out a value, at `a`, at byte 2 | ValueAndChildren");
    assert_snapshot!(warned::<A<Vec<u8>>>(LENIENT, b"a=1&a(0)=2"), @"read a name with both a value and children as one of them and left out a value, at `a`, at byte 2 | ValueAndChildren");
    assert_snapshot!(warned::<Value>(LENIENT, b"a.b=1&a(0)=2"), @"read a name with both indexed and named children as one of them, at `a`, at byte 0 | NamedAndIndexed");
}

#[test]
fn nothing_of_a_value_is_shown() {
    const CARD: &str = "4111111111111111";
    let body = format!("a={CARD}");
    for error in [
        from_str::<A<u8>>(&body).unwrap_err(),
        from_str::<A<bool>>(&body).unwrap_err(),
        from_str::<A<char>>(&body).unwrap_err(),
        from_str::<A<Shape>>(&body).unwrap_err(),
        from_str::<A<A<u8>>>(&body).unwrap_err(),
        from_str::<A<(u8, u8)>>(&body).unwrap_err(),
        from_str::<A<Picky>>(&body).unwrap_err(),
        from_str::<A<paywire::Date>>(&body)
            .err()
            .unwrap_or_else(|| from_str::<u8>("a").unwrap_err()),
        from_str::<A<String>>(&format!("{body}%")).unwrap_err(),
        from_str::<A<String>>(&format!("{body}%E9")).unwrap_err(),
        from_str::<A<String>>(&format!("{body}&{body}")).unwrap_err(),
    ] {
        let whole = format!("{error} {error:?} {:?}", error.kind());
        assert!(!whole.contains("4111"), "{whole}");
    }
    let body = format!("a={CARD}&{body}%");
    let (_, warnings) = LENIENT
        .from_slice_reporting::<A<String>>(body.as_bytes())
        .unwrap();
    assert_eq!(warnings.len(), 2);
    assert!(!format!("{warnings:?} {}", warnings[0]).contains("4111"));
}
