//! What the tests of readers have in common.

use super::{Config, Exchange, Item, Kind, Reader, open};
use crate::error::Result;

/// What a capture of a kind has exchanges or errors of.
pub(super) fn exchanges(bytes: &[u8], kind: Kind, config: &Config) -> Vec<Result<Exchange>> {
    let config = config.clone().kind(kind);
    let mut capture = open(std::io::Cursor::new(bytes.to_vec()), &config).unwrap();
    std::iter::from_fn(|| capture.next_entry())
        .map(|entry| match entry?.parse(&config)? {
            Item::Exchange(exchange) => Ok(*exchange),
            other => unreachable!("{other:?}"),
        })
        .collect()
}
