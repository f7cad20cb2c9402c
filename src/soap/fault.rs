//! SOAP faults.

use std::fmt;

use serde::Deserialize;

use super::entry::Entry;
use super::version::Version;
use crate::error::Result;
use crate::veil::Veiled;

/// A SOAP fault: the service's report that it did not process the request.
///
/// The type is the same for both versions. Fields list the element names of SOAP 1.1 and 1.2.
///
/// ```
/// use paywire::soap::{self, Body};
///
/// let document = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>
///   <e:Fault>
///     <faultcode>e:Server</faultcode><faultstring>try again</faultstring>
///     <detail><busy><seconds>30</seconds></busy></detail>
///   </e:Fault>
/// </e:Body></e:Envelope>"#;
///
/// #[derive(serde::Deserialize)]
/// struct Busy { seconds: u32 }
///
/// let Body::Fault(fault) = soap::from_str::<()>(document)?.body else { panic!("a fault") };
/// assert!(fault.code.is_receiver());
/// assert_eq!(fault.string(), "try again");
/// assert_eq!(fault.detail::<Busy>().expect("it has details")?.seconds, 30);
/// # Ok::<(), paywire::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// Who caused the fault (`faultcode`; `Code` in 1.2).
    pub code: Code,
    /// More specific codes, from general to specific (`Subcode` in 1.2, none in 1.1).
    pub subcodes: Vec<Code>,
    /// The description (`faultstring`; `Reason` in 1.2, in any number of languages).
    pub reason: Vec<Reason>,
    /// The URI of the reporting node (`faultactor`), or of its role (`Role` in 1.2).
    pub actor: Option<String>,
    /// The URI of the node where the fault occurred (`Node` in 1.2, none in 1.1).
    pub node: Option<String>,
    /// Details from the service. In SOAP 1.1 they are present if and only if the fault is about the
    /// body of the request.
    pub detail: Option<Detail>,
}

/// The description of a fault in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// The language, such as `en`.
    pub lang: Option<String>,
    /// The text.
    pub text: String,
}

/// The details of a fault.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Detail {
    /// The elements.
    pub entries: Vec<Entry>,
    /// Text beside the elements, if it is more than whitespace. No version allows it, but some
    /// services send it.
    pub text: String,
}

/// The details may hold anything, so their text is not shown.
impl fmt::Debug for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Detail")
            .field("entries", &self.entries)
            .field("text", &Veiled::of(&self.text))
            .finish()
    }
}

/// The code of a fault: a name with or without a namespace.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// The namespace. The codes that SOAP itself defines have that of the envelope.
    pub namespace: Option<String>,
    /// The name. In SOAP 1.1 it may be a general one with more special ones after points.
    pub name: String,
}

/// The standard codes, with their names in 1.1 and in 1.2.
const CODES: [(&str, &str); 4] = [
    ("Client", "Sender"),
    ("Server", "Receiver"),
    ("MustUnderstand", "MustUnderstand"),
    ("VersionMismatch", "VersionMismatch"),
];

impl Code {
    /// A standard code, by its name in 1.1.
    fn of_soap(name: &str) -> Self {
        Code {
            namespace: Some(Version::V11.namespace().to_owned()),
            name: name.to_owned(),
        }
    }

    /// The request was wrong: `Client`, or `Sender` in 1.2.
    #[must_use]
    pub fn sender() -> Self {
        Code::of_soap("Client")
    }

    /// The service failed, and trying again may help: `Server`, or `Receiver` in 1.2.
    #[must_use]
    pub fn receiver() -> Self {
        Code::of_soap("Server")
    }

    /// A mandatory header entry was not understood.
    #[must_use]
    pub fn must_understand() -> Self {
        Code::of_soap("MustUnderstand")
    }

    /// Whether the request was wrong. The namespace is ignored, as many services omit it.
    #[must_use]
    pub fn is_sender(&self) -> bool {
        matches!(self.first(), "Client" | "Sender")
    }

    /// Whether the service failed. The namespace is ignored, as many services omit it.
    #[must_use]
    pub fn is_receiver(&self) -> bool {
        matches!(self.first(), "Server" | "Receiver")
    }

    /// The general part of the name.
    fn first(&self) -> &str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// Converts the code to a version: standard codes differ in name and namespace.
    pub(super) fn in_version(&self, version: Version) -> Code {
        let Some(own) = self.namespace.as_deref().and_then(Version::of_namespace) else {
            return self.clone();
        };
        let same = |(old, new): &&(&str, &str)| match own {
            Version::V11 => *old == self.first(),
            Version::V12 => *new == self.first(),
        };
        let name = match (CODES.iter().find(same), version) {
            _ if own == version => self.name.clone(),
            (None, _) => self.name.clone(),
            (Some((name, _)), Version::V11) | (Some((_, name)), Version::V12) => (*name).to_owned(),
        };
        Code {
            namespace: Some(version.namespace().to_owned()),
            name,
        }
    }
}

impl Fault {
    /// Creates a fault with a code and a description.
    ///
    /// ```
    /// use paywire::soap::{self, Code, Entry, Envelope, Fault};
    /// use paywire::xml::Config;
    ///
    /// let mut fault = Fault::new(Code::receiver(), "try again");
    /// fault.push_detail(Entry::new(&30, &Config::strict().root("seconds"))?);
    /// let document = soap::to_string(&Envelope::<()>::of_fault(fault))?;
    /// assert!(document.contains("<faultcode>soapenv:Server</faultcode>"));
    /// assert!(document.contains("<detail><seconds>30</seconds></detail>"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn new(code: Code, string: impl Into<String>) -> Self {
        let text = string.into();
        Fault {
            code,
            subcodes: Vec::new(),
            reason: vec![Reason { lang: None, text }],
            actor: None,
            node: None,
            detail: None,
        }
    }

    /// Adds an element to the details.
    pub fn push_detail(&mut self, entry: Entry) {
        self.detail.get_or_insert_default().entries.push(entry);
    }

    /// The description; the first, if there are several languages.
    #[must_use]
    pub fn string(&self) -> &str {
        self.reason.first().map_or("", |reason| &reason.text)
    }

    /// Deserializes a type from the first element of the details; `None` if there is none.
    ///
    /// # Errors
    ///
    /// For what does not fit the type.
    #[must_use]
    pub fn detail<'de, T: Deserialize<'de>>(&'de self) -> Option<Result<T>> {
        let entry = self.detail.as_ref()?.entries.first()?;
        Some(entry.deserialize())
    }
}

impl fmt::Display for Fault {
    /// Shows only the code: the description may quote the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered with the fault `{}`", self.code)
    }
}

impl fmt::Display for Code {
    /// The name without its namespace.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl std::error::Error for Fault {}
