//! XML and SOAP as messages: what a root says, and what came of a fault.

use paywire::api::MessageKind;
use paywire::codec::{self, Config, Content, Decoded, Format, Generic, Warning};

const PAY: &str = "<requestEnvelope><errorLanguage>en_US</errorLanguage></requestEnvelope><actionType>PAY</actionType>\
    <cancelUrl>https://e.example/n</cancelUrl><currencyCode>EUR</currencyCode><receiverList><receiver>\
    <amount>1.00</amount><email>a@e.example</email></receiver></receiverList>\
    <returnUrl>https://e.example/y</returnUrl>";
const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

fn soap(body: &str) -> String {
    format!("<s:Envelope xmlns:s='{SOAP}'><s:Body>{body}</s:Body></s:Envelope>")
}

fn message(body: &str, config: &Config) -> Decoded {
    match codec::read(body.as_bytes(), config)
        .expect("a body")
        .content
    {
        Content::Message(decoded) => *decoded,
        other => panic!("a message: {other:?}"),
    }
}

fn generic(body: &str, config: &Config) -> Generic {
    match codec::read(body.as_bytes(), config)
        .expect("a body")
        .content
    {
        Content::Generic(generic) => *generic,
        other => panic!("no message: {other:?}"),
    }
}

#[test]
fn a_root_without_a_namespace_names_its_message() {
    let ours = "xmlns:ap='http://svcs.paypal.com/types/ap'";
    let qualified = PAY.replace('<', "<ap:").replace("<ap:/", "</ap:");
    let known = message(
        &format!("<ap:PayRequest {ours}>{PAY}</ap:PayRequest>"),
        &Config::strict(),
    );
    let bodies = [
        format!("<PayRequest>{PAY}</PayRequest>"),
        format!(
            "<PayRequest>{}</PayRequest>",
            PAY.replacen("<actionType>", "<actionType xmlns=\"\">", 1)
        ),
        format!("<PayRequest {ours}>{qualified}</PayRequest>"),
    ];
    for body in bodies.iter().flat_map(|body| [body.clone(), soap(body)]) {
        for config in [Config::strict(), Config::lenient()] {
            let read = message(&body, &config);
            assert_eq!(read.message, known.message, "{body}");
            assert!(read.unknown.is_empty(), "{:?}", read.unknown);
            assert_eq!(read.warnings.len(), 1);
            assert!(read.warnings[0].to_string().contains("without a namespace"));
        }
    }
}

#[test]
fn one_amount_in_two_namespaces_is_an_error() {
    let twins = PAY.replace("</amount>", "</amount><ap:amount>1000.00</ap:amount>");
    let body = format!(
        "<ap:PayRequest xmlns:ap='http://svcs.paypal.com/types/ap'>{twins}</ap:PayRequest>"
    );
    for body in [body.clone(), soap(&body)] {
        let error = codec::read(body.as_bytes(), &Config::strict()).unwrap_err();
        assert_eq!(error.path(), Some("receiverList.receiver.amount(1)"));
        let read = message(&body, &Config::lenient());
        let json = read
            .encode(Format::Json, &Config::strict())
            .expect("written");
        assert!(json.contains("1000.00") && !json.contains("1.00"), "{json}");
        assert_eq!(
            read.warnings[0].path(),
            Some("receiverList.receiver.amount(0)")
        );
        assert_eq!(&body[read.warnings[0].span().expect("a place")], "1.00");
    }
}

#[test]
fn a_fault_without_a_known_detail_keeps_what_it_says() {
    for detail in [
        "",
        "<detail/>",
        "<detail>text</detail>",
        "<detail><other/></detail>",
    ] {
        let fault =
            "<s:Fault><faultcode>s:Server</faultcode><faultstring>Nothing was found</faultstring>";
        let body = soap(&format!("{fault}{detail}</s:Fault>"));
        let as_message = Config::strict().message(MessageKind::PayResponse);
        for config in [Config::strict(), Config::lenient(), as_message] {
            let envelope = generic(&body, &config).envelope.expect("an envelope");
            let fault = envelope.body.fault().expect("a fault");
            assert_eq!(fault.string(), "Nothing was found", "{detail}");
        }
    }
    let loose = soap(
        "<s:Fault><faultstring>Not parsed</faultstring><s:faultcode>s:Client</s:faultcode></s:Fault>",
    );
    let error = codec::read(loose.as_bytes(), &Config::strict()).unwrap_err();
    assert!(error.to_string().contains("the lenient preset reads it"));
    let generic = generic(&loose, &Config::lenient());
    let envelope = generic.envelope.expect("an envelope");
    assert_eq!(
        envelope.body.fault().expect("a fault").string(),
        "Not parsed"
    );
}

