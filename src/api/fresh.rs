//! Times and ids of answers that are made now.

use std::hash::{BuildHasher, RandomState};

use jiff::Timestamp;

use crate::value::DateTime;

/// The time of the system clock in milliseconds, as `2013-04-24T21:39:26.000Z`.
#[cfg(feature = "adaptive-payments")]
pub(super) fn now() -> DateTime {
    let moment = Timestamp::now();
    DateTime::from(format!("{moment:.3}"))
}

/// An id for one call, of 16 hexadecimal digits. Ids tell calls apart; they are not secrets.
pub(super) fn id() -> String {
    // The keys of each hasher differ from those of all others, and nobody can guess them.
    format!("{:016x}", RandomState::new().hash_one(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ() {
        let ids: std::collections::BTreeSet<String> = (0..10_000).map(|_| id()).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.len() == 16));
    }
}
