//! Paths of bodies in records of NDJSON.

use std::fmt;
use std::str::FromStr;

use super::scan::Scan;
use crate::error::{Error, ErrorKind, JsonErrorKind, Result};

/// A path in a JSON document: names of members and indices of lists.
///
/// | path | selects |
/// | --- | --- |
/// | `request.body` | the member `body` of the member `request` |
/// | `.request.body` | the same in jq's notation |
/// | `events[0].body`, `events(0).body` | `body` in the first entry of the list `events` |
/// | `events[].body` | `body` in each entry of the list |
/// | `["http.request"].body` | `body` in a member whose name contains a dot |
///
/// If a member on the path is missing, or is no object or list, the path selects nothing. Of
/// members with the same name the last counts.
///
/// ```
/// use paywire::capture::FieldPath;
///
/// let field: FieldPath = r#"log["http.request"].parts[].body"#.parse()?;
/// assert_eq!(field.to_string(), r#"log["http.request"].parts[].body"#);
/// assert!("a..b".parse::<FieldPath>().is_err());
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldPath(Vec<FieldStep>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum FieldStep {
    Member(String),
    Index(usize),
    Each,
}

/// The most steps of a path.
const MOST_STEPS: usize = 64;

impl FromStr for FieldPath {
    type Err = Error;

    /// # Errors
    ///
    /// The text is not a path.
    fn from_str(written: &str) -> Result<Self, Error> {
        let mut steps = Vec::new();
        let mut rest = written;
        while !rest.is_empty() {
            let at = written.len() - rest.len();
            let (step, behind) = step(rest, steps.is_empty()).ok_or_else(|| wrong(at))?;
            steps.push(step);
            rest = behind;
        }
        if steps.is_empty() || steps.len() > MOST_STEPS {
            return Err(wrong(0));
        }
        Ok(FieldPath(steps))
    }
}

#[cold]
fn wrong(at: usize) -> Error {
    Error::at(
        ErrorKind::InvalidName("write a field as `request.body`, `events[0].body` or `[\"a.b\"]`"),
        at..at,
    )
}

/// The first step and the text after it.
fn step(written: &str, first: bool) -> Option<(FieldStep, &str)> {
    for (opens, closes) in [('[', ']'), ('(', ')')] {
        let Some(inner) = written.strip_prefix(opens) else {
            continue;
        };
        if inner.starts_with('"') {
            return quoted(inner, closes);
        }
        let (index, behind) = inner.split_once(closes)?;
        if index.is_empty() {
            return Some((FieldStep::Each, behind));
        }
        let digits = index.bytes().all(|byte| byte.is_ascii_digit());
        return Some((
            FieldStep::Index(index.parse().ok().filter(|_| digits)?),
            behind,
        ));
    }
    let name = match written.strip_prefix('.') {
        // jq also writes `.["a.b"]`.
        Some(behind) if first && behind.starts_with('[') => return step(behind, false),
        Some(name) => name,
        None if first => written,
        None => return None,
    };
    let end = name.find(['.', '[', '(', ']', ')']);
    let (name, behind) = name.split_at(end.unwrap_or(name.len()));
    (!name.is_empty()).then(|| (FieldStep::Member(name.to_owned()), behind))
}

/// A name in quotes, as in JSON.
fn quoted(inner: &str, closes: char) -> Option<(FieldStep, &str)> {
    let mut names = serde_json::Deserializer::from_str(inner).into_iter::<String>();
    let name = names.next()?.ok()?;
    let behind = inner.get(names.byte_offset()..)?;
    Some((FieldStep::Member(name), behind.strip_prefix(closes)?))
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                FieldStep::Index(index) => write!(f, "[{index}]")?,
                FieldStep::Each => f.write_str("[]")?,
                FieldStep::Member(name) if name.is_empty() || name.contains(NOT_IN_NAMES) => {
                    let quoted = serde_json::to_string(name).map_err(|_| fmt::Error)?;
                    write!(f, "[{quoted}]")?;
                }
                FieldStep::Member(name) if at == 0 => f.write_str(name)?,
                FieldStep::Member(name) => write!(f, ".{name}")?,
            }
        }
        Ok(())
    }
}

const NOT_IN_NAMES: [char; 6] = ['.', '[', ']', '(', ')', '"'];

