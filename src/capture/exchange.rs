//! What a capture has of one exchange over HTTP.

use crate::error::CaptureErrorKind;
use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;

/// A request and what was answered, as far as the capture has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// When the request was sent, if the capture says so.
    pub time: Option<Timestamp>,
    /// What was sent.
    pub request: Option<Request>,
    /// What came back.
    pub response: Option<Response>,
    /// What whoever looks at the exchange should know: bytes the capture lost, what had to be put
    /// together again. They never quote a value.
    pub warnings: Vec<Cow<'static, str>>,
}

/// What was sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The method, as `POST`.
    pub method: String,
    /// The whole address, or its path and query where the capture has no more.
    pub target: String,
    /// The header fields in the order they were sent.
    pub headers: Headers,
    /// What came after them.
    pub body: Body,
}

/// What came back.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The status, as 200.
    pub status: u16,
    /// The words beside the status, as `OK`; may be empty.
    pub reason: String,
    /// The header fields in the order they came.
    pub headers: Headers,
    /// What came after them.
    pub body: Body,
}

/// The body of a message.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    #[default]
    Empty,
    /// The content. Whoever wrote the capture has undone what `Content-Encoding` says.
    Plain(Vec<u8>),
    /// The content as it travelled: what `Content-Encoding` says is still to be undone.
    Coded(Vec<u8>),
    /// There was one, but the capture does not have it, or not all of it: why.
    Missing(CaptureErrorKind),
}

impl Exchange {
    /// About how many bytes it takes.
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
    /// The host that it was sent to: of the address, otherwise of the `Host` field.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        match self.target.split_once("://") {
            Some((_, rest)) => rest.split(['/', '?', '#']).next(),
            None => self.headers.get("host"),
        }
    }

    /// The whole address as far as it is known: one that is a path has the host of the `Host` field
    /// before it.
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

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Body::Empty => true,
            Body::Plain(bytes) | Body::Coded(bytes) => bytes.is_empty(),
            Body::Missing(_) => false,
        }
    }
}

// Addresses, header fields and bodies have secrets in them, so none of them is shown.

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

/// Header fields, in order, looked up whatever the letter case of their names.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// No fields.
    #[must_use]
    pub const fn new() -> Self {
        Headers(Vec::new())
    }

    /// Adds a field behind the others.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// The value of the first field of a name.
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

    /// The values of all fields of a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.iter()
            .filter(move |(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The fields, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// How many fields there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
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
