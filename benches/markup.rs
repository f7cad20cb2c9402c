//! Reading and writing XML and SOAP beside what else reads and writes them.
//!
//! `cargo bench --bench markup`; what may follow says `harness`. Throughput counts the bytes that a case itself reads or
//! writes.

#[allow(dead_code, reason = "each bench uses its part")]
mod documents;
#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod harness;
#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod payloads;

use std::process::ExitCode;

use paywire::soap::Envelope;
use paywire::{Amount, xml};
use serde::{Serialize, de::DeserializeOwned};

use documents::{
    Document, PeerBody, PeerEnvelope, ROOT, events, resolved_events, soap_config, xml_config,
};
use harness::{Bar, Cases, Harness, Set};
use payloads::{Money, PayRequest, PayResponse, PaymentOptions, Sample};

fn main() -> ExitCode {
    let mut harness = Harness::of_process();
    let small = Sample::<PayResponse<String>, PayResponse<String>>::new(payloads::small());
    let medium =
        Sample::<PayRequest<String, Amount>, PayRequest<String, Money>>::new(payloads::medium());
    let large = Sample::<PaymentOptions<String, Amount>, PaymentOptions<String, Money>>::new(
        payloads::large(),
    );
    let (small, medium, large) = (
        Document::new(&small),
        Document::new(&medium),
        Document::new(&large),
    );
    let mut cases = Cases::default();
    let bars = |xml: f64, soap: f64, xml_fast: f64, encode: f64| Bars {
        xml: Bar::Times(xml, 6.5),
        soap: Bar::Times(soap, 6.5),
        xml_fast: Bar::Times(xml_fast, 5.0),
        encode: Bar::Times(encode, 5.5),
    };
    compare(&mut cases, &large, bars(5.0, 5.0, 4.0, 4.2));
    compare(&mut cases, &medium, bars(5.0, 4.8, 3.5, 3.8));
    compare(&mut cases, &small, bars(5.0, 4.8, 3.5, 4.2));
    harness.run(cases);
    harness.finish()
}

/// What each comparison must clear: with quick-xml's serde, but for the one with serde-xml-fast.
#[derive(Clone, Copy)]
struct Bars {
    xml: Bar,
    soap: Bar,
    xml_fast: Bar,
    encode: Bar,
}

fn compare<'p, Own, Peer>(cases: &mut Cases<'p>, document: &'p Document<'p, Own, Peer>, bars: Bars)
where
    Own: Serialize + DeserializeOwned,
    Peer: Serialize + DeserializeOwned,
{
    decode_xml(cases, document, bars);
    decode_soap(cases, document, bars.soap);
    encode_xml(cases, document, bars.encode);
    encode_soap(cases, document, bars.encode);
}

fn decode_xml<'p, Own, Peer>(
    cases: &mut Cases<'p>,
    document: &'p Document<'p, Own, Peer>,
    bars: Bars,
) where
    Own: DeserializeOwned,
    Peer: DeserializeOwned,
{
    let (name, text) = (document.sample.name(), &document.xml);
    let own = || xml_config().from_str::<Own>(text);
    let mut set = cases.ours("xml decode", name, text.len(), own);
    let call = || quick_xml::de::from_str::<Peer>(text);
    set.peer("quick-xml serde", text.len(), call, bars.xml);
    // It checks less of a document.
    let call = || serde_xml::from_str::<Peer>(text);
    set.peer("serde-xml-fast", text.len(), call, bars.xml_fast);
    let call = || serde_xml_rs::from_str::<Peer>(text);
    set.peer("serde-xml-rs", text.len(), call, Bar::Shown);
    beside_readers(&mut set, text, Bar::Times(1.2, 1.6));
}

fn decode_soap<'p, Own, Peer>(
    cases: &mut Cases<'p>,
    document: &'p Document<'p, Own, Peer>,
    bar: Bar,
) where
    Own: DeserializeOwned,
    Peer: DeserializeOwned,
{
    let (name, text) = (document.sample.name(), &document.soap);
    let own = || soap_config().from_str::<Own>(text);
    let mut set = cases.ours("soap decode", name, text.len(), own);
    let call = || quick_xml::de::from_str::<PeerEnvelope<Peer>>(text);
    set.peer("quick-xml serde", text.len(), call, bar);
    beside_readers(&mut set, text, Bar::Shown);
}

/// Reading into a type, beside what gives tokens or a tree and no types.
fn beside_readers<'p>(set: &mut Set<'_, 'p>, text: &'p str, bar: Bar) {
    let len = text.len();
    set.peer("quick-xml events", len, || events(text), bar);
    let call = || resolved_events(text);
    set.peer("quick-xml NsReader events", len, call, Bar::Shown);
    let call = || roxmltree::Document::parse(text);
    set.peer("roxmltree tree", len, call, Bar::Shown);
}

fn encode_xml<'p, Own: Serialize, Peer: Serialize>(
    cases: &mut Cases<'p>,
    document: &'p Document<'p, Own, Peer>,
    bar: Bar,
) {
    let (sample, name, len) = (document.sample, document.sample.name(), document.xml.len());
    let own = || xml_config().to_string(&sample.own);
    let mut set = cases.ours("xml encode", name, len, own);
    let call = || quick_xml::se::to_string_with_root(ROOT, &sample.peer);
    let written = call().map_or(0, |xml| xml.len());
    set.peer("quick-xml serde", written, call, bar);
    let call = || serde_xml_rs::to_string(&sample.peer);
    let written = call().map_or(0, |xml| xml.len());
    set.peer("serde-xml-rs", written, call, Bar::Shown);

    let mut buffer = String::new();
    let own = move || {
        buffer.clear();
        let mut serializer = xml::Serializer::with_config(&mut buffer, xml_config());
        sample.own.serialize(&mut serializer)
    };
    let mut set = cases.ours("xml encode into one buffer", name, len, own);
    let call = || xml_config().to_string(&sample.own);
    set.peer("to_string", len, call, Bar::Shown);
}

fn encode_soap<'p, Own: Serialize, Peer: Serialize>(
    cases: &mut Cases<'p>,
    document: &'p Document<'p, Own, Peer>,
    bar: Bar,
) {
    let (sample, name, len) = (document.sample, document.sample.name(), document.soap.len());
    let own = || soap_config().to_string(&Envelope::new(&sample.own));
    let mut set = cases.ours("soap encode", name, len, own);
    let call = || {
        let request = &sample.peer;
        let body = PeerBody { request };
        quick_xml::se::to_string(&PeerEnvelope { body })
    };
    let written = call().map_or(0, |xml| xml.len());
    set.peer("quick-xml serde", written, call, bar);
}
