//! Faults as servers really send them, and entries that are kept as they came.

use paywire::soap::{self, Body, Config, Document, Envelope, Fault, Version};
use paywire::{Limits, xml};

/// An envelope with a fault, whose prefix is `s`.
fn envelope(version: Version, inner: &str) -> String {
    let namespace = version.namespace();
    format!(
        "<s:Envelope xmlns:s='{namespace}'><s:Body><s:Fault>{inner}</s:Fault></s:Body></s:Envelope>"
    )
}

/// What strict says, and the fault that lenient reads.
fn read(version: Version, inner: &str) -> (soap::Result<()>, Fault) {
    let document = envelope(version, inner);
    let strict = soap::from_str::<()>(&document).map(drop);
    let read = Config::lenient().from_slice_reporting::<()>(document.as_bytes());
    let (envelope, warnings) = read.expect("a fault");
    let loose = warnings
        .iter()
        .any(|one| one.kind() == xml::WarningKind::LooseFault);
    assert_eq!(loose, strict.is_err(), "{inner}");
    let Body::Fault(fault) = envelope.body else {
        panic!("a fault")
    };
    (strict, *fault)
}

#[test]
fn the_parts_of_a_fault_in_any_order_and_namespace() {
    let cases = [
        "<faultcode>Client</faultcode><faultactor/><faultstring>no</faultstring><detail/>",
        "<faultstring>no</faultstring><faultcode>Client</faultcode>",
        "<s:faultcode>s:Client</s:faultcode><s:faultstring>no</s:faultstring><s:detail>x</s:detail>",
        "<faultcode>s:Client.Deep</faultcode><x xmlns='urn:x'/><faultstring xml:lang='en'>no</faultstring>",
        "<f:faultcode xmlns:f='urn:f'>Client</f:faultcode><f:faultstring xmlns:f='urn:f'>no</f:faultstring>",
        "<s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang='en'>no</s:Text></s:Reason>",
    ];
    for version in [Version::V11, Version::V12] {
        for inner in cases {
            let (_, fault) = read(version, inner);
            assert_eq!(fault.string(), "no", "{inner}");
            assert!(fault.code.is_sender(), "{inner}");
        }
    }
    let (strict, _) = read(Version::V11, cases[0]);
    let said = strict.unwrap_err().to_string();
    assert!(said.contains("the lenient preset reads it"), "{said}");
}

#[test]
fn what_a_fault_says_beside_code_and_reason() {
    let (_, fault) = read(
        Version::V11,
        "<s:faultcode>s:Server</s:faultcode><s:faultstring>no</s:faultstring><s:faultactor>urn:me</s:faultactor>\
         <s:detail>text<e xmlns='urn:e'>5</e></s:detail>",
    );
    assert_eq!(fault.actor.as_deref(), Some("urn:me"));
    let detail = fault.detail.as_ref().expect("a detail");
    assert_eq!((detail.text.as_str(), detail.entries.len()), ("text", 1));
    assert_eq!(
        fault.detail::<u8>().expect("an entry").expect("a number"),
        5
    );
    // By the letter up to there, and qualified from there on: not read as nothing in strict either.
    let document = envelope(
        Version::V11,
        "<faultcode>s:Server</faultcode><faultstring>no</faultstring><s:detail>text</s:detail>",
    );
    let strict = soap::from_str::<()>(&document).expect("a fault");
    let detail = strict.body.fault().and_then(|fault| fault.detail.as_ref());
    assert_eq!(detail.expect("a detail").text, "text");
    // A reason alone, a code alone, nothing at all: a fault all the same.
    let (_, fault) = read(Version::V11, "<faultstring>no</faultstring>");
    assert_eq!(fault.string(), "no");
    let (_, fault) = read(Version::V12, "<s:Reason>no</s:Reason>");
    assert_eq!(fault.string(), "no");
    let (_, fault) = read(Version::V11, "<faultcode>s:Client</faultcode>");
    assert!(fault.code.is_sender());
    let (strict, _) = read(Version::V11, "");
    assert!(strict.is_err());
}

#[test]
fn an_entry_declares_what_stands_in_it_before_a_colon() {
    let document = format!(
        "<s:Envelope xmlns:s='{}' xmlns:a='urn:a' xmlns:t='urn:t' xmlns:u='urn:u'><s:Header>\
         <a:b c='t:v'>butane</a:b><q>a t u</q></s:Header><s:Body><m/></s:Body></s:Envelope>",
        Version::V11.namespace()
    );
    let document = Document::from_str(&document).expect("an envelope");
    let sources: Vec<String> = document
        .header()
        .entries()
        .iter()
        .map(|entry| entry.source().to_owned())
        .collect();
    assert_eq!(
        sources,
        [
            "<a:b xmlns:a=\"urn:a\" xmlns:t=\"urn:t\" c='t:v'>butane</a:b>",
            "<q>a t u</q>"
        ]
    );
}

#[test]
fn what_was_read_is_the_same_when_it_was_written_and_read() {
    let headers = [
        "<h>soapenv:x</h>",
        "<h>soapenv xsoapenv:y</h>",
        "<h xmlns='soapenv:ns'/>",
        "<h xmlns:soapenv='urn:other' soapenv:k='1'>soapenv:x</h>",
        "<h><i xmlns:soapenv='urn:other'>soapenv:x</i></h>",
        "<h s:mustUnderstand='1'>soapenv:x env:y</h>",
        "<h xmlns:urn='urn:u'>urn:x</h>",
        "<h>http://x.example/ a:b é:c -:d</h>",
    ];
    for version in [Version::V11, Version::V12] {
        for header in headers {
            let document = format!(
                "<s:Envelope xmlns:s='{}' xmlns:urn='urn:v' xmlns:http='urn:w'><s:Header>{header}</s:Header>\
                 <s:Body><s/></s:Body></s:Envelope>",
                version.namespace()
            );
            let read: Envelope<()> = soap::from_str(&document).expect(header);
            let config = Config::strict().xml(xml::Config::strict().root("s"));
            let written = config.to_string(&read).expect("written");
            let again: Envelope<()> = soap::from_str(&written).expect(&written);
            assert_eq!(again, read, "{written}");
            let fault = document.replace(
                "<s/>",
                "<s:Fault><faultcode>soapenv:q</faultcode><faultstring/></s:Fault>",
            );
            if version == Version::V11 {
                let read: Envelope<()> = soap::from_str(&fault).expect(header);
                let written = soap::to_string(&read).expect("written");
                assert_eq!(soap::from_str::<()>(&written).expect(&written), read);
            }
        }
    }
}

#[test]
fn many_entries_take_no_longer_than_they_are() {
    let namespaces: Vec<String> = (0..500).map(|n| format!(" xmlns:p{n}='urn:{n}'")).collect();
    let namespaces = namespaces.concat();
    let entries = "<a/>".repeat(60_000);
    let namespace = Version::V11.namespace();
    let limits = Limits::unlimited();
    let headers = format!(
        "<s:Envelope xmlns:s='{namespace}'{namespaces}><s:Header>{entries}</s:Header><s:Body><m/></s:Body></s:Envelope>"
    );
    let config = Config::strict().limits(limits);
    let document = Document::from_str_with(&headers, config).expect("an envelope");
    assert_eq!(document.header().entries().len(), 60_000);
    // Each element of a long document is asked what holds there.
    let children: usize = document
        .xml()
        .root()
        .children()
        .flat_map(|header| header.children().take(200))
        .map(|entry| entry.declarations().len())
        .sum();
    assert_eq!(children, 201 * 501);
}
