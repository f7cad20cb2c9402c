//! From bytes to a message, or to what can be shown of them.

use std::fmt;
use std::mem;
use std::sync::{Arc, OnceLock};

use super::identify::{self, Candidate, Reason};
use super::open::{Opened, Root, Typed};
use super::spelling::Source;
use super::unknown::{self, Rest, Unknown, Unknowns};
use super::{Config, Format, Warning, embedded, strangers};
use crate::api::facts::Facts;
use crate::api::{AnyMessage, MessageKind};
use crate::error::{Error, ErrorKind, Result};
use crate::nvp::Value;
use crate::soap::{Envelope, Fault};
use crate::tree::{Ref, Tree};

/// A message, and what its type has no place for.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The message.
    pub message: AnyMessage,
    /// The values that the message's type does not know, in the order of the body.
    pub unknown: Unknowns,
    /// What stood around the message in SOAP: version, header entries, and the fault whose detail the
    /// message is, if it is one.
    pub envelope: Option<Envelope<()>>,
    /// What a lenient preset mended, and what a receiver should know.
    pub warnings: Vec<Warning>,
    /// What it was read from, if the same message can be spelled in several ways.
    pub(super) source: Option<Arc<Source>>,
}

impl Decoded {
    /// A message that was not read, with nothing around it.
    ///
    /// It is written by [`encode`](Self::encode) with what is then put beside it: in SOAP 1.2, say,
    /// or a fault with a code of its own.
    ///
    /// ```
    /// use paywire::api::adaptive_payments::common::{AckCode, ErrorData, ResponseEnvelope};
    /// use paywire::api::adaptive_payments::fault::FaultMessage;
    /// use paywire::codec::{Config, Decoded, Format};
    /// use paywire::soap::{Body, Code, Envelope, Fault, Version};
    ///
    /// let sent = "2013-04-24T14:39:26.000-07:00";
    /// let about = ResponseEnvelope::new(sent, AckCode::Failure, "34e4", "57");
    /// let error = ErrorData::new(580_022, "no such key");
    /// let mut fault = Decoded::new(FaultMessage::new(about, vec![error]));
    /// let mut envelope = Envelope::new(());
    /// envelope.version = Version::V12;
    /// envelope.body = Body::Fault(Box::new(Fault::new(Code::sender(), "no such key")));
    /// fault.envelope = Some(envelope);
    /// let written = fault.encode(Format::Soap, &Config::strict())?;
    /// assert!(written.contains("Sender") && written.contains("2003/05/soap-envelope"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn new(message: impl Into<AnyMessage>) -> Self {
        Decoded {
            message: message.into(),
            unknown: Unknowns::default(),
            envelope: None,
            warnings: Vec::new(),
            source: None,
        }
    }

    /// What the message says. Of a fault that names no error, the words that SOAP has for it.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = self.message.facts();
        let fault = self.envelope.as_ref().and_then(|own| own.body.fault());
        if let Some(fault) = fault.filter(|_| facts.errors.is_empty()) {
            facts.add_fault(&fault.code.name, fault.string());
        }
        facts
    }
}

/// A well-formed body without a message.
#[derive(Clone)]
#[non_exhaustive]
pub struct Generic {
    /// All of the body.
    tree: Tree,
    /// The same as text, once somebody asked.
    value: OnceLock<Value>,
    /// The message that the body was said to be, although it does not fit.
    pub message: Option<MessageKind>,
    /// The messages the body could be, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// What stood around it in SOAP, and the fault that it is, if it is one.
    pub envelope: Option<Envelope<()>>,
    /// What was mended, and why the body is not the message it looks like.
    pub warnings: Vec<Warning>,
}

impl Generic {
    /// All of the body, as text. It is made once somebody asks; who writes or shows the body makes a
    /// [`redact::Tree`](crate::redact::Tree) of it, which takes less room.
    #[must_use]
    pub fn value(&self) -> &Value {
        self.value.get_or_init(|| Value::from(self.tree.root()))
    }

    /// All of the body.
    pub(crate) fn into_nodes(self) -> Tree {
        self.tree
    }

