//! Elements taken out of their document.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::chars;
use super::document::{Document, Element, declared};
use super::escape;
use super::warning::{Warning, WarningKind};
use crate::error::{Error, ErrorKind};

impl Document<'_> {
    /// Whether a word stands anywhere in the document, as text or as part of one.
    pub(crate) fn mentions(&self, word: &str) -> bool {
        memchr::memmem::find(self.text().as_bytes(), word.as_bytes()).is_some()
    }

    /// Adds the warning of a repair that a caller made.
    pub(crate) fn warn(&mut self, kind: WarningKind, span: Range<usize>) {
        self.warnings.push(Warning::new(kind, Some(span)));
    }

    /// An error about the first processing instruction, if there is one.
    pub(crate) fn instruction_fault(&self, kind: ErrorKind) -> Option<Error> {
        let span = self.tape.instruction.clone()?;
        Some(self.placed(Error::at(kind, span)))
    }
}

impl Element<'_, '_> {
    /// The element as a document of its own: as it stands, with the namespaces declared that are
    /// declared around it.
    ///
    /// Left out are the prefixes that stand nowhere in it before a `:`. A value may be a name with a
    /// prefix, so text counts as tags do.
    ///
    /// ```
    /// use paywire::xml::Document;
    ///
    /// let document = Document::from_str("<r xmlns='urn:r' xmlns:t='urn:t' xmlns:u='urn:u'><a n='1'>t:b</a></r>")?;
    /// let child = document.root().children().next().unwrap();
    /// assert_eq!(child.standalone(), r#"<a xmlns="urn:r" xmlns:t="urn:t" n='1'>t:b</a>"#);
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn standalone(self) -> String {
        self.standalone_among(&self.declarations())
    }

    /// Like [`Element::standalone`], given the declarations around it in the order of the prefixes.
    pub(crate) fn standalone_among(self, around: &[(&str, Cow<'_, str>)]) -> String {
        let (tape, text) = (&self.document.tape, self.document.text());
        let node = &tape.nodes[self.at];
        let span = tape.span(text, self.at);
        let own = declared(tape, text, self.at);
        let mut out = text[span.start..node.name_end as usize].to_owned();
        let mut prefixes = prefixes(&text[span.clone()]);
        prefixes.insert("");
        for prefix in prefixes {
            let known = around.binary_search_by(|(known, _)| (*known).cmp(prefix));
            let Ok(found) = known else {
                continue;
            };
            if own.iter().any(|(known, _)| *known == prefix) {
                continue;
            }
            out.push_str(" xmlns");
            if !prefix.is_empty() {
                out.push(':');
                out.push_str(prefix);
            }
            out.push_str("=\"");
            // What was read can be written.
            let _ = escape::push_attribute(&mut out, &around[found].1);
            out.push('"');
        }
        out.push_str(&text[node.name_end as usize..span.end]);
        out
    }

    /// An error about the element.
    #[cold]
    pub(crate) fn fault(self, kind: ErrorKind) -> Error {
        let name = self.document.tape.nodes[self.at].name();
        let error = Error::at(kind, name).or_path(|| self.path());
        self.document.placed(error)
    }
}

/// Every word before a `:`, in markup and in text.
pub(crate) fn prefixes(markup: &str) -> BTreeSet<&str> {
    let colons = memchr::memchr_iter(b':', markup.as_bytes());
    colons
        .filter_map(|colon| word_before(markup, colon))
        .collect()
}

/// The name that ends at a place. What cannot start a name belongs to none.
fn word_before(markup: &str, end: usize) -> Option<&str> {
    let before = &markup[..end];
    let mut all = before.char_indices().rev();
    let outside = |(_, char): &(usize, char)| !chars::is_ncname(&format!("_{char}"));
    let start = all
        .find(outside)
        .map_or(0, |(at, char)| at + char.len_utf8());
    let word = before[start..]
        .trim_start_matches(|char: char| !chars::is_ncname(char.encode_utf8(&mut [0; 4])));
    (!word.is_empty()).then_some(word)
}
