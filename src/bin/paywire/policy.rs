//! What the command line says about hiding, for all of the program: set once, before anything is shown.

use std::borrow::Cow;
use std::sync::OnceLock;

use paywire::redact::Redactor;

static REDACTOR: OnceLock<Redactor> = OnceLock::new();

/// Makes it what hides secrets in the program. Only the first one counts.
pub(crate) fn set(redactor: Redactor) {
    let _ = REDACTOR.set(redactor);
}

/// What hides secrets in the program: all are hidden if nothing was said.
pub(crate) fn redactor() -> &'static Redactor {
    REDACTOR.get_or_init(Redactor::default)
}

/// A message about a path, with the path as it can be shown, and any other name in it.
pub(crate) fn said(what: &impl ToString, path: Option<&str>) -> String {
    let said = what.to_string();
    let said = match path.map(|path| (path, redactor().path(path))) {
        Some((path, Cow::Owned(hidden))) => said.replace(path, &hidden),
        _ => said,
    };
    program_said(&said)
}

/// What the program or the library says of something, as it can be shown.
pub(crate) fn program_said(said: &str) -> String {
    let in_options = OPTIONS
        .iter()
        .fold(Cow::Borrowed(said), |said, (item, option)| {
            if said.contains(item) {
                Cow::Owned(said.replace(item, option))
            } else {
                said
            }
        });
    redactor().numbers(&in_options).into_owned()
}

/// What errors of the library advise its callers, and what that is on the command line.
const OPTIONS: &[(&str, &str)] = &[(
    "`nvp::Brackets::Names`, or `--brackets names`, reads",
    "`--brackets names` reads",
)];
