//! The last exchanges of a sandbox.

use std::collections::VecDeque;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::Sandbox;
use super::clock::moment;
use crate::api::adaptive_payments::service::header;
use crate::api::{AnyMessage, Direction};
use crate::codec::Format;
use crate::redact::{self, Redactor};

/// How many bytes the log keeps at most.
const MOST_BYTES: usize = 8 << 20;

/// A request and its answer. Secrets are hidden in what it shows.
///
/// ```
/// use paywire::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
/// use paywire::sandbox::{Caller, Config, Sandbox};
///
/// let sandbox = Sandbox::in_memory(Config::new())?;
/// let request = ConfirmPreapprovalRequest {
///     pin: Some("1903".into()),
///     ..ConfirmPreapprovalRequest::new("PA-1")
/// };
/// let _ = sandbox.send(&Caller::new("shop@example.com"), request);
///
/// let last = &sandbox.exchanges_since(0)[0];
/// assert_eq!(last.operation(), Some("ConfirmPreapproval"));
/// assert!(last.request().contains(r#""pin":"***""#));
/// assert!(last.answer().contains(r#""errorId":589019"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Exchange {
    number: u64,
    at: i64,
    operation: Option<&'static str>,
    is_fault: bool,
    request: Side,
    answer: Side,
}

/// One side of an exchange.
pub(super) enum Side {
    /// A message that came without HTTP.
    Message(AnyMessage),
    /// What came over HTTP.
    Http {
        /// The request line or the status line, without the protocol, and a line for each header field. It is one text,
        /// since all calls pay for it and few are looked at.
        head: String,
        body: Vec<u8>,
        format: Option<Format>,
    },
}

impl Exchange {
    /// The number of the exchange, from 1. Numbers do not go on when a store in a file is opened again.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// When it happened.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        moment(self.at)
    }

    /// The operation that was called, if there is one.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// Whether the answer is a fault, or another error of HTTP.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.is_fault
    }

    /// The request: its line, header fields and body, or as JSON if it came without HTTP.
    #[must_use]
    pub fn request(&self) -> String {
        self.request.shown()
    }

    /// The answer: its status, header fields and body, or as JSON if it went without HTTP.
    #[must_use]
    pub fn answer(&self) -> String {
        self.answer.shown()
    }
}

/// The texts are not shown, as they are long.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("number", &self.number)
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

/// What stands between the name and the value of a header field.
const COLON: &str = ": ";

impl Side {
    /// What came or went over HTTP, from the parts of its first line.
    pub(super) fn http<'h>(
        line: &[&str],
        fields: impl Iterator<Item = (&'h str, &'h str)>,
        (body, format): (&[u8], Option<Format>),
    ) -> Self {
        let mut head = String::with_capacity(512);
        head.extend(line.iter().copied());
        for (name, value) in fields {
            head.extend(["\n", name, COLON, value]);
        }
        Side::Http {
            head,
            body: body.to_vec(),
            format,
        }
    }

    /// How many bytes it holds, so far as they matter.
    fn length(&self) -> usize {
        match self {
            Side::Message(_) => size_of::<AnyMessage>(),
            Side::Http { head, body, .. } => head.capacity() + body.capacity(),
        }
    }

    /// Whether it is an answer that is a fault, or another error of HTTP.
    fn is_fault(&self) -> bool {
        match self {
            Side::Message(message) => message.kind().info().direction == Direction::Fault,
            Side::Http { head, .. } => {
                let is_error =
                    |(name, _): (&str, &str)| name.eq_ignore_ascii_case(header::ERROR_RESPONSE);
                !head.starts_with('2') || fields_of(head).any(is_error)
            }
        }
    }

    fn shown(&self) -> String {
        match self {
            Side::Message(message) => message.redacted().to_string(),
            Side::Http { head, body, format } => {
                let redactor = Redactor::new();
                let line = head.lines().next().unwrap_or_default();
                let mut text = redactor.text(line).into_owned();
                for (name, value) in fields_of(head) {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "\n{name}: {}", redactor.header(name, value));
                }
                let _ = write!(text, "\n\n{}", redact::body(body, *format));
                text
            }
        }
    }
}

/// The header fields in the lines of a head. No value has a line break.
fn fields_of(head: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = head.lines().skip(1);
    lines.filter_map(|line| line.split_once(COLON))
}

/// The last exchanges, bounded by number and by bytes.
pub(super) struct Log {
    most: usize,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    all: VecDeque<Arc<Exchange>>,
    /// The number of the last exchange.
    last: u64,
    bytes: usize,
}

impl Log {
    pub(super) fn new(most: usize) -> Self {
        Log {
            most,
            entries: Mutex::default(),
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.most > 0
    }

    pub(super) fn add(&self, at: i64, operation: Option<&'static str>, sides: (Side, Side)) {
        let (request, answer) = sides;
        let is_fault = answer.is_fault();
        let mut entries = self.entries();
        entries.last += 1;
        entries.bytes += request.length() + answer.length();
        let exchange = Exchange {
            number: entries.last,
            at,
            operation,
            is_fault,
            request,
            answer,
        };
        entries.all.push_back(Arc::new(exchange));
        while entries.all.len() > self.most || entries.bytes > MOST_BYTES {
            let Some(oldest) = entries.all.pop_front() else {
                break;
            };
            entries.bytes -= oldest.request.length() + oldest.answer.length();
        }
    }

    /// A thread that panicked while it held the lock has left whole entries.
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sandbox {
    /// The last exchanges with a number above this, the oldest first. [`Config::log`](super::Config::log) sets how many
    /// are kept; they are kept in memory only, so that a request that changes nothing writes nothing.
    #[must_use]
    pub fn exchanges_since(&self, number: u64) -> Vec<Arc<Exchange>> {
        let entries = self.log.entries();
        let since = entries
            .all
            .iter()
            .filter(|exchange| exchange.number > number);
        since.cloned().collect()
    }
}
