//! A message written again in a format, with its secrets hidden.

use paywire::Result;
use paywire::codec::{self, Config, Content, Format, Reading, Warning};

use crate::hide;
use crate::node::Node;
use crate::policy::Policy;

/// Appends a message in a format, and a line end; gives what was left out.
///
/// # Errors
///
/// It is not known which message it is, or the format cannot hold all of it.
pub(crate) fn write(
    body: &[u8],
    reading: &Reading,
    (to, config): (Format, &Config),
    out: &mut Vec<u8>,
) -> Result<Vec<Warning>> {
    let mut config = config.format(reading.format);
    if let Content::Message(decoded) = &reading.content {
        config = config.message(decoded.message.kind());
    }
    let (written, mut warnings) = if Policy::get().shows_all() {
        (codec::convert(body, to, &config)?, Vec::new())
    } else {
        // By way of JSON, where every value has a name that tells whether it is a secret.
        let plain = codec::convert(body, Format::Json, &config)?;
        let mut node: Node = paywire::json::from_str(&plain.body)?;
        hide::hide(&mut node);
        let hidden = paywire::json::to_string(&node)?;
        let config = config.format(Format::Json);
        (
            codec::convert(hidden.as_bytes(), to, &config)?,
            plain.warnings,
        )
    };
    warnings.extend(written.warnings);
    out.extend_from_slice(written.body.as_bytes());
    out.push(b'\n');
    Ok(warnings)
}
