//! The grammar of names.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::digit1;
use nom::combinator::{all_consuming, consumed, map_res, verify};
use nom::multi::many0;
use nom::sequence::delimited;
use nom::{IResult, Offset, Parser};

use crate::error::{Error, ErrorKind};

/// The name of a value: the steps that lead to it.
///
/// ```text
/// name    = segment *( "." segment )
/// segment = word *index
/// word    = *( any character but . ( ) [ ] )
/// index   = "(" number ")" / "[" number "]"
/// number  = "0" / digit1-9 *digit            up to 4294967295
/// ```
///
/// This is a name as it is meant, after percent-decoding. Round brackets are written, both kinds
/// are read, and mean the same. A number has no leading zeros, so that one entry has one name.
///
/// ```
/// use paywire::nvp::{Name, Step};
///
/// let name = Name::parse("receiverList.receiver[1].email")?;
/// assert_eq!(name.to_string(), "receiverList.receiver(1).email");
/// let steps: Vec<_> = name.iter().collect();
/// assert_eq!(steps[2], &Step::Index(1));
/// assert_eq!(name, Name::from_iter(["receiverList", "receiver"]).index(1).key("email"));
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Name<'a> {
    steps: Vec<Step<'a>>,
    spans: Vec<Range<usize>>,
}

/// One step of a [`Name`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step<'a> {
    /// To the child with this word.
    Key(Cow<'a, str>),
    /// To the list entry with this index, counted from 0.
    Index(u32),
}

impl<'a> Name<'a> {
    /// Reads a name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidName`], with the span of the first segment that does not follow the
    /// grammar.
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        let mut name = Name::default();
        for segment in segments(text) {
            let Some(steps) = parsed(text, segment.clone()) else {
                let kind = ErrorKind::InvalidName("brackets must contain an index");
                return Err(Error::at(kind, segment));
            };
            name.extend(steps);
        }
        Ok(name)
    }

    /// Reads a name, with every segment that does not follow the grammar as one word.
    pub(super) fn literal(text: &'a str) -> Self {
        let mut name = Name::default();
        for segment in segments(text) {
            let literal = || {
                let word = Step::Key(Cow::Borrowed(&text[segment.clone()]));
                vec![(word, segment.clone())]
            };
            let steps = parsed(text, segment.clone()).unwrap_or_else(literal);
            name.extend(steps);
        }
        name
    }

    fn extend(&mut self, steps: Vec<(Step<'a>, Range<usize>)>) {
        for (step, span) in steps {
            self.steps.push(step);
            self.spans.push(span);
        }
    }

    /// The name of the child with this word.
    #[must_use]
    pub fn key(mut self, word: impl Into<Cow<'a, str>>) -> Self {
        self.steps.push(Step::Key(word.into()));
        self.spans.clear();
        self
    }

    /// The name of the list entry with this index.
    #[must_use]
    pub fn index(mut self, index: u32) -> Self {
        self.steps.push(Step::Index(index));
        self.spans.clear();
        self
    }

    /// The steps in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Step<'a>> {
        self.steps.iter()
    }

    /// The steps in order, each with the bytes of the parsed text it stands in: a word, or an
    /// index with its brackets. Empty for a name that was built, not parsed.
    pub fn spanned(&self) -> impl Iterator<Item = (&Step<'a>, Range<usize>)> + '_ {
        self.steps.iter().zip(self.spans.iter().cloned())
    }

    /// The number of steps.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is no step, which only a built name can be.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// Names are equal when their steps are, wherever they were read.
impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.steps == other.steps
    }
}

impl Eq for Name<'_> {}

impl Hash for Name<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.steps.hash(state);
    }
}

impl<'a, W: Into<Cow<'a, str>>> FromIterator<W> for Name<'a> {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        words.into_iter().fold(Name::default(), Name::key)
    }
}

impl<'n, 'a> IntoIterator for &'n Name<'a> {
    type Item = &'n Step<'a>;
    type IntoIter = std::slice::Iter<'n, Step<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.steps.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "({index})")?,
                Step::Key(word) if n == 0 => f.write_str(word)?,
                Step::Key(word) => write!(f, ".{word}")?,
            }
        }
        Ok(())
    }
}

