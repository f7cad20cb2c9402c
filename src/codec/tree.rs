//! Encodes messages and bodies that are redacted trees.

use super::encode::BodyWriter;
use super::overlay::{Extras, Overlay};
use super::{Config, Format, Unknown, embedded};
use crate::api::MessageKind;
use crate::error::Result;
use crate::redact::Tree;

/// Encodes the tree of a message in a format, with its unknown values. Those inside embedded documents must not be
/// among them, because the documents' texts have them.
///
/// Use it to show messages: a [redacted](crate::redact) value need not be valid for its field any more, and is written
/// nevertheless.
///
/// ```
/// use paywire::codec::{self, Config, Content, Format};
/// use paywire::redact::{Redactor, Tree};
///
/// let body = b"requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1&pin=9041";
/// let Content::Message(decoded) = codec::read(body, &Config::strict())?.content else { panic!() };
/// let mut tree = Tree::of_message(&decoded.message)?;
/// Redactor::new().hide(&mut tree);
/// let kind = decoded.message.kind();
/// assert_eq!(
///     codec::encode_tree(kind, &tree, &decoded.unknown, Format::Nvp, &Config::strict())?,
///     "requestEnvelope.errorLanguage=en_US&preapprovalKey=PA-1&pin=***",
/// );
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The message does not support the format, or the format cannot hold a value.
pub fn encode_tree(
    kind: MessageKind,
    tree: &Tree,
    unknown: &[Unknown],
    format: Format,
    config: &Config,
) -> Result<String> {
    format.check(kind)?;
    let besides = Extras::at_paths(&embedded::outside(&tree.documents(), unknown))?;
    let besides = besides.in_format(format, &[]);
    let overlay = Overlay {
        besides: besides.root(),
        came: None,
    };
    let frame = BodyWriter::of(Some(kind), tree.nodes());
    let written = frame.write_value(tree.nodes(), overlay, (format, config))?;
    Ok(written.body)
}

/// Encodes a body that is not a known message. In XML and SOAP its root element is `message`.
///
/// ```
/// use paywire::codec::{self, Config, Format};
/// use paywire::redact::Tree;
///
/// let tree = Tree::from_json(r#"{"amount":100.10,"big":36893488147419103233}"#)?;
/// assert_eq!(
///     codec::encode_untyped(&tree, Format::Nvp, &Config::strict())?,
///     "amount=100.10&big=36893488147419103233",
/// );
/// # Ok::<(), paywire::Error>(())
/// ```
///
/// # Errors
///
/// The format cannot hold a name or a value.
pub fn encode_untyped(tree: &Tree, format: Format, config: &Config) -> Result<String> {
    let frame = BodyWriter::new(None);
    let written = frame.write_value(tree.nodes(), Overlay::default(), (format, config))?;
    Ok(written.body)
}
