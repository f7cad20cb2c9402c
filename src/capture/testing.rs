//! Shared code of readers' tests.

use super::{Config, Exchange, Item, Kind, Reader, open};
use crate::error::Result;

/// The exchanges or errors of a capture.
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
