//! Fields that somebody wants hidden whatever they hold.

use std::sync::atomic::{AtomicBool, Ordering};

use super::names::plain;

/// Fields, each named by the end of its path.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<Field>);

#[derive(Debug)]
struct Field {
    /// As it was named.
    named: String,
    /// The steps of its path, spelled plainly.
    steps: Vec<String>,
    /// Whether there was one.
    met: AtomicBool,
}

impl Fields {
    pub(super) const fn new() -> Self {
        Fields(Vec::new())
    }

    pub(super) fn add(&mut self, named: &str) {
        let steps = named.split(['.', '(', ')', '[', ']']);
        let steps = steps.filter(|step| is_word(step)).map(plain);
        let steps: Vec<String> = steps.filter(|step| !step.is_empty()).collect();
        if !steps.is_empty() {
            self.0.push(Field {
                named: named.to_owned(),
                steps,
                met: AtomicBool::new(false),
            });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a field is one of them, given the steps of its path from the last one upwards.
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

    /// Whether a name alone may be that of one of them: what it stands in is not known.
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

    /// Those that nothing was found under, as they were named.
    pub(super) fn unmet(&self) -> impl Iterator<Item = &str> {
        let unmet = self.0.iter();
        unmet
            .filter(|field| !field.met.load(Ordering::Relaxed))
            .map(|field| &*field.named)
    }
}

/// Whether a step is a word, and not the index of a list.
fn is_word(step: &str) -> bool {
    !step.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_by_the_end_of_their_path() {
        let mut fields = Fields::default();
        fields.add("receiver.email");
        fields.add("Memo");
        let has = |path: &str| fields.has(&path.split('.').rev());
        assert_eq!(
            fields.unmet().collect::<Vec<_>>(),
            ["receiver.email", "Memo"]
        );
        assert!(has("receiverList.receiver.0.email"));
        assert_eq!(fields.unmet().collect::<Vec<_>>(), ["Memo"]);
        assert!(has("memo"));
        assert!(!has("sender.email"));
        assert!(!has("email"));
        assert!(fields.may_have("E-Mail") && !fields.may_have("receiver"));
        assert_eq!(fields.unmet().count(), 0);
    }
}
