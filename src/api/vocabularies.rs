//! The vocabularies of the systems, which explain words.

use super::System;
use crate::value::Vocabulary;

impl System {
    /// The vocabularies of the system's messages, with the meanings of their words.
    ///
    /// ```
    /// use paywire::api::System;
    ///
    /// let mut all = System::AdaptivePayments.vocabularies().iter();
    /// let reasons = all.find(|own| own.name() == "PendingReason").expect("a vocabulary");
    /// let meaning = reasons.meaning("RISK").expect("a word");
    /// assert_eq!(meaning, "The service is looking into the risk.");
    /// ```
    #[must_use]
    pub fn vocabularies(self) -> &'static [Vocabulary] {
        self.info().vocabularies
    }
}

/// The vocabularies of enums.
macro_rules! vocabularies {
    ($($($path:ident)::+),+ $(,)?) => {
        &[$($($path)::+::VOCABULARY),+]
    };
}
pub(super) use vocabularies;

#[cfg(test)]
mod tests {
    use crate::api::MessageKind;
    use crate::api::shape::FieldKind;

    #[test]
    fn every_word_of_a_message_is_explained() {
        let mut wrong = Vec::new();
        for kind in MessageKind::ALL {
            let all = kind.info().system.vocabularies();
            let shape = kind.shape();
            let fields = shape.structs().iter().flat_map(|known| &known.fields);
            for field in
                fields.filter(|field| field.kind == FieldKind::Text && !field.words.is_empty())
            {
                let mut all = all.iter();
                let own =
                    all.find(|own| own.name() == field.type_name() && own.words() == field.words);
                let own = own.unwrap_or_else(|| panic!("{}", field.type_path));
                for word in own.words() {
                    let meaning = own.meaning(word).unwrap_or_default();
                    let is_whole = meaning.ends_with(['.', ')']) && !own.about().is_empty();
                    if !is_whole || meaning.contains(['`', '[', '\n']) {
                        wrong.push(format!("{own:?} {word}: {meaning}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }
}
