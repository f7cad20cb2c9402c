//! The page's content security policy: it may run its own script and nothing else.
//!
//! The policy names script and style by their SHA-256, computed when the page is written, so they
//! cannot disagree. The browser blocks any other script, style or address.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The content of the page's `Content-Security-Policy`.
///
/// `require-trusted-types-for` guards against mistakes in the script itself: no text can become an
/// element.
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
        // The well-known SHA-256 of the empty string.
        let nothing = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert!(policy.contains(&format!("style-src {nothing}")), "{policy}");
        assert!(
            !policy.contains(&format!("script-src {nothing}")),
            "{policy}"
        );
    }
}
