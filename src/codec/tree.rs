//! A message that is only there as a tree, with what must not be shown taken out of it.

use super::encode::{Frame, write};
use super::extra::{Besides, Beyond, Merged, Wire};
use super::{Config, Format, Unknown};
use crate::api::MessageKind;
use crate::api::adaptive_payments::ipn::IpnCharset;
use crate::error::Result;
use crate::json;
use crate::redact::Tree;
use crate::soap::{self, Envelope};
use crate::tree::Ref;

/// Writes the tree of a message in one format, with unknown values at their places.
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
    let besides = Besides::at_paths(unknown)?;
    let besides = besides.in_format(format, &[]);
    let merged = Merged {
        value: tree.nodes(),
        beyond: Beyond {
            besides: besides.root(),
            came: None,
        },
        wire: &Wire::of(kind, format),
    };
    let charset = tree.nodes().get("charset").and_then(Ref::as_str);
    let charset = charset.map(IpnCharset::from);
    let error = tree
        .nodes()
        .get("error")
        .and_then(|own| own.entries().next());
    let words = error.and_then(|error| error.get("message")?.as_str());
    let frame = Frame::shown(kind, words.unwrap_or_default(), charset.as_ref());
    write(frame, &merged, format, config)
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
    let value = Merged {
        value: tree.nodes(),
        beyond: Beyond::default(),
        wire: &Wire::untyped(format),
    };
    let xml = config.xml.root(ROOT);
    match format {
        Format::Nvp => config.nvp.to_string(&value),
        Format::Json => json::to_string(&value),
        Format::Xml => xml.to_string(&value),
        Format::Soap => {
            let soap = soap::Config::strict().xml(xml);
            soap.to_string(&Envelope::new(&value))
        }
    }
}

/// The element that all of a body stands in that is no known message.
const ROOT: &str = "message";
