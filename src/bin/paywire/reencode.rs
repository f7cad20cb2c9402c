//! Writes a message in another format with its secrets hidden.

use std::collections::HashSet;

use paywire::Result;
use paywire::codec::{self, Config, Content, Decoded, Format, Reading, Unknown, Warning};
use paywire::redact::Tree;

use crate::policy;

/// Appends a message in a format and a line end; returns a warning for each value left out.
///
/// # Errors
///
/// The message is unknown, or the format cannot represent all of it.
pub(crate) fn write(
    reading: Reading,
    (to, config): (Format, &Config),
    out: &mut Vec<u8>,
) -> Result<Vec<Warning>> {
    let (text, warnings) = if let Content::Generic(generic) = reading.content {
        let mut tree = Tree::from(*generic);
        policy::redactor().hide(&mut tree);
        (codec::encode_untyped(&tree, to, config)?, Vec::new())
    } else {
        // Converted with nothing hidden first: a placeholder may be valid where the value is not.
        let converted = reading.convert(to, config)?;
        let text = match &reading.content {
            Content::Message(decoded) if !policy::redactor().shows_all() => {
                redacted(decoded, &converted.warnings, (to, config))?
            }
            _ => converted.body,
        };
        (text, converted.warnings)
    };
    if out.is_empty() {
        *out = text.into_bytes();
    } else {
        out.extend_from_slice(text.as_bytes());
    }
    out.push(b'\n');
    Ok(warnings)
}

/// The message without its secrets and without the values that were left out.
fn redacted(
    decoded: &Decoded,
    warnings: &[Warning],
    (to, config): (Format, &Config),
) -> Result<String> {
    let redactor = policy::redactor();
    let mut tree = Tree::of_message(&decoded.message)?;
    redactor.hide(&mut tree);
    let left_out: HashSet<&str> = warnings
        .iter()
        .filter_map(|warning| match warning {
            Warning::LeftOut { path, .. } | Warning::EmptyLeftOut { path, .. } => Some(&**path),
            _ => None,
        })
        .collect();
    let mut unknown: Vec<Unknown> = Vec::new();
    decoded.unknown.each(|own| {
        unknown.extend((!left_out.contains(&*own.path)).then(|| own.clone()));
    });
    let leaves = unknown.iter_mut();
    redactor.hide_leaves(leaves.map(|Unknown { path, value, .. }| (path, value)));
    codec::encode_tree(decoded.message.kind(), &tree, &unknown, to, config)
}
