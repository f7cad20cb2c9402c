//! Warnings about bodies that were read or converted.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::{Format, Root};
use crate::api::{MessageKind, orders_v2};
use crate::error::Error;
use crate::limits::MAX_WARNINGS;
use crate::value::MoneyError;
use crate::{json, nvp, xml};

/// A warning about a body that was read or converted. Its text has no value of the body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Warning {
    /// A repair in an NVP body.
    Nvp(nvp::Warning),
    /// A repair in a JSON body.
    Json(json::Warning),
    /// A repair in an XML body.
    Xml(xml::Warning),
    /// A SOAP header entry that must be understood is unknown.
    NotUnderstood(Root),
    /// The root element has the name of the operation instead of the message.
    RootOfOperation(MessageKind),
    /// The root element is not that of a known message.
    UnknownRoot(Root),
    /// The body could be several messages, or is none of the known ones.
    Undecided,
    /// The body could be too many messages to list them.
    Ambiguous(usize),
    /// The root element is that of a message of another operation than the called one.
    MismatchedRoot(MessageKind),
    /// The body belongs to Orders v2, which is not supported.
    OrdersV2,
    /// The body is not the message that was specified or inferred; it is shown as it is.
    NotTheMessage {
        /// The message that was specified or inferred.
        message: MessageKind,
        /// Why the body is not that message.
        error: Error,
    },
    /// Names begin with `amp;`, as if an NVP body had been escaped for HTML. They were not changed.
    HtmlEscaped,
    /// The pairs of an NVP body were separated by line ends instead of `&`.
    PairsOnLines,
    /// An amount in a notification cannot be parsed. Its text is kept, and sums ignore it.
    UnreadAmount {
        /// The path of the amount.
        path: String,
        /// Why it cannot be parsed.
        error: MoneyError,
    },
    /// An unknown value was left out of a conversion.
    LeftOut {
        /// The path of the value.
        path: String,
        /// The format that cannot hold it.
        to: Format,
    },
    /// The SOAP envelope was left out of a conversion.
    EnvelopeLeftOut {
        /// The number of header entries.
        entries: usize,
        /// Whether there was a fault whose code, actor or text is lost.
        fault: bool,
        /// The format without envelopes.
        to: Format,
    },
    /// The number of further repairs, or empty values that were left out, beyond the first thousand. Listing them would
    /// take more memory than the body.
    More(usize),
    /// An empty value was left out of a conversion.
    EmptyLeftOut {
        /// The path of the value.
        path: String,
        /// The format that does not distinguish empty from absent values.
        to: Format,
    },
}

impl Warning {
    /// The span in the input, if it is known.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        match self {
            Warning::Nvp(warning) => warning.span(),
            Warning::Json(warning) => warning.span(),
            Warning::Xml(warning) => warning.span(),
            Warning::NotTheMessage { error, .. } => error.span(),
            Warning::NotUnderstood(_)
            | Warning::EnvelopeLeftOut { .. }
            | Warning::RootOfOperation(_)
            | Warning::UnknownRoot(_)
            | Warning::Undecided
            | Warning::Ambiguous(_)
            | Warning::MismatchedRoot(_)
            | Warning::OrdersV2
            | Warning::HtmlEscaped
            | Warning::PairsOnLines
            | Warning::More(_)
            | Warning::UnreadAmount { .. }
            | Warning::LeftOut { .. }
            | Warning::EmptyLeftOut { .. } => None,
        }
    }

    /// The span of the input that a repair left out, such as the value of a repeated name. There is a warning for each
    /// of the first thousand; further ones are [counted](Warning::More).
    #[must_use]
    pub fn left_out(&self) -> Option<Range<usize>> {
        match self {
            Warning::Nvp(warning) => warning.left_out(),
            Warning::Xml(warning) => warning.left_out(),
            Warning::Json(warning) => warning.left_out(),
            _ => None,
        }
    }

    /// The text that a repair left out of this body: unescaped in NVP, and decoded in XML.
    #[must_use]
    pub fn left_out_text<'b>(&self, body: &'b [u8]) -> Option<Cow<'b, str>> {
        let bytes = body.get(self.left_out()?)?;
        match self {
            Warning::Nvp(_) => Some(nvp::Raw::of_value(bytes).lossy()),
            Warning::Xml(warning) => warning.left_out_text(body),
            _ => Some(String::from_utf8_lossy(bytes)),
        }
    }

    /// The path in the message, in NVP spelling, if it is known.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            Warning::Nvp(warning) => warning.path(),
            Warning::Json(warning) => warning.path(),
            Warning::Xml(warning) => warning.path(),
            Warning::NotUnderstood(_)
            | Warning::EnvelopeLeftOut { .. }
            | Warning::RootOfOperation(_)
            | Warning::UnknownRoot(_)
            | Warning::Undecided
            | Warning::Ambiguous(_)
            | Warning::MismatchedRoot(_)
            | Warning::OrdersV2
            | Warning::HtmlEscaped
            | Warning::More(_)
            | Warning::PairsOnLines => None,
            Warning::NotTheMessage { error, .. } => error.path(),
            Warning::UnreadAmount { path, .. }
            | Warning::LeftOut { path, .. }
            | Warning::EmptyLeftOut { path, .. } => Some(path),
        }
    }

    /// Wraps the warnings of a format.
    pub(super) fn all<W: Clone>(warnings: &[W], wrap: fn(W) -> Warning) -> Vec<Warning> {
        let mut all = WarningList::default();
        for warning in warnings {
            all.add(|| wrap(warning.clone()));
        }
        all.finish()
    }

    /// The warning that there are `count` more.
    pub(super) fn more(count: usize) -> Option<Self> {
        (count > 0).then_some(Warning::More(count))
    }
}

