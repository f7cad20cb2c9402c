//! One format: `Nvp`, `Json`, `Xml` and `Soap` as extractors and responses.

use std::collections::BTreeMap;

use axum::Router;
use axum::routing::post;
use http::StatusCode;
use paywire::api::adaptive_payments::payment_details::PaymentDetailsRequest;
use paywire::service::axum::{Json, Nvp, Soap, Xml};
use paywire::soap::{Body, Code, Envelope, Fault, Version};
use serde::{Deserialize, Serialize};

use crate::answers::sent;

const NVP: &str = "application/x-www-form-urlencoded";

#[derive(Debug, Deserialize, Serialize)]
struct Order {
    name: String,
    #[serde(default)]
    line: Vec<String>,
}

/// Services that answer with what they get.
fn echo(format: &str) -> Router {
    let handler = match format {
        "nvp" => post(async |Nvp(order): Nvp<Order>| Nvp(order)),
        "json" => post(async |Json(order): Json<Order>| Json(order)),
        "xml" => post(async |Xml(order): Xml<Order>| Xml(order)),
        "soap" => post(async |Soap(order): Soap<Order>| Soap(order)),
        other => panic!("no format {other}"),
    };
    Router::new().route("/", handler)
}

fn envelope(version: Version, content: &str) -> String {
    let namespace = version.namespace();
    format!(r#"<e:Envelope xmlns:e="{namespace}"><e:Body>{content}</e:Body></e:Envelope>"#)
}

const XML: &str = "<Order><name>Renée &amp; co</name><line>a</line></Order>";

#[tokio::test]
async fn a_body_is_read_and_written() {
    let nvp = "name=Ren%C3%A9e+%26+co&line(0)=a";
    let json = r#"{"name":"Renée & co","line":["a"]}"#;
    for (format, content_type, body, answered) in [
        ("nvp", NVP, nvp, NVP),
        ("json", "application/json", json, "application/json"),
        (
            "json",
            "application/vnd.shop+json; charset=UTF-8",
            json,
            "application/json",
        ),
        ("xml", "application/xml", XML, "text/xml"),
    ] {
        let answer = sent(echo(format), content_type, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.content_type(), answered);
        assert!(answer.body.ends_with(body), "{}", answer.body);
        let untyped = sent(echo(format), "", body).await;
        assert_eq!(untyped.body, answer.body, "the extractor says the format");
    }
}

#[tokio::test]
async fn an_envelope_keeps_its_version_and_header() {
    for version in Version::ALL {
        let body = envelope(*version, XML).replace(
            "<e:Body>",
            r#"<e:Header><t:token xmlns:t="urn:t">7</t:token></e:Header><e:Body>"#,
        );
        for content_type in [version.content_type(), "text/xml", "application/xml"] {
            let answer = sent(echo("soap"), content_type, body.clone()).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            assert_eq!(answer.content_type(), version.content_type());
            assert!(answer.body.contains(version.namespace()));
            assert!(answer.body.contains("Renée &amp; co"));
            assert!(answer.body.contains("urn:t"), "the header");
        }
    }
}

#[tokio::test]
async fn a_fault_has_the_status_of_its_version() {
    for (version, code, status) in [
        (Version::V11, Code::sender(), 500),
        (Version::V12, Code::sender(), 400),
        (Version::V12, Code::receiver(), 500),
    ] {
        let fault = async move || {
            Soap(Envelope::<()> {
                version,
                ..Envelope::of_fault(Fault::new(code, "no"))
            })
        };
        let answer = sent(Router::new().route("/", post(fault)), "", "").await;
        assert_eq!(answer.status, status);
        let read = paywire::soap::from_str::<()>(&answer.body).expect("an envelope");
        assert!(matches!(read.body, Body::Fault(_)));
    }
}

#[tokio::test]
async fn the_content_type_of_another_format_is_refused() {
    for (format, content_type) in [
        ("nvp", "application/json"),
        ("nvp", "text/plain"),
        ("nvp", "multipart/form-data; boundary=x"),
        ("json", NVP),
        ("json", "text/xml"),
        ("xml", "application/soap+xml"),
        ("xml", "image/png"),
        ("soap", "application/json"),
    ] {
        let answer = sent(echo(format), content_type, "").await;
        let status = if format == "soap" { 500 } else { 415 };
        assert_eq!(answer.status, status, "{format} {content_type}");
        assert!(
            answer.body.contains("the content type is not one of"),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn the_charset_of_the_content_type_counts() {
    let latin = "application/x-www-form-urlencoded; charset=ISO-8859-1";
    let answer = sent(echo("nvp"), latin, &b"name=Ren%E9"[..]).await;
    assert_eq!(answer.body, "name=Ren%C3%A9");
    let answer = sent(
        echo("xml"),
        "text/xml;charset=\"latin1\"",
        &b"<Order><name>Ren\xe9</name></Order>"[..],
    )
    .await;
    assert!(answer.body.contains("<name>René</name>"), "{}", answer.body);
    let wrong = sent(
        echo("nvp"),
        "application/x-www-form-urlencoded; charset=utf-8",
        &b"name=Ren%E9"[..],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    for (format, content_type) in [
        (
            "nvp",
            "application/x-www-form-urlencoded; charset=x-klingon",
        ),
        ("nvp", "application/x-www-form-urlencoded; charset=utf-16"),
    ] {
        let unknown = sent(echo(format), content_type, "name=a").await;
        assert_eq!(
            unknown.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{}",
            unknown.body
        );
    }
}

#[tokio::test]
async fn json_is_utf8() {
    let latin = "application/json; charset=ISO-8859-1";
    let answer = sent(echo("json"), latin, r#"{"name":"Rene"}"#).await;
    assert_eq!(answer.status, StatusCode::OK, "ASCII is the same in both");
    let answer = sent(echo("json"), latin, r#"{"name":"René"}"#).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

/// A message of the crate has its own namespace.
#[tokio::test]
async fn a_message_is_in_the_namespace_of_its_service() {
    let xml = async || Xml(PaymentDetailsRequest::by_pay_key("AP-1"));
    let soap = async || Soap(Envelope::new(PaymentDetailsRequest::by_pay_key("AP-1")));
    let service = Router::new()
        .route("/xml", post(xml))
        .route("/soap", post(soap));
    for path in ["/xml", "/soap"] {
        let answer =
            crate::answers::answer(service.clone(), crate::answers::post(path, "", "")).await;
        let reading =
            paywire::codec::read(answer.body.as_bytes(), &paywire::codec::Config::strict());
        let content = reading.expect("read").content;
        let paywire::codec::Content::Message(decoded) = content else {
            panic!("{}", answer.body)
        };
        assert_eq!(
            decoded.message,
            PaymentDetailsRequest::by_pay_key("AP-1").into()
        );
        assert!(
            answer.body.contains("http://svcs.paypal.com/types/ap"),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn the_root_of_another_message_is_refused() {
    let xml = async |Xml(request): Xml<PaymentDetailsRequest>| Xml(request);
    let soap = async |Soap(envelope): Soap<PaymentDetailsRequest>| Soap(envelope);
    let content = "<requestEnvelope><errorLanguage>en_US</errorLanguage></requestEnvelope>";
    for (root, xml_status, soap_status) in [
        ("PaymentDetailsRequest", 200, 200),
        ("ExecutePaymentRequest", 422, 500),
    ] {
        let body = format!("<{root}>{content}</{root}>");
        let answer = sent(
            Router::new().route("/", post(xml)),
            "text/xml",
            body.clone(),
        )
        .await;
        assert_eq!(answer.status, xml_status, "{}", answer.body);
        let body = envelope(Version::V11, &body);
        let answer = sent(Router::new().route("/", post(soap)), "text/xml", body).await;
        assert_eq!(answer.status, soap_status, "{}", answer.body);
    }
}

#[tokio::test]
async fn what_a_format_cannot_hold_is_the_services_fault() {
    let unnamed = async || Xml(BTreeMap::from([("no name", "planted")]));
    let answer = sent(Router::new().route("/", post(unnamed)), "", "").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        answer.body.starts_with("the answer cannot be written"),
        "{}",
        answer.body
    );
    assert!(!answer.body.contains("planted"));
}
