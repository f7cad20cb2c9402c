//! Typed envelopes.

use super::fault::Fault;
use super::header::Header;
use super::version::Version;

/// A whole SOAP message: header and body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope<T> {
    /// The version of SOAP.
    pub version: Version,
    /// The header.
    pub header: Header,
    /// The message, or a fault.
    pub body: Body<T>,
}

/// The content of a body: the message, or a fault in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body<T> {
    /// The message.
    Message(T),
    /// A fault.
    Fault(Box<Fault>),
}

impl<T> Envelope<T> {
    /// An envelope of version 1.1 with an empty header.
    ///
    /// ```
    /// use paywire::soap::{self, Envelope};
    ///
    /// #[derive(serde::Serialize)]
    /// struct Size(u8);
    ///
    /// assert_eq!(
    ///     soap::to_string(&Envelope::new(Size(42)))?,
    ///     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    ///      <soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">\
    ///      <soapenv:Body><Size>42</Size></soapenv:Body></soapenv:Envelope>",
    /// );
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub const fn new(message: T) -> Self {
        Envelope {
            version: Version::V11,
            header: Header::new(),
            body: Body::Message(message),
        }
    }

    /// An envelope of version 1.1 with a fault.
    #[must_use]
    pub fn of_fault(fault: Fault) -> Self {
        Envelope {
            version: Version::V11,
            header: Header::new(),
            body: Body::Fault(Box::new(fault)),
        }
    }

    /// Returns the message, or the fault as an error.
    ///
    /// ```
    /// use paywire::soap;
    ///
    /// # let document = r#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">
    /// #   <e:Body><size>42</size></e:Body></e:Envelope>"#;
    /// let size: u8 = soap::from_str(document)?.into_result()?;
    /// assert_eq!(size, 42);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The fault, if there is one.
    pub fn into_result(self) -> Result<T, Box<Fault>> {
        match self.body {
            Body::Message(message) => Ok(message),
            Body::Fault(fault) => Err(fault),
        }
    }
}

impl<T> Body<T> {
    /// The message, if there is one.
    pub fn message(&self) -> Option<&T> {
        match self {
            Body::Message(message) => Some(message),
            Body::Fault(_) => None,
        }
    }

    /// The fault, if there is one.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Body::Message(_) => None,
            Body::Fault(fault) => Some(fault),
        }
    }
}