impl FieldPath {
    /// Collects the raw values at the path in a document. Values off the path are skipped
    /// unchecked, except for their end.
    pub(super) fn find<'a>(&self, document: &'a [u8]) -> Result<Vec<&'a [u8]>> {
        let mut found = Vec::new();
        let mut walk = Walker { document, at: 0 };
        walk.value(&self.0, &mut found)?;
        walk.skip_space();
        if walk.at < document.len() {
            return Err(walk.wrong(JsonErrorKind::TrailingCharacters));
        }
        Ok(found)
    }
}

/// Walks a document.
struct Walker<'a> {
    document: &'a [u8],
    at: usize,
}

impl<'a> Walker<'a> {
    /// Follows the remaining steps into the next value, and moves past it.
    fn value(&mut self, steps: &[FieldStep], found: &mut Vec<&'a [u8]>) -> Result<()> {
        match (self.first()?, steps.split_first()) {
            (_, None) => found.push(self.pass()?),
            (b'{', Some((FieldStep::Member(name), steps))) => self.object(name, steps, found)?,
            (b'[', Some((FieldStep::Index(index), steps))) => {
                self.list(Some(*index), steps, found)?;
            }
            (b'[', Some((FieldStep::Each, steps))) => self.list(None, steps, found)?,
            // The path selects nothing.
            _ => drop(self.pass()?),
        }
        Ok(())
    }

    fn object(&mut self, name: &str, steps: &[FieldStep], found: &mut Vec<&'a [u8]>) -> Result<()> {
        let before = found.len();
        let mut first = true;
        while self.goes_on(b'}', &mut first)? {
            if self.first()? != b'"' {
                return Err(self.wrong(JsonErrorKind::ExpectedName));
            }
            let own = self.pass()?;
            if self.first()? != b':' {
                return Err(self.wrong(JsonErrorKind::ExpectedColon));
            }
            self.at += 1;
            if is_name(own, name) {
                found.truncate(before);
                self.value(steps, found)?;
            } else {
                self.pass()?;
            }
        }
        Ok(())
    }

    fn list(
        &mut self,
        wanted: Option<usize>,
        steps: &[FieldStep],
        found: &mut Vec<&'a [u8]>,
    ) -> Result<()> {
        let (mut index, mut first) = (0, true);
        while self.goes_on(b']', &mut first)? {
            if wanted.is_none_or(|wanted| wanted == index) {
                self.value(steps, found)?;
            } else {
                self.pass()?;
            }
            index += 1;
        }
        Ok(())
    }

    /// Skips separators between values; `false` at the end of the list or object.
    fn goes_on(&mut self, end: u8, first: &mut bool) -> Result<bool> {
        let is_first = std::mem::take(first);
        if is_first {
            self.at += 1;
        }
        match self.first()? {
            byte if byte == end => {
                self.at += 1;
                Ok(false)
            }
            _ if is_first => Ok(true),
            b',' => {
                self.at += 1;
                Ok(true)
            }
            _ if end == b'}' => Err(self.wrong(JsonErrorKind::ExpectedCommaOrBrace)),
            _ => Err(self.wrong(JsonErrorKind::ExpectedCommaOrBracket)),
        }
    }

    /// Skips a value.
    fn pass(&mut self) -> Result<&'a [u8]> {
        if matches!(self.first()?, b',' | b':' | b']' | b'}') {
            return Err(self.wrong(JsonErrorKind::ExpectedValue));
        }
        let rest = &self.document[self.at..];
        let mut scan = Scan::new();
        let end = scan.end(rest);
        let end = end.or_else(|| scan.may_end().then_some(rest.len()));
        let end = end.ok_or_else(|| self.ended())?;
        self.at += end;
        Ok(&rest[..end])
    }

    /// The next byte that is not whitespace.
    fn first(&mut self) -> Result<u8> {
        self.skip_space();
        let first = self.document.get(self.at);
        first.copied().ok_or_else(|| self.ended())
    }

    fn skip_space(&mut self) {
        let rest = &self.document[self.at..];
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    #[cold]
    fn ended(&self) -> Error {
        let end = self.document.len();
        Error::at(ErrorKind::UnexpectedEnd, end..end)
    }

    #[cold]
    fn wrong(&self, what: JsonErrorKind) -> Error {
        Error::at(ErrorKind::Json(what), self.at..self.at)
    }
}