/// Warnings, of which only the first thousand are kept.
#[derive(Default)]
pub(super) struct WarningList {
    kept: Vec<Warning>,
    more: usize,
}

impl WarningList {
    pub(super) fn add(&mut self, warning: impl FnOnce() -> Warning) {
        if self.kept.len() < MAX_WARNINGS {
            self.kept.push(warning());
        } else {
            self.more += 1;
        }
    }

    pub(super) fn finish(mut self) -> Vec<Warning> {
        self.kept.extend(Warning::more(self.more));
        self.kept
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Nvp(warning) => warning.fmt(f),
            Warning::Json(warning) => warning.fmt(f),
            Warning::Xml(warning) => warning.fmt(f),
            Warning::NotUnderstood(entry) => {
                write!(f, "unknown header entry {entry}, which must be understood")
            }
            Warning::RootOfOperation(message) => {
                write!(
                    f,
                    "read a root element with the operation's name as {}",
                    message.with_article()
                )
            }
            Warning::UnknownRoot(root) => {
                write!(f, "no known message has the root element {root}")
            }
            Warning::Undecided => f.write_str("the body does not name its message, and its fields fit none or several; specify the message"),
            Warning::Ambiguous(count) => write!(
                f,
                "the body could be one of {count} messages; specify the message"
            ),
            Warning::MismatchedRoot(message) => write!(
                f,
                "the root element is that of {}, which does not belong to the called operation",
                message.with_article()
            ),
            Warning::OrdersV2 => write!(
                f,
                "the body belongs to Orders v2 (`{}`), which is not supported; only Orders v1 is",
                orders_v2::V2_PATH
            ),
            Warning::NotTheMessage { message, error } => {
                write!(f, "not {}: {error}", message.with_article())
            }
            Warning::HtmlEscaped => f.write_str(
                "the body looks HTML-escaped: names begin with `amp;` (separate pairs by `&`, not by `&amp;`)",
            ),
            Warning::PairsOnLines => f.write_str("read line ends between pairs as `&`"),
            Warning::UnreadAmount { path, error } => {
                write!(
                    f,
                    "ignored an amount that cannot be parsed, at `{path}`: {error}"
                )
            }
            Warning::LeftOut { path, to } => {
                write!(f, "left out a value that {} cannot hold, at `{path}`", to.title())
            }
            Warning::EnvelopeLeftOut { entries, fault, to } => {
                write!(f, "left out, because {} has no envelope:", to.title())?;
                match (entries, fault) {
                    (0, _) => f.write_str(" the SOAP fault"),
                    (1, false) => f.write_str(" 1 header entry"),
                    (1, true) => f.write_str(" 1 header entry and the SOAP fault"),
                    (_, false) => write!(f, " {entries} header entries"),
                    (_, true) => {
                        write!(f, " {entries} header entries and the SOAP fault")
                    }
                }
            }
            Warning::More(count) => write!(f, "and {count} more, which are not listed"),
            Warning::EmptyLeftOut { path, to } => {
                let to = to.title();
                write!(
                    f,
                    "left out an empty value, which {to} cannot hold, at `{path}`"
                )
            }
        }
    }
}
