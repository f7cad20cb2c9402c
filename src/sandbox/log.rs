//! The last exchanges of a sandbox.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::clock::moment;
use super::{Failure, Sandbox};
use crate::api::adaptive_payments::service::header;
use crate::api::{AnyMessage, Direction};
use crate::codec::{self, Content, Format};
use crate::redact::{self, Redactor};
use crate::tree::Tree;

/// How many bytes the log keeps at most.
const MOST_BYTES: usize = 8 << 20;

/// A request and its answer. Secrets are hidden in what it shows.
///
/// ```
/// use paywire::api::adaptive_payments::confirm_preapproval::ConfirmPreapprovalRequest;
/// use paywire::sandbox::{Caller, Config, Sandbox};
///
/// let sandbox = Sandbox::in_memory(Config::new());
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
    kind: ExchangeKind,
    operation: Option<&'static str>,
    is_fault: bool,
    request: Side,
    answer: Side,
}

/// Who begins an exchange with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExchangeKind {
    /// A client calls the service.
    Call,
    /// A person looks at a page or clicks on it.
    Visit,
    /// The service notifies a receiver.
    Notification,
}

/// One side of an exchange.
pub(super) enum Side {
    /// A message that came without HTTP.
    Message(AnyMessage),
    /// What became of what was sent, as the sender told it.
    Told { text: String, is_good: bool },
    /// What came over HTTP.
    Http {
        /// The request line or the status line, without the protocol, and a line for each header field. It is one text,
        /// since all calls pay for it and few are looked at.
        head: String,
        body: Vec<u8>,
        format: Option<Format>,
        /// Whether the message of an answer is a fault.
        is_fault: bool,
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

    /// Who began it with whom.
    #[must_use]
    pub fn kind(&self) -> ExchangeKind {
        self.kind
    }

    /// The operation that was called, if there is one.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// Whether the answer is a fault or another error of HTTP, or a notification did not arrive.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.is_fault
    }

    /// The request: its line, header fields and body, or as JSON if it came without HTTP.
    #[must_use]
    pub fn request(&self) -> String {
        self.request.shown()
    }

    /// The answer: its status, header fields and body, or as JSON if it went without HTTP. Of a notification it is what
    /// became of it.
    #[must_use]
    pub fn answer(&self) -> String {
        self.answer.shown()
    }

    /// The request and the answer.
    pub(super) fn sides(&self) -> [&Side; 2] {
        [&self.request, &self.answer]
    }

    /// The error that the answer is, if a test asked for it: by configuration, an amount or a text.
    pub(super) fn failure(&self, configured: &[Failure]) -> Option<Failure> {
        if !self.is_fault || self.kind != ExchangeKind::Call {
            return None;
        }
        let told: Failure = self.error()?.parse().ok()?;
        let system = told.system();
        let is_told = |failure: &Failure| failure.code() == told.code();
        let operation = self.operation.unwrap_or_default();
        let found = Failure::configured(configured, system, operation);
        let asked = || Failure::asked_by(system, self.request.tree()?.root());
        let line = self.request.line();
        let mut path = line.split(['/', '?']);
        let mut named = || path.find_map(|word| Failure::at_end(system, word));
        let found = found.filter(is_told).or_else(|| asked().filter(is_told));
        found.or_else(|| named().filter(is_told))
    }

