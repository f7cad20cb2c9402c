//! Fields that are hidden whatever their values.

use std::sync::atomic::{AtomicBool, Ordering};

use super::names::plain;

/// Named fields, each given by the end of its path.
#[derive(Debug, Default)]
pub(super) struct RedactedFields(Vec<RedactedField>);

#[derive(Debug)]
struct RedactedField {
    /// The name as given.
    named: String,
    /// The normalised steps of its path.
    steps: Vec<String>,
    /// Whether it has matched.
    met: AtomicBool,
}

impl RedactedFields {
    pub(super) const fn new() -> Self {
        RedactedFields(Vec::new())
    }

    pub(super) fn add(&mut self, named: &str) {
        let steps = named.split(['.', '(', ')', '[', ']']);
        let steps = steps.filter(|step| is_word(step)).map(plain);
        let steps: Vec<String> = steps.filter(|step| !step.is_empty()).collect();
        if !steps.is_empty() {
            self.0.push(RedactedField {
                named: named.to_owned(),
                steps,
                met: AtomicBool::new(false),
            });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a path is one of them, given its steps from last to first.
    pub(super) fn has<'a>(&self, upwards: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
        let mut own = self.0.iter().filter(|field| {
            let mut own = upwards.clone().filter(|step| is_word(step)).map(plain);
            let mut steps = field.steps.iter().rev();
            steps.all(|step| own.next().as_ref() == Some(step))
        });
        let found = own.next();
        found.inspect(|field| field.met.store(true, Ordering::Relaxed));
        found.is_some()
    }

    /// Whether a name may be one of them, if its path is unknown.
    pub(super) fn may_have(&self, name: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let name = plain(name);
        let mut own = self.0.iter();
        let found = own.find(|field| field.steps.last() == Some(&name));
        found.inspect(|field| field.met.store(true, Ordering::Relaxed));
        found.is_some()
    }

    /// The fields that matched nothing, as given.
    pub(super) fn unmatched(&self) -> impl Iterator<Item = &str> {
        let unmatched_fields = self.0.iter();
        unmatched_fields
            .filter(|field| !field.met.load(Ordering::Relaxed))
            .map(|field| &*field.named)
    }
}

/// Whether a step is a name and not an index.
fn is_word(step: &str) -> bool {
    !step.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_by_the_end_of_their_path() {
        let mut fields = RedactedFields::default();
        fields.add("receiver.email");
        fields.add("Memo");
        let has = |path: &str| fields.has(&path.split('.').rev());
        assert_eq!(
            fields.unmatched().collect::<Vec<_>>(),
            ["receiver.email", "Memo"]
        );
        assert!(has("receiverList.receiver.0.email"));
        assert_eq!(fields.unmatched().collect::<Vec<_>>(), ["Memo"]);
        assert!(has("memo"));
        assert!(!has("sender.email"));
        assert!(!has("email"));
        assert!(fields.may_have("E-Mail") && !fields.may_have("receiver"));
        assert_eq!(fields.unmatched().count(), 0);
    }
}
