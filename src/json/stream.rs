//! Several documents in one input.

use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;

use serde::Deserialize;

use super::Warning;
use super::de::Deserializer;
use crate::error::Result;

/// Reads one value after another from an input of several JSON documents, with or without whitespace between them:
/// JSON lines, for instance. Made by [`Deserializer::into_iter`].
///
/// A number or a word must be separated from the document after it. Of the [`Limits`](crate::Limits), those on the
/// input hold for all documents together, all others for each. After an error the iterator ends.
///
/// ```
/// use paywire::json::Deserializer;
///
/// let lines = "{\"id\": 1}\n{\"id\": 2}\n";
/// let documents = Deserializer::from_str(lines)?.into_iter::<serde_json::Value>();
/// let ids: Vec<_> = documents.map(|read| read.map(|value| value["id"].clone())).collect::<Result<_, _>>()?;
/// assert_eq!(ids, [1, 2]);
/// # Ok::<(), paywire::Error>(())
/// ```
pub struct StreamDeserializer<'de, T> {
    de: Deserializer<'de>,
    failed: bool,
    value: PhantomData<fn() -> T>,
}

impl<'de, T> StreamDeserializer<'de, T> {
    pub(super) fn new(de: Deserializer<'de>) -> Self {
        StreamDeserializer {
            de,
            failed: false,
            value: PhantomData,
        }
    }

    /// The number of bytes read so far: after a value, the offset of its end.
    #[must_use]
    pub fn byte_offset(&self) -> usize {
        self.de.reader.position()
    }

    /// The repairs made so far, in all documents. Empty with the strict preset.
    #[must_use]
    pub fn warnings(&mut self) -> &[Warning] {
        self.de.warnings()
    }
}

impl<'de, T: Deserialize<'de>> StreamDeserializer<'de, T> {
    fn read(&mut self) -> Result<T> {
        let first = self.de.reader.begin_document();
        let value = T::deserialize(&mut self.de).map_err(|error| self.de.locate(error))?;
        if !matches!(first, Some(b'{' | b'[' | b'"')) {
            self.de
                .reader
                .end_scalar()
                .map_err(|error| self.de.locate(error))?;
        }
        Ok(value)
    }
}

impl<'de, T: Deserialize<'de>> Iterator for StreamDeserializer<'de, T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        if self.failed || self.de.reader.is_at_end() {
            return None;
        }
        let read = self.read();
        self.failed = read.is_err();
        Some(read)
    }
}

impl<'de, T: Deserialize<'de>> FusedIterator for StreamDeserializer<'de, T> {}

impl<T> fmt::Debug for StreamDeserializer<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamDeserializer")
            .field("byte_offset", &self.byte_offset())
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Config;

    fn read<'de, T: Deserialize<'de>>(input: &'de str, config: Config) -> Vec<Result<T>> {
        let deserializer = Deserializer::from_str_with(input, config).unwrap();
        deserializer.into_iter().collect()
    }

    fn texts(input: &str) -> Vec<String> {
        let read = read::<serde_json::Value>(input, Config::strict());
        let shown = |read: Result<serde_json::Value>| match read {
            Ok(value) => value.to_string(),
            Err(error) => format!("error: {error}"),
        };
        read.into_iter().map(shown).collect()
    }

    #[test]
    fn documents_stand_side_by_side() {
        assert_eq!(
            texts(r#"{"a":1}[2]"x""y" 3 true{} 4[]"#),
            [
                r#"{"a":1}"#,
                "[2]",
                r#""x""#,
                r#""y""#,
                "3",
                "true",
                "{}",
                "4",
                "[]",
            ]
        );
        assert_eq!(texts(" \n\t"), [""; 0]);
        assert_eq!(texts("1 \n 2\n"), ["1", "2"]);
    }

    #[test]
    fn ends_with_the_first_error() {
        insta::assert_snapshot!(texts("1 [2 3] 4").join("\n"), @r"
        1
        error: expected `,` or `]` at line 1 column 6
        ");
        insta::assert_snapshot!(texts("1\n{\"a\":[1,x]}").join("\n"), @r"
        1
        error: expected a value at `a(1)`, line 2 column 9
        ");
        insta::assert_snapshot!(texts("truefalse").join("\n"), @"error: unexpected characters after the document at line 1 column 5");
        insta::assert_snapshot!(texts("{} [").join("\n"), @r"
        {}
        error: unexpected end of input at line 1 column 5
        ");
    }

    #[test]
    fn limits_hold_for_each_document() {
        let limits = crate::Limits::default().names(1);
        let config = Config::strict().limits(limits);
        let all = read::<serde_json::Value>(r#"{"a":1}{"b":2}"#, config);
        assert!(all.iter().all(Result::is_ok) && all.len() == 2);
        let all = read::<serde_json::Value>(r#"{"a":1}{"b":2,"c":3}"#, config);
        assert!(all[0].is_ok() && all[1].is_err());
    }

    #[test]
    fn repairs_are_those_of_all_documents() {
        let input = r#"{"a":1,"a":2} {"b":[{"c":3,"c":4}]}"#;
        let deserializer = Deserializer::from_str_with(input, Config::lenient()).unwrap();
        let mut stream = deserializer.into_iter::<serde_json::Value>();
        assert_eq!(stream.next().unwrap().unwrap()["a"], 2);
        assert_eq!(stream.byte_offset(), 13);
        assert_eq!(stream.next().unwrap().unwrap()["b"][0]["c"], 4);
        assert!(stream.next().is_none());
        let shown: Vec<_> = stream.warnings().iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "duplicate name: used the last value, at `a`, at byte 5",
                "duplicate name: used the last value, at `b(0).c`, at byte 25",
            ]
        );
    }
}