    /// The number or name of the error that the answer tells.
    pub(super) fn error(&self) -> Option<String> {
        let facts = match &self.answer {
            Side::Told { .. } => return None,
            Side::Message(message) => message.facts(),
            Side::Http { body, format, .. } => match content(body, *format)? {
                Content::Message(decoded) => decoded.facts(),
                Content::Generic(generic) => generic.facts(),
            },
        };
        let mut errors = facts.errors.into_iter();
        errors.find_map(|error| error.code)
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
            is_fault: false,
        }
    }

    /// Says of an answer over HTTP whether its message is a fault, which the head may not tell.
    pub(super) fn failed(mut self, told: bool) -> Self {
        if let Side::Http { is_fault, .. } = &mut self {
            *is_fault = told;
        }
        self
    }

    /// How many bytes it holds, so far as they matter.
    fn length(&self) -> usize {
        match self {
            Side::Message(_) => size_of::<AnyMessage>(),
            Side::Told { text, .. } => text.capacity(),
            Side::Http { head, body, .. } => head.capacity() + body.capacity(),
        }
    }

    /// Whether it is an answer that is a fault, or another error of HTTP.
    fn is_fault(&self) -> bool {
        match self {
            Side::Message(message) => message.kind().info().direction == Direction::Fault,
            Side::Told { is_good, .. } => !is_good,
            Side::Http { head, is_fault, .. } => {
                let is_error =
                    |(name, _): (&str, &str)| name.eq_ignore_ascii_case(header::ERROR_RESPONSE);
                // A browser that is sent on is answered well.
                let is_refused = !head.starts_with(['2', '3']);
                *is_fault || is_refused || fields_of(head).any(is_error)
            }
        }
    }

    fn shown(&self) -> String {
        let read = match self {
            Side::Message(message) => return message.redacted().to_string(),
            Side::Told { text, .. } => return Redactor::new().text(text).into_owned(),
            Side::Http { body, format, .. } => redact::body(body, *format),
        };
        format!("{}\n\n{read}", self.head())
    }

    /// The first line.
    pub(super) fn line(&self) -> Cow<'_, str> {
        match self {
            Side::Http { head, .. } => {
                Redactor::new().text(head.lines().next().unwrap_or_default())
            }
            Side::Message(_) | Side::Told { .. } => Cow::Borrowed(""),
        }
    }

    /// The first line and the header fields.
    pub(super) fn head(&self) -> String {
        let redactor = Redactor::new();
        let mut text = self.line().into_owned();
        if let Side::Http { head, .. } = self {
            for (name, value) in fields_of(head) {
                // Writing to a String cannot fail.
                let _ = write!(text, "\n{name}: {}", redactor.header(name, value));
            }
        }
        text
    }

    /// The body as it was sent, but for its secrets. `None` if they cannot be found byte for byte, as in UTF-16.
    pub(super) fn sent(&self) -> Option<String> {
        match self {
            Side::Http { body, .. } if !body.contains(&0) => {
                let covered = Redactor::new().cover(body);
                Some(String::from_utf8_lossy(&covered).into_owned())
            }
            Side::Message(_) | Side::Told { .. } | Side::Http { .. } => None,
        }
    }

    /// What was read of it, as JSON in several lines; a text as it is.
    pub(super) fn read(&self) -> String {
        let json = match self {
            Side::Message(message) => serde_json::to_string_pretty(&message.redacted()),
            Side::Http { body, format, .. } if !body.is_empty() => {
                serde_json::to_string_pretty(&redact::body(body, *format))
            }
            Side::Told { .. } | Side::Http { .. } => Ok(self.shown()),
        };
        json.unwrap_or_else(|_| self.shown())
    }

    /// Its message or body as a tree, if it can be read.
    fn tree(&self) -> Option<Tree> {
        match self {
            Side::Message(message) => Tree::written(message).ok(),
            Side::Told { .. } => None,
            Side::Http { body, format, .. } => match content(body, *format)? {
                Content::Message(decoded) => Tree::written(&decoded.message).ok(),
                Content::Generic(generic) => Some(generic.into_nodes()),
            },
        }
    }
}

/// What is in a body, if it can be read.
fn content(body: &[u8], format: Option<Format>) -> Option<Content> {
    let lenient = codec::Config::lenient();
    let config = format.map_or(lenient, |format| lenient.format(format));
    Some(codec::read(body, &config).ok()?.content)
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

    /// Adds a call.
    pub(super) fn add(&self, at: i64, operation: Option<&'static str>, sides: (Side, Side)) {
        self.put(at, (ExchangeKind::Call, operation), sides);
    }

    /// Adds what is no call.
    pub(super) fn add_other(&self, at: i64, kind: ExchangeKind, sides: (Side, Side)) {
        self.put(at, (kind, None), sides);
    }

    fn put(
        &self,
        at: i64,
        (kind, operation): (ExchangeKind, Option<&'static str>),
        (request, answer): (Side, Side),
    ) {
        let is_fault = answer.is_fault();
        let mut entries = self.entries();
        entries.last += 1;
        entries.bytes += request.length() + answer.length();
        let exchange = Exchange {
            number: entries.last,
            at,
            kind,
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

    /// The exchange with a number, if it is kept.
    pub(super) fn exchange(&self, number: u64) -> Option<Arc<Exchange>> {
        let entries = self.log.entries();
        let found = entries
            .all
            .binary_search_by_key(&number, |exchange| exchange.number);
        entries.all.get(found.ok()?).cloned()
    }
}
