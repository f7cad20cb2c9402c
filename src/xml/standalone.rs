//! Elements taken out of their document.

use super::document::{Document, Element, declared};
use super::escape;
use crate::error::{Error, ErrorKind};

impl Document<'_> {
    /// Whether a word stands anywhere in the document, as text or as part of one.
    pub(crate) fn mentions(&self, word: &str) -> bool {
        memchr::memmem::find(self.text().as_bytes(), word.as_bytes()).is_some()
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
    /// Left out are the prefixes that occur nowhere in it. A value may be a name with a prefix, so
    /// any occurrence counts.
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
        let (tape, text) = (&self.document.tape, self.document.text());
        let node = &tape.nodes[self.at];
        let span = tape.span(text, self.at);
        let own = declared(tape, text, self.at);
        let mut out = text[span.start..node.name_end as usize].to_owned();
        for (prefix, namespace) in self.declarations() {
            let known = own.iter().any(|(known, _)| *known == prefix);
            if known || !text[span.clone()].contains(prefix) {
                continue;
            }
            out.push_str(" xmlns");
            if !prefix.is_empty() {
                out.push(':');
                out.push_str(prefix);
            }
            out.push_str("=\"");
            // What was read can be written.
            let _ = escape::push_attribute(&mut out, &namespace);
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
