//! Encodes messages to bodies.

use serde::Serialize;

use super::decode::decode;
use super::overlay::{Extras, Origin, Overlay, Wire, WithUnknown, lost};
use super::parsed::Root;
use super::path::push_word;
use super::{Config, Decoded, Format, ipn};
use crate::api::{AnyMessage, Direction, MessageKind};
use crate::error::{Error, ErrorKind, Result};
use crate::soap::{self, Body, Code, Entry, Envelope, Fault};
use crate::tree::{Leftovers, Ref, Tree};
use crate::{json, xml};

/// Encodes a message in a format.
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
/// The message does not support the format ([`ErrorKind::UnsupportedFormat`](crate::ErrorKind::UnsupportedFormat)), or the format
/// cannot hold one of its values: the result is read back by the strict preset, and must be the same message. NVP
/// cannot hold an empty struct or list, so it is an error where one is required.
pub fn encode(message: &AnyMessage, format: Format, config: &Config) -> Result<String> {
    format.check(message.kind())?;
    let written = write_message(message, None, Overlay::default(), (format, config))?;
    written.checked(message, format, config)
}

/// Checks that the strict preset reads the body back as the same message. Empty and absent values count as equal here.
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
        Some(path) => Err(Error::new(ErrorKind::Unrepresentable(format.title())).or_path(|| path)),
    }
}

/// Calls `show` with each value of a message that another one lacks, and with its path.
pub(super) fn each_lost(
    before: &AnyMessage,
    after: &AnyMessage,
    show: &mut dyn FnMut(&str, Ref<'_>),
) -> Result<()> {
    let (before, after) = (Tree::written(before)?, Tree::written(after)?);
    let (before, after) = (Extras::whole(&before), Extras::whole(&after));
    let same = |before: Ref<'_>, after: Ref<'_>| {
        before.as_str() == after.as_str() && before.is_empty() == after.is_empty()
    };
    lost(&before.all(), &after.all(), &same, show);
    Ok(())
}

/// The error for a written body that cannot be read.
#[cold]
pub(super) fn unreadable(format: Format, error: &Error) -> Error {
    let mut path = error.path().unwrap_or_default().to_owned();
    let ErrorKind::MissingField(name) = error.kind() else {
        return Error::new(ErrorKind::Unrepresentable(format.title())).or_path(|| path);
    };
    push_word(&mut path, name);
    let what = "a required value is empty, which this format cannot express";
    Error::new(ErrorKind::Unsupported(what)).or_path(|| path)
}

impl Decoded {
    /// Encodes the message with its unknown values in any format; in SOAP with its header and fault. JSON that was not
    /// changed keeps its spelling: number or string, `null` or absent.
    ///
    /// The result is read back by the strict preset, and must be the same message. [`convert`](super::convert())
    /// describes which [empty](super::Unknown::is_empty) values other formats lose, and reports unknown values that are
    /// lost.
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
    /// The message does not support the format, or the format cannot hold a value.
    pub fn encode(&self, format: Format, config: &Config) -> Result<String> {
        format.check(self.message.kind())?;
        let besides = self.unknown.besides()?;
        let written = write_with(self, &besides.in_format(format, &[]), false, format, config)?;
        written.checked(&self.message, format, config)
    }
}

/// Encodes a message with these unknown values. `as_read` means that the message was not changed.
pub(super) fn write_with(
    decoded: &Decoded,
    besides: &Leftovers<'_>,
    as_read: bool,
    format: Format,
    config: &Config,
) -> Result<Encoded> {
    let message = &decoded.message;
    let source = decoded.source.as_deref().filter(|_| format == Format::Json);
    let first = source.filter(|_| !as_read);
    let first = first
        .map(|source| source.first(message.kind()))
        .transpose()?;
    let taken = first.as_ref().map(|(_, taken)| taken);
    let taken = taken.or(decoded.unknown.taken());
    let body = source.map(|source| source.leftovers(taken));
    let overlay = Overlay {
        besides: besides.root(),
        came: body.as_ref().map(|body| Origin {
            own: first.as_ref().map(|(own, _)| own.root()),
            body: body.top(),
        }),
    };
    let envelope = decoded.envelope.as_ref();
    let written = write_message(message, envelope, overlay, (format, config))?;
    let is_sure = written.is_sure && besides.is_plain(format == Format::Json);
    Ok(Encoded { is_sure, ..written })
}

/// A body that was written.
pub(super) struct Encoded {
    pub(super) body: String,
    /// Whether a strict reader is sure to read the same. If not, it is read back.
    pub(super) is_sure: bool,
}

impl Encoded {
    /// Returns the body after checking that a strict reader reads the same message.
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
    overlay: Overlay<'_>,
    to: (Format, &Config),
) -> Result<Encoded> {
    let tree = Tree::written(message)?;
    let frame = BodyWriter {
        envelope,
        ..BodyWriter::of(Some(message.kind()), tree.root())
    };
    let is_plain = tree.is_plain();
    if is_plain && overlay.is_empty() && is_written_as_it_is(message.kind(), &tree, to.0) {
        return Ok(Encoded {
            body: frame.write(message, to)?,
            is_sure: true,
        });
    }
    let written = frame.write_value(tree.root(), overlay, to)?;
    let is_sure = is_plain && written.is_sure;
    Ok(Encoded { is_sure, ..written })
}

/// Whether a format has the message, of which this is the tree, just as it serializes, which takes half the time.
fn is_written_as_it_is(kind: MessageKind, tree: &Tree, format: Format) -> bool {
    match format {
        Format::Nvp => !tree.has_attributes(),
        Format::Json => !kind.info().writes_texts(),
        Format::Xml | Format::Soap => true,
    }
}

/// Writes content in a format, with what surrounds it there.
#[derive(Clone, Copy)]
pub(super) struct BodyWriter<'a> {
    /// The message, if it is known.
    kind: Option<MessageKind>,
    envelope: Option<&'a Envelope<()>>,
    /// The text of a new SOAP fault.
    words: &'a str,
    /// The charset that a notification names.
    charset: Option<&'a str>,
}

