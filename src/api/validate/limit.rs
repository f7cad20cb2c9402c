//! Limits of single fields, as data.

use std::cmp::Ordering;
use std::fmt;

use super::rule::Rule;
use crate::value::{Amount, Duration};

/// A rule about a single field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldLimit {
    /// The name of the struct that the field is in.
    pub on: &'static str,
    /// The field's wire name.
    pub field: &'static str,
    /// The bound on its value.
    pub bound: Bound,
    /// The rule that it belongs to.
    pub rule: &'static Rule,
}

impl FieldLimit {
    /// Creates a limit of the field with the wire name `field` in the struct `on`.
    #[must_use]
    pub const fn new(
        on: &'static str,
        field: &'static str,
        bound: Bound,
        rule: &'static Rule,
    ) -> Self {
        FieldLimit {
            on,
            field,
            bound,
            rule,
        }
    }
}

/// A bound on the value of a field.
///
/// For a list, bounds on the number of entries apply to the list, and all others to each entry. An
/// absent field only breaks [`Required`](Bound::Required) and [`MinEntries`](Bound::MinEntries).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// The field is required, although the message can be read without it.
    Required,
    /// At least this many characters.
    MinLength(usize),
    /// At most this many characters.
    MaxLength(usize),
    /// Exactly this many characters.
    Length(usize),
    /// One of these words, exactly.
    OneOf(&'static [&'static str]),
    /// A string that matches this pattern.
    Pattern(Pattern),
    /// A number, at least this value.
    AtLeast(i64),
    /// A number, at most this value.
    AtMost(i64),
    /// A number greater than this value.
    MoreThan(i64),
    /// A duration between these two, both in the format of `xs:duration`.
    Lasts(&'static str, &'static str),
    /// A list of at least this many entries.
    MinEntries(usize),
    /// A list of at most this many entries.
    MaxEntries(usize),
}

impl Bound {
    /// The name in records: `max_length`, `one_of`, ….
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Bound::Required => "required",
            Bound::MinLength(_) => "min_length",
            Bound::MaxLength(_) => "max_length",
            Bound::Length(_) => "length",
            Bound::OneOf(_) => "one_of",
            Bound::Pattern(_) => "pattern",
            Bound::AtLeast(_) => "at_least",
            Bound::AtMost(_) => "at_most",
            Bound::MoreThan(_) => "more_than",
            Bound::Lasts(..) => "lasts",
            Bound::MinEntries(_) => "min_entries",
            Bound::MaxEntries(_) => "max_entries",
        }
    }

    /// Describes how an absent field breaks the bound.
    pub(super) fn broken_by_nothing(&self) -> Option<String> {
        match self {
            Bound::Required => Some("is required".to_owned()),
            Bound::MinEntries(least) if *least > 0 => self.broken_by_entries(0),
            _ => None,
        }
    }

    /// Describes how a list with this number of entries breaks the bound.
    pub(super) fn broken_by_entries(&self, entries: usize) -> Option<String> {
        match *self {
            Bound::MinEntries(1) if entries == 0 => Some("has no entries".to_owned()),
            Bound::MinEntries(least) if entries < least => {
                Some(format!("has {entries} entries and needs at least {least}"))
            }
            Bound::MaxEntries(most) if entries > most => {
                Some(format!("has {entries} entries, more than {most}"))
            }
            _ => None,
        }
    }

    /// Whether a string keeps the bound.
    #[cfg(feature = "mock")]
    pub(crate) fn allows(&self, text: &str) -> bool {
        self.broken_by(text).is_none()
    }

    /// Describes how a string, or a number as a string, breaks the bound.
    pub(super) fn broken_by(&self, text: &str) -> Option<String> {
        let length = || text.chars().count();
        let compared = |number: i64| text.parse().ok().map(|own: Amount| own.cmp(&number.into()));
        match *self {
            Bound::MinLength(1) if text.is_empty() => Some("is empty".to_owned()),
            Bound::MinLength(least) => {
                (length() < least).then(|| format!("is shorter than {least} characters"))
            }
            Bound::MaxLength(most) => {
                (length() > most).then(|| format!("is longer than {most} characters"))
            }
            Bound::Length(exact) => {
                (length() != exact).then(|| format!("does not have exactly {exact} characters"))
            }
            Bound::OneOf(words) => (!words.contains(&text)).then(|| match words {
                [word] => format!("is not {word}"),
                words => format!("is not one of {}", words.join(", ")),
            }),
            Bound::Pattern(pattern) => {
                (!(pattern.matches)(text)).then(|| format!("is not {}", pattern.words))
            }
            Bound::AtLeast(least) => {
                let fits = compared(least).is_some_and(Ordering::is_ge);
                (!fits).then(|| format!("is not a number of {least} or more"))
            }
            Bound::AtMost(most) => {
                let fits = compared(most).is_some_and(Ordering::is_le);
                (!fits).then(|| format!("is not a number of {most} or less"))
            }
            Bound::MoreThan(border) => {
                let fits = compared(border).is_some_and(Ordering::is_gt);
                (!fits).then(|| format!("is not more than {border}"))
            }
            Bound::Lasts(least, most) => {
                let own = Duration::from(text);
                // A duration whose order depends on the month is not reported.
                let is = |wrong, border: &str| own.compare(&border.into()) == Some(wrong);
                let wrong = own.check().is_err()
                    || is(Ordering::Less, least)
                    || is(Ordering::Greater, most);
                wrong.then(|| format!("is not a duration from {least} to {most}"))
            }
            Bound::Required | Bound::MinEntries(_) | Bound::MaxEntries(_) => None,
        }
    }
}

