//! Decodes bodies to messages, or to generic values.

use std::fmt;
use std::mem;
use std::sync::{Arc, OnceLock};

use super::identify::{self, Candidate, Reason};
use super::parsed::{ParsedBody, Root, TypedMessage};
use super::spelling::ParsedSource;
use super::unknown::{self, Unknown, Unknowns, UnreadRest};
use super::{Config, Format, Warning, embedded, other_services};
use crate::api::facts::Facts;
use crate::api::{AnyMessage, MessageKind};
use crate::error::{Error, ErrorKind, Result};
use crate::nvp::Value;
use crate::soap::{Envelope, Fault};
use crate::tree::{Ref, Tree};

/// A message with the unknown values of its body.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The message.
    pub message: AnyMessage,
    /// The values that the message's type does not know, in the order of the body.
    pub unknown: Unknowns,
    /// The SOAP envelope: version, header entries, and the fault whose detail is the message, if there is one.
    pub envelope: Option<Envelope<()>>,
    /// Repairs of the lenient preset, and other things that a receiver should know.
    pub warnings: Vec<Warning>,
    /// The JSON body, whose spelling is kept when the message is written again.
    pub(super) source: Option<Arc<ParsedSource>>,
}

impl Decoded {
    /// Wraps a message that was made in Rust.
    ///
    /// Set the envelope or unknown values, then [`encode`](Self::encode) it: for SOAP 1.2, for example, or for a fault
    /// with a code of its own.
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

    /// Summarizes the message. For a fault without an error of its own, the SOAP fault's code and text are used.
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

/// A well-formed body that is not a known message.
#[derive(Clone)]
#[non_exhaustive]
pub struct Generic {
    /// The whole body.
    tree: Tree,
    /// The same as text, made on demand.
    value: OnceLock<Value>,
    /// The message that was specified, although the body does not fit it.
    pub message: Option<MessageKind>,
    /// The messages that the body could be, the most likely first.
    pub candidates: Vec<Candidate>,
    /// The SOAP envelope, with the fault if the body is one.
    pub envelope: Option<Envelope<()>>,
    /// Repairs, and the reason why the body is not a message.
    pub warnings: Vec<Warning>,
}

impl Generic {
    /// The whole body as text. It is made on the first call; to write or show the body, a
    /// [`redact::Tree`](crate::redact::Tree) takes less memory.
    #[must_use]
    pub fn value(&self) -> &Value {
        self.value.get_or_init(|| Value::from(self.tree.root()))
    }

    /// The whole body.
    pub(crate) fn into_nodes(self) -> Tree {
        self.tree
    }

    /// The reason why the body is not a message, unless it is a SOAP fault: it does not identify its message, its root
    /// element is unknown, or it lacks a required field.
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

    /// The SOAP fault, if the body is one.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.envelope.as_ref()?.body.fault()
    }

    /// Summarizes the body: its errors, with explanations of known codes, and whether the call failed.
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
            // A SOAP fault outside of its envelope.
            let code = text("faultcode").unwrap_or_default();
            let (_, code) = code.rsplit_once(':').unwrap_or(("", code));
            facts.add_fault(code, words);
        }
        facts
    }

    /// At most three [candidates](Self::candidates) that help to decide, the most likely first. Equally likely
    /// candidates are left out if not all of them fit.
    #[must_use]
    pub fn likeliest(&self) -> &[Candidate] {
        identify::likeliest(&self.candidates)
    }
}

/// Hides the values, because it is not known which of them are secrets.
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
    /// The format of the body.
    pub format: Format,
    /// The message, or the generic value.
    pub content: Content,
    /// Whether the configuration specifies the message.
    pub(super) specified: bool,
}