    /// Why the body is no message, where that is more than that it is a fault: it does not say
    /// which, its root element is unknown, or it lacks what its message requires.
    ///
    /// ```
    /// use paywire::codec::{self, Config, Content, Warning};
    ///
    /// let Content::Generic(generic) = codec::read(b"a=1", &Config::strict())?.content else { panic!() };
    /// assert!(matches!(generic.why(), Some(Warning::Undecided)));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn why(&self) -> Option<&Warning> {
        let mut warnings = self.warnings.iter();
        warnings.find(|warning| {
            matches!(
                warning,
                Warning::Undecided | Warning::UnknownRoot(_) | Warning::NotTheMessage { .. }
            )
        })
    }

    /// The fault that SOAP says the body is.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.envelope.as_ref()?.body.fault()
    }

    /// The errors that the body carries, each explained as far as its code is known, and whether it
    /// says that the call failed.
    ///
    /// ```
    /// use paywire::codec::{self, Config, Content};
    ///
    /// let body = br#"<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>
    ///   <e:Fault><faultcode>e:Server</faultcode><faultstring>try again</faultstring></e:Fault>
    /// </e:Body></e:Envelope>"#;
    /// let Content::Generic(generic) = codec::read(body, &Config::strict())?.content else { panic!() };
    /// assert_eq!(generic.facts().errors[0].message.as_deref(), Some("try again"));
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn facts(&self) -> Facts {
        let value = self.tree.root();
        let mut facts = Facts::of_tree(value);
        let text = |name| value.get(name).and_then(Ref::as_str);
        if let Some(fault) = self.fault() {
            facts.add_fault(&fault.code.name, fault.string());
        } else if let Some(words) = text("faultstring") {
            // A fault of SOAP that somebody took out of its envelope.
            let code = text("faultcode").unwrap_or_default();
            let (_, code) = code.rsplit_once(':').unwrap_or(("", code));
            facts.add_fault(code, words);
        }
        facts
    }

    /// The [candidates](Self::candidates) that help to decide, the likeliest first: three at most, and none of those
    /// that are equally likely where not all of them are among the three.
    #[must_use]
    pub fn likeliest(&self) -> &[Candidate] {
        identify::likeliest(&self.candidates)
    }
}

/// Nobody knows what the body is, so its values are not shown.
impl fmt::Debug for Generic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generic")
            .field("message", &self.message)
            .field("candidates", &self.candidates)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// A body that was read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The format it is in.
    pub format: Format,
    /// What was found in it.
    pub content: Content,
    /// Whether it was said which message the body is.
    pub(super) said: bool,
}

impl Reading {
    /// Whether the body is not the message that it was said to be, by
    /// [`Config::message`], or by the operation that [`Config::path`] or [`Config::soap_action`] names.
    ///
    /// ```
    /// use paywire::codec::{self, Config};
    ///
    /// let body = b"requestEnvelope.errorLanguage=en_US";
    /// let reading = codec::read(body, &Config::strict().path("/AdaptivePayments/PaymentDetails"))?;
    /// assert!(!reading.is_not_as_said());
    /// let reading = codec::read(body, &Config::strict().path("/AdaptivePayments/Pay"))?;
    /// assert!(reading.is_not_as_said());
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn is_not_as_said(&self) -> bool {
        self.said && matches!(self.content, Content::Generic(_))
    }
}

/// What was found in a body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Content {
    /// One of the messages.
    Message(Box<Decoded>),
    /// Something well-formed that does not say which message it is, or lacks what its message
    /// requires.
    Generic(Box<Generic>),
}

impl Content {
    /// A body without a message.
    fn generic(
        opened: Opened<'_>,
        message: Option<MessageKind>,
        candidates: Vec<Candidate>,
        warnings: Vec<Warning>,
    ) -> Self {
        Content::Generic(Box::new(Generic {
            tree: opened.tree,
            value: OnceLock::new(),
            message,
            candidates,
            envelope: opened.envelope,
            warnings,
        }))
    }

