//! JSON by itself, as payment APIs send it.

#[path = "../common/needs.rs"]
mod needs;

mod conformance;
mod errors;
mod lenient;
mod limits;
mod map_keys;
#[cfg(all(feature = "systems", feature = "proptest"))]
mod messages;
mod properties;
mod types;
mod wide;

use paywire::json;
use serde::Deserialize;

fn read<'de, T: Deserialize<'de>>(input: &'de str) -> T {
    json::from_str(input).unwrap_or_else(|error| panic!("{input}: {error}"))
}

fn refuse<'de, T: Deserialize<'de>>(input: &'de str) -> paywire::Error {
    match json::from_str::<T>(input) {
        Ok(_) => panic!("{input} was read"),
        Err(error) => error,
    }
}
