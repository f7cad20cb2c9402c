//! Facts of the service: addresses, headers, redirects, versions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::needs;
use paywire::api::adaptive_payments::redirect::{Experience, Redirect};
use paywire::api::adaptive_payments::service::{
    self, Credentials, Environment, OPERATIONS, RequestHeaders, VERSIONS, header,
};
use paywire::api::{Direction, MessageKind, System};
use paywire::codec::Format;
use paywire::{ErrorKind, Secret};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Schema {
    operations: BTreeMap<String, OperationRow>,
    types: BTreeMap<String, TypeRow>,
}

#[derive(Deserialize)]
struct OperationRow {
    request: String,
    response: String,
    #[serde(rename = "soapAction")]
    soap_action: String,
    path: String,
    since: Option<String>,
}

#[derive(Deserialize)]
struct TypeRow {
    #[serde(default)]
    fields: Vec<FieldRow>,
}

#[derive(Deserialize)]
struct FieldRow {
    name: String,
    since: Option<String>,
}

fn schema() -> Schema {
    let shared = needs::path("PAYWIRE_SHARED");
    let text = fs::read_to_string(shared.join("schema/adaptive-payments.json"));
    serde_json::from_str(&text.expect("the schema is there")).expect("a schema")
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn operations_are_those_of_the_schema() {
    let schema = schema();
    let known: BTreeSet<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    let listed: BTreeSet<&str> = schema.operations.keys().map(String::as_str).collect();
    assert_eq!((known.len(), known), (17, listed));
    for (name, row) in &schema.operations {
        let operation = service::operation(name).expect("listed");
        assert_eq!(operation.since, row.since.as_deref(), "{name}");
        assert_eq!(operation.path(), row.path);
        assert_eq!(operation.soap_action(), row.soap_action);
        for message in [&row.request, &row.response] {
            let kind = MessageKind::from_name(message).expect("a message");
            let info = kind.info();
            assert_eq!(info.operation, Some(name.as_str()), "{message}");
            assert_eq!(info.path(), Some(operation.path()));
            assert_eq!(info.soap_action(), Some(operation.soap_action()));
        }
    }
}

#[test]
#[ignore = "needs PAYWIRE_SHARED"]
fn versions_are_those_of_the_schema() {
    let schema = schema();
    let mut of_schema = BTreeSet::new();
    for (type_name, row) in &schema.types {
        for field in row.fields.iter().filter(|field| field.since.is_some()) {
            let name = (type_name.as_str(), field.name.as_str());
            of_schema.insert((name, field.since.as_deref()));
        }
    }
    assert!(of_schema.len() > 90, "the schema says it of few fields");
    let mut of_ours = BTreeSet::new();
    for (type_name, row) in &schema.types {
        for field in &row.fields {
            let name = (type_name.as_str(), field.name.as_str());
            if let Some(since) = service::since(name.0, name.1) {
                of_ours.insert((name, Some(since)));
            }
        }
    }
    let missing: Vec<_> = of_schema.difference(&of_ours).collect();
    // A message is not older than its operation, also where the schema is silent.
    let mut of_messages = BTreeMap::new();
    for row in schema.operations.values() {
        of_messages.insert(row.request.as_str(), row.since.as_deref());
        of_messages.insert(row.response.as_str(), row.since.as_deref());
    }
    let derived = |((type_name, _), since): &&((&str, &str), Option<&str>)| {
        of_messages.get(type_name).is_some_and(|own| own == since)
    };
    let invented = of_ours.difference(&of_schema);
    let invented: Vec<_> = invented.filter(|row| !derived(row)).collect();
    assert!(
        missing.is_empty() && invented.is_empty(),
        "{missing:#?} {invented:#?}"
    );
    // And nothing is listed that the schema does not have.
    for version in VERSIONS {
        for (type_name, fields) in version.fields {
            let known = &schema.types[*type_name].fields;
            assert!(
                fields
                    .iter()
                    .all(|name| known.iter().any(|field| field.name == *name))
            );
        }
        assert!(
            version
                .types
                .iter()
                .all(|name| schema.types.contains_key(*name))
        );
    }
}

#[test]
fn every_operation_that_has_messages_is_listed() {
    for kind in MessageKind::ALL {
        let info = kind.info();
        if info.system == System::AdaptivePayments
            && let Some(name) = info.operation
        {
            assert!(service::operation(name).is_some(), "{kind}");
        }
    }
    let numbers: Vec<_> = VERSIONS.iter().map(|version| version.number).collect();
    assert!(numbers.is_sorted());
    for operation in OPERATIONS {
        assert!(operation.since.is_none_or(|since| numbers.contains(&since)));
    }
}

#[test]
fn environments_have_their_own_hosts() {
    let endpoints: Vec<_> = Environment::ALL.iter().map(|own| own.endpoint()).collect();
    assert_eq!(
        endpoints,
        [
            "https://svcs.paypal.com/AdaptivePayments",
            "https://svcs.sandbox.paypal.com/AdaptivePayments",
            "https://svcs.beta-sandbox.paypal.com/AdaptivePayments",
        ]
    );
    for &own in Environment::ALL {
        assert_eq!(Environment::of_host(&own.api_host()), Some(own));
        assert_eq!(Environment::of_host(&own.web_host()), Some(own));
        let url = service::operation("Refund").expect("an operation").url(own);
        assert_eq!(url, format!("{}/Refund", own.endpoint()));
    }
    for other in [
        "paypal.com",
        "www.paypal.com.shop.example",
        "svcs.paypal.co",
        "",
    ] {
        assert_eq!(Environment::of_host(other), None, "{other}");
    }
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn by_signature() -> Credentials {
    Credentials::Signature {
        user_id: secret("hidden-user"),
        password: secret("hidden-password"),
        signature: secret("hidden-signature"),
    }
}

#[test]
fn headers_say_who_calls() {
    let all = RequestHeaders {
        subject: Some(secret("hidden@other.example")),
        device_id: Some("cookie-1".to_owned()),
        device_ip_address: Some("203.0.113.7".to_owned()),
        service_version: Some("1.8.0".to_owned()),
        request_source: Some("shop-1.2".to_owned()),
        sandbox_email_address: Some("dev@shop.example".to_owned()),
        ..RequestHeaders::new(by_signature(), "APP-1")
    };
    let headers = all.headers().expect("headers");
    let pairs: Vec<_> = headers.iter().collect();
    assert_eq!(
        pairs,
        [
            ("X-PAYPAL-SECURITY-USERID", "hidden-user"),
            ("X-PAYPAL-SECURITY-PASSWORD", "hidden-password"),
            ("X-PAYPAL-SECURITY-SIGNATURE", "hidden-signature"),
            ("X-PAYPAL-SECURITY-SUBJECT", "hidden@other.example"),
            ("X-PAYPAL-APPLICATION-ID", "APP-1"),
            ("X-PAYPAL-DEVICE-ID", "cookie-1"),
            ("X-PAYPAL-DEVICE-IPADDRESS", "203.0.113.7"),
            ("X-PAYPAL-SERVICE-VERSION", "1.8.0"),
            ("X-PAYPAL-REQUEST-SOURCE", "shop-1.2"),
            ("X-PAYPAL-SANDBOX-EMAIL-ADDRESS", "dev@shop.example"),
        ]
    );
    let shown = format!("{all:?} {headers:?}");
    assert!(!shown.contains("hidden"), "{shown}");
    assert!(shown.contains("APP-1"));
}

#[test]
fn each_kind_of_credentials_has_its_headers() {
    let names = |credentials: Credentials| {
        let headers = RequestHeaders::new(credentials, "APP-1").headers().unwrap();
        headers.iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    let certificate = Credentials::Certificate {
        user_id: secret("u"),
        password: secret("p"),
    };
    assert_eq!(
        names(certificate),
        [header::USER_ID, header::PASSWORD, header::APPLICATION_ID]
    );
    let permission = |token: &str| Credentials::Permission {
        token: secret(token),
        signature: secret("c2ln+/="),
        timestamp: "1350000000".to_owned(),
    };
    let headers = RequestHeaders::new(permission("tk"), "APP-1")
        .headers()
        .unwrap();
    assert_eq!(
        headers.get(header::AUTHORIZATION),
        Some("token=tk,signature=c2ln+/=,timestamp=1350000000")
    );
    assert!(!format!("{headers:?}").contains("tk"));
    let error = RequestHeaders::new(permission("tk,x"), "APP-1")
        .headers()
        .unwrap_err();
    insta::assert_snapshot!(error, @"a comma inside a part of it would end the part at `X-PAYPAL-AUTHORIZATION`");
}

#[test]
fn a_value_cannot_begin_another_header() {
    for value in ["a\r\nX-Evil: 1", "a\n", "\0", "\u{7f}"] {
        let headers = RequestHeaders {
            device_id: Some(value.to_owned()),
            ..RequestHeaders::new(by_signature(), "APP-1")
        };
        let error = headers.headers().unwrap_err();
        insta::allow_duplicates! {
            insta::assert_snapshot!(error, @"a header cannot hold a control character at `X-PAYPAL-DEVICE-ID`");
        }
    }
}

#[test]
fn formats_use_the_same_headers() {
    assert_eq!(
        Format::Soap.headers(),
        [(header::MESSAGE_PROTOCOL, "SOAP11")]
    );
    assert_eq!(
        Format::Nvp.headers(),
        [
            (header::REQUEST_DATA_FORMAT, "NV"),
            (header::RESPONSE_DATA_FORMAT, "NV")
        ]
    );
}

#[test]
fn redirects_are_those_of_the_documents() {
    let production = Environment::Production;
    for (redirect, url) in [
        (
            Redirect::payment("AP-12345678901234567"),
            "https://www.paypal.com/cgi-bin/webscr?cmd=_ap-payment&paykey=AP-12345678901234567",
        ),
        (
            Redirect::preapproval("PA-12345678901234567"),
            "https://www.paypal.com/cgi-bin/webscr?cmd=_ap-preapproval\
             &preapprovalkey=PA-12345678901234567",
        ),
        (
            Redirect::embedded_payment("AP-1"),
            "https://www.paypal.com/webapps/adaptivepayment/flow/pay?paykey=AP-1",
        ),
        (
            Redirect::EmbeddedPayment {
                pay_key: "AP-1".to_owned(),
                preapproval_key: Some("PA-2".to_owned()),
                experience: Some(Experience::Light),
                auto_redirect_on_done: true,
            },
            "https://www.paypal.com/webapps/adaptivepayment/flow/pay?expType=light&paykey=AP-1\
             &preapprovalkey=PA-2&autoredirectondone",
        ),
        (
            Redirect::embedded_preapproval("PA-2"),
            "https://www.paypal.com/webapps/adaptivepayment/flow/preapproval?preapprovalKey=PA-2\
             &expType=mini",
        ),
    ] {
        assert_eq!(redirect.url(production), url);
        assert_eq!(Redirect::parse(url).expect(url), (production, redirect));
    }
    // As the guide prints it, and as a browser may.
    let guide = "https://www.paypal.com/webscr?cmd=_ap-payment&paykey=AP-1";
    assert_eq!(Redirect::parse(guide).unwrap().1, Redirect::payment("AP-1"));
    let other =
        "HTTPS://WWW.SANDBOX.PayPal.com/cgi-bin/webscr?x=1&PayKey=AP%2d1&&cmd=%5Fap-payment#top";
    let expected = (Environment::Sandbox, Redirect::payment("AP-1"));
    assert_eq!(Redirect::parse(other).unwrap(), expected);
}

#[test]
fn what_is_no_redirect_is_pointed_at() {
    let error = |url: &str| {
        let error = Redirect::parse(url).unwrap_err();
        let span = error.span().expect("a place");
        (error.to_string(), url[span].to_owned())
    };
    let at = |url: &str| error(url).1;
    let web = "https://www.paypal.com";
    insta::assert_snapshot!(error("ftp://x").0, @"not an https address at byte 0");
    insta::assert_snapshot!(error("").0, @"not an https address at byte 0");
    assert_eq!(
        at("http://www.paypal.com/webscr?cmd=_ap-payment&paykey=AP-1"),
        "http://www.paypal.com/webscr?cmd=_ap-payment&paykey=AP-1"
    );
    // A name that only begins like a host of the service, and the host of operations.
    assert_eq!(
        at("https://www.paypal.com.evil.example/webscr?cmd=_ap-payment&paykey=A"),
        "www.paypal.com.evil.example"
    );
    assert_eq!(
        at("https://www.paypal.com@evil.example/webscr?cmd=_ap-payment&paykey=A"),
        "www.paypal.com@evil.example"
    );
    assert_eq!(
        at("https://svcs.paypal.com/webscr?cmd=_ap-payment&paykey=A"),
        "svcs.paypal.com"
    );
    assert_eq!(at(&format!("{web}/home?paykey=A")), "/home");
    assert_eq!(
        at(&format!("{web}/webscr?cmd=_xclick&paykey=A")),
        "cmd=_xclick"
    );
    assert_eq!(at(&format!("{web}/webscr?paykey=A")), "paykey=A");
    assert_eq!(
        at(&format!("{web}/webscr?cmd=_ap-payment&paykey=")),
        "cmd=_ap-payment&paykey="
    );
    assert_eq!(at(&format!("{web}/webscr?cmd=_ap-payment&paykey=%4")), "%4");
    assert_eq!(
        at(&format!("{web}/webscr?cmd=_ap-payment&paykey=a%ff")),
        "%ff"
    );
    assert_eq!(
        at(&format!("{web}/webscr?cmd=_ap-payment&paykey=A&PAYKEY=B")),
        "PAYKEY=B"
    );
    assert_eq!(at(web), "");
}

#[test]
fn notifications_have_no_address_of_the_service() {
    for &kind in MessageKind::ALL {
        let info = kind.info();
        if info.direction == Direction::Notification {
            assert_eq!((info.path(), info.soap_action()), (None, None), "{kind}");
        }
    }
}

fn environment() -> impl Strategy<Value = Environment> {
    prop::sample::select(Environment::ALL)
}

fn redirect() -> impl Strategy<Value = Redirect> {
    let key = || "\\PC{1,12}";
    let experience = || prop::option::of("[a-z&=%é]{0,6}".prop_map(Experience::from));
    prop_oneof![
        key().prop_map(Redirect::payment),
        key().prop_map(Redirect::preapproval),
        (key(), prop::option::of(key()), experience(), any::<bool>()).prop_map(
            |(pay_key, preapproval_key, experience, auto_redirect_on_done)| {
                Redirect::EmbeddedPayment {
                    pay_key,
                    preapproval_key,
                    experience,
                    auto_redirect_on_done,
                }
            }
        ),
        (key(), experience()).prop_map(|(preapproval_key, experience)| {
            Redirect::EmbeddedPreapproval {
                preapproval_key,
                experience,
            }
        }),
    ]
}

proptest! {
    #[test]
    fn what_is_built_is_parsed_back(redirect in redirect(), environment in environment()) {
        let url = redirect.url(environment);
        prop_assert!(url.is_ascii());
        prop_assert_eq!(Redirect::parse(&url).unwrap(), (environment, redirect));
    }

    #[test]
    fn parsing_never_panics(text in "(https://)?(www\\.paypal\\.com)?(/webscr)?\\PC{0,40}") {
        if let Err(error) = Redirect::parse(&text) {
            let span = error.span().expect("a place");
            prop_assert!(text.get(span).is_some());
            prop_assert!(!matches!(error.kind(), ErrorKind::Custom(_)));
        }
    }
}

#[test]
fn escapes_in_an_address_are_read_once_and_pointed_at() {
    let parse = |query: &str| Redirect::parse(&format!("https://www.paypal.com/webscr?{query}"));
    let (_, redirect) = parse("&cmd=_ap%2Dpayment&&PAYKEY=AP+1%252B").unwrap();
    assert_eq!(redirect, Redirect::payment("AP 1%2B"));
    let url = redirect.url(Environment::Production);
    assert_eq!(Redirect::parse(&url).unwrap().1, redirect);
    for (query, kind, text) in [
        (
            "cmd=_ap-payment&paykey=AP%zz",
            ErrorKind::InvalidEscape,
            "%zz",
        ),
        ("cmd=_ap-payment&paykey=AP%", ErrorKind::InvalidEscape, "%"),
        (
            "cmd=_ap-payment&paykey=%E9",
            ErrorKind::InvalidEncoding("UTF-8"),
            "%E9",
        ),
    ] {
        let error = parse(query).unwrap_err();
        let start = "https://www.paypal.com/webscr?".len();
        let span = error.span().expect("a place");
        assert_eq!(error.kind(), &kind, "{query}");
        assert_eq!(&query[span.start - start..span.end - start], text);
    }
}
