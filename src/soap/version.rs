//! The two versions of the envelope, and what differs between them.

/// A version of SOAP. Each has a namespace of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// SOAP 1.1, which nearly all services use.
    #[default]
    V11,
    /// SOAP 1.2.
    V12,
}

/// The content type of SOAP 1.1 in UTF-8, which this crate writes.
pub const CONTENT_TYPE_11: &str = "text/xml; charset=utf-8";

/// The content type of SOAP 1.2 in UTF-8, which this crate writes. The action goes into its
/// parameter `action`, as SOAP 1.2 has no header for it.
pub const CONTENT_TYPE_12: &str = "application/soap+xml; charset=utf-8";

/// The name of the HTTP header field with the intent of a SOAP 1.1 request. Its value is in double
/// quotes, and may be empty.
pub const ACTION_HEADER: &str = "SOAPAction";

/// The prefix of the envelope's namespace in all that is written.
pub(super) const PREFIX: &str = "soapenv";

impl Version {
    /// Both versions.
    pub const ALL: &'static [Version] = &[Version::V11, Version::V12];

    /// The namespace of the envelope.
    ///
    /// ```
    /// use paywire::soap::Version;
    ///
    /// assert_eq!(Version::V11.namespace(), "http://schemas.xmlsoap.org/soap/envelope/");
    /// assert_eq!(Version::of_namespace(Version::V12.namespace()), Some(Version::V12));
    /// ```
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Version::V11 => "http://schemas.xmlsoap.org/soap/envelope/",
            Version::V12 => "http://www.w3.org/2003/05/soap-envelope",
        }
    }

    /// The version whose envelope is in this namespace.
    #[must_use]
    pub fn of_namespace(namespace: &str) -> Option<Version> {
        let mut all = Version::ALL.iter().copied();
        all.find(|version| version.namespace() == namespace)
    }

    /// The value of `Content-Type` for what is written: [`CONTENT_TYPE_11`] or [`CONTENT_TYPE_12`].
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Version::V11 => CONTENT_TYPE_11,
            Version::V12 => CONTENT_TYPE_12,
        }
    }

    /// The attribute of a header entry that names its recipient.
    pub(super) const fn role_attribute(self) -> &'static str {
        match self {
            Version::V11 => "actor",
            Version::V12 => "role",
        }
    }

    /// Whether an entry for this role is for the receiver of the message.
    pub(super) fn is_for_receiver(self, role: &str) -> bool {
        let namespace = self.namespace();
        match self {
            Version::V11 => role.is_empty() || role == "http://schemas.xmlsoap.org/soap/actor/next",
            Version::V12 => role
                .strip_prefix(namespace)
                .is_some_and(|role| matches!(role, "/role/next" | "/role/ultimateReceiver")),
        }
    }
}
