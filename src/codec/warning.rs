//! What a reader should know about what was read or written.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::{Format, Root};
use crate::api::{MessageKind, orders_v2};
use crate::error::Error;
use crate::limits::MOST_WARNINGS;
use crate::value::MoneyError;
use crate::{json, nvp, xml};

/// Something a reader should know about what was read or converted. Its text holds no value of
/// the body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Warning {
    /// An NVP body was mended.
    Nvp(nvp::Warning),
    /// A JSON body was mended.
    Json(json::Warning),
    /// An XML body was mended.
    Xml(xml::Warning),
    /// An entry of a SOAP header that must be understood, and is not.
    NotUnderstood(Root),
    /// The root element is called as the operation, not as this message.
    RootOfOperation(MessageKind),
    /// The root element is not that of a message that is known here.
    UnknownRoot(Root),
    /// The body could be several messages, or none that is known here.
    Undecided,
    /// The body could be so many messages that naming them is of no help.
    AnyOf(usize),
    /// The root element is that of a message that does not belong to what was called.
    NotOfTheCall(MessageKind),
    /// The body belongs to version 2 of Orders, whose messages are not known here.
    OrdersV2,
    /// The body is not the message it was taken for, and is shown as it stands instead.
    NotTheMessage {
        /// The message it was taken for.
        message: MessageKind,
        /// Why it is not.
        error: Error,
    },
    /// Names begin as if `&amp;` stood between the pairs of an NVP body, where `&` should. They were
    /// read as they stand.
    HtmlEscaped,
    /// Pairs of an NVP body stand on a line each, with nothing but line ends between them, and were read
    /// as if `&` stood there.
    PairsOnLines,
    /// An amount of a notification cannot be read: it is kept as it came, and counts in no sum.
    UnreadAmount {
        /// Where it stands.
        path: String,
        /// Why it cannot be read.
        error: MoneyError,
    },
    /// An unknown value was left out of a conversion.
    LeftOut {
        /// Where it stands.
        path: String,
        /// The format that cannot hold it.
        to: Format,
    },
    /// What stands around the message in SOAP was left out of a conversion.
    EnvelopeLeftOut {
        /// How many header entries there were.
        entries: usize,
        /// Whether a fault's code, actor and words were among it.
        fault: bool,
        /// The format that has no place for it.
        to: Format,
    },
    /// So many more things were mended, or so many more that are empty were left out, beyond the thousand told before it:
    /// telling them would take more room than the body.
    Untold(usize),
    /// Something without any value in it was left out of a conversion.
    EmptyLeftOut {
        /// Where it stands.
        path: String,
        /// The format in which nothing and something empty are the same.
        to: Format,
    },
}

impl Warning {
    /// The bytes of the input it is about, where that is known.
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
            | Warning::AnyOf(_)
            | Warning::NotOfTheCall(_)
            | Warning::OrdersV2
            | Warning::HtmlEscaped
            | Warning::PairsOnLines
            | Warning::Untold(_)
            | Warning::UnreadAmount { .. }
            | Warning::LeftOut { .. }
            | Warning::EmptyLeftOut { .. } => None,
        }
    }

    /// The bytes of the input that were left out to mend it, as they were sent, if some were: the
    /// value of a name that occurs twice, for instance. There is a warning for each of the first
    /// thousand; the others are [counted](Warning::Untold).
    #[must_use]
    pub fn left_out(&self) -> Option<Range<usize>> {
        match self {
            Warning::Nvp(warning) => warning.left_out(),
            Warning::Xml(warning) => warning.left_out(),
            Warning::Json(warning) => warning.left_out(),
            _ => None,
        }
    }

    /// What was left out of this body, as text: of NVP without its escapes, of XML whatever encoding
    /// the body is in.
    #[must_use]
    pub fn left_out_text<'b>(&self, body: &'b [u8]) -> Option<Cow<'b, str>> {
        let bytes = body.get(self.left_out()?)?;
        match self {
            Warning::Nvp(_) => Some(nvp::Raw::of_value(bytes).lossy()),
            Warning::Xml(warning) => warning.left_out_text(body),
            _ => Some(String::from_utf8_lossy(bytes)),
        }
    }

    /// Where in the message, in NVP spelling, where that is known.
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
            | Warning::AnyOf(_)
            | Warning::NotOfTheCall(_)
            | Warning::OrdersV2
            | Warning::HtmlEscaped
            | Warning::Untold(_)
            | Warning::PairsOnLines => None,
            Warning::NotTheMessage { error, .. } => error.path(),
            Warning::UnreadAmount { path, .. }
            | Warning::LeftOut { path, .. }
            | Warning::EmptyLeftOut { path, .. } => Some(path),
        }
    }

    /// All of a format's own warnings.
    pub(super) fn all<W: Clone>(warnings: &[W], wrap: fn(W) -> Warning) -> Vec<Warning> {
        let mut all = Told::default();
        for warning in warnings {
            all.add(|| wrap(warning.clone()));
        }
        all.finish()
    }

    /// That there are more.
    pub(super) fn untold(count: usize) -> Option<Self> {
        (count > 0).then_some(Warning::Untold(count))
    }
}