#[test]
fn the_message_of_a_fault_may_stand_anywhere_in_its_detail() {
    let read = |body: &str| message(body, &Config::strict());
    let known = "<c:FaultMessage xmlns:c='http://svcs.paypal.com/types/common'><responseEnvelope>\
        <timestamp>2014-05-27T06:40:14Z</timestamp><ack>Failure</ack><correlationId>1</correlationId>\
        <build>7</build></responseEnvelope><error><errorId>580022</errorId><message>no</message></error>\
        </c:FaultMessage>";
    let bare = known.replace(" xmlns:c='http://svcs.paypal.com/types/common'", "");
    let bare = bare.replace("c:", "");
    let trace = "<trace>at one</trace><host>two</host>";
    let fault = |detail: &str| {
        soap(&format!(
            "<s:Fault><faultcode>s:Server</faultcode><faultstring>Application error</faultstring>\
             <detail>{detail}</detail></s:Fault>"
        ))
    };
    for detail in [
        known.to_owned(),
        format!("{trace}{known}"),
        format!("<trace>at one</trace>{known}<host>two</host>"),
        format!("{trace}{bare}"),
    ] {
        let body = fault(&detail);
        let decoded = read(&body);
        assert_eq!(
            decoded.message.kind(),
            MessageKind::FaultMessage,
            "{detail}"
        );
        // What stands beside it is kept.
        let again = decoded.encode(Format::Soap, &Config::strict()).unwrap();
        for kept in ["at one", "two"] {
            assert_eq!(again.contains(kept), detail.contains(kept), "{again}");
        }
        assert_eq!(again.matches("580022").count(), 1, "{again}");
        assert_eq!(read(&again).message, decoded.message);
    }
    // Where none is known, all of the fault is shown.
    let unknown = known.replace("FaultMessage", "PPFault");
    let generic = generic(&fault(&format!("{trace}{unknown}")), &Config::strict());
    let facts = generic.facts();
    let codes = facts
        .errors
        .iter()
        .filter_map(|error| error.code.as_deref());
    assert_eq!(codes.collect::<Vec<_>>(), ["Server", "580022"]);
    assert_eq!(
        generic
            .value()
            .at("detail.host")
            .and_then(|own| own.as_str()),
        Some("two")
    );
}

#[test]
fn a_fault_without_its_envelope_is_explained() {
    let body = "<Fault><faultcode>s:Client</faultcode><faultstring>no amount</faultstring></Fault>";
    let facts = generic(body, &Config::strict()).facts();
    assert_eq!(facts.errors[0].code.as_deref(), Some("Client"));
    assert_eq!(facts.errors[0].message.as_deref(), Some("no amount"));
    assert!(facts.errors[0].meaning.is_some());
}

#[test]
fn the_address_of_a_service_says_nothing_of_the_operation() {
    let body = soap(&format!(
        "<ap:PayRequest xmlns:ap='http://svcs.paypal.com/types/ap'>{PAY}</ap:PayRequest>"
    ));
    let strict = Config::strict();
    for config in [
        strict.soap_action("\"\""),
        strict.soap_action(""),
        strict.path("/AdaptivePayments"),
        strict.path("https://svcs.sandbox.paypal.com/AdaptivePayments/"),
        strict.path("/AdaptivePayments").soap_action("\"\""),
    ] {
        assert_eq!(
            message(&body, &config).message.kind(),
            MessageKind::PayRequest
        );
    }
    // What belongs to another call is known for what it is.
    for config in [
        strict.path("/AdaptivePayments/Refund"),
        strict.soap_action("\"urn:Refund\""),
    ] {
        let shown = generic(&body, &config);
        assert!(matches!(
            shown.warnings[..],
            [Warning::MismatchedRoot(MessageKind::PayRequest)]
        ));
    }
}
