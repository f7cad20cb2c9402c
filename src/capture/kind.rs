//! The kinds of captures, and what tells them apart.

use std::fmt;
use std::str::FromStr;

use super::source::Source;
use super::{Config, Reader, body, burp, curl, har, http, mitmproxy, ndjson, pcap, tshark};
use crate::error::{Error, ErrorKind};

/// What made a capture: which reader it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// What tshark prints with `-T ek` or `-T json`.
    Tshark,
    /// Items saved in Burp Suite.
    Burp,
    /// A flow file of mitmproxy.
    Mitmproxy,
    /// Commands of curl.
    Curl,
    /// HAR 1.2, as browsers and proxies export it.
    Har,
    /// The body of one message and nothing else.
    Body,
    /// Packets as they were captured from a network: pcap or pcapng.
    Pcap,
    /// Messages of HTTP/1 as they travelled.
    Http,
    /// A JSON document on each line, which is a body or has bodies [somewhere in it](Config::field).
    Ndjson,
    /// A body on each line.
    Lines,
}

/// What is known about a kind.
struct Known {
    kind: Kind,
    name: &'static str,
    title: &'static str,
    /// Whether a capture that begins with these bytes is of the kind.
    begins: fn(&[u8]) -> bool,
    open: fn(Source, &Config) -> Box<dyn Reader>,
}

/// All kinds, in the order in which they are tried: what is surest first. What begins like none of
/// the others is a body.
const KNOWN: &[Known] = &[
    Known {
        kind: Kind::Tshark,
        name: "tshark",
        title: "packets printed by tshark as JSON",
        begins: tshark::begins,
        open: |source, config| Box::new(tshark::Tshark::new(source, config)),
    },
    Known {
        kind: Kind::Har,
        name: "har",
        title: "HAR 1.2",
        begins: har::begins,
        open: |source, config| Box::new(har::Har::new(source, config)),
    },
    Known {
        kind: Kind::Pcap,
        name: "pcap",
        title: "captured packets, pcap or pcapng",
        begins: pcap::begins,
        open: |source, config| Box::new(pcap::Pcap::new(source, config)),
    },
    Known {
        kind: Kind::Http,
        name: "http",
        title: "raw messages of HTTP/1",
        begins: http::begins,
        open: |source, config| Box::new(http::Raw::new(source, config)),
    },
    Known {
        kind: Kind::Ndjson,
        name: "ndjson",
        title: "a JSON document on each line",
        begins: ndjson::begins,
        open: |source, config| Box::new(body::Lines::new(source, config, ndjson::parse)),
    },
    Known {
        kind: Kind::Mitmproxy,
        name: "mitmproxy",
        title: "flows of mitmproxy",
        begins: mitmproxy::begins,
        open: |source, config| Box::new(mitmproxy::Flows::new(source, config)),
    },
    Known {
        kind: Kind::Burp,
        name: "burp",
        title: "items saved in Burp Suite",
        begins: burp::begins,
        open: |source, config| Box::new(burp::Burp::new(source, config)),
    },
    Known {
        kind: Kind::Curl,
        name: "curl",
        title: "commands of curl",
        begins: curl::begins,
        open: |source, config| Box::new(curl::Curl::new(source, config)),
    },
    Known {
        kind: Kind::Lines,
        name: "lines",
        title: "a body on each line",
        begins: body::begins_lines,
        open: |source, config| Box::new(body::Lines::new(source, config, body::parse)),
    },
    Known {
        kind: Kind::Body,
        name: "body",
        title: "one body",
        begins: |_| true,
        open: |source, config| Box::new(body::Whole::new(source, config)),
    },
];

impl Kind {
    /// All kinds.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Kind> {
        KNOWN.iter().map(|known| known.kind)
    }

    /// The kind of a capture that begins with these bytes; a few thousand are enough.
    ///
    /// ```
    /// use paywire::capture::Kind;
    ///
    /// assert_eq!(Kind::detect(b"payKey=AP-1"), Kind::Body);
    /// ```
    #[must_use]
    pub fn detect(first: &[u8]) -> Kind {
        let mut known = KNOWN.iter();
        known
            .find(|known| (known.begins)(first))
            .map_or(Kind::Body, |known| known.kind)
    }

    fn known(self) -> &'static Known {
        let own = KNOWN.iter().find(|known| known.kind == self);
        // Each kind has its line, which a test sees to.
        own.unwrap_or(&KNOWN[KNOWN.len() - 1])
    }

    /// The word for it, as the command line takes it: `har`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.known().name
    }

    /// What it is, in words.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.known().title
    }

    pub(super) fn open(self, source: Source, config: &Config) -> Box<dyn Reader> {
        (self.known().open)(source, config)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = Error;

    /// Reads the word for a kind.
    fn from_str(name: &str) -> Result<Self, Error> {
        let own = KNOWN.iter().find(|known| known.name == name);
        own.map(|known| known.kind)
            .ok_or_else(|| Error::new(ErrorKind::UnknownFormat))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_line() {
        for kind in Kind::all() {
            assert_eq!(kind.as_str().parse::<Kind>().unwrap(), kind);
            assert_eq!(kind.known().kind, kind);
        }
        assert_eq!(KNOWN.last().map(|known| known.kind), Some(Kind::Body));
    }
}
