//! From a message to a body.

use serde::Serialize;

use super::decode::decode;
use super::extra::{Besides, Beyond, Came, Merged, Wire, lost};
use super::open::Root;
use super::path::push_word;
use super::{Config, Decoded, Format, ipn};
use crate::api::{AnyMessage, Direction, MessageKind};
use crate::error::{Error, ErrorKind, Result};
use crate::soap::{self, Body, Code, Entry, Envelope, Fault};
use crate::tree::{Left, Ref, Tree};
use crate::{json, xml};

/// Writes a message in one format.
///
/// ```
/// use paywire::api::AnyMessage;
/// use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
/// use paywire::codec::{self, Config, Format};
///
/// let message = AnyMessage::from(PaymentDetailsRequest::by_pay_key("AP-1"));
/// let body = codec::encode(&message, Format::Nvp, &Config::strict())?;
/// assert_eq!(body, "requestEnvelope.errorLanguage=en_US&payKey=AP-1");
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The message does not travel in the format ([`ErrorKind::NotSpoken`](crate::ErrorKind::NotSpoken)),
/// or the format cannot hold a value of it: what was written is read again by the strict preset, and
/// has to be the same message. NVP cannot write a struct or list without content, so where one has
/// to be, there is nothing to write.
pub fn encode(message: &AnyMessage, format: Format, config: &Config) -> Result<String> {
    format.check(message.kind())?;
    let written = write_message(message, None, Beyond::default(), (format, config))?;
    written.checked(message, format, config)
}

/// Makes sure that what was written of a message is read again, strictly, as that message. Where
/// nothing and something empty are the same, so are they here.
fn read_back(message: &AnyMessage, format: Format, body: &str, config: &Config) -> Result<()> {
    let again = decode(message.kind(), format, body.as_bytes(), &config.rereading());
    let again = again.map_err(|error| unreadable(format, &error))?;
    if again.message == *message {
        return Ok(());
    }
    let mut first = None;
    each_lost(message, &again.message, &mut |path, value| {
        if !value.is_empty() {
            first.get_or_insert_with(|| path.to_owned());
        }
    })?;
    match first {
        None => Ok(()),
        Some(path) => Err(Error::new(ErrorKind::Inexpressible(format.title())).or_path(|| path)),
    }
}