/// Warnings, of which those after the first many are only counted.
#[derive(Default)]
pub(super) struct Told {
    told: Vec<Warning>,
    untold: usize,
}

impl Told {
    pub(super) fn add(&mut self, warning: impl FnOnce() -> Warning) {
        if self.told.len() < MOST_WARNINGS {
            self.told.push(warning());
        } else {
            self.untold += 1;
        }
    }

    pub(super) fn finish(mut self) -> Vec<Warning> {
        self.told.extend(Warning::untold(self.untold));
        self.told
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Nvp(warning) => warning.fmt(f),
            Warning::Json(warning) => warning.fmt(f),
            Warning::Xml(warning) => warning.fmt(f),
            Warning::NotUnderstood(entry) => {
                write!(f, "the header entry {entry} must be understood, and is not")
            }
            Warning::RootOfOperation(message) => {
                write!(
                    f,
                    "took a root element with the operation's name for {}",
                    message.with_article()
                )
            }
            Warning::UnknownRoot(root) => {
                write!(f, "no message that is known has the root element {root}")
            }
            Warning::Undecided => f.write_str("the body does not say which message it is"),
            Warning::AnyOf(count) => write!(
                f,
                "the body could be one of {count} messages: say which (--message)"
            ),
            Warning::NotOfTheCall(message) => write!(
                f,
                "the root element is that of {}, which does not belong to what was called",
                message.with_article()
            ),
            Warning::OrdersV2 => write!(
                f,
                "the body belongs to Orders v2 (`{}`), whose messages are not known here: those of Orders v1 are",
                orders_v2::V2_PATH
            ),
            Warning::NotTheMessage { message, error } => {
                write!(f, "not {}: {error}", message.with_article())
            }
            Warning::HtmlEscaped => f.write_str(
                "the body looks HTML-escaped: names begin with `amp;`, as if `&amp;` stood where `&` should (write `&` between pairs)",
            ),
            Warning::PairsOnLines => f.write_str("read line ends between pairs as `&`"),
            Warning::UnreadAmount { path, error } => {
                write!(
                    f,
                    "cannot read the amount, which counts in no sum, at `{path}`: {error}"
                )
            }
            Warning::LeftOut { path, to } => {
                write!(f, "left out, as {} cannot hold it, at `{path}`", to.title())
            }
            Warning::EnvelopeLeftOut { entries, fault, to } => {
                write!(f, "left out, as {} has no envelope:", to.title())?;
                match (entries, fault) {
                    (0, _) => f.write_str(" what the SOAP fault says"),
                    (1, false) => f.write_str(" 1 header entry"),
                    (1, true) => f.write_str(" 1 header entry, and what the SOAP fault says"),
                    (_, false) => write!(f, " {entries} header entries"),
                    (_, true) => {
                        write!(f, " {entries} header entries, and what the SOAP fault says")
                    }
                }
            }
            Warning::Untold(count) => write!(f, "and {count} more, which are not told one by one"),
            Warning::EmptyLeftOut { path, to } => {
                let to = to.title();
                write!(
                    f,
                    "left out, as {to} cannot hold something empty, at `{path}`"
                )
            }
        }
    }
}
