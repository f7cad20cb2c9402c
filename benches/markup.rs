//! Prints how XML and SOAP compare with their peers, beside the bar each comparison must clear.
//!
//! Measured as `ratios` does, whose page says how to run it: `cargo bench --bench markup`.

#[allow(dead_code, reason = "each bench uses its part")]
mod documents;
#[allow(dead_code, reason = "each bench uses its part")]
mod harness;
#[allow(dead_code, unused_imports, reason = "each bench uses its part")]
mod payloads;
#[allow(dead_code, reason = "each bench uses its part")]
mod rounds;

use std::process::ExitCode;

use paywire::soap::Envelope;
use paywire::{Amount, xml};
use serde::{Serialize, de::DeserializeOwned};

use documents::{
    Document, PeerBody, PeerEnvelope, ROOT, events, resolved_events, soap_config, xml_config,
};
use harness::{Arguments, Bar};
use payloads::{Money, PayRequest, PayResponse, PaymentOptions, Sample};
use rounds::Rounds;

fn main() -> ExitCode {
    let arguments = Arguments::of_process();
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
    let mut rounds = Rounds::default();
    compare(&mut rounds, &large, Bar::Times(1.7, 3.5));
    compare(&mut rounds, &medium, Bar::Times(1.7, 3.5));
    compare(&mut rounds, &small, Bar::Shown);
    let lines = rounds.run(|subject| arguments.choose(subject));
    arguments.print("ns", &lines)
}

fn compare<'p, Own, Peer>(rounds: &mut Rounds<'p>, document: &'p Document<'p, Own, Peer>, xml: Bar)
where
    Own: Serialize + DeserializeOwned,
    Peer: Serialize + DeserializeOwned,
{
    let (sample, name) = (document.sample, document.sample.name());
    let ours = rounds.case(1, || xml_config().from_str::<Own>(&document.xml));
    let peer = rounds.case(1, || quick_xml::de::from_str::<Peer>(&document.xml));
    rounds.line("xml decode / quick-xml serde", name, ours, peer, xml);
    let peer = rounds.case(1, || serde_xml_rs::from_str::<Peer>(&document.xml));
    rounds.line("xml decode / serde-xml-rs", name, ours, peer, Bar::Shown);

    let ours = rounds.case(1, || soap_config().from_str::<Own>(&document.soap));
    let peer = rounds.case(1, || {
        quick_xml::de::from_str::<PeerEnvelope<Peer>>(&document.soap)
    });
    let bar = Bar::Times(1.5, 3.5);
    rounds.line("soap decode / quick-xml serde", name, ours, peer, bar);
    decode_beside_readers(rounds, document);

    let ours = rounds.case(1, || xml_config().to_string(&sample.own));
    let peer = rounds.case(1, || quick_xml::se::to_string_with_root(ROOT, &sample.peer));
    let bar = Bar::Times(2.5, 4.0);
    rounds.line("xml encode / quick-xml serde", name, ours, peer, bar);
    let mut buffer = String::new();
    let reused = rounds.case(1, move || {
        buffer.clear();
        let mut serializer = xml::Serializer::with_config(&mut buffer, xml_config());
        sample.own.serialize(&mut serializer)
    });
    let what = "xml encode into one buffer / to_string";
    rounds.line(what, name, reused, ours, Bar::Shown);

    let ours = rounds.case(1, || soap_config().to_string(&Envelope::new(&sample.own)));
    let peer = rounds.case(1, || {
        let request = &sample.peer;
        let body = PeerBody { request };
        quick_xml::se::to_string(&PeerEnvelope { body })
    });
    rounds.line(
        "soap encode / quick-xml serde",
        name,
        ours,
        peer,
        Bar::Times(2.5, 4.0),
    );
}

/// Reading into a type, beside what gives tokens or a tree and no types.
fn decode_beside_readers<'p, Own, Peer>(
    rounds: &mut Rounds<'p>,
    document: &'p Document<'p, Own, Peer>,
) where
    Own: DeserializeOwned,
{
    let name = document.sample.name();
    let xml = rounds.case(1, || xml_config().from_str::<Own>(&document.xml));
    let soap = rounds.case(1, || soap_config().from_str::<Own>(&document.soap));
    for (format, ours, text) in [("xml", xml, &document.xml), ("soap", soap, &document.soap)] {
        let peer = rounds.case(1, || events(text));
        let what = format!("{format} decode / quick-xml events");
        rounds.line(&what, name, ours, peer, Bar::Shown);
        let peer = rounds.case(1, || resolved_events(text));
        let what = format!("{format} decode / quick-xml NsReader events");
        rounds.line(&what, name, ours, peer, Bar::Shown);
        let peer = rounds.case(1, || roxmltree::Document::parse(text));
        let what = format!("{format} decode / roxmltree tree");
        rounds.line(&what, name, ours, peer, Bar::Shown);
    }
}
