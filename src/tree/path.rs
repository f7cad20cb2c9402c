//! Paths as texts, which can be split into their steps again.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

use crate::error::{Error, ErrorKind, Result};

/// The step to a member whose name is the empty text. In other names, `%` is always followed by digits.
const EMPTY: &str = "%";

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathStep<'a> {
    Word(Cow<'a, str>),
    Index(usize),
}

/// Appends the step to a child. Characters that are syntax in paths are percent-escaped: a JSON or XML name can have a
/// dot, an NVP name cannot.
pub(crate) fn push_word(path: &mut String, word: &str) {
    // An own text has its parent's path.
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

/// Splits a path into its steps.
///
/// # Errors
///
/// Brackets hold no index, or a `%` is not followed by two hexadecimal digits.
pub(crate) fn steps(path: &str) -> Result<Vec<PathStep<'_>>> {
    let mut steps = Vec::new();
    for segment in path.split('.') {
        let (word, mut indices) = segment.split_at(segment.find('(').unwrap_or(segment.len()));
        // A path inside a list may begin with an index.
        if !word.is_empty() || indices.is_empty() {
            steps.push(PathStep::Word(unescaped(word)?));
        }
        while let Some(rest) = indices.strip_prefix('(') {
            let (digits, rest) = rest.split_once(')').ok_or_else(malformed)?;
            steps.push(PathStep::Index(digits.parse().map_err(|_| malformed())?));
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
        "brackets must contain an index, and `%` must be followed by two hexadecimal digits",
    ))
}

/// The lists with more than one entry among some paths.
///
/// A list of one is treated like its entry alone, because XML does not distinguish them.
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

    /// The path without the indices of entries that are alone in their list.
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
            expected.push(PathStep::Word(Cow::Borrowed(word)));
            expected.push(PathStep::Index(index));
        }
        assert_eq!(steps(&path).unwrap(), expected, "{path}");
        assert_eq!(
            steps("(3)(4).a").unwrap(),
            [
                PathStep::Index(3),
                PathStep::Index(4),
                PathStep::Word("a".into())
            ]
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