/// Whether a quoted text is this name.
fn is_name(quoted: &[u8], name: &str) -> bool {
    if quoted.contains(&b'\\') {
        return serde_json::from_slice::<String>(quoted).is_ok_and(|own| own == name);
    }
    quoted.get(1..quoted.len() - 1) == Some(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(field: &str, document: &str) -> Vec<String> {
        let field: FieldPath = field.parse().unwrap();
        let found = field.find(document.as_bytes()).unwrap();
        let found = found.into_iter().map(<[u8]>::to_vec);
        found.map(|text| String::from_utf8(text).unwrap()).collect()
    }

    #[test]
    fn a_place_is_found() {
        for (field, document, expected) in [
            ("a", r#"{"b":[{"a":0}],"a":1}"#, "1"),
            (
                ".a.b",
                r#"{"a":{"b": {"c" :"\u00e9"} },"c":{}}"#,
                r#"{"c" :"\u00e9"}"#,
            ),
            ("a[1]", "{\"a\":[1,2,3]}", "2"),
            ("a(1).b", r#"{"a":[1,{"b":"x"},3]}"#, "\"x\""),
            ("[0]", "[\"x\"]", "\"x\""),
            ("[\"a.b\"].c", r#"{"a.b":{"c":null}}"#, "null"),
            (".[\"a\\\"]\"][\"\"]", r#"{"a\"]":{"":1}}"#, "1"),
            ("a[][0]", "{\"a\":[[1,2],[],3,[4]]}", "1 4"),
            // Of members with the same name the last counts.
            ("a[]", "{\"a\":[1,2],\"a\":[3]}", "3"),
            ("a", r#"{"\ud800":0,"\u0061":1}"#, "1"),
        ] {
            assert_eq!(found(field, document).join(" "), expected, "{field}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for (field, document) in [
            ("a.b", "{}"),
            ("a.b", r#"{"a":"b"}"#),
            ("a.b", r#"{"a":["b",1,1.5,-1,true,null,{"b":1}]}"#),
            ("a[0]", r#"{"a":{"0":1}}"#),
            ("a[2]", r#"{"a":[1,2]}"#),
            ("a", "1"),
            ("a", "[]"),
            ("[]", "[]"),
        ] {
            assert!(found(field, document).is_empty(), "{field} in {document}");
        }
    }

    #[test]
    fn damage_on_the_way_is_found() {
        let field: FieldPath = "a.b".parse().unwrap();
        for (document, at) in [
            ("", 0),
            ("{\"a\":1", 6),
            ("{\"a\":{\"b\":1}", 13),
            ("{\"b\":\"}", 7),
            ("{\"a\":1}}", 7),
            ("{\"a\":1 \"b\"}", 7),
            ("{\"a\" 1}", 5),
            ("{\"a\":}", 5),
            ("{a:1}", 1),
            ("{,}", 1),
            ("{\"c\":1,}", 7),
        ] {
            let error = field.find(document.as_bytes()).unwrap_err();
            let at = if error.kind() == &ErrorKind::UnexpectedEnd {
                document.len()
            } else {
                at
            };
            assert_eq!(error.span(), Some(at..at), "{document}: {error}");
        }
    }

    #[test]
    fn what_is_no_place_is_refused_where_it_begins() {
        for (written, at) in [
            ("", 0),
            (".", 0),
            ("a..b", 1),
            ("a.", 1),
            ("a[b]", 1),
            ("a[+1]", 1),
            ("a[1", 1),
            ("a[\"b]", 1),
            ("a[\"b\"x]", 1),
            ("a[0]b", 4),
            ("a]", 1),
            ("a[99999999999999999999999]", 1),
        ] {
            let error = written.parse::<FieldPath>().unwrap_err();
            assert_eq!(error.span(), Some(at..at), "{written}");
        }
        assert!(
            "a.".repeat(100)
                .trim_end_matches('.')
                .parse::<FieldPath>()
                .is_err()
        );
    }

    #[test]
    fn places_are_written_as_they_are_read() {
        for written in [
            "a.b",
            "a[0][1]",
            "[]",
            "a[].b",
            "[\"a.b\"]",
            "a[\"\"].b",
            "[\"\\\"\"]",
        ] {
            let field: FieldPath = written.parse().unwrap();
            assert_eq!(field.to_string(), written);
            assert_eq!(field.to_string().parse::<FieldPath>().unwrap(), field);
        }
        assert_eq!(".a(0)".parse::<FieldPath>().unwrap().to_string(), "a[0]");
    }
}
