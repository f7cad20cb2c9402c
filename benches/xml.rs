//! Reading and writing XML, SOAP and JSON beside what else reads and writes them.
//!
//! Groups: xml decode, soap decode, xml encode, soap encode, json decode. `cargo bench --bench xml`
//! runs all of them, a filter after `--` some. Throughput counts the bytes that the case itself
//! reads or writes. For verdicts see `markup` and, on JSON, `ratios`.

#[allow(dead_code, reason = "each bench uses its part")]
mod documents;
#[allow(dead_code, reason = "each bench uses its part")]
mod group;
#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod payloads;

use criterion::Criterion;
use paywire::soap::Envelope;
use paywire::{Amount, json};
use serde::{Serialize, de::DeserializeOwned};

use documents::{
    Document, PeerBody, PeerEnvelope, ROOT, events, resolved_events, soap_config, xml_config,
};
use group::Group;
use payloads::{Money, PayRequest, PayResponse, PaymentOptions, Sample};

type Small = Sample<PayResponse<String>, PayResponse<String>>;
type Medium = Sample<PayRequest<String, Amount>, PayRequest<String, Money>>;
type Large = Sample<PaymentOptions<String, Amount>, PaymentOptions<String, Money>>;

fn main() {
    let mut criterion = group::criterion();
    let small = Small::new(payloads::small());
    let medium = Medium::new(payloads::medium());
    let large = Large::new(payloads::large());
    all(&mut criterion, &Document::new(&small));
    all(&mut criterion, &Document::new(&medium));
    all(&mut criterion, &Document::new(&large));
    criterion.final_summary();
}

fn all<Own, Peer>(criterion: &mut Criterion, document: &Document<'_, Own, Peer>)
where
    Own: Serialize + DeserializeOwned,
    Peer: Serialize + DeserializeOwned,
{
    decode_xml(&mut Group::new(criterion, "xml decode"), document);
    decode_soap(&mut Group::new(criterion, "soap decode"), document);
    encode_xml(&mut Group::new(criterion, "xml encode"), document);
    encode_soap(&mut Group::new(criterion, "soap encode"), document);
    decode_json(&mut Group::new(criterion, "json decode"), document);
}

fn decode_xml<Own, Peer>(group: &mut Group<'_>, document: &Document<'_, Own, Peer>)
where
    Own: DeserializeOwned,
    Peer: DeserializeOwned,
{
    let (name, xml) = (document.sample.name(), &document.xml);
    group.read("paywire", name, xml, |xml| {
        xml_config().from_str::<Own>(xml)
    });
    group.read("quick-xml", name, xml, quick_xml::de::from_str::<Peer>);
    group.read("serde-xml-rs", name, xml, serde_xml_rs::from_str::<Peer>);
    group.scan("quick-xml events", name, xml, events);
    group.scan("quick-xml NsReader events", name, xml, resolved_events);
    group.read("roxmltree", name, xml, roxmltree::Document::parse);
}

fn decode_soap<Own, Peer>(group: &mut Group<'_>, document: &Document<'_, Own, Peer>)
where
    Own: DeserializeOwned,
    Peer: DeserializeOwned,
{
    let (name, soap) = (document.sample.name(), &document.soap);
    group.read("paywire", name, soap, |soap| {
        soap_config().from_str::<Own>(soap)
    });
    group.read(
        "quick-xml",
        name,
        soap,
        quick_xml::de::from_str::<PeerEnvelope<Peer>>,
    );
    group.scan("quick-xml events", name, soap, events);
    group.scan("quick-xml NsReader events", name, soap, resolved_events);
}

fn encode_xml<Own: Serialize, Peer: Serialize>(
    group: &mut Group<'_>,
    document: &Document<'_, Own, Peer>,
) {
    let (sample, name, len) = (document.sample, document.sample.name(), document.xml.len());
    group.bytes("paywire", name, len, || xml_config().to_string(&sample.own));
    let quick = || quick_xml::se::to_string_with_root(ROOT, &sample.peer);
    group.bytes("quick-xml", name, quick().map_or(0, |xml| xml.len()), quick);
    let rs = || serde_xml_rs::to_string(&sample.peer);
    group.bytes("serde-xml-rs", name, rs().map_or(0, |xml| xml.len()), rs);
}

fn encode_soap<Own: Serialize, Peer: Serialize>(
    group: &mut Group<'_>,
    document: &Document<'_, Own, Peer>,
) {
    let (sample, name, len) = (document.sample, document.sample.name(), document.soap.len());
    group.bytes("paywire", name, len, || {
        soap_config().to_string(&Envelope::new(&sample.own))
    });
    let quick = || {
        let request = &sample.peer;
        let body = PeerBody { request };
        quick_xml::se::to_string(&PeerEnvelope { body })
    };
    group.bytes("quick-xml", name, quick().map_or(0, |xml| xml.len()), quick);
}

fn decode_json<Own: DeserializeOwned, Peer>(
    group: &mut Group<'_>,
    document: &Document<'_, Own, Peer>,
) {
    let (name, text) = (document.sample.name(), &document.sample.json);
    group.read("paywire", name, text, json::from_str::<Own>);
    group.read("serde_json", name, text, serde_json::from_str::<Own>);
}