/// The place of the segments of a name.
fn segments(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let ends = memchr::memchr_iter(b'.', bytes).chain([bytes.len()]);
    ends.scan(0, |start, end| Some(std::mem::replace(start, end + 1)..end))
}

/// The steps of one segment, with where they stand in the whole text.
fn parsed(text: &str, segment: Range<usize>) -> Option<Vec<(Step<'_>, Range<usize>)>> {
    let part = &text[segment.clone()];
    let (_, (word, indices)) = all_consuming((word, many0(consumed(index))))
        .parse(part)
        .ok()?;
    let place = |piece: &str| {
        let start = segment.start + part.offset(piece);
        start..start + piece.len()
    };
    let mut steps = Vec::with_capacity(1 + indices.len());
    steps.push((Step::Key(Cow::Borrowed(word)), place(word)));
    let indices = indices.into_iter();
    steps.extend(indices.map(|(piece, index)| (Step::Index(index), place(piece))));
    Some(steps)
}

fn word(input: &str) -> IResult<&str, &str> {
    take_while(|c| !matches!(c, '.' | '(' | ')' | '[' | ']')).parse(input)
}

fn index(input: &str) -> IResult<&str, u32> {
    alt((
        delimited(tag("("), number, tag(")")),
        delimited(tag("["), number, tag("]")),
    ))
    .parse(input)
}

fn number(input: &str) -> IResult<&str, u32> {
    let digits = verify(digit1, |digits: &str| {
        digits == "0" || !digits.starts_with('0')
    });
    map_res(digits, str::parse).parse(input)
}

#[cfg(test)]
mod tests {
    use super::{Name, Step};
    use proptest::prelude::*;

    #[test]
    fn reads_steps_and_where_they_stand() {
        let name = Name::parse("a.item(0)(12).@name").unwrap();
        let spans: Vec<_> = name.spanned().map(|(_, span)| span).collect();
        assert_eq!(spans, [0..1, 2..6, 6..9, 9..13, 14..19]);
        assert_eq!(name.len(), 5);
    }

    #[test]
    fn points_at_the_segment_that_is_none() {
        for (text, span) in [
            ("a.b(x).c", 2..6),
            ("a(0", 0..3),
            ("a(0]", 0..4),
            ("x.a)", 2..4),
            ("a(0)b", 0..5),
            ("a(00)", 0..5),
            ("a()", 0..3),
            ("a(4294967296)", 0..13),
        ] {
            assert_eq!(Name::parse(text).unwrap_err().span(), Some(span), "{text}");
        }
        let error = Name::parse("a.b(x)").unwrap_err();
        insta::assert_snapshot!(error, @"malformed name: brackets must contain an index at byte 2");
    }

    #[test]
    fn empty_words_are_words() {
        assert_eq!(Name::parse("").unwrap(), Name::from_iter([""]));
        assert_eq!(Name::parse(".a.").unwrap(), Name::from_iter(["", "a", ""]));
        assert_eq!(Name::parse("(0)").unwrap(), Name::from_iter([""]).index(0));
    }

    #[test]
    fn literal_keeps_what_is_well_formed() {
        let name = Name::literal("t[0_id].x(1)");
        let expected = Name::default().key("t[0_id]").key("x").index(1);
        assert_eq!(name, expected);
    }

    proptest! {
        #[test]
        fn display_reads_back(steps in proptest::collection::vec(
            prop_oneof!["[^.()\\[\\]]{0,5}".prop_map(Err), any::<u32>().prop_map(Ok)], 0..6)) {
            let start = Name::from_iter(["start"]);
            let name = steps.iter().fold(start, |name, step| match step {
                Ok(index) => name.index(*index),
                Err(word) => name.key(word.as_str()),
            });
            let text = name.to_string();
            let again = Name::parse(&text).unwrap();
            prop_assert_eq!(&again, &name);
            prop_assert_eq!(again.iter().filter(|s| matches!(s, Step::Index(_))).count(),
                steps.iter().filter(|s| s.is_ok()).count());
        }
    }
}
