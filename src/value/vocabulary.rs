//! The meanings of words, as data.

use std::fmt;

/// A vocabulary with the meanings of its words: the doc comments of an
/// [open code](crate::open_code), without their markup.
///
/// ```
/// paywire::open_code! {
///     /// What to do with a payment. (Guide p. 1)
///     pub enum Action {
///         /// Do it now, without
///         /// a later `Execute`.
///         Pay = "PAY",
///         /// Prepare it; see [`Action::Pay`].
///         Create = "CREATE",
///     }
/// }
///
/// let words = Action::VOCABULARY;
/// assert_eq!((words.name(), words.about().as_str()), ("Action", "What to do with a payment."));
/// assert_eq!(words.source().as_deref(), Some("Guide p. 1"));
/// assert_eq!(words.meaning("PAY").as_deref(), Some("Do it now, without a later Execute."));
/// assert_eq!(words.meaning("CREATE").as_deref(), Some("Prepare it; see Action::Pay."));
/// assert_eq!(words.meaning("pay"), None);
/// ```
#[derive(Clone, Copy)]
pub struct Vocabulary {
    name: &'static str,
    about: &'static str,
    words: &'static [&'static str],
    meanings: &'static [&'static str],
}

impl Vocabulary {
    /// Called by [`open_code!`](crate::open_code) with attributes as the compiler prints them, each
    /// followed by a NUL.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        about: &'static str,
        words: &'static [&'static str],
        meanings: &'static [&'static str],
    ) -> Self {
        Vocabulary {
            name,
            about,
            words,
            meanings,
        }
    }

    /// The name of the type.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// The vocabulary's description: the first paragraph of the type's doc comment, without the
    /// source.
    #[must_use]
    pub fn about(&self) -> String {
        split_source(&first_paragraph(self.about)).0.to_owned()
    }

    /// The document that defines the words, if the doc comment names it in parentheses.
    #[must_use]
    pub fn source(&self) -> Option<String> {
        let about = first_paragraph(self.about);
        split_source(&about).1.map(str::to_owned)
    }

    /// The meaning of a word; `None` if the vocabulary does not have it.
    #[must_use]
    pub fn meaning(&self, word: &str) -> Option<String> {
        let at = self.words.iter().position(|own| *own == word)?;
        Some(first_paragraph(self.meanings.get(at)?))
    }
}

/// Prints the name only, since the texts are long.
impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vocabulary({})", self.name)
    }
}

/// The first paragraph of the doc comments among attributes.
fn first_paragraph(attributes: &str) -> String {
    let lines = attributes.split('\0').filter_map(doc);
    let lines = lines.take_while(|line| !line.is_empty());
    without_markup(&lines.collect::<Vec<_>>().join(" "))
}

/// The text of a doc comment: `doc = r" Do it now."` or `doc = " Do it now."`, depending on the
/// compiler. A long one has a line break before the text.
fn doc(attribute: &str) -> Option<String> {
    let value = attribute.trim().strip_prefix("doc")?.trim_start();
    let value = value.strip_prefix('=')?.trim();
    let (start, end) = (value.find('"')? + 1, value.rfind('"')?);
    let text = value.get(start..end)?.trim();
    Some(if value.starts_with('r') {
        text.to_owned()
    } else {
        text.replace("\\\"", "\"").replace("\\'", "'")
    })
}

/// Removes the markup of code and links: a link's text stays, its target goes.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '[', ']']) {
        plain.push_str(&rest[..at]);
        let closes = rest[at..].starts_with(']');
        rest = &rest[at + 1..];
        let target = rest
            .strip_prefix('(')
            .and_then(|inner| inner.split_once(')'));
        if let Some((_, after)) = target.filter(|_| closes) {
            rest = after;
        }
    }
    plain + rest
}

/// Splits a text and the parentheses at its end.
fn split_source(text: &str) -> (&str, Option<&str>) {
    let inner = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("));
    match inner {
        Some((about, source)) => (about, Some(source)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_are_read_however_the_compiler_writes_them() {
        assert_eq!(
            doc("doc = r\" It's \"so\".\"").as_deref(),
            Some("It's \"so\".")
        );
        assert_eq!(
            doc("doc = \" It's \\\"so\\\".\"").as_deref(),
            Some("It's \"so\".")
        );
        assert_eq!(doc("doc =\n    r\" long\"").as_deref(), Some("long"));
        assert_eq!(doc("doc=\"a\"").as_deref(), Some("a"));
        assert_eq!(doc("derive(Default)"), None);
        assert_eq!(doc("doc(hidden)"), None);
    }

    #[test]
    fn markup_is_left_out() {
        let text = "See [`A`](super::a::A), [b] and `c` (d).";
        assert_eq!(without_markup(text), "See A, b and c (d).");
        assert_eq!(
            split_source("a (b) c (Guide p. 1)"),
            ("a (b) c", Some("Guide p. 1"))
        );
        assert_eq!(split_source("a (b)."), ("a (b).", None));
    }
}