/// Prints the requirement: `at most 127 characters`.
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::Required => f.write_str("required"),
            Bound::MinLength(1) => f.write_str("not empty"),
            Bound::MinLength(least) => write!(f, "at least {least} characters"),
            Bound::MaxLength(most) => write!(f, "at most {most} characters"),
            Bound::Length(exact) => write!(f, "exactly {exact} characters"),
            Bound::OneOf([word]) => write!(f, "only {word}"),
            Bound::OneOf(words) => write!(f, "one of {}", words.join(", ")),
            Bound::Pattern(pattern) => f.write_str(pattern.words),
            Bound::AtLeast(least) => write!(f, "{least} or more"),
            Bound::AtMost(most) => write!(f, "{most} or less"),
            Bound::MoreThan(border) => write!(f, "more than {border}"),
            Bound::Lasts(least, most) => write!(f, "from {least} to {most}"),
            Bound::MinEntries(1) => f.write_str("at least one entry"),
            Bound::MinEntries(least) => write!(f, "at least {least} entries"),
            Bound::MaxEntries(most) => write!(f, "at most {most} entries"),
        }
    }
}

/// A pattern for strings, with the function that checks it.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// The regular expression, if the document has one or it is simple; for display only.
    pub regex: &'static str,
    /// A description that can follow "is not": `an http or https address`.
    pub words: &'static str,
    matches: fn(&str) -> bool,
}

impl Pattern {
    /// Creates a pattern from its regular expression, its description, and the function that checks
    /// it.
    #[must_use]
    pub const fn new(regex: &'static str, words: &'static str, matches: fn(&str) -> bool) -> Self {
        Pattern {
            regex,
            words,
            matches,
        }
    }

    /// Whether the string matches the pattern.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        (self.matches)(text)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.regex)
    }
}

/// Compares the expressions, because functions cannot be compared.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (self.regex, self.words) == (other.regex, other.words)
    }
}

impl Eq for Pattern {}

/// An e-mail address, checked as far as possible without contacting its host.
pub(crate) const EMAIL: Bound = Bound::Pattern(Pattern::new(
    r"\S.*@.*\S",
    "an e-mail address (text on both sides of an @)",
    |text| {
        // The text before the last @ may be quoted and contain any character.
        let parts = text.rsplit_once('@');
        parts.is_some_and(|(name, host)| !name.trim().is_empty() && !host.trim().is_empty())
    },
));

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn breaks(bound: Bound, good: &[&str], bad: &[&str]) {
        for text in good {
            assert_eq!(bound.broken_by(text), None, "{text}");
        }
        for text in bad {
            assert!(bound.broken_by(text).is_some(), "{text}");
        }
    }

    #[test]
    fn characters_are_counted_and_not_bytes() {
        breaks(Bound::MaxLength(2), &["", "éé"], &["abc"]);
        breaks(Bound::MinLength(2), &["éé", "abc"], &["", "é"]);
        breaks(Bound::MinLength(1), &["a"], &[""]);
        breaks(Bound::Length(2), &["éé"], &["a", "abc"]);
    }

    #[test]
    fn numbers_are_exact() {
        breaks(
            Bound::MoreThan(0),
            &["0.00000001", "1"],
            &["0.00", "-1", "x", ""],
        );
        breaks(Bound::AtLeast(1), &["1", "1.0"], &["0.99", "x"]);
        breaks(Bound::AtMost(31), &["31", "-1"], &["31.01", "x"]);
    }

    #[test]
    fn lengths_of_time_are_compared_in_time() {
        let bound = Bound::Lasts("PT5M", "P30D");
        breaks(
            bound,
            &["PT300S", "P30D", "PT720H", "P1M"],
            &["PT299S", "P31D", "P2M", "5 minutes", ""],
        );
    }

    #[test]
    fn words_and_patterns_are_exact() {
        breaks(Bound::OneOf(&["A", "B"]), &["A"], &["a", "", "A "]);
        let digits = Pattern::new("^[0-9]*$", "digits", |text| {
            text.bytes().all(|byte| byte.is_ascii_digit())
        });
        breaks(Bound::Pattern(digits), &["12", ""], &["1a"]);
        assert_eq!(
            Bound::Pattern(digits).broken_by("x").unwrap(),
            "is not digits"
        );
    }

    #[test]
    fn lists_are_counted() {
        assert_eq!(Bound::MaxEntries(6).broken_by_entries(6), None);
        assert_eq!(
            Bound::MaxEntries(6).broken_by_entries(7).unwrap(),
            "has 7 entries, more than 6"
        );
        assert_eq!(
            Bound::MinEntries(1).broken_by_nothing().unwrap(),
            "has no entries"
        );
        assert!(Bound::Required.broken_by_nothing().is_some());
        assert_eq!(Bound::MaxLength(0).broken_by_nothing(), None);
    }
}