/// Shows what of a message is not there again in another, with its path.
pub(super) fn each_lost(
    before: &AnyMessage,
    after: &AnyMessage,
    show: &mut dyn FnMut(&str, Ref<'_>),
) -> Result<()> {
    let (before, after) = (Tree::written(before)?, Tree::written(after)?);
    let (before, after) = (Besides::whole(&before), Besides::whole(&after));
    let same = |before: Ref<'_>, after: Ref<'_>| {
        before.as_str() == after.as_str() && before.is_empty() == after.is_empty()
    };
    lost(&before.all(), &after.all(), &same, show);
    Ok(())
}

/// Why what was written cannot be read, and where.
#[cold]
pub(super) fn unreadable(format: Format, error: &Error) -> Error {
    let mut path = error.path().unwrap_or_default().to_owned();
    let ErrorKind::MissingField(name) = error.kind() else {
        return Error::new(ErrorKind::Inexpressible(format.title())).or_path(|| path);
    };
    push_word(&mut path, name);
    let what = "something that has to be there and is empty, which this format cannot write";
    Error::new(ErrorKind::Unsupported(what)).or_path(|| path)
}

impl Decoded {
    /// Writes the message with its unknown values at their places, in any format; in SOAP with the
    /// header and the fault it came with. What came as JSON and was not changed since is written as
    /// JSON in the spelling in which it came: a number or a text, `null` or nothing.
    ///
    /// What was written is read again by the strict preset, and has to be the same message. Which
    /// [empty](super::Unknown::is_empty) values are left out of formats other than JSON, and whether all
    /// unknown ones have come along, says [`convert`](super::convert()).
    ///
    /// ```
    /// use paywire::codec::{self, Config, Format};
    /// use paywire::api::MessageKind;
    ///
    /// let kind = MessageKind::PaymentDetailsRequest;
    /// let body = b"requestEnvelope.errorLanguage=en_US&requestEnvelope.x(0)=1&payKey=AP-1";
    /// let decoded = codec::decode(kind, Format::Nvp, body, &Config::strict())?;
    /// assert_eq!(
    ///     decoded.encode(Format::Json, &Config::strict())?,
    ///     r#"{"requestEnvelope":{"errorLanguage":"en_US","x":["1"]},"payKey":"AP-1"}"#,
    /// );
    /// # Ok::<(), paywire::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The message does not travel in the format, or the format cannot hold a value.
    pub fn encode(&self, format: Format, config: &Config) -> Result<String> {
        format.check(self.message.kind())?;
        let besides = self.unknown.besides()?;
        let written = write_with(self, &besides.in_format(format, &[]), false, format, config)?;
        written.checked(&self.message, format, config)
    }
}

/// Writes a message with these unknown values, a message `as_read` or one that may be another now.
pub(super) fn write_with(
    decoded: &Decoded,
    besides: &Left<'_>,
    as_read: bool,
    format: Format,
    config: &Config,
) -> Result<Written> {
    let message = &decoded.message;
    let source = decoded.source.as_deref().filter(|_| format == Format::Json);
    let first = source.filter(|_| !as_read);
    let first = first
        .map(|source| source.first(message.kind()))
        .transpose()?;
    let taken = first.as_ref().map(|(_, taken)| taken);
    let taken = taken.or(decoded.unknown.taken());
    let body = source.map(|source| source.left(taken));
    let beyond = Beyond {
        besides: besides.root(),
        came: body.as_ref().map(|body| Came {
            own: first.as_ref().map(|(own, _)| own.root()),
            body: body.top(),
        }),
    };
    let envelope = decoded.envelope.as_ref();
    let written = write_message(message, envelope, beyond, (format, config))?;
    let is_sure = written.is_sure && besides.is_plain(format == Format::Json);
    Ok(Written { is_sure, ..written })
}

/// A body that was written.
pub(super) struct Written {
    pub(super) body: String,
    /// Whether a strict reader reads the same again, whatever the format. If not, it may all the same.
    pub(super) is_sure: bool,
}

impl Written {
    /// The body, once it is sure that a strict reader reads the same message.
    fn checked(self, message: &AnyMessage, format: Format, config: &Config) -> Result<String> {
        if !self.is_sure {
            read_back(message, format, &self.body, config)?;
        }
        Ok(self.body)
    }
}

fn write_message(
    message: &AnyMessage,
    envelope: Option<&Envelope<()>>,
    beyond: Beyond<'_>,
    to: (Format, &Config),
) -> Result<Written> {
    let tree = Tree::written(message)?;
    let frame = Frame {
        envelope,
        ..Frame::of(Some(message.kind()), tree.root())
    };
    let written = frame.write_value(tree.root(), beyond, to)?;
    let is_sure = tree.is_plain() && written.is_sure;
    Ok(Written { is_sure, ..written })
}

/// What stands around the content of a message, in formats that have something there.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    /// Which message it is, if that is known.
    kind: Option<MessageKind>,
    envelope: Option<&'a Envelope<()>>,
    /// What a fault says first.
    words: &'a str,
    /// The charset that a notification names.
    charset: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// What a message itself says about it.
    pub(super) fn of(kind: Option<MessageKind>, value: Ref<'a>) -> Self {
        let error = value.get("error").and_then(|all| all.entries().next());
        let words = error.and_then(|error| error.get("message")?.as_str());
        Frame {
            words: words.unwrap_or_default(),
            charset: value.get("charset").and_then(Ref::as_str),
            ..Frame::bare(kind)
        }
    }

    /// Nothing but the message's own name.
    pub(super) fn bare(kind: Option<MessageKind>) -> Self {
        Frame {
            kind,
            envelope: None,
            words: "",
            charset: None,
        }
    }

    /// Writes what a message is as a tree, with what there is beyond it.
    pub(super) fn write_value(
        self,
        value: Ref<'_>,
        beyond: Beyond<'_>,
        to: (Format, &Config),
    ) -> Result<Written> {
        let wire = &Wire::of(self.kind, to.0);
        let merged = Merged {
            value,
            beyond,
            wire,
        };
        Ok(Written {
            body: self.write(&merged, to)?,
            is_sure: !wire.wrote_beside(),
        })
    }

    /// The one place that knows how each format is written.
    pub(super) fn write<T: Serialize>(
        self,
        content: &T,
        (format, config): (Format, &Config),
    ) -> Result<String> {
        let xml = rooted(self.kind, config.xml);
        match format {
            Format::Nvp => ipn::writing(self.kind, self.charset, config)?.to_string(content),
            Format::Json => json::to_string(content),
            Format::Xml => xml.to_string(content),
            Format::Soap => {
                let soap = soap::Config::strict().xml(xml);
                soap.to_string(&self.envelope(content, config)?)
            }
        }
    }

    fn new_fault(&self) -> Fault {
        Fault::new(Code::receiver(), self.words)
    }

    /// The content in an envelope: a fault's in its detail.
    fn envelope<'c, T: Serialize>(
        &self,
        content: &'c T,
        config: &Config,
    ) -> Result<Envelope<&'c T>> {
        let mut envelope = Envelope::new(content);
        if let Some(own) = self.envelope {
            envelope.version = own.version;
            envelope.header = own.header.clone();
        }
        let is_fault = |kind: &MessageKind| kind.info().direction == Direction::Fault;
        if let Some(kind) = self.kind.filter(is_fault) {
            let entry = Entry::new(content, &rooted(self.kind, config.xml))?;
            let own = self.envelope.and_then(|own| own.body.fault());
            let mut fault = own.cloned().unwrap_or_else(|| self.new_fault());
            let entries = &mut fault.detail.get_or_insert_default().entries;
            // What else stands in the detail stays.
            let mut all = entries.iter_mut();
            match all.find(|own| Root::of_entry(own).says(kind).is_some()) {
                Some(own) => *own = entry,
                None => entries.push(entry),
            }
            envelope.body = Body::Fault(Box::new(fault));
        }
        Ok(envelope)
    }
}

/// The element that all of a body stands in that is no known message.
const ROOT: &str = "message";

/// With the root element of a message.
pub(super) fn rooted(
    kind: Option<MessageKind>,
    config: xml::Config<'static>,
) -> xml::Config<'static> {
    let Some(info) = kind.map(MessageKind::info) else {
        return config.root(ROOT);
    };
    let config = config.root(info.name).unqualified_root(true);
    match info.namespace {
        Some(namespace) => config.namespace(namespace),
        None => config,
    }
}

/// Whether the fault that a message came in says more than the one it would be given anew.
pub(super) fn has_own_fault(message: &AnyMessage, envelope: &Envelope<()>) -> Result<bool> {
    let Some(fault) = envelope.body.fault() else {
        return Ok(false);
    };
    let bare = Fault {
        detail: None,
        ..fault.clone()
    };
    let plain = fault
        .detail
        .as_ref()
        .is_none_or(|detail| detail.entries.len() <= 1 && detail.text.is_empty());
    let tree = Tree::written(message)?;
    let anew = Frame::of(Some(message.kind()), tree.root()).new_fault();
    Ok(!plain || bare != anew)
}
