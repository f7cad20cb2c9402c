//! A message in all the orders, formats and types it is read from and into.

use std::fmt::Debug;

use paywire::{Error, Limits, nvp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::Payload;

/// A message, `Own` with the crate's amounts and `Peer` with what a peer's user would take.
pub(crate) struct Sample<Own, Peer> {
    pub(crate) ordered: Payload,
    pub(crate) shuffled: Payload,
    pub(crate) json: String,
    pub(crate) own: Own,
    pub(crate) peer: Peer,
}

impl<Own, Peer> Sample<Own, Peer> {
    /// S, M, L, or how many names a list has.
    pub(crate) fn name(&self) -> &str {
        &self.ordered.name
    }

    /// Asserts that something read is the message.
    pub(crate) fn assert_same(&self, read: &impl Serialize) {
        assert_eq!(to_json(read), self.json);
    }
}

impl<Own, Peer> Sample<Own, Peer>
where
    Own: DeserializeOwned + Serialize + PartialEq + Debug,
    Peer: DeserializeOwned + Serialize,
{
    /// Takes what `serde_qs` reads for the truth, and asserts that everything else agrees.
    pub(crate) fn new(ordered: Payload) -> Self {
        let shuffled = ordered.shuffled();
        let peer: Peer = qs(&ordered.brackets).expect("the peer reads it");
        let json = to_json(&peer);
        let own: Own = serde_json::from_str(&json).expect("JSON is read back");
        let sample = Sample {
            ordered,
            shuffled,
            json,
            own,
            peer,
        };
        sample.assert_same(&sample.own);
        sample.assert_same(&qs::<Peer>(&sample.shuffled.brackets).expect("the peer reads it"));
        for body in [&sample.ordered, &sample.shuffled] {
            assert_eq!(bulk::<Own>(&body.nvp).expect("reads"), sample.own);
        }
        let written = nvp::to_string(&sample.own).expect("writes");
        let pairs = form_urlencoded::parse(written.as_bytes()).into_owned();
        assert!(pairs.eq(sample.ordered.pairs.iter().cloned()));
        sample
    }
}

/// Reads with `serde_qs`, which stops at five levels unless told otherwise.
pub(crate) fn qs<'de, T: Deserialize<'de>>(body: &'de str) -> Result<T, serde_qs::Error> {
    qs_config().deserialize_str(body)
}

/// The configuration [`qs`] reads with, for writing.
pub(crate) fn qs_config() -> serde_qs::Config {
    serde_qs::Config::new().max_depth(16)
}

/// Reads a body of any length, as bulk data of one's own is read.
pub(crate) fn bulk<'de, T: Deserialize<'de>>(body: &'de str) -> Result<T, Error> {
    nvp::Config::strict()
        .limits(Limits::unlimited())
        .from_str(body)
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("the types fit JSON")
}