    /// Every value with its path but those that are empty, in the order of the message's schema, unknown ones at the end;
    /// without a message in the order of the body.
    ///
    /// ```
    /// use paywire::codec::{self, Config};
    ///
    /// let body = b"requestEnvelope.errorLanguage=en_US&x=1&payKey=AP-1&fundingPlanId=9T";
    /// let reading = codec::read(body, &Config::strict())?;
    /// let shown: Vec<String> = reading.content.leaves()?.iter().map(ToString::to_string).collect();
    /// assert_eq!(shown[1..], ["payKey=AP-1", "fundingPlanId=9T", "x=1"]);
    /// # Ok::<(), paywire::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// None that a message out of a body is known to give.
    pub fn leaves(&self) -> Result<Vec<Unknown>> {
        match self {
            Content::Message(decoded) => {
                let mut all = embedded::leaves(&decoded.message)?;
                decoded.unknown.each(|value| {
                    all.extend((!value.is_empty()).then(|| value.clone()));
                });
                Ok(all)
            }
            Content::Generic(generic) => Ok(unknown::leaves_of(generic.tree.root())),
        }
    }
}

/// Reads a body as one message, in one format.
///
/// What the configuration says about format and message is not looked at.
///
/// ```
/// use paywire::api::MessageKind;
/// use paywire::codec::{self, Config, Format};
///
/// let body = br#"{"requestEnvelope":{"errorLanguage":"en_US"},"payKey":"AP-1","x":{"y":1.50}}"#;
/// let kind = MessageKind::PaymentDetailsRequest;
/// let decoded = codec::decode(kind, Format::Json, body, &Config::strict())?;
/// assert_eq!(decoded.unknown[0].to_string(), "x.y=1.50");
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The body is damaged, over a limit, or lacks what the message requires, or the message does not
/// travel in the format ([`ErrorKind::NotSpoken`]).
pub fn decode(kind: MessageKind, format: Format, body: &[u8], config: &Config) -> Result<Decoded> {
    format.check(kind)?;
    let mut opened = Opened::new(format, body, Some(kind), config)?;
    let typed = opened.read(kind, config)?;
    Ok(decoded(&mut opened, typed))
}

/// A message that was read, with all that is known about it. The body is not needed any more.
fn decoded(opened: &mut Opened<'_>, mut typed: Typed) -> Decoded {
    let mut warnings = opened.warnings_of(&mut typed);
    let message = typed.message;
    if typed.left > 0 {
        warnings.extend(strangers::escaped(opened.format(), opened.value()));
    }
    let unread = message.unread().into_iter();
    warnings.extend(unread.map(|(path, error)| Warning::UnreadAmount { path, error }));
    let is_json = opened.format() == Format::Json;
    let source = (is_json || typed.left > 0).then(|| {
        Arc::new(Source {
            tree: mem::take(&mut opened.tree),
            rules: opened.rules,
        })
    });
    let unknown = match &source {
        Some(source) if typed.left > 0 => {
            let source = Arc::clone(source);
            Unknowns::of(Rest::new(source, typed.taken, typed.left, typed.within))
        }
        _ => typed.within.into(),
    };
    Decoded {
        message,
        unknown,
        envelope: opened.envelope.take(),
        warnings,
        source: source.filter(|_| is_json),
    }
}

/// Reads a body as a tree of texts, whatever it is about.
///
/// # Errors
///
/// The body is damaged or over a limit.
pub fn decode_generic(
    format: Format,
    body: &[u8],
    config: &Config,
) -> Result<(Value, Vec<Warning>)> {
    let opened = Opened::new(format, body, None, config)?;
    Ok((Value::from(opened.value()), opened.warnings()?))
}

/// Reads a body of which nothing is known but what the configuration says.
///
/// # Errors
///
/// The body is damaged or over a limit, or begins like no format. A body that is well-formed is no
/// error, whatever it holds: it is [`Content::Generic`] at least.
pub fn read(body: &[u8], config: &Config) -> Result<Reading> {
    let format = config.format.or_else(|| Format::detect(body));
    let format = format.ok_or_else(|| unknown_format(body))?;
    let content = match config.message {
        Some(message) => read_as(message, format, body, config)?,
        None => find_out(format, body, config)?,
    };
    let said = config.says_message();
    Ok(Reading {
        format,
        content,
        said,
    })
}

