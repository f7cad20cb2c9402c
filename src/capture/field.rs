//! Where in a record of NDJSON a body stands.

use std::fmt;
use std::str::FromStr;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind};

/// A place in a JSON document: names of members, indices of lists.
///
/// | written | stands for |
/// | --- | --- |
/// | `request.body` | the member `body` of the member `request` |
/// | `.request.body` | the same, as jq writes it |
/// | `events[0].body`, `events(0).body` | in the first entry of the list `events` |
/// | `events[].body` | in each entry of the list |
/// | `["http.request"].body` | in a member whose name has a point in it |
///
/// Where one member has another step before the end, it must be an object or list; where it is not, or
/// is not there, the place does not exist. Of members of one name the last counts.
///
/// ```
/// use paywire::capture::Field;
///
/// let field: Field = r#"log["http.request"].parts[].body"#.parse()?;
/// assert_eq!(field.to_string(), r#"log["http.request"].parts[].body"#);
/// assert!("a..b".parse::<Field>().is_err());
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    Member(String),
    Index(usize),
    Each,
}

/// How many steps a place may have.
const MOST_STEPS: usize = 64;

impl FromStr for Field {
    type Err = Error;

    /// # Errors
    ///
    /// Something is written that is no place.
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
        Ok(Field(steps))
    }
}

#[cold]
fn wrong(at: usize) -> Error {
    Error::at(
        ErrorKind::InvalidName("write a field as `request.body`, `events[0].body` or `[\"a.b\"]`"),
        at..at,
    )
}

/// The first step, and what is written behind it.
fn step(written: &str, first: bool) -> Option<(Step, &str)> {
    for (opens, closes) in [('[', ']'), ('(', ')')] {
        let Some(inner) = written.strip_prefix(opens) else {
            continue;
        };
        if inner.starts_with('"') {
            return quoted(inner, closes);
        }
        let (index, behind) = inner.split_once(closes)?;
        if index.is_empty() {
            return Some((Step::Each, behind));
        }
        let digits = index.bytes().all(|byte| byte.is_ascii_digit());
        return Some((Step::Index(index.parse().ok().filter(|_| digits)?), behind));
    }
    let name = match written.strip_prefix('.') {
        // jq writes `.["a.b"]` too.
        Some(behind) if first && behind.starts_with('[') => return step(behind, false),
        Some(name) => name,
        None if first => written,
        None => return None,
    };
    let end = name.find(['.', '[', '(', ']', ')']);
    let (name, behind) = name.split_at(end.unwrap_or(name.len()));
    (!name.is_empty()).then(|| (Step::Member(name.to_owned()), behind))
}

/// A name in quotes, as JSON writes it.
fn quoted(inner: &str, closes: char) -> Option<(Step, &str)> {
    let mut names = serde_json::Deserializer::from_str(inner).into_iter::<String>();
    let name = names.next()?.ok()?;
    let behind = inner.get(names.byte_offset()..)?;
    Some((Step::Member(name), behind.strip_prefix(closes)?))
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Each => f.write_str("[]")?,
                Step::Member(name) if name.is_empty() || name.contains(NOT_IN_NAMES) => {
                    let quoted = serde_json::to_string(name).map_err(|_| fmt::Error)?;
                    write!(f, "[{quoted}]")?;
                }
                Step::Member(name) if at == 0 => f.write_str(name)?,
                Step::Member(name) => write!(f, ".{name}")?,
            }
        }
        Ok(())
    }
}

const NOT_IN_NAMES: [char; 6] = ['.', '[', ']', '(', ')', '"'];

impl Field {
    /// Collects the texts of what stands at the place in a document.
    pub(super) fn find<'a>(&self, document: &'a [u8]) -> serde_json::Result<Vec<&'a str>> {
        let mut deserializer = serde_json::Deserializer::from_slice(document);
        let mut found = Vec::new();
        let find = Find {
            steps: &self.0,
            found: &mut found,
        };
        find.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(found)
    }
}

/// Goes on from a value, and collects what is found.
struct Find<'f, 'a> {
    steps: &'f [Step],
    found: &'f mut Vec<&'a str>,
}

impl<'de> DeserializeSeed<'de> for Find<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.steps.is_empty() {
            let raw = <&RawValue>::deserialize(deserializer)?;
            self.found.push(raw.get());
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Find<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Member(wanted), steps)) = self.steps.split_first() else {
            return IgnoredAny.visit_map(map).map(drop);
        };
        let before = self.found.len();
        while let Some(own) = map.next_key_seed(Is(wanted))? {
            if own {
                self.found.truncate(before);
                let found = &mut *self.found;
                map.next_value_seed(Find { steps, found })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let wanted = match self.steps.first() {
            Some(Step::Index(index)) => Some(*index),
            Some(Step::Each) => None,
            _ => return IgnoredAny.visit_seq(list).map(drop),
        };
        let steps = &self.steps[1..];
        for index in 0.. {
            let go_on = if wanted.is_none_or(|wanted| wanted == index) {
                let found = &mut *self.found;
                list.next_element_seed(Find { steps, found })?.is_some()
            } else {
                list.next_element::<IgnoredAny>()?.is_some()
            };
            if !go_on {
                break;
            }
        }
        Ok(())
    }

    // The place does not exist where something else stands.

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Whether a name is the one that is looked for. Bytes, as half a surrogate pair may be in others.
struct Is<'f>(&'f str);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_bytes<E: serde::de::Error>(self, name: &[u8]) -> Result<bool, E> {
        Ok(name == self.0.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(field: &str, document: &str) -> Vec<String> {
        let field: Field = field.parse().unwrap();
        let found = field.find(document.as_bytes()).unwrap();
        found.into_iter().map(str::to_owned).collect()
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
            // Of members of one name the last counts.
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
    fn damage_is_found_wherever_it_is() {
        let field: Field = "a".parse().unwrap();
        for document in ["{\"a\":1", "{\"a\":1}}", "{\"a\":1,\"b\":[}", "", "a"] {
            assert!(field.find(document.as_bytes()).is_err(), "{document}");
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
            let error = written.parse::<Field>().unwrap_err();
            assert_eq!(error.span(), Some(at..at), "{written}");
        }
        assert!(
            "a.".repeat(100)
                .trim_end_matches('.')
                .parse::<Field>()
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
            let field: Field = written.parse().unwrap();
            assert_eq!(field.to_string(), written);
            assert_eq!(field.to_string().parse::<Field>().unwrap(), field);
        }
        assert_eq!(".a(0)".parse::<Field>().unwrap().to_string(), "a[0]");
    }
}
