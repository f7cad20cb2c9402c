//! What is shown of a message, as a message again: what is derived from it has nothing in it that is
//! hidden.

use paywire::api::MessageKind;
use paywire::codec::{self, Config, Decoded, Format};
use paywire::{Error, json};

use crate::node::Node;

/// A document within a message is a text to its type, and an object where it was looked into. No
/// message has more of them.
const MOST_DOCUMENTS: usize = 4;

/// The message.
///
/// # Errors
///
/// Those of decoding: what is hidden may have been no text.
pub(crate) fn message(kind: MessageKind, shown: &Node) -> Result<Decoded, Error> {
    let mut node = shown.clone();
    for _ in 0..MOST_DOCUMENTS {
        match decoded(kind, &node) {
            Err(error) if folded(&mut node, &error)? => {}
            decoded => return decoded,
        }
    }
    decoded(kind, &node)
}

fn decoded(kind: MessageKind, node: &Node) -> Result<Decoded, Error> {
    let body = json::to_string(node)?;
    codec::decode(kind, Format::Json, body.as_bytes(), &Config::strict())
}

/// Makes the document that an error is about a text again, if there is one.
fn folded(node: &mut Node, error: &Error) -> Result<bool, Error> {
    let Node::Object(members) = node else {
        return Ok(false);
    };
    let path = error.path().unwrap_or_default();
    let mut members = members.iter_mut().map(|(name, value)| (&*name, value));
    match members.find(|(name, _)| *name == path) {
        Some((_, value @ (Node::Object(_) | Node::List(_)))) => {
            *value = Node::Text(json::to_string(value)?);
            Ok(true)
        }
        _ => Ok(false),
    }
}
