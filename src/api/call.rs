//! HTTP calls of operations.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use super::System;
use crate::error::{Error, ErrorKind};
use crate::nvp::Raw;
use crate::value::by_name;

/// The HTTP method and path of an operation.
///
/// ```
/// use paywire::api::{MessageKind, Method};
///
/// let call = MessageKind::PayRequest.info().call().expect("an operation");
/// assert_eq!((call.method, &*call.path), (Method::Post, "/AdaptivePayments/Pay"));
/// assert!(call.takes("/AdaptivePayments/Pay"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Call {
    /// The method.
    pub method: Method,
    /// The path on the service's host. A word in braces, such as `{order_id}`, stands for one
    /// segment.
    pub path: Cow<'static, str>,
}

impl Call {
    /// Whether a path matches the template.
    #[must_use]
    pub fn takes(&self, path: &str) -> bool {
        let mut given = path.split('/');
        let mut own = self.path.split('/');
        loop {
            match (own.next(), given.next()) {
                (None, None) => return true,
                (Some(own), Some(given)) if own == given => {}
                (Some(own), Some(given)) if own.starts_with('{') && !given.is_empty() => {}
                _ => return false,
            }
        }
    }

    /// The path with the words in braces replaced by `words`, in order.
    ///
    /// Characters that a segment cannot contain are percent-escaped. Superfluous words are ignored,
    /// and superfluous braces stay.
    #[must_use]
    pub fn path_to<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> String {
        let mut words = words.into_iter();
        let mut path = String::with_capacity(self.path.len());
        for (at, segment) in self.path.split('/').enumerate() {
            if at > 0 {
                path.push('/');
            }
            let word = segment.starts_with('{').then(|| words.next()).flatten();
            match word {
                Some(word) => push_escaped(&mut path, word),
                None => path.push_str(segment),
            }
        }
        path
    }

    /// The words that a path has in place of those in braces, decoded, if the path [matches](Call::takes).
    ///
    /// ```
    /// use paywire::api::System;
    ///
    /// let call = System::OrdersV1.call("GetOrder").expect("an operation");
    /// assert_eq!(call.words_in("/v1/checkout/orders/8R%2F1"), ["8R/1"]);
    /// ```
    #[must_use]
    pub fn words_in(&self, path: &str) -> Vec<String> {
        if !self.path.contains('{') {
            return Vec::new();
        }
        let own = self.path.split('/');
        let pairs = own.zip(path.split('/')).filter(|_| self.takes(path));
        let words = pairs.filter(|(own, _)| own.starts_with('{'));
        words.map(|(_, given)| unescaped(given)).collect()
    }
}

/// The text of a percent-escaped segment, in which `+` is no space. Damaged escapes stay as they are, and bytes that are
/// not UTF-8 become replacement characters.
fn unescaped(segment: &str) -> String {
    let value = segment.replace('+', "%2B");
    Raw::of_value(value.as_bytes()).lossy().into_owned()
}

/// Appends a text as one segment of a path or one value of a query: all characters that are not
/// unreserved in RFC 3986 are percent-escaped.
pub(super) fn push_escaped(path: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
}

/// A row of a system's table of operations: name, method and path.
pub(super) type CallRow = (&'static str, Method, &'static str);

/// The HTTP method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Reads something.
    Get,
    /// Creates something.
    Post,
    /// Replaces something.
    Put,
    /// Changes something.
    Patch,
    /// Deletes something.
    Delete,
}

impl Method {
    /// All methods.
    pub const ALL: &'static [Method] = &[
        Method::Get,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ];

    /// The name on the wire, such as `GET`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }

    /// The method with this name, ignoring letter case.
    ///
    /// ```
    /// use paywire::api::Method;
    ///
    /// assert_eq!(Method::from_name("post"), Some(Method::Post));
    /// assert_eq!(Method::from_name("TRACE"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = Method::ALL.iter().copied();
        all.find(|method| method.as_str().eq_ignore_ascii_case(name))
    }
}

impl FromStr for Method {
    type Err = Error;

    /// Parses the name of a method, ignoring letter case.
    fn from_str(name: &str) -> Result<Self, Error> {
        Method::from_name(name).ok_or_else(|| {
            Error::new(ErrorKind::UnknownVariant(&[
                "GET", "POST", "PUT", "PATCH", "DELETE",
            ]))
        })
    }
}

by_name!(Method, "the name of an HTTP method");

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl System {
    /// The HTTP call of an operation, by the name in
    /// [`MessageInfo::operation`](super::MessageInfo::operation).
    ///
    /// It includes operations without messages of their own, such as looking up an order. `None` if
    /// the system does not have the operation.
    ///
    /// ```
    /// use paywire::api::{Method, System};
    ///
    /// let call = System::OrdersV1.call("GetOrder").expect("an operation");
    /// assert_eq!(call.method, Method::Get);
    /// assert_eq!(call.path_to(["8R"]), "/v1/checkout/orders/8R");
    /// assert_eq!(System::OrdersV1.call("Pay"), None);
    /// ```
    #[must_use]
    pub fn call(self, operation: &str) -> Option<Call> {
        let mut calls = self.known_calls().iter();
        calls.find_map(|(name, call)| (*name == operation).then(|| call.clone()))
    }
}

/// The calls that the rows of a table are.
pub(super) fn of_rows(rows: &'static [CallRow]) -> Vec<(&'static str, Call)> {
    let rows = rows.iter().copied();
    rows.map(|(name, method, path)| {
        let path = Cow::Borrowed(path);
        (name, Call { method, path })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(path: &'static str) -> Call {
        Call {
            method: Method::Get,
            path: Cow::Borrowed(path),
        }
    }

    #[test]
    fn a_word_in_braces_takes_one_segment() {
        let order = call("/v1/orders/{order_id}/pay");
        assert!(order.takes("/v1/orders/8R/pay"));
        for other in [
            "/v1/orders//pay",
            "/v1/orders/8R",
            "/v1/orders/8R/pay/",
            "/v1/orders/8/R/pay",
        ] {
            assert!(!order.takes(other), "{other}");
        }
        assert!(!call("/v1/orders").takes("/v1/Orders"));
    }

    #[test]
    fn words_are_put_in_escaped() {
        let order = call("/v1/orders/{order_id}/{part}");
        assert_eq!(
            order.path_to(["8R", "a/b?é"]),
            "/v1/orders/8R/a%2Fb%3F%C3%A9"
        );
        assert_eq!(order.path_to(["8R"]), "/v1/orders/8R/{part}");
    }

    #[test]
    fn words_come_back_out_of_the_path() {
        let order = call("/v1/orders/{order_id}/{part}");
        for words in [["8R", "a/b?é"], ["+ %", "%zz"], ["{part}", "."]] {
            let path = order.path_to(words);
            assert_eq!(order.words_in(&path), words, "{path}");
        }
        assert_eq!(order.words_in("/v1/orders/8R/%zz"), ["8R", "%zz"]);
        assert!(order.words_in("/v1/orders/8R").is_empty());
    }
}
