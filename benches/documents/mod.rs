//! The payloads as XML and SOAP, and what quick-xml makes of them.

use paywire::soap::{self, Envelope};
use paywire::xml;
use quick_xml::events::Event;
use quick_xml::reader::{NsReader, Reader};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::payloads::Sample;

pub(crate) const ROOT: &str = "Request";
const NAMESPACE: &str = "http://svcs.example.com/types/payments";

/// The message as it travels, in the words of each format.
pub(crate) struct Document<'s, Own, Peer> {
    pub(crate) sample: &'s Sample<Own, Peer>,
    pub(crate) xml: String,
    pub(crate) soap: String,
}

/// What a user of quick-xml reads an envelope into.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Envelope")]
pub(crate) struct PeerEnvelope<T> {
    #[serde(rename = "Body")]
    pub(crate) body: PeerBody<T>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct PeerBody<T> {
    #[serde(rename = "Request")]
    pub(crate) request: T,
}

impl<'s, Own, Peer> Document<'s, Own, Peer>
where
    Own: Serialize + DeserializeOwned,
    Peer: Serialize + DeserializeOwned,
{
    pub(crate) fn new(sample: &'s Sample<Own, Peer>) -> Self {
        let xml = xml_config().to_string(&sample.own).expect("is written");
        let envelope = Envelope::new(&sample.own);
        let soap = soap_config().to_string(&envelope).expect("is written");
        sample.assert_same(&xml_config().from_str::<Own>(&xml).expect("is read"));
        sample.assert_same(&quick_xml::de::from_str::<Peer>(&xml).expect("is read"));
        let peer: PeerEnvelope<Peer> = quick_xml::de::from_str(&soap).expect("is read");
        sample.assert_same(&peer.body.request);
        Document { sample, xml, soap }
    }
}

pub(crate) fn xml_config() -> xml::Config<'static> {
    xml::Config::strict().root(ROOT).namespace(NAMESPACE)
}

pub(crate) fn soap_config() -> soap::Config<'static> {
    soap::Config::strict().message(ROOT, NAMESPACE)
}

/// Everything quick-xml's reader has to say about a document, and nothing done with it.
pub(crate) fn events(document: &str) -> usize {
    let mut reader = Reader::from_str(document);
    let mut count = 0;
    while !matches!(reader.read_event().expect("well-formed"), Event::Eof) {
        count += 1;
    }
    count
}

/// As [`events`], with the namespaces of elements.
pub(crate) fn resolved_events(document: &str) -> usize {
    let mut reader = NsReader::from_str(document);
    let mut count = 0;
    loop {
        match reader.read_resolved_event().expect("well-formed") {
            (_, Event::Eof) => return count,
            _ => count += 1,
        }
    }
}
