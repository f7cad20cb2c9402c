//! HTTP exchanges: requests, responses, header fields and bodies.

use crate::error::CaptureErrorKind;
use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;

/// An HTTP request and its response, as far as the capture has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The time of the request, if the capture has it.
    pub time: Option<Timestamp>,
    /// What was sent.
    pub request: Option<Request>,
    /// What came back.
    pub response: Option<Response>,
    /// Warnings, such as bytes that the capture lost or data that had to be reconstructed. They
    /// never quote a value.
    pub warnings: Vec<Cow<'static, str>>,
}

/// What was sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The method, such as `POST`.
    pub method: String,
    /// The URL, or its path and query if the capture has no more.
    pub target: String,
    /// The header fields in order.
    pub headers: Headers,
    /// What came after them.
    pub body: Body,
}

/// What came back.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The status code, such as 200.
    pub status: u16,
    /// The reason phrase, such as `OK`; may be empty.
    pub reason: String,
    /// The header fields in order.
    pub headers: Headers,
    /// What came after them.
    pub body: Body,
}

/// The body of a message.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Body {
    /// No body.
    #[default]
    Empty,
    /// The content, decoded by the tool that wrote the capture.
    Plain(Vec<u8>),
    /// The content as transferred, still encoded as `Content-Encoding` says.
    Coded(Vec<u8>),
    /// A body that the capture lacks, or of which it lacks a part, and why.
    Missing(CaptureErrorKind),
}

impl Exchange {
    /// The approximate size in memory.
    pub(super) fn weight(&self) -> usize {
        let request = self.request.as_ref().map_or(0, |request| {
            request.target.len() + request.headers.weight() + request.body.weight()
        });
        let response = self.response.as_ref().map_or(0, |response| {
            response.headers.weight() + response.body.weight()
        });
        request + response
    }
}

impl Request {
    /// Returns the host of the URL, otherwise that of the `Host` field.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        match self.target.split_once("://") {
            Some((_, rest)) => rest.split(['/', '?', '#']).next(),
            None => self.headers.get("host"),
        }
    }

    /// Returns the URL. If the target is only a path, the host of the `Host` field is put before
    /// it.
    #[must_use]
    pub fn url(&self) -> Cow<'_, str> {
        match self.headers.get("host") {
            Some(host) if self.target.starts_with('/') => {
                Cow::Owned(format!("http://{host}{}", self.target))
            }
            _ => Cow::Borrowed(&self.target),
        }
    }
}

impl Body {
    fn weight(&self) -> usize {
        match self {
            Body::Plain(bytes) | Body::Coded(bytes) => bytes.len(),
            Body::Empty | Body::Missing(_) => 0,
        }
    }

    /// Returns `true` if the body is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Body::Empty => true,
            Body::Plain(bytes) | Body::Coded(bytes) => bytes.is_empty(),
            Body::Missing(_) => false,
        }
    }
}

// URLs, header fields and bodies contain secrets, so they are not shown.

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::Empty => f.write_str("Empty"),
            Body::Plain(bytes) => write!(f, "Plain({} bytes)", bytes.len()),
            Body::Coded(bytes) => write!(f, "Coded({} bytes)", bytes.len()),
            Body::Missing(why) => f.debug_tuple("Missing").field(why).finish(),
        }
    }
}

/// Header fields in order, with case-insensitive lookup.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// No fields.
    #[must_use]
    pub const fn new() -> Self {
        Headers(Vec::new())
    }

    /// Appends a field.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Returns the value of the first field with a name.
    ///
    /// ```
    /// use paywire::capture::Headers;
    ///
    /// let mut headers = Headers::new();
    /// headers.push("Content-Type", "application/json");
    /// assert_eq!(headers.get("content-type"), Some("application/json"));
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Returns the values of all fields with a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.iter()
            .filter(move |(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Returns the fields in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Returns the number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `true` if there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn weight(&self) -> usize {
        self.iter()
            .map(|(name, value)| name.len() + value.len())
            .sum()
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(fields: T) -> Self {
        let fields = fields.into_iter();
        Headers(
            fields
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}