/// Reads a body as the message it is said to be.
fn read_as(message: MessageKind, format: Format, body: &[u8], config: &Config) -> Result<Content> {
    let error = match decode(message, format, body, config) {
        Ok(decoded) => return Ok(Content::Message(Box::new(decoded))),
        Err(error) => error,
    };
    // What is damaged is an error here too.
    let opened = Opened::new(format, body, None, config)?;
    let mut warnings = opened.warnings()?;
    warnings.extend(strangers::escaped(format, opened.value()));
    warnings.push(Warning::NotTheMessage { message, error });
    Ok(Content::generic(
        opened,
        Some(message),
        Vec::new(),
        warnings,
    ))
}

/// Reads a body as the message it seems to be: by its names as they are, and if that leads to none, in any letter case.
fn find_out(format: Format, body: &[u8], config: &Config) -> Result<Content> {
    let mut opened = Opened::new(format, body, None, config)?;
    let mut warnings = opened.warnings()?;
    if let Some(stranger) = strangers::of(format, opened.value(), config) {
        warnings.push(stranger);
        return Ok(Content::generic(opened, None, Vec::new(), warnings));
    }
    let mut found = find(&opened, config);
    if found.typed.is_none() && identify::in_any_case(&opened) {
        opened.rules.any_case = true;
        let folded = find(&opened, config);
        if folded.typed.is_some() {
            found = folded;
        } else {
            opened.rules.any_case = false;
        }
    }
    let Some((typed, mut own)) = found.typed else {
        warnings.extend(strangers::escaped(format, opened.value()));
        warnings.extend(found.why);
        return Ok(Content::generic(opened, None, found.candidates, warnings));
    };
    let decoded = decoded(own.as_deref_mut().unwrap_or(&mut opened), typed);
    Ok(Content::Message(Box::new(decoded)))
}

/// What came of looking for the message of a body.
struct Found<'de> {
    /// The message, with the body if that was lexed anew for it.
    typed: Option<(Typed, Option<Box<Opened<'de>>>)>,
    candidates: Vec<Candidate>,
    /// Why there is none.
    why: Option<Warning>,
}

fn find<'de>(opened: &Opened<'de>, config: &Config) -> Found<'de> {
    let mut tried = identify::likeliest_of(opened, config);
    let meant = identify::certain(opened, &tried);
    let first = tried.first_mut().filter(|_| meant.is_some());
    let typed = first.and_then(|first| first.typed.take());
    let why = match (meant, &opened.root) {
        (None, None) => Some(identify::undecided(&tried)),
        // A fault without a message in it says itself what it is.
        (None, Some(root)) if is_fault(root, opened.envelope.as_ref()) => None,
        (None, Some(root)) => Some(of_root(root.clone())),
        (Some(message), _) => {
            let first = tried.first();
            let error = first.and_then(|first| first.candidate.error.clone());
            error.map(|error| Warning::NotTheMessage { message, error })
        }
    };
    // Nobody asks what else a message could have been.
    let others = if typed.is_some() { Vec::new() } else { tried };
    Found {
        typed,
        candidates: others.into_iter().map(|tried| tried.candidate).collect(),
        why,
    }
}

/// Whether an element is the fault that is in the envelope, and nothing within it.
fn is_fault(root: &Root, envelope: Option<&Envelope<()>>) -> bool {
    root.name == "Fault" && envelope.is_some_and(|envelope| envelope.body.fault().is_some())
}

/// Why a root element does not decide: no message has it, or one that does not belong to the call.
fn of_root(root: Root) -> Warning {
    let mut all = MessageKind::ALL.iter();
    let known = all.find(|kind| match root.says(**kind) {
        Some(Reason::Root | Reason::RootOperation) => Format::Xml.carries(**kind),
        _ => false,
    });
    known.map_or(Warning::UnknownRoot(root), |kind| {
        Warning::NotOfTheCall(*kind)
    })
}

#[cold]
fn unknown_format(body: &[u8]) -> Error {
    if body.trim_ascii().is_empty() {
        return Error::at(ErrorKind::UnexpectedEnd, body.len()..body.len());
    }
    Error::at(ErrorKind::UnknownFormat, 0..1)
}
