//! Which of the messages that a body could be are worth naming.

use paywire::codec::{Candidate, Reason};

/// More than these help nobody.
pub(crate) const MOST: usize = 3;

/// The likeliest, a few at most; none where so many are equally likely that naming some of them would
/// be a guess.
pub(crate) fn likely(candidates: &[Candidate]) -> &[Candidate] {
    let Some(first) = candidates.first() else {
        return &[];
    };
    let first = likelihood(first);
    let equal = candidates.iter().take_while(|own| likelihood(own) == first);
    if equal.count() > MOST {
        return &[];
    }
    candidates.get(..MOST).unwrap_or(candidates)
}

/// What to say where none is named.
pub(crate) fn many(candidates: &[Candidate]) -> Option<String> {
    let is_none = likely(candidates).is_empty() && !candidates.is_empty();
    is_none.then(|| {
        let count = candidates.len();
        format!("it could be any of {count} messages: `--message` says which it is")
    })
}

/// What makes one likelier than another, as far as a reader sees it.
fn likelihood(candidate: &Candidate) -> (bool, &[Reason], usize, usize, usize) {
    let Candidate {
        reasons,
        known,
        unknown,
        missing,
        error,
        ..
    } = candidate;
    (error.is_some(), reasons, *known, *unknown, missing.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use paywire::codec::{self, Config, Format};

    fn named(body: &str) -> Vec<&'static str> {
        let all = codec::identify(Format::Nvp, body.as_bytes(), &Config::strict());
        let all = all.expect("a body");
        likely(&all).iter().map(|own| own.message.name()).collect()
    }

    #[test]
    fn none_is_named_where_many_are_as_likely() {
        let many = "responseEnvelope.ack=Success&colour=red";
        assert_eq!(named(many), Vec::<&str>::new());
        let key = "requestEnvelope.errorLanguage=en_US&payKey=AP-1";
        let few = named(key);
        assert!(few.len() <= MOST, "{few:?}");
        assert_eq!(named(""), Vec::<&str>::new());
    }
}
