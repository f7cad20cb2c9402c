//! The kinds of captures and how to detect them.

use std::fmt;
use std::str::FromStr;

use super::source::CaptureSource;
use super::{Config, Reader, body, burp, curl, har, http, mitmproxy, ndjson, pcap, tshark};
use crate::error::{Error, ErrorKind};

/// A kind of capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Packets as printed by tshark with `-T ek` or `-T json`.
    Tshark,
    /// Items saved in Burp Suite.
    Burp,
    /// A flow file of mitmproxy.
    Mitmproxy,
    /// curl commands.
    Curl,
    /// HAR 1.2, as browsers and proxies export it.
    Har,
    /// The body of one message.
    Body,
    /// Captured packets: pcap or pcapng.
    Pcap,
    /// Raw HTTP/1 messages.
    Http,
    /// A JSON document per line, which is a body or contains bodies at given
    /// [fields](Config::field).
    Ndjson,
    /// A body per line.
    Lines,
}

/// The name, the title, the detection and the reader of a kind.
struct KindInfo {
    kind: Kind,
    name: &'static str,
    title: &'static str,
    /// Whether a capture that starts with these bytes is of this kind.
    begins: fn(&[u8]) -> bool,
    open: fn(CaptureSource, &Config) -> Box<dyn Reader>,
}

/// All kinds, in the order of detection: the most certain first. A capture that matches no other
/// kind is a body.
const KNOWN: &[KindInfo] = &[
    KindInfo {
        kind: Kind::Tshark,
        name: "tshark",
        title: "packets printed by tshark as JSON (`-T ek`, `-T json`)",
        begins: tshark::begins,
        open: |source, config| Box::new(tshark::Tshark::new(source, config)),
    },
    KindInfo {
        kind: Kind::Har,
        name: "har",
        title: "HAR 1.2",
        begins: har::begins,
        open: |source, config| Box::new(har::Har::new(source, config)),
    },
    KindInfo {
        kind: Kind::Pcap,
        name: "pcap",
        title: "captured packets, pcap or pcapng",
        begins: pcap::begins,
        open: |source, config| Box::new(pcap::Pcap::new(source, config)),
    },
    KindInfo {
        kind: Kind::Http,
        name: "http",
        title: "raw HTTP/1 messages",
        begins: http::begins,
        open: |source, config| Box::new(http::Raw::new(source, config)),
    },
    KindInfo {
        kind: Kind::Ndjson,
        name: "ndjson",
        title: "a JSON document per line",
        begins: ndjson::begins,
        open: |source, config| Box::new(body::Lines::new(source, config, ndjson::parse)),
    },
    KindInfo {
        kind: Kind::Mitmproxy,
        name: "mitmproxy",
        title: "mitmproxy flows",
        begins: mitmproxy::begins,
        open: |source, config| Box::new(mitmproxy::FlowReader::new(source, config)),
    },
    KindInfo {
        kind: Kind::Burp,
        name: "burp",
        title: "items saved by Burp Suite",
        begins: burp::begins,
        open: |source, config| Box::new(burp::Burp::new(source, config)),
    },
    KindInfo {
        kind: Kind::Curl,
        name: "curl",
        title: "curl commands",
        begins: curl::begins,
        open: |source, config| Box::new(curl::Curl::new(source, config)),
    },
    KindInfo {
        kind: Kind::Lines,
        name: "lines",
        title: "a body per line",
        begins: body::begins_lines,
        open: |source, config| Box::new(body::Lines::new(source, config, body::parse)),
    },
    KindInfo {
        kind: Kind::Body,
        name: "body",
        title: "one body",
        begins: |_| true,
        open: |source, config| Box::new(body::SingleBody::new(source, config)),
    },
];

impl Kind {
    /// All kinds.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Kind> {
        KNOWN.iter().map(|known| known.kind)
    }

    /// Detects the kind of a capture from its first bytes; a few thousand are enough.
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

    fn known(self) -> &'static KindInfo {
        let own = KNOWN.iter().find(|known| known.kind == self);
        // A test ensures that each kind has a line.
        own.unwrap_or(&KNOWN[KNOWN.len() - 1])
    }

    /// Returns the name of the kind, as used on the command line: `har`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.known().name
    }

    /// Returns a short description of the kind.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.known().title
    }

    pub(super) fn open(self, source: CaptureSource, config: &Config) -> Box<dyn Reader> {
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

    /// Parses the name of a kind.
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