impl Reading {
    /// Whether the body is not the message that [`Config::message`] specifies, or the operation in [`Config::path`] or
    /// [`Config::soap_action`].
    ///
    /// ```
    /// use paywire::codec::{self, Config};
    ///
    /// let body = b"requestEnvelope.errorLanguage=en_US";
    /// let reading = codec::read(body, &Config::strict().path("/AdaptivePayments/PaymentDetails"))?;
    /// assert!(!reading.is_not_as_specified());
    /// let reading = codec::read(body, &Config::strict().path("/AdaptivePayments/Pay"))?;
    /// assert!(reading.is_not_as_specified());
    /// # Ok::<(), paywire::Error>(())
    /// ```
    #[must_use]
    pub fn is_not_as_specified(&self) -> bool {
        self.specified && matches!(self.content, Content::Generic(_))
    }
}

/// The content of a body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Content {
    /// A known message.
    Message(Box<Decoded>),
    /// A well-formed body that does not identify its message, or lacks a field that its message requires.
    Generic(Box<Generic>),
}

impl Content {
    /// A body that is not a known message.
    fn generic(
        opened: ParsedBody<'_>,
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

    /// All values with their paths, except empty ones: in the order of the message's schema with unknown ones at the
    /// end, or in the order of the body if it is not a message.
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
    /// No message that was decoded from a body is known to cause one.
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

/// Decodes a body as the given message in the given format. Those of the configuration are ignored.
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
/// The body is damaged, exceeds a limit, or lacks a required field, or the message does not support the format
/// ([`ErrorKind::UnsupportedFormat`]).
pub fn decode(kind: MessageKind, format: Format, body: &[u8], config: &Config) -> Result<Decoded> {
    format.check(kind)?;
    let mut opened = ParsedBody::new(format, body, Some(kind), config)?;
    let typed = opened.read(kind, config)?;
    Ok(decoded(&mut opened, typed))
}

/// Builds the result for a message. The parsed body is not needed afterwards.
fn decoded(opened: &mut ParsedBody<'_>, mut typed: TypedMessage) -> Decoded {
    let mut warnings = opened.warnings_of(&mut typed);
    let message = typed.message;
    if typed.left > 0 {
        warnings.extend(other_services::html_escaped(
            opened.format(),
            opened.value(),
        ));
    }
    let unread = message.unread().into_iter();
    warnings.extend(unread.map(|(path, error)| Warning::UnreadAmount { path, error }));
    let is_json = opened.format() == Format::Json;
    let source = (is_json || typed.left > 0).then(|| {
        Arc::new(ParsedSource {
            tree: mem::take(&mut opened.tree),
            rules: opened.rules,
        })
    });
    let unknown = match &source {
        Some(source) if typed.left > 0 => {
            let source = Arc::clone(source);
            Unknowns::of(UnreadRest::new(
                source,
                typed.taken,
                typed.left,
                typed.within,
            ))
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

/// Decodes a body of any content to a tree of texts.
///
/// # Errors
///
/// The body is damaged or exceeds a limit.
pub fn decode_generic(
    format: Format,
    body: &[u8],
    config: &Config,
) -> Result<(Value, Vec<Warning>)> {
    let opened = ParsedBody::new(format, body, None, config)?;
    Ok((Value::from(opened.value()), opened.warnings()?))
}

/// Decodes a body whose format and message need not be known.
///
/// # Errors
///
/// The body is damaged, exceeds a limit, or has no recognizable format. Any other well-formed body is at least
/// [`Content::Generic`].
pub fn read(body: &[u8], config: &Config) -> Result<Reading> {
    let format = config.format.or_else(|| Format::detect(body));
    let format = format.ok_or_else(|| unknown_format(body))?;
    let content = match config.message {
        Some(message) => read_as(message, format, body, config)?,
        None => infer(format, body, config)?,
    };
    let specified = config.specifies_message();
    Ok(Reading {
        format,
        content,
        specified,
    })
}

/// Decodes a body as the specified message.
fn read_as(message: MessageKind, format: Format, body: &[u8], config: &Config) -> Result<Content> {
    let error = match decode(message, format, body, config) {
        Ok(decoded) => return Ok(Content::Message(Box::new(decoded))),
        Err(error) => error,
    };
    // Fails if the body itself is damaged.
    let opened = ParsedBody::new(format, body, None, config)?;
    let mut warnings = opened.warnings()?;
    warnings.extend(other_services::html_escaped(format, opened.value()));
    warnings.push(Warning::NotTheMessage { message, error });
    Ok(Content::generic(
        opened,
        Some(message),
        Vec::new(),
        warnings,
    ))
}

/// Infers the message of a body: by its exact names, or else by names in any letter case.
fn infer(format: Format, body: &[u8], config: &Config) -> Result<Content> {
    let mut opened = ParsedBody::new(format, body, None, config)?;
    let mut warnings = opened.warnings()?;
    if let Some(warning) = other_services::detect(format, opened.value(), config) {
        warnings.push(warning);
        return Ok(Content::generic(opened, None, Vec::new(), warnings));
    }
    let mut found = infer_message(&opened, config);
    if found.typed.is_none() && identify::in_any_case(&opened) {
        opened.rules.any_case = true;
        let folded = infer_message(&opened, config);
        if folded.typed.is_some() {
            found = folded;
        } else {
            opened.rules.any_case = false;
        }
    }
    let Some((typed, mut own)) = found.typed else {
        warnings.extend(other_services::html_escaped(format, opened.value()));
        warnings.extend(found.why);
        return Ok(Content::generic(opened, None, found.candidates, warnings));
    };
    let decoded = decoded(own.as_deref_mut().unwrap_or(&mut opened), typed);
    Ok(Content::Message(Box::new(decoded)))
}

/// The result of inferring the message.
struct Inference<'de> {
    /// The message, with the body if it had to be parsed again.
    typed: Option<(TypedMessage, Option<Box<ParsedBody<'de>>>)>,
    candidates: Vec<Candidate>,
    /// The reason why there is no message.
    why: Option<Warning>,
}

fn infer_message<'de>(opened: &ParsedBody<'de>, config: &Config) -> Inference<'de> {
    let mut tried = identify::likeliest_of(opened, config);
    let certain = identify::certain(opened, &tried);
    let first = tried.first_mut().filter(|_| certain.is_some());
    let typed = first.and_then(|first| first.typed.take());
    let why = match (certain, &opened.root) {
        (None, None) => Some(identify::undecided(&tried)),
        // A SOAP fault without a message is shown as such.
        (None, Some(root)) if is_fault(root, opened.envelope.as_ref()) => None,
        (None, Some(root)) => Some(root_warning(root.clone())),
        (Some(message), _) => {
            let first = tried.first();
            let error = first.and_then(|first| first.candidate.error.clone());
            error.map(|error| Warning::NotTheMessage { message, error })
        }
    };
    // The other candidates are not needed.
    let others = if typed.is_some() { Vec::new() } else { tried };
    Inference {
        typed,
        candidates: others.into_iter().map(|tried| tried.candidate).collect(),
        why,
    }
}

/// Whether a root element is the SOAP fault itself rather than its detail.
fn is_fault(root: &Root, envelope: Option<&Envelope<()>>) -> bool {
    root.name == "Fault" && envelope.is_some_and(|envelope| envelope.body.fault().is_some())
}

/// The warning for a root element that belongs to no message, or not to one of the called operation.
fn root_warning(root: Root) -> Warning {
    let mut all = MessageKind::ALL.iter();
    let known = all.find(|kind| match root.evidence_for(**kind) {
        Some(Reason::Root | Reason::RootOperation) => Format::Xml.carries(**kind),
        _ => false,
    });
    known.map_or(Warning::UnknownRoot(root), |kind| {
        Warning::MismatchedRoot(*kind)
    })
}

#[cold]
fn unknown_format(body: &[u8]) -> Error {
    if body.trim_ascii().is_empty() {
        return Error::at(ErrorKind::UnexpectedEnd, body.len()..body.len());
    }
    Error::at(ErrorKind::UnknownFormat, 0..1)
}
