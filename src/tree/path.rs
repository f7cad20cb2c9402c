//! Paths as texts: steps written one after another so that they can be told apart again.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

use crate::error::{Error, ErrorKind, Result};

/// Stands for a member name that is the empty text. A `%` of a name is always followed by digits.
const EMPTY: &str = "%";

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Word(Cow<'a, str>),
    Index(usize),
}

/// Appends the step to a child. The signs that paths are made of stand percent-escaped in it: a
/// JSON or XML name can have a dot, a name of NVP cannot.
pub(crate) fn push_word(path: &mut String, word: &str) {
    // A value beside children stands at its parent's own name.
    if word == "$text" {
        return;
    }
    if !path.is_empty() {
        path.push('.');
    }
    if word.is_empty() {
        path.push_str(EMPTY);
    }
    for character in word.chars() {
        if matches!(character, '.' | '(' | ')' | '[' | ']' | '%') {
            // Writing to a String cannot fail.
            let _ = write!(path, "%{:02X}", u32::from(character));
        } else {
            path.push(character);
        }
    }
}

/// Appends the step to an entry of a list.
pub(crate) fn push_index(path: &mut String, index: usize) {
    let _ = write!(path, "({index})");
}

/// The steps of a path.
///
/// # Errors
///
/// A bracket that is no index, or a `%` without two digits.
pub(crate) fn steps(path: &str) -> Result<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for segment in path.split('.') {
        let (word, mut indices) = segment.split_at(segment.find('(').unwrap_or(segment.len()));
        // A path may begin with an index: the place is then within a list.
        if !word.is_empty() || indices.is_empty() {
            steps.push(Step::Word(unescaped(word)?));
        }
        while let Some(rest) = indices.strip_prefix('(') {
            let (digits, rest) = rest.split_once(')').ok_or_else(malformed)?;
            steps.push(Step::Index(digits.parse().map_err(|_| malformed())?));
            indices = rest;
        }
        if !indices.is_empty() {
            return Err(malformed());
        }
    }
    Ok(steps)
}

fn unescaped(word: &str) -> Result<Cow<'_, str>> {
    if word == EMPTY {
        return Ok(Cow::Borrowed(""));
    }
    let mut pieces = word.split('%');
    let first = pieces.next().unwrap_or_default();
    if first.len() == word.len() {
        return Ok(Cow::Borrowed(word));
    }
    let mut unescaped = first.to_owned();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2).ok_or_else(malformed)?;
        let character = u8::from_str_radix(digits, 16).map_err(|_| malformed())?;
        unescaped.push(char::from(character));
        unescaped.push_str(rest);
    }
    Ok(Cow::Owned(unescaped))
}

#[cold]
fn malformed() -> Error {
    Error::new(ErrorKind::InvalidName(
        "a bracket that is no index, or a `%` without two digits",
    ))
}

/// The lists among some paths that have more than one entry.
///
/// A list of one and the entry alone are the same to everything here, and XML has no way to tell
/// them apart.
pub(crate) struct Lists<'a>(HashSet<&'a str>);

impl<'a> Lists<'a> {
    pub(crate) fn of(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let mut found = HashSet::new();
        for path in paths {
            let indices = path.match_indices('(').map(|(at, _)| path.split_at(at));
            found.extend(
                indices.filter_map(|(list, index)| (!index.starts_with("(0)")).then_some(list)),
            );
        }
        Lists(found)
    }

    /// A path without the index of entries that are the only one.
    pub(crate) fn plain(&self, path: &str) -> String {
        let mut shown = String::with_capacity(path.len());
        let mut rest = 0;
        for (at, index) in path.match_indices("(0)") {
            if !self.0.contains(&path[..at]) {
                shown.push_str(&path[rest..at]);
                rest = at + index.len();
            }
        }
        shown.push_str(&path[rest..]);
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_comes_back() {
        let words = ["a", "", "a.b", "(0)", "%", "%2E", "a[b]", "é", "@name"];
        let mut path = String::new();
        let mut expected = Vec::new();
        for (index, word) in words.into_iter().enumerate() {
            push_word(&mut path, word);
            push_index(&mut path, index);
            expected.push(Step::Word(Cow::Borrowed(word)));
            expected.push(Step::Index(index));
        }
        assert_eq!(steps(&path).unwrap(), expected, "{path}");
        assert_eq!(
            steps("(3)(4).a").unwrap(),
            [Step::Index(3), Step::Index(4), Step::Word("a".into())]
        );
    }

    #[test]
    fn an_only_entry_needs_no_index() {
        let lists = Lists::of(["a(0).b(0)", "a(1).b(0)(0)", "c(0)"]);
        assert_eq!(lists.plain("a(0).b(0)"), "a(0).b");
        assert_eq!(lists.plain("a(1).b(0)(0)"), "a(1).b");
        assert_eq!(lists.plain("c(0)"), "c");
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for path in ["a(", "a(x)", "a(0)b", "a%", "a%4", "a%zz", "a%é"] {
            assert!(steps(path).is_err(), "{path}");
        }
    }
}
