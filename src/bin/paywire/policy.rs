//! What the command line says about hiding, for all of the program: set once, before anything is shown.

use std::sync::OnceLock;

static POLICY: OnceLock<Policy> = OnceLock::new();

/// What is hidden.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    /// Whether what is a secret by its name is shown all the same.
    show_secrets: bool,
    /// Fields that are hidden whatever they hold, each as the steps of a path, spelled plainly.
    redacted: Vec<Vec<String>>,
}

impl Policy {
    pub(crate) fn new(show_secrets: bool, fields: &[String]) -> Self {
        let redacted = fields.iter().map(|field| {
            let steps = field.split(['.', '(', ')', '[', ']']);
            steps.filter(|step| is_word(step)).map(plain).collect()
        });
        Policy {
            show_secrets,
            redacted: redacted
                .filter(|steps: &Vec<_>| !steps.is_empty())
                .collect(),
        }
    }

    /// Makes it the policy of the program. Only the first one counts.
    pub(crate) fn set(self) {
        let _ = POLICY.set(self);
    }

    /// The policy of the program: secrets are hidden if nothing was said.
    pub(crate) fn get() -> &'static Policy {
        POLICY.get_or_init(Policy::default)
    }

    /// Whether nothing at all is hidden.
    pub(crate) fn shows_all(&self) -> bool {
        self.show_secrets && self.redacted.is_empty()
    }

    pub(crate) fn shows_secrets(&self) -> bool {
        self.show_secrets
    }

    /// Whether a field is to be hidden, given the steps of its path from the last one upwards.
    pub(crate) fn redacts<'a>(&self, upwards: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
        self.redacted.iter().any(|field| {
            let mut own = upwards.clone().filter(|step| is_word(step)).map(plain);
            field
                .iter()
                .rev()
                .all(|step| own.next().as_ref() == Some(step))
        })
    }

    /// Whether a name alone may be that of a field to be hidden: what it stands in is not known.
    pub(crate) fn may_redact(&self, name: &str) -> bool {
        let name = plain(name);
        self.redacted
            .iter()
            .any(|field| field.last() == Some(&name))
    }
}

/// Whether a step is a word, and not the index of a list.
fn is_word(step: &str) -> bool {
    !step.bytes().all(|byte| byte.is_ascii_digit())
}

/// A name without what spellings of one name differ in.
pub(crate) fn plain(name: &str) -> String {
    let mut plain = name.to_ascii_lowercase();
    plain.retain(char::is_alphanumeric);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_by_the_end_of_their_path() {
        let policy = Policy::new(false, &["receiver.email".to_owned(), "Memo".to_owned()]);
        let redacts = |path: &str| policy.redacts(&path.split('.').rev());
        assert!(redacts("receiverList.receiver.0.email"));
        assert!(redacts("memo"));
        assert!(!redacts("sender.email"));
        assert!(!redacts("email"));
        assert!(policy.may_redact("E-Mail") && !policy.may_redact("receiver"));
    }
}
