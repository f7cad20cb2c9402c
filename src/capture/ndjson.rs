//! NDJSON: one JSON record per line, as in logs and data pipelines.

use serde::de::IgnoredAny;

use super::body::drop_line_end;
use super::text::JsonText;
use super::{Config, Item, json};
use crate::error::{CaptureErrorKind, Result};

const ODD: CaptureErrorKind = CaptureErrorKind::Record;

/// Parses a record: the bodies at the configured fields, or the record itself without fields.
///
/// Missing fields are skipped, as logs contain records of all sorts.
pub(super) fn parse(record: Vec<u8>, config: &Config) -> Result<Item> {
    if config.fields.is_empty() {
        return Ok(Item::Body(record));
    }
    let mut bodies = Vec::new();
    for field in &config.fields {
        for text in field.find(&record)? {
            bodies.extend(body(text)?);
        }
    }
    let only = if bodies.len() == 1 {
        bodies.pop()
    } else {
        None
    };
    Ok(only.map_or(Item::Bodies(bodies), Item::Body))
}

/// The body in a value.
fn body(value: &[u8]) -> Result<Option<Vec<u8>>> {
    let body = match value.first() {
        Some(b'"') => {
            let mut text = json::read::<JsonText<'_>>(value, ODD)?.content().0;
            // Container logs keep the line end of each line.
            drop_line_end(&mut text);
            text
        }
        Some(b'{' | b'[') => value.to_vec(),
        // Numbers and literals are no messages.
        _ => Vec::new(),
    };
    Ok(Some(body).filter(|body| !body.is_empty()))
}

/// Whether a capture has a record per line: the first is complete and the text after it looks like
/// another.
pub(super) fn begins(first: &[u8]) -> bool {
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let mut lines = text
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    let record = lines.next().filter(|line| line.starts_with(b"{"));
    let follows = lines.next().is_some_and(|line| line.starts_with(b"{"));
    follows && record.is_some_and(|record| serde_json::from_slice::<IgnoredAny>(record).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{self, Kind, Reader};

    /// The bodies of each line, or its error.
    fn read(text: &'static str, fields: &[&str]) -> Vec<(u64, Vec<String>)> {
        let mut config = Config::new().kind(Kind::Ndjson);
        for field in fields {
            config = config.field(field.parse().unwrap());
        }
        let mut capture = capture::open(text.as_bytes(), &config).unwrap();
        let entries = std::iter::from_fn(|| capture.next_entry()).map(Result::unwrap);
        let string = |body| String::from_utf8(body).unwrap();
        let read = entries.map(|entry| {
            let number = entry.number;
            let bodies = match entry.parse(&config) {
                Ok(Item::Body(body)) => vec![string(body)],
                Ok(Item::Bodies(bodies)) => bodies.into_iter().map(string).collect(),
                Ok(Item::Exchange(_)) => vec!["an exchange".to_owned()],
                Err(error) => vec![error.to_string()],
            };
            (number, bodies)
        });
        read.collect()
    }

    #[track_caller]
    fn check(text: &'static str, fields: &[&str], expected: &[(u64, &[&str])]) {
        let read = read(text, fields);
        let read: Vec<(u64, Vec<&str>)> = read
            .iter()
            .map(|(number, bodies)| (*number, bodies.iter().map(|body| &**body).collect()))
            .collect();
        let read: Vec<(u64, &[&str])> = read
            .iter()
            .map(|(number, bodies)| (*number, &**bodies))
            .collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn without_fields_a_line_is_a_body() {
        check(
            "\u{feff}{\"a\": 1}\r\n\n {\"request\":{\"body\":\"a=1\"}}",
            &[],
            &[
                (1, &["{\"a\": 1}"]),
                (3, &[" {\"request\":{\"body\":\"a=1\"}}"]),
            ],
        );
    }

    #[test]
    fn the_line_end_of_a_text_is_no_part_of_the_body() {
        check(
            concat!(
                r#"{"log":"a=1\n"}"#,
                "\n",
                r#"{"log":"a=2\r\n"}"#,
                "\n",
                r#"{"log":"a=3\n\n"}"#,
                "\n",
                r#"{"log":"\n"}"#,
            ),
            &["log"],
            &[(1, &["a=1"]), (2, &["a=2"]), (3, &["a=3\n"]), (4, &[])],
        );
    }

    #[test]
    fn fields_have_texts_and_documents() {
        check(
            concat!(
                r#"{"request":{"body":"a=1\u0026b=\"2\""},"response":{"body":{"ack" : "Success"}}}"#,
                "\n",
                r#"{"request":{"body":["x"]},"response":{"body":""}}"#,
                "\n",
                r#"{"request":{"body":"\ud800"},"response":"none"}"#,
            ),
            &["request.body", "response.body"],
            &[
                (1, &["a=1&b=\"2\"", "{\"ack\" : \"Success\"}"]),
                (2, &["[\"x\"]"]),
                (3, &["\u{fffd}"]),
            ],
        );
    }

    #[test]
    fn a_line_may_have_nothing() {
        check(
            "{\"b\":1}\n{\"a\":null}\n{\"a\":1}\n[]\n{\"a\":\"x\"}\n",
            &["a"],
            &[(1, &[]), (2, &[]), (3, &[]), (4, &[]), (5, &["x"])],
        );
    }

    #[test]
    fn a_damaged_line_is_only_its_own() {
        check(
            "{\"a\":\"x\"}\n{\"a\":\"y\"\n{\"a\":}\n{\"a\":\"z\"}",
            &["a"],
            &[
                (1, &["x"]),
                (2, &["unexpected end of input at byte 18"]),
                (3, &["expected a value at byte 24"]),
                (4, &["z"]),
            ],
        );
    }

    #[test]
    fn records_are_known_by_the_second_one() {
        for text in [
            "{\"a\":1}\n{\"b\":2}\n",
            "\u{feff}\n{}\r\n\r\n{\"cut",
            "{\"a\":[{}]} \n {\n",
        ] {
            assert!(begins(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "{}",
            "{}\n",
            "{}\n[]",
            "{\n{\n",
            "{\"a\":1}}\n{}",
            "a=1\n{}",
            "[]\n{}",
        ] {
            assert!(!begins(text.as_bytes()), "{text}");
        }
        assert_eq!(Kind::detect(b"{}\n{}"), Kind::Ndjson);
    }
}