impl<'a> BodyWriter<'a> {
    /// Takes fault text and charset from the message.
    pub(super) fn of(kind: Option<MessageKind>, value: Ref<'a>) -> Self {
        let error = value.get("error").and_then(|all| all.entries().next());
        let words = error.and_then(|error| error.get("message")?.as_str());
        BodyWriter {
            words: words.unwrap_or_default(),
            charset: value.get("charset").and_then(Ref::as_str),
            ..BodyWriter::new(kind)
        }
    }

    /// Knows the message's kind only.
    pub(super) fn new(kind: Option<MessageKind>) -> Self {
        BodyWriter {
            kind,
            envelope: None,
            words: "",
            charset: None,
        }
    }

    /// Writes a message's tree with its unknown values.
    pub(super) fn write_value(
        self,
        value: Ref<'_>,
        overlay: Overlay<'_>,
        to: (Format, &Config),
    ) -> Result<Encoded> {
        let wire = &Wire::of(self.kind, to.0);
        let merged = WithUnknown {
            value,
            overlay,
            wire,
        };
        Ok(Encoded {
            body: self.write(&merged, to)?,
            is_sure: !wire.wrote_beside(),
        })
    }

    /// The only place that knows how each format is written.
    pub(super) fn write<T: Serialize>(
        self,
        content: &T,
        (format, config): (Format, &Config),
    ) -> Result<String> {
        let xml = rooted(self.kind, config.xml);
        match format {
            Format::Nvp => ipn::writer_config(self.kind, self.charset, config)?.to_string(content),
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

    /// Puts the content into an envelope; a fault into the detail.
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
            // Other entries of the detail stay.
            let mut all = entries.iter_mut();
            match all.find(|own| Root::of_entry(own).evidence_for(kind).is_some()) {
                Some(own) => *own = entry,
                None => entries.push(entry),
            }
            envelope.body = Body::Fault(Box::new(fault));
        }
        Ok(envelope)
    }
}

/// The root element of a body that is not a known message.
const ROOT: &str = "message";

/// The XML configuration with a message's root element.
pub(crate) fn rooted(
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

/// Whether the SOAP fault of a message differs from the one that would be made for it.
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
    let anew = BodyWriter::of(Some(message.kind()), tree.root()).new_fault();
    Ok(!plain || bare != anew)
}

#[cfg(all(test, feature = "proptest", feature = "systems"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_message_is_written_the_same_in_both_ways(message in any::<AnyMessage>()) {
            let tree = Tree::written(&message).unwrap();
            let frame = BodyWriter::of(Some(message.kind()), tree.root());
            for &format in Format::ALL {
                let is_direct = tree.is_plain() && is_written_as_it_is(message.kind(), &tree, format);
                if !is_direct || format.check(message.kind()).is_err() {
                    continue;
                }
                let to = (format, &Config::strict());
                let by_tree = frame.write_value(tree.root(), Overlay::default(), to).unwrap();
                prop_assert!(by_tree.is_sure);
                prop_assert_eq!(frame.write(&message, to).unwrap(), by_tree.body);
            }
        }
    }
}
