//! Kinds of errors: whose matter they are, and whether trying again helps.

use std::fmt;

/// What kind of error it is: whose matter it is to put it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Category {
    /// The service failed.
    System,
    /// The service does not know who calls.
    Authentication,
    /// The caller, or its application, may not do this.
    Permission,
    /// The request is wrong in itself.
    Request,
    /// The payment, preapproval or refund is not in a state that allows this.
    State,
    /// The account of the sender or of a receiver does not allow this.
    Account,
    /// The amounts or numbers agreed on, or those of an account, are exceeded.
    Limit,
    /// There is nothing to pay with.
    Funding,
}

impl Category {
    /// The name in records: `system`, `authentication`, ….
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Category::System => "system",
            Category::Authentication => "authentication",
            Category::Permission => "permission",
            Category::Request => "request",
            Category::State => "state",
            Category::Account => "account",
            Category::Limit => "limit",
            Category::Funding => "funding",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether it can help to send the request again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// The same request may succeed later. Where money moves, first ask whether it did: a request
    /// with a tracking id can be looked up by it.
    Later,
    /// The same request may succeed once somebody has done something elsewhere: approved the payment,
    /// confirmed an address, granted a permission.
    OnceResolved,
    /// Only another request can succeed.
    Changed,
    /// No request can do this any more.
    Never,
}

impl Retry {
    /// The name in records: `later`, `once_resolved`, `changed`, `never`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Retry::Later => "later",
            Retry::OnceResolved => "once_resolved",
            Retry::Changed => "changed",
            Retry::Never => "never",
        }
    }

    /// What it comes down to, in words: `the same request may succeed later`.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Retry::Later => "the same request may succeed later",
            Retry::OnceResolved => "the same request may succeed once this is resolved",
            Retry::Changed => "only another request can succeed",
            Retry::Never => "no request can do this any more",
        }
    }
}

impl fmt::Display for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
