//! Envelopes: what is read, what is refused, and that it is written as it was read.

use paywire::error::SoapErrorKind;
use paywire::soap::{self, Body, Code, Config, Document, Entry, Envelope, Fault, Header, Version};
use paywire::xml;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Size {
    value: u8,
}

const SIZE: &str = "<m:Size xmlns:m='urn:m' xmlns=''><value>42</value></m:Size>";

/// An envelope of version 1.1 around something.
fn envelope(inner: &str) -> String {
    let namespace = Version::V11.namespace();
    format!("<e:Envelope xmlns:e='{namespace}'>{inner}</e:Envelope>")
}

fn envelope_12(inner: &str) -> String {
    let namespace = Version::V12.namespace();
    format!("<e:Envelope xmlns:e='{namespace}'>{inner}</e:Envelope>")
}

fn body(inner: &str) -> String {
    envelope(&format!("<e:Body>{inner}</e:Body>"))
}

#[track_caller]
fn refused(document: &str) -> String {
    let error = Document::from_str(document).expect_err("is refused");
    assert!(error.line_column().is_some());
    match error.kind() {
        soap::ErrorKind::Soap(reason) => reason.to_string(),
        other => panic!("{other:?} in {document}"),
    }
}

#[test]
fn a_message_is_read_whatever_stands_around_it() {
    let plain = body(SIZE);
    let decorated = format!(
        "<?xml version='1.0'?>\n<!-- a --><Envelope xmlns='{}' encodingStyle='x'>\n <!-- b -->\
         <Header> </Header>\n<Body a='b'>\n{SIZE}<!-- c --></Body>\n<after xmlns='urn:x'/></Envelope>\n",
        Version::V11.namespace()
    );
    for document in [
        plain,
        decorated,
        envelope_12(&format!("<e:Body>{SIZE}</e:Body>")),
    ] {
        let read = soap::from_str::<Size>(&document).unwrap();
        assert_eq!(read.body, Body::Message(Size { value: 42 }));
        assert_eq!(read.header, Header::new());
        assert_eq!(soap::from_slice::<Size>(document.as_bytes()).unwrap(), read);
        assert_eq!(
            soap::from_reader::<_, Size>(document.as_bytes()).unwrap(),
            read
        );
        let wide: Vec<u8> = [0xfeff]
            .into_iter()
            .chain(document.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(soap::from_slice::<Size>(&wide).unwrap(), read);
    }
}

#[test]
fn the_message_may_borrow_from_the_document() {
    let document = body("<a>text</a>");
    let read = soap::from_str::<&str>(&document).unwrap();
    assert_eq!(read.into_result().unwrap(), "text");
}

/// Envelopes that break a rule, with what is said about each.
fn bad_envelopes() -> Vec<(String, &'static str)> {
    let no_body = "missing or misplaced SOAP body";
    vec![
        (
            "<Envelope/>".to_owned(),
            "unknown SOAP version: the namespace is neither that of 1.1 nor that of 1.2",
        ),
        (
            "<Envelope xmlns='urn:x'><Body/></Envelope>".to_owned(),
            "unknown SOAP version: the namespace is neither that of 1.1 nor that of 1.2",
        ),
        (
            format!("<Body xmlns='{}'/>", Version::V11.namespace()),
            "not a SOAP envelope: the root element is not `Envelope`",
        ),
        (envelope(""), no_body),
        (envelope("<e:Header/>"), no_body),
        (
            envelope("<e:Body/><e:Header/>"),
            "duplicate or misplaced SOAP header or body",
        ),
        (envelope("<e:Header/><e:Header/><e:Body/>"), no_body),
        (envelope("<x xmlns='urn:x'/><e:Body/>"), no_body),
        (envelope("<Body/>"), no_body),
        (
            envelope("<e:Body/><e:Body/>"),
            "duplicate or misplaced SOAP header or body",
        ),
        (
            envelope("<e:Body/><e:Other/>"),
            "duplicate or misplaced SOAP header or body",
        ),
        (
            envelope("x<e:Body/>"),
            "text in the SOAP envelope, outside of its header and body",
        ),
        (
            envelope("<e:Body/><![CDATA[x]]>"),
            "text in the SOAP envelope, outside of its header and body",
        ),
        (
            format!("<?x y?>{}", body("")),
            "a processing instruction, which SOAP does not allow (remove it)",
        ),
        (
            format!("{}<?x y?>", body("")),
            "a processing instruction, which SOAP does not allow (remove it)",
        ),
        (
            body("<a><?x?></a>"),
            "a processing instruction, which SOAP does not allow (remove it)",
        ),
        (
            body("<e:Fault/>"),
            "a SOAP fault that does not start with its code and reason (the lenient preset reads it)",
        ),
        (
            body("<e:Fault><faultstring/><faultcode/></e:Fault>"),
            "a SOAP fault that does not start with its code and reason (the lenient preset reads it)",
        ),
        (
            body("<e:Fault><e:faultcode/><e:faultstring/></e:Fault>"),
            "a SOAP fault that does not start with its code and reason (the lenient preset reads it)",
        ),
        (
            body(&"<e:Fault><faultcode/><faultstring/></e:Fault>".repeat(2)),
            "more than one fault in the SOAP body",
        ),
        (
            body("<a><b e:mustUnderstand='true'/></a>"),
            "`mustUnderstand` must be 0 or 1 (SOAP 1.2 also allows false and true)",
        ),
        (
            envelope("<e:Header><a e:mustUnderstand=' 1'/></e:Header><e:Body/>"),
            "`mustUnderstand` must be 0 or 1 (SOAP 1.2 also allows false and true)",
        ),
    ]
}

/// The same of version 1.2.
fn bad_envelopes_12() -> Vec<(String, &'static str)> {
    vec![
        (
            envelope_12("<e:Header><a e:mustUnderstand='yes'/></e:Header><e:Body/>"),
            "`mustUnderstand` must be 0 or 1 (SOAP 1.2 also allows false and true)",
        ),
        (
            envelope_12("<e:Body/><x xmlns='urn:x'/>"),
            "an element after the SOAP body, which SOAP 1.2 does not allow",
        ),
        (
            envelope_12("<e:Body e:encodingStyle='x'/>"),
            "`encodingStyle` on an element of the envelope, which SOAP 1.2 does not allow",
        ),
        (
            envelope_12("<e:Body><e:Fault><faultcode/><faultstring/></e:Fault></e:Body>"),
            "a SOAP fault that does not start with its code and reason (the lenient preset reads it)",
        ),
    ]
}

#[test]
fn the_rules_of_the_envelope() {
    let cases = [bad_envelopes(), bad_envelopes_12()].concat();
    for (document, reason) in cases {
        assert_eq!(refused(&document), reason, "{document}");
        assert!(soap::from_str::<Size>(&document).is_err());
    }
    for well in [
        body(""),
        body("<a e:mustUnderstand='0' e:encodingStyle='x'/>"),
        envelope("<e:Header>text<a/></e:Header><e:Body/>"),
        body("<e:Fault><faultcode/><faultstring/><more/></e:Fault>"),
        envelope_12("<e:Header><a e:mustUnderstand=' true '/></e:Header><e:Body/>"),
    ] {
        Document::from_str(&well).expect("follows the rules");
    }
    let dtd = format!("<!DOCTYPE e>{}", body(""));
    let error = Document::from_str(&dtd).unwrap_err();
    assert_eq!(error.kind(), &soap::ErrorKind::Dtd);
}

#[test]
fn a_body_has_one_message() {
    let reason = |document: &str| {
        let error = soap::from_str::<Size>(document).unwrap_err();
        assert!(error.line_column().is_some());
        error.kind().clone()
    };
    let soap = soap::ErrorKind::Soap;
    assert_eq!(reason(&body("")), soap(SoapErrorKind::EmptyBody));
    assert_eq!(
        reason(&body(&SIZE.repeat(2))),
        soap(SoapErrorKind::SecondMessage)
    );
    assert_eq!(
        reason(&body(&format!("x{SIZE}"))),
        soap(SoapErrorKind::TextInBody)
    );
    let fault = "<e:Fault><faultcode/><faultstring/></e:Fault>";
    assert_eq!(
        reason(&body(&format!("{fault}{SIZE}"))),
        soap(SoapErrorKind::SecondMessage)
    );
}

#[test]
fn the_message_that_is_asked_for() {
    let document = body(SIZE);
    let read = |config: Config<'_>| config.from_str::<Size>(&document);
    assert!(read(Config::strict().message("Size", "urn:m")).is_ok());
    let error = read(Config::strict().message("Size", "urn:n")).unwrap_err();
    assert_eq!(
        error.kind(),
        &soap::ErrorKind::RootNamespace("{urn:n}Size".into())
    );
    assert!(read(Config::strict().message("Age", "urn:m")).is_err());
    assert!(read(Config::lenient().message("Age", "urn:m")).is_err());
    let config = Config::lenient().message("Size", "urn:n");
    let (_, warnings) = config
        .from_slice_reporting::<Size>(document.as_bytes())
        .unwrap();
    assert_eq!(warnings[0].kind(), xml::WarningKind::RootNamespace);
    let fault = body("<e:Fault><faultcode>e:Client</faultcode><faultstring/></e:Fault>");
    let config = Config::strict().message("Size", "urn:n");
    let read = config.from_str::<Size>(&fault).unwrap();
    assert!(
        read.body
            .fault()
            .is_some_and(|fault| fault.code.is_sender())
    );
}

#[test]
fn errors_in_the_message_have_their_path_in_it() {
    let document = body("<Size><value>4x</value></Size>");
    let error = soap::from_str::<Size>(&document).unwrap_err();
    assert_eq!(error.path(), Some("value"));
    assert_eq!(&document[error.span().unwrap()], "4x");
}

#[test]
fn a_fault_of_version_1_1() {
    let document = body(
        "\n<e:Fault xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'>
            <faultcode> s:Server.Busy </faultcode><faultstring xml:lang='en'>a &amp; b</faultstring>
            <faultactor>urn:actor</faultactor>
            <detail>text<d:Size xmlns:d='urn:d'><value>7</value></d:Size><other/></detail>
        </e:Fault>\n",
    );
    let read = soap::from_str::<Size>(&document).unwrap();
    let fault = read.clone().into_result().unwrap_err();
    assert_eq!(fault.code.name, "Server.Busy");
    assert_eq!(
        fault.code.namespace.as_deref(),
        Some(Version::V11.namespace())
    );
    assert!(fault.code.is_receiver() && !fault.code.is_sender());
    assert_eq!(fault.string(), "a & b");
    assert_eq!(fault.reason[0].lang.as_deref(), Some("en"));
    assert_eq!(fault.actor.as_deref(), Some("urn:actor"));
    assert_eq!(fault.detail::<Size>().unwrap().unwrap(), Size { value: 7 });
    let detail = fault.detail.as_ref().unwrap();
    assert_eq!(detail.text.trim(), "text");
    assert_eq!(detail.entries.len(), 2);
    assert!(detail.entries[0].is(Some("urn:d"), "Size"));
    assert_eq!(
        fault.to_string(),
        "the service answered with the fault `Server.Busy`"
    );
    let again = soap::to_string(&read).unwrap();
    assert_eq!(soap::from_str::<Size>(&again).unwrap(), read);
}

#[test]
fn a_fault_of_version_1_2() {
    let document = envelope_12(
        "<e:Body><e:Fault>
            <e:Code><e:Value>e:Sender</e:Value>
                <e:Subcode><e:Value xmlns:x='urn:x'>x:Bad</e:Value>
                    <e:Subcode><e:Value>y:Worse</e:Value></e:Subcode></e:Subcode></e:Code>
            <e:Reason><e:Text xml:lang='en'>no</e:Text><e:Text xml:lang='de'>nein</e:Text></e:Reason>
            <e:Node>urn:node</e:Node><e:Role>urn:role</e:Role>
            <e:Detail><Size><value>7</value></Size></e:Detail>
        </e:Fault></e:Body>",
    );
    let read = soap::from_str::<Size>(&document).unwrap();
    assert_eq!(read.version, Version::V12);
    let fault = read.body.fault().unwrap();
    assert!(fault.code.is_sender());
    assert_eq!(fault.subcodes[0].namespace.as_deref(), Some("urn:x"));
    assert_eq!(fault.subcodes[0].name, "Bad");
    assert_eq!(
        (
            fault.subcodes[1].namespace.as_deref(),
            &*fault.subcodes[1].name
        ),
        (None, "y:Worse")
    );
    assert_eq!(fault.reason[1].lang.as_deref(), Some("de"));
    assert_eq!((fault.string(), &*fault.reason[1].text), ("no", "nein"));
    assert_eq!(fault.node.as_deref(), Some("urn:node"));
    assert_eq!(fault.actor.as_deref(), Some("urn:role"));
    assert_eq!(fault.detail::<Size>().unwrap().unwrap(), Size { value: 7 });
    let again = soap::to_string(&read).unwrap();
    assert_eq!(soap::from_str::<Size>(&again).unwrap(), read);

    let older = Envelope {
        version: Version::V11,
        ..read
    };
    let older = soap::to_string(&older).unwrap();
    assert!(
        older.contains("<faultcode>soapenv:Client</faultcode><faultstring xml:lang=\"en\">no<")
    );
    assert!(
        soap::from_str::<Size>(&older)
            .unwrap()
            .body
            .fault()
            .is_some()
    );
}

#[test]
fn codes_are_spelled_as_the_version_does() {
    let write = |code: Code, version| {
        let envelope = Envelope::<()> {
            version,
            ..Envelope::of_fault(Fault::new(code, "x"))
        };
        let written = soap::to_string(&envelope).unwrap();
        let read = soap::from_str::<()>(&written).unwrap();
        read.body.fault().unwrap().code.clone()
    };
    for (code, old, new) in [
        (Code::sender(), "Client", "Sender"),
        (Code::receiver(), "Server", "Receiver"),
        (Code::must_understand(), "MustUnderstand", "MustUnderstand"),
    ] {
        let (v11, v12) = (write(code.clone(), Version::V11), write(code, Version::V12));
        assert_eq!((&*v11.name, &*v12.name), (old, new));
        assert_eq!(v12.namespace.as_deref(), Some(Version::V12.namespace()));
        assert_eq!(write(v12, Version::V11), v11);
    }
    for namespace in [None, Some("urn:c?a&b".to_owned())] {
        let name = "Own.Code".to_owned();
        let code = Code { namespace, name };
        assert_eq!(write(code.clone(), Version::V11), code);
        assert_eq!(write(code.clone(), Version::V12), code);
    }
}

#[test]
fn header_entries_are_kept_as_they_came() {
    let document = format!(
        "<e:Envelope xmlns:e='{}' xmlns:t='urn:t&amp;&lt;' xmlns='urn:default'><e:Header>
            <t:a e:mustUnderstand='1' b='&quot;'><![CDATA[<x>]]><c/>t:d</t:a>
            <b xmlns='' e:actor='urn:other' e:mustUnderstand='1'/>
            <e:c e:actor='http://schemas.xmlsoap.org/soap/actor/next' e:mustUnderstand='1'/>
            <d e:mustUnderstand='0'/>
         </e:Header><e:Body>{SIZE}</e:Body></e:Envelope>",
        Version::V11.namespace()
    );
    let mut read = soap::from_str::<Size>(&document).unwrap();
    let [a, b, c, d] = read.header.entries() else {
        panic!("four entries")
    };
    assert_eq!((a.namespace(), a.name()), (Some("urn:t&<"), "a"));
    assert_eq!((b.namespace(), b.role()), (None, Some("urn:other")));
    assert_eq!(c.namespace(), Some(Version::V11.namespace()));
    assert_eq!(d.namespace(), Some("urn:default"));
    assert!(a.must_understand() && b.must_understand() && !d.must_understand());
    let alone = xml::Document::from_str(a.source()).unwrap();
    assert_eq!(alone.root().namespace(), a.namespace());
    let declared = alone.root().children().next().unwrap().declarations();
    assert!(
        declared
            .iter()
            .any(|(prefix, uri)| *prefix == "t" && uri == "urn:t&<")
    );
    assert_eq!(
        alone.root().children().next().unwrap().namespace(),
        Some("urn:default")
    );

    let unclaimed = |header: &Header| {
        let names = header.unclaimed().map(|entry| entry.name().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(unclaimed(&read.header), ["a", "c"]);
    assert!(read.header.claim(Some("urn:other"), "a").is_none());
    assert!(read.header.claim(Some("urn:t&<"), "a").is_some());
    assert_eq!(unclaimed(&read.header), ["c"]);

    let read = soap::from_str::<Size>(&document).unwrap();
    let again = soap::from_str::<Size>(&soap::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
}

#[test]
fn new_header_entries() {
    let config = xml::Config::strict().root("Session").namespace("urn:s");
    for version in Version::ALL.iter().copied() {
        let entry = Entry::new(&12, &config)
            .unwrap()
            .required()
            .for_role("urn:\"<&>");
        let envelope = Envelope {
            version,
            header: Header::from_iter([entry, Entry::new(&(), &config).unwrap()]),
            body: Body::Message(Size { value: 1 }),
        };
        let document = soap::to_string(&envelope).unwrap();
        let read = soap::from_str::<Size>(&document).unwrap();
        assert_eq!(read.version, version);
        let [first, second] = read.header.entries() else {
            panic!("two entries")
        };
        assert!(first.must_understand() && !second.must_understand());
        assert_eq!(first.role(), Some("urn:\"<&>"));
        assert_eq!(first.deserialize::<u8>().unwrap(), 12);
        assert!(second.is(Some("urn:s"), "Session"));
        let namespace = version.namespace();
        assert!(document.contains(&format!("<soapenv:Envelope xmlns:soapenv=\"{namespace}\">")));
    }
    // The prefix of the envelope may mean something else in an entry.
    let config = xml::Config::strict()
        .root("a")
        .namespace("urn:s")
        .prefix("soapenv");
    let entry = Entry::new("env", &config)
        .unwrap()
        .required()
        .for_role("urn:env_");
    let mut envelope = Envelope::new(Size { value: 1 });
    envelope.header.push(entry);
    let read = soap::from_str::<Size>(&soap::to_string(&envelope).unwrap()).unwrap();
    let entry = &read.header.entries()[0];
    assert!(entry.is(Some("urn:s"), "a") && entry.must_understand());
    assert_eq!(entry.role(), Some("urn:env_"));
    // And an entry of one version keeps its meaning in the other.
    let newer = Envelope {
        version: Version::V12,
        ..read
    };
    let read = soap::from_str::<Size>(&soap::to_string(&newer).unwrap()).unwrap();
    let entry = &read.header.entries()[0];
    assert!(entry.is(Some("urn:s"), "a") && entry.must_understand());
    assert_eq!(entry.role(), Some("urn:env_"));

    assert!(Entry::new("text", &xml::Config::strict()).is_err());
    let role = Entry::new(&1, &config).unwrap().for_role("\0");
    let mut envelope = Envelope::new(Size { value: 1 });
    envelope.header.push(role);
    assert!(soap::to_string(&envelope).is_err());
}

#[test]
fn what_is_written() {
    let envelope = Envelope::new(Size { value: 1 });
    let bare = xml::Config::strict().declaration(false);
    let config = Config::strict().xml(bare).message("Size", "urn:m");
    assert_eq!(
        config.to_string(&envelope).unwrap(),
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         <soapenv:Body><ns:Size xmlns:ns=\"urn:m\"><value>1</value></ns:Size></soapenv:Body>\
         </soapenv:Envelope>"
    );
    let indented = Config::strict().xml(xml::Config::strict().indent(2));
    assert_eq!(
        indented.to_string(&envelope).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\">\n  \
         <soapenv:Body>\n    <Size>\n      <value>1</value>\n    </Size>\n  </soapenv:Body>\n\
         </soapenv:Envelope>"
    );
    let mut out = Vec::new();
    soap::to_writer(&mut out, &envelope).unwrap();
    assert_eq!(out, soap::to_vec(&envelope).unwrap());
    assert_eq!(out, soap::to_string(&envelope).unwrap().into_bytes());
    let borrowed = Size { value: 1 };
    assert_eq!(soap::to_vec(&Envelope::new(&borrowed)).unwrap(), out);
    assert_eq!(Version::V11.content_type(), "text/xml; charset=utf-8");
    assert_eq!(
        Version::V12.content_type(),
        "application/soap+xml; charset=utf-8"
    );
}
