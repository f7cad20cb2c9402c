//! The entries of a SOAP header.

use super::entry::Entry;

/// The entries of an envelope's header, in their order.
///
/// A receiver that does not understand a `mustUnderstand` entry must refuse the message. [`Header::claim`] marks
/// entries as handled; [`Header::unclaimed`] returns those that remain.
///
/// ```
/// use paywire::soap;
///
/// let document = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">
///   <e:Header>
///     <a xmlns="urn:a" e:mustUnderstand="1">1</a><b xmlns="urn:b" e:mustUnderstand="1"/>
///   </e:Header>
///   <e:Body><size>42</size></e:Body>
/// </e:Envelope>"#;
/// let mut envelope = soap::from_str::<u8>(document)?;
///
/// let known = envelope.header.claim(Some("urn:a"), "a").expect("it is there");
/// assert_eq!(known.deserialize::<u8>()?, 1);
/// let unknown: Vec<_> = envelope.header.unclaimed().map(|entry| entry.name()).collect();
/// assert_eq!(unknown, ["b"]);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    entries: Vec<Entry>,
}

impl Header {
    /// A header without entries, which is not written.
    #[must_use]
    pub const fn new() -> Self {
        Header {
            entries: Vec::new(),
        }
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// The first entry of this name and namespace.
    #[must_use]
    pub fn find(&self, namespace: Option<&str>, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.is(namespace, name))
    }

    /// Marks the entries of this name and namespace as handled, and returns the first.
    pub fn claim(&mut self, namespace: Option<&str>, name: &str) -> Option<&Entry> {
        let entries = self.entries.iter_mut();
        entries
            .filter(|entry| entry.is(namespace, name))
            .for_each(Entry::claim);
        self.find(namespace, name)
    }

    /// The entries that the receiver must understand and that were not claimed. If there is
    /// one, the standard requires a fault with [`Code::must_understand`](super::Code::must_understand).
    pub fn unclaimed(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_unclaimed())
    }
}

impl FromIterator<Entry> for Header {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Header {
            entries: entries.into_iter().collect(),
        }
    }
}

impl Extend<Entry> for Header {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        self.entries.extend(entries);
    }
}
