//! Any bytes: no panic, errors that point into them, nothing read differently by being lenient;
//! what was read, written out plainly, is read the same.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write};

use paywire::Error;
use paywire::nvp::Value;
use paywire::xml::{Config, Content, Deserializer, Document, Element};
use serde::Deserialize;

/// A type that asks for every kind of thing the format has.
#[derive(Debug, PartialEq, Deserialize)]
struct Sample<'a> {
    #[serde(borrow, default)]
    a: Option<Cow<'a, str>>,
    #[serde(default)]
    b: Vec<Item>,
    #[serde(default)]
    c: BTreeMap<String, String>,
    d: Option<bool>,
    e: Option<Kind>,
    f: Option<(u8, i64)>,
    g: Option<char>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Item {
    #[serde(rename = "$text")]
    text: Option<String>,
    #[serde(rename = "@name")]
    name: Option<String>,
    n: Option<u32>,
    #[serde(default)]
    list: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
enum Kind {
    Unit,
    Newtype(u16),
    Struct { x: u8 },
}

/// The target.
pub fn run(data: &[u8]) {
    let strict = Config::strict();
    let lenient = Config::lenient();
    let read = strict.from_slice::<Value>(data);
    check(data, &read);
    let repaired = lenient.from_slice_reporting::<Value>(data);
    check(data, &repaired);
    if let Ok(value) = read {
        let (same, warnings) = repaired.expect("lenient reads what strict reads");
        assert_eq!(value, same, "lenient reads something else than strict");
        assert!(warnings.is_empty(), "{warnings:?}");
        let document = Document::from_slice(data).expect("as before");
        let plain = written(&document);
        let again = Document::from_str(&plain);
        let again = again.unwrap_or_else(|error| panic!("{error:?} in {plain}"));
        assert_eq!(written(&again), plain, "changed by writing");
        assert_eq!(
            again.root().deserialize::<Value>().expect("as before"),
            value
        );
    }
    check(data, &strict.from_slice::<Sample<'_>>(data));
    check(data, &lenient.from_slice::<Sample<'_>>(data));
    for config in [strict, lenient] {
        same_both_ways::<Sample<'_>>(data, config);
        same_both_ways::<Value>(data, config);
    }
}

/// What is read directly is what is read from a document, and so is what is refused.
fn same_both_ways<'de, T: Deserialize<'de> + Debug>(data: &'de [u8], config: Config<'_>) {
    let direct = config.from_slice_reporting::<T>(data);
    let from_document = Deserializer::from_slice_with(data, config).and_then(|mut document| {
        let value = T::deserialize(&mut document)?;
        Ok((value, document.warnings().to_vec()))
    });
    assert_eq!(format!("{direct:?}"), format!("{from_document:?}"));
}

/// An error points into the input and says something.
fn check<T: Debug>(data: &[u8], read: &Result<T, Error>) {
    if let Err(error) = read {
        let span = error.span().unwrap_or(0..0);
        assert!(
            span.start <= span.end && span.end <= data.len(),
            "{error:?}"
        );
        assert!(!error.to_string().is_empty());
    }
}

/// A document in the plainest spelling.
fn written(document: &Document<'_>) -> String {
    let mut out = String::new();
    write(document.root(), None, &mut out);
    out
}

fn write(element: Element<'_, '_>, outer: Option<&str>, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = write!(out, "<{}", element.name());
    let namespace = element.namespace();
    if namespace != outer {
        out.push_str(" xmlns=\"");
        escape(namespace.unwrap_or_default(), out);
        out.push('"');
    }
    for (n, attribute) in element.attributes().enumerate() {
        match attribute.namespace {
            Some("http://www.w3.org/XML/1998/namespace") => out.push_str(" xml:"),
            Some(uri) => {
                let _ = write!(out, " xmlns:n{n}=\"");
                escape(uri, out);
                let _ = write!(out, "\" n{n}:");
            }
            None => out.push(' '),
        }
        let _ = write!(out, "{}=\"", attribute.name);
        escape(&attribute.value, out);
        out.push('"');
    }
    out.push('>');
    for part in element.content() {
        match part {
            Content::Text(text) => escape(&text, out),
            Content::Element(child) => write(child, namespace, out),
        }
    }
    let _ = write!(out, "</{}>", element.name());
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        let _ = match c {
            '<' | '&' | '>' | '"' | '\t' | '\n' | '\r' => write!(out, "&#{};", u32::from(c)),
            c => out.write_char(c),
        };
    }
}
