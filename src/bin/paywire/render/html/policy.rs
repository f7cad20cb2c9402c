//! What the page may do: run its own script, and nothing else.
//!
//! The policy names script and style by their SHA-256, worked out when the page is written, so
//! that policy and script cannot disagree. Anything else that a browser might take for a script, an
//! address to load from or a style is refused by it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The content of the page's `Content-Security-Policy`.
///
/// `require-trusted-types-for` makes the script's own slips fail: a text can become no element.
pub(super) fn policy(script: &str, style: &str) -> String {
    let [script, style] = [script, style].map(|text| STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_and_style_are_named_by_their_hashes() {
        let policy = policy("alert(1)", "");
        // The digest of nothing, which every table of SHA-256 has.
        let nothing = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert!(policy.contains(&format!("style-src {nothing}")), "{policy}");
        assert!(
            !policy.contains(&format!("script-src {nothing}")),
            "{policy}"
        );
    }
}
