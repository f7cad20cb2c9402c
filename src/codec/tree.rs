//! A message that is only there as a tree, with what must not be shown taken out of it.

use super::encode::Frame;
use super::extra::{Besides, Beyond};
use super::{Config, Format, Unknown, embedded};
use crate::api::MessageKind;
use crate::error::Result;
use crate::redact::Tree;

/// Writes the tree of a message in one format, with unknown values at their places, but for those within its documents: the
/// text of a document has them already.
///
/// It is for showing messages: what was [hidden](crate::redact) in the tree need not be a value of
/// the message's type any more, and is written all the same.
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
/// The message does not travel in the format, or the format cannot hold a value.
pub fn encode_tree(
    kind: MessageKind,
    tree: &Tree,
    unknown: &[Unknown],
    format: Format,
    config: &Config,
) -> Result<String> {
    format.check(kind)?;
    let besides = Besides::at_paths(&embedded::outside(&tree.documents(), unknown))?;
    let besides = besides.in_format(format, &[]);
    let beyond = Beyond {
        besides: besides.root(),
        came: None,
    };
    let frame = Frame::of(Some(kind), tree.nodes());
    let written = frame.write_value(tree.nodes(), beyond, (format, config))?;
    Ok(written.body)
}

/// Writes a body of which it is not known which message it is, as it stands. In XML and SOAP its root
/// is an element `message`.
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
    let frame = Frame::bare(None);
    let written = frame.write_value(tree.nodes(), Beyond::default(), (format, config))?;
    Ok(written.body)
}
