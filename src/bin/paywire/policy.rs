//! The program's one redactor, set from the command line before anything is shown.

use std::borrow::Cow;
use std::sync::OnceLock;

use paywire::redact::Redactor;

static REDACTOR: OnceLock<Redactor> = OnceLock::new();

/// Sets the program's redactor. Only the first call counts.
pub(crate) fn set(redactor: Redactor) {
    let _ = REDACTOR.set(redactor);
}

/// The program's redactor, which hides all secrets unless it was set otherwise.
pub(crate) fn redactor() -> &'static Redactor {
    REDACTOR.get_or_init(Redactor::default)
}

/// An error or warning of the library as text, with secrets in its path and text hidden.
pub(crate) fn redacted_message(message: &impl ToString, path: Option<&str>) -> String {
    let text = message.to_string();
    let text = match path.map(|path| (path, redactor().path(path))) {
        Some((path, Cow::Owned(hidden))) => text.replace(path, &hidden),
        _ => text,
    };
    redacted_text(&text)
}

/// A text of the program or the library, with numbers of cards hidden and options spelled as on the
/// command line.
pub(crate) fn redacted_text(text: &str) -> String {
    let in_options = OPTIONS
        .iter()
        .fold(Cow::Borrowed(text), |text, (item, option)| {
            if text.contains(item) {
                Cow::Owned(text.replace(item, option))
            } else {
                text
            }
        });
    redactor().numbers(&in_options).into_owned()
}

/// What errors of the library advise, and how the command line spells it.
const OPTIONS: &[(&str, &str)] = &[(
    "`nvp::Brackets::Names`, or `--brackets names`, reads",
    "`--brackets names` reads",
)];
